using System.Text.Json.Serialization.Metadata;

namespace Coordination.Projections;

/// <summary>A pure fold of the log into rows. It uses no database, no clock and no other projection. The same log gives the same rows, for
/// any page size.</summary>
public interface IProjection
{
    /// <summary>The name under which rows and checkpoint are kept, for example <c>partner-inbox</c>.</summary>
    string Name { get; }

    /// <summary>True when each event has a row of its own, so that there never is an earlier row to load.</summary>
    bool OneRowPerEvent { get; }

    /// <summary>The rows that an event touches, in a fixed order; empty for an event that does not matter here.</summary>
    IReadOnlyList<RowKey> Touches(Recorded<DomainEvent> recorded);

    /// <summary>The row after the event; null for no row. Called for the keys of <see cref="Touches"/> only.</summary>
    View? Apply(RowKey key, View? view, Recorded<DomainEvent> recorded);

    /// <summary>Writes a row, always the same bytes for the same row.</summary>
    /// <param name="view">The row.</param>
    /// <param name="options">Made by <see cref="ViewJson.Options"/>.</param>
    byte[] Write(View view, JsonSerializerOptions options);

    /// <summary>Reads a row back.</summary>
    /// <param name="json">What <see cref="Write"/> wrote; the order of properties does not matter.</param>
    /// <param name="options">Made by <see cref="ViewJson.Options"/>.</param>
    View Read(ReadOnlySpan<byte> json, JsonSerializerOptions options);
}

/// <summary>A projection whose rows have one closed base.</summary>
/// <typeparam name="TView">The closed base.</typeparam>
public abstract class Projection<TView> : IProjection where TView : View
{
    private static readonly IReadOnlyList<RowKey> s_nothing = [];

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public virtual bool OneRowPerEvent => false;

    /// <inheritdoc/>
    public abstract IReadOnlyList<RowKey> Touches(Recorded<DomainEvent> recorded);

    protected abstract TView? Apply(RowKey key, TView? view, Recorded<DomainEvent> recorded);

    /// <summary>For events that do not matter to this projection.</summary>
    protected static IReadOnlyList<RowKey> Nothing => s_nothing;

    /// <summary>The single row of a kind and an identifier.</summary>
    protected static IReadOnlyList<RowKey> Row<TId>(string kind, TId id) where TId : struct => [new RowKey(kind, id.ToString()!)];

    /// <summary>The single row of the subject that a stream is named for: the text after the kind.</summary>
    protected static IReadOnlyList<RowKey> RowOfStream(string kind, EventMeta meta) =>
        [new RowKey(kind, SubjectOf(meta))];

    /// <summary>The subject that a stream is named for: <c>3f2b…</c> of <c>case-3f2b…</c>.</summary>
    protected static string SubjectOf(EventMeta meta) => meta.Stream[(meta.Stream.IndexOf('-') + 1)..];

    View? IProjection.Apply(RowKey key, View? view, Recorded<DomainEvent> recorded) => Apply(key, (TView?)view, recorded);

    byte[] IProjection.Write(View view, JsonSerializerOptions options) =>
        JsonSerializer.SerializeToUtf8Bytes((TView)view, TypeInfo(options));

    View IProjection.Read(ReadOnlySpan<byte> json, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(json, TypeInfo(options)) ?? throw new JsonException("A row is never null.");

    private static JsonTypeInfo<TView> TypeInfo(JsonSerializerOptions options) => (JsonTypeInfo<TView>)options.GetTypeInfo(typeof(TView));
}
