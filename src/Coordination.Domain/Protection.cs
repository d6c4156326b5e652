namespace Coordination.Domain;

/// <summary>The subject of a key. Each agency has a key of its own for each subject of which it keeps something, so that destroying the
/// keys of one subject takes nothing from anybody else.</summary>
/// <param name="Kind">What kind of subject: <c>survivor</c>, <c>review</c>, <c>agency</c>.</param>
/// <param name="Id">Which one; empty where there is only one of the kind.</param>
public readonly record struct KeySubject(string Kind, Guid Id)
{
    /// <summary>An agency's own affairs, which describe no survivor.</summary>
    public static KeySubject Agency { get; } = new("agency", Guid.Empty);

    /// <summary>A survivor: her erasure destroys these keys.</summary>
    public static KeySubject Of(SurvivorId survivor) => new("survivor", survivor.Value);

    /// <summary>A stream that is about several people, or about nobody in particular.</summary>
    public static KeySubject OfStream(string stream)
    {
        var dash = stream.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && Guid.TryParse(stream.AsSpan(dash + 1), out var id) ? new(stream[..dash], id) : new(stream, Guid.Empty);
    }

    /// <summary>For example <c>survivor-3f2b…</c>.</summary>
    public override string ToString() => Id == Guid.Empty ? Kind : $"{Kind}-{Id}";
}

/// <summary>Under which key the sensitive texts of an event are kept.</summary>
/// <param name="Subject">The subject of the texts.</param>
/// <param name="Addressee">The agency for whose eyes they are; null for the agency that recorded the event.</param>
public sealed record Protection(KeySubject Subject, AgencyId? Addressee = null)
{
    /// <summary>About a survivor, for the agency that recorded it.</summary>
    public static Protection Of(SurvivorId survivor) => new(KeySubject.Of(survivor));

    /// <summary>About the survivor by whom the stream is named, for the agency that recorded it.</summary>
    public static Protection OfSurvivorNamedBy(string stream) => new(KeySubject.OfStream(stream) with { Kind = "survivor" });

    /// <summary>About no survivor, for the agency that recorded it.</summary>
    public static Protection OfAgency { get; } = new(KeySubject.Agency);
}
