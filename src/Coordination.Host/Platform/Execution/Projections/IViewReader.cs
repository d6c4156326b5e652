namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>Reads rows of the generation that serves, of one compartment at a time.</summary>
public interface IViewReader
{
    /// <summary>Pages of rows, each of one kind and in its order. All of them of one projection, compartment and reader.</summary>
    ValueTask<IReadOnlyList<IReadOnlyList<FoundRow>>> Pages(IReadOnlyList<ViewQuery> queries, CancellationToken cancellation);

    ValueTask<long> Position(string projection, CancellationToken cancellation);
}

public static class ViewReading
{
    /// <summary>A page of rows of one kind, in their order.</summary>
    public static async ValueTask<IReadOnlyList<FoundRow>> Page(this IViewReader reader, ViewQuery query, CancellationToken cancellation) =>
        (await reader.Pages([query], cancellation))[0];
}

/// <summary>Which rows are asked for.</summary>
/// <param name="Projection">The name of the projection.</param>
/// <param name="Compartment">Whose. There is no way to ask for everybody's.</param>
/// <param name="Reader">Who reads: rows for another person of the compartment are left out.</param>
/// <param name="Kind">The kind of the rows.</param>
/// <param name="Limit">At most so many.</param>
public sealed record ViewQuery(string Projection, Compartment Compartment, PersonId Reader, string Kind, int Limit)
{
    /// <summary>Only rows of one of these states; null for any.</summary>
    public IReadOnlyList<string>? Statuses { get; init; }

    /// <summary>Only rows that are due before this instant; null for any.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only rows that have to do with this agency; null for any.</summary>
    public AgencyId? Party { get; init; }

    public string? Purpose { get; init; }

    /// <summary>Whether they come in the order in which they are due, and by key, instead of their own; those that are not due are left
    /// out.</summary>
    public bool ByDue { get; init; }

    /// <summary>In that order, after this mark; null for the first page.</summary>
    public DueMark? AfterDue { get; init; }

    public bool Descending { get; init; }

    /// <summary>After this row; null for the first page.</summary>
    public RowMark? After { get; init; }
}

/// <summary>A row's place in the order: what is needed to go on behind it.</summary>
public sealed record RowMark(string Sort, string Key);

/// <summary>A place in the order in which rows are due.</summary>
public sealed record DueMark(DateTimeOffset Due, string Key)
{
    /// <summary>As exact as the rows are.</summary>
    public DateTimeOffset Due { get; } = RowPlace.AsKept(Due);
}

public sealed record FoundRow(RowMark Mark, ReadOnlyMemory<byte> Json);
