using System.Text.Json.Serialization.Metadata;

namespace Coordination.Host.Platform.Execution;

/// <summary>
/// What a command is answered. It is kept beside its idempotency key, in clear: it carries ids, versions, outcomes,
/// never anything that describes a person.
/// </summary>
public abstract record Answer
{
    private Answer() { }

    /// <summary>It was done, or had been done before.</summary>
    /// <param name="Status">200 or 201.</param>
    /// <param name="Body">JSON.</param>
    /// <param name="Version">The version of the stream that the answer speaks of, where the caller is shown one.</param>
    /// <param name="Location">Where the new thing is found.</param>
    /// <remarks>Identifiers in it are the log's own. They are translated, by the type that the endpoint names, for whoever gets
    /// it.</remarks>
    public sealed record Done(int Status, ReadOnlyMemory<byte> Body, ShownVersion? Version, Address? Location) : Answer;

    public sealed record Refused(Refusal Refusal) : Answer;

    public static implicit operator Answer(Refusal refusal) => new Refused(refusal);

    /// <summary>Done, with a body of the feature's own.</summary>
    public static Answer Ok<T>(T body, JsonTypeInfo<T> type, ShownVersion? version = null) =>
        new Done(200, JsonSerializer.SerializeToUtf8Bytes(body, type), version, null);

    /// <summary>Something new is there, with a body of the feature's own.</summary>
    public static Answer Made<T>(T body, JsonTypeInfo<T> type, Address? location, ShownVersion? version = null) =>
        new Done(201, JsonSerializer.SerializeToUtf8Bytes(body, type), version, location);

    /// <summary>It was taken, and what comes of it is found somewhere.</summary>
    public static Answer Taken<T>(T body, JsonTypeInfo<T> type, Address location) =>
        new Done(202, JsonSerializer.SerializeToUtf8Bytes(body, type), null, location);
}

/// <summary>The usual body: the thing that was changed, and the version of its stream.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Version">The version of its stream, also the ETag.</param>
public sealed record Changed(SubjectId Id, long Version)
{
    /// <summary>Something that has an identifier.</summary>
    public static Changed Of<TId>(TId id, ShownVersion version) where TId : struct => new(SubjectId.Of(id), version.Number);
}
