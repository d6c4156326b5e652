using System.Collections.Frozen;

namespace Coordination.Projections.Lookups;

/// <summary>The fold of one kind of rows. It answers the same row, as the same object, where an event changes nothing.</summary>
internal interface ILookup
{
    string Kind { get; }

    IReadOnlyCollection<Type> Handles { get; }

    /// <summary>The identifiers of the rows that an event touches.</summary>
    IEnumerable<string> Touches(Recorded<DomainEvent> recorded);

    LookupRow? Apply(string id, LookupRow? row, Recorded<DomainEvent> recorded);
}

/// <summary>The same, with the type of its rows.</summary>
internal abstract class Lookup<TRow>(string kind, params IReadOnlyCollection<Type> handles) : ILookup where TRow : LookupRow
{
    private readonly FrozenSet<Type> _handles = handles.ToFrozenSet();

    public string Kind => kind;

    public IReadOnlyCollection<Type> Handles => _handles;

    public abstract IEnumerable<string> Touches(Recorded<DomainEvent> recorded);

    protected abstract TRow? Apply(string id, TRow? row, Recorded<DomainEvent> recorded);

    // Lists are equal where they are the same object, which they are where nothing was added.
    LookupRow? ILookup.Apply(string id, LookupRow? row, Recorded<DomainEvent> recorded) =>
        Apply(id, (TRow?)row, recorded) is var after && Equals(after, row) ? row : after;

    /// <summary>The list with an element that was not in it; the same list where it was.</summary>
    protected static IReadOnlyList<T> With<T>(IReadOnlyList<T>? list, T item) =>
        list is null ? [item] : list.Contains(item) ? list : [.. list, item];

    /// <summary>The list with a disclosure that was not in it; the same list where it was.</summary>
    protected static IReadOnlyList<MadeAt> With(IReadOnlyList<MadeAt> list, DisclosureId disclosure, EventMeta meta) =>
        list.Any(known => known.Disclosure == disclosure) ? list : [.. list, new(disclosure, meta.Position)];
}
