using Coordination.Domain;
using Coordination.Projections;

namespace Coordination.Host.Execution.Projections;

/// <summary>Reads rows of the generation that serves, of one compartment at a time.</summary>
public interface IViewReader
{
    /// <summary>Pages of rows, each of one kind and in its order. All of them of one projection, compartment and reader.</summary>
    ValueTask<IReadOnlyList<IReadOnlyList<FoundRow>>> Pages(IReadOnlyList<ViewQuery> queries, CancellationToken cancellation);

    /// <summary>How far the rows have come.</summary>
    ValueTask<long> Position(string projection, CancellationToken cancellation);
}

/// <summary>Reading one page.</summary>
public static class ViewReading
{
    /// <summary>A page of rows of one kind, in their order.</summary>
    public static async ValueTask<IReadOnlyList<FoundRow>> Page(this IViewReader reader, ViewQuery query, CancellationToken cancellation) =>
        (await reader.Pages([query], cancellation))[0];
}

/// <summary>Which rows are asked for.</summary>
/// <param name="Projection">Of which projection.</param>
/// <param name="Compartment">Whose. There is no way to ask for everybody's.</param>
/// <param name="Reader">Who reads: rows for another person of the compartment are left out.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="Limit">At most so many.</param>
public sealed record ViewQuery(string Projection, Compartment Compartment, PersonId Reader, string Kind, int Limit)
{
    /// <summary>Only rows of one of these states; null for any.</summary>
    public IReadOnlyList<string>? Statuses { get; init; }

    /// <summary>Only rows that are due before this instant; null for any.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Whether the last come first.</summary>
    public bool Descending { get; init; }

    /// <summary>After this row; null for the first page.</summary>
    public RowMark? After { get; init; }
}

/// <summary>A row's place in the order: what is needed to go on behind it.</summary>
public sealed record RowMark(string Sort, string Key);

/// <summary>A row that was found.</summary>
public sealed record FoundRow(RowMark Mark, ReadOnlyMemory<byte> Json);
