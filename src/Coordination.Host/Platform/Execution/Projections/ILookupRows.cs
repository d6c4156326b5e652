namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>Reads rows of lookups, of the generation that serves, each time with the position up to which they were folded. For the host:
/// nobody else is shown these rows.</summary>
public interface ILookupRows
{
    /// <summary>The rows of these keys; those that are missing have none. With no keys, the position alone.</summary>
    ValueTask<ServedRows> Find(IReadOnlyList<RowKey> keys, CancellationToken cancellation);

    ValueTask<ServedRows> Page(LookupQuery query, CancellationToken cancellation);
}

/// <summary>Rows, all as of one position.</summary>
/// <param name="Position">The position of the last event that is in them; 0 where none is.</param>
/// <param name="Rows">The rows.</param>
public sealed record ServedRows(long Position, IReadOnlyList<StoredRow> Rows);

/// <summary>Which rows of lookups are asked for: of one kind and compartment, in their order, or in the order in which they are
/// due.</summary>
/// <param name="Kind">The kind of the rows.</param>
/// <param name="Compartment">Whose.</param>
/// <param name="Limit">At most so many are read at once.</param>
public sealed record LookupQuery(string Kind, Compartment Compartment, int Limit)
{
    /// <summary>Only those that are due before this instant, in the order in which they are due; null for all, in their own
    /// order.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>After this one; null for the first page.</summary>
    public LookupMark? After { get; init; }
}

/// <summary>The place of a row in either order.</summary>
public sealed record LookupMark(string Sort, DateTimeOffset? Due, string Key) : IComparable<LookupMark>
{
    /// <summary>The place of a row in the order of a query.</summary>
    public static LookupMark Of(LookupQuery query, RowKey key, RowPlace place) =>
        new(query.DueBefore is null ? place.Sort : "", query.DueBefore is null ? null : place.Due, key.ToString());

    /// <inheritdoc/>
    public int CompareTo(LookupMark? other) => other is null ? 1
        : Nullable.Compare(Due, other.Due) is var due and not 0 ? due
        : string.CompareOrdinal(Sort, other.Sort) is var sort and not 0 ? sort
        : string.CompareOrdinal(Key, other.Key);

    /// <inheritdoc/>
    public static bool operator <(LookupMark one, LookupMark other) => one.CompareTo(other) < 0;

    /// <inheritdoc/>
    public static bool operator >(LookupMark one, LookupMark other) => one.CompareTo(other) > 0;

    /// <inheritdoc/>
    public static bool operator <=(LookupMark one, LookupMark other) => one.CompareTo(other) <= 0;

    /// <inheritdoc/>
    public static bool operator >=(LookupMark one, LookupMark other) => one.CompareTo(other) >= 0;
}
