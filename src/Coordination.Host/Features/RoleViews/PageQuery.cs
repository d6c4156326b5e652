namespace Coordination.Host.Features.RoleViews;

public interface IPageQuery
{
    /// <summary>Only rows in one of these states, separated by commas.</summary>
    string? Status { get; }

    /// <summary>Only rows on which somebody has to act before this instant.</summary>
    DateTimeOffset? DueBefore { get; }

    /// <summary>The <c>next</c> of the page before.</summary>
    string? After { get; }

    /// <summary>At most so many rows: 1 to 200, else 50.</summary>
    int? Limit { get; }

    /// <summary>Only rows that have to do with this agency.</summary>
    string? Agency => null;

    /// <summary>Only rows for this purpose.</summary>
    string? Purpose => null;
}

public sealed record PageQuery : IPageQuery
{
    internal const int DefaultLimit = 50, LargestLimit = 200, LongestToken = 512;

    /// <summary>How many rows of each section a whole view begins with; its <c>next</c> goes on in the section's own list.</summary>
    internal const int LimitOfSections = 20;

    /// <inheritdoc/>
    public string? Status { get; init; }

    /// <inheritdoc/>
    public DateTimeOffset? DueBefore { get; init; }

    /// <inheritdoc/>
    public string? After { get; init; }

    /// <inheritdoc/>
    public int? Limit { get; init; }
}

/// <summary>The same, of rows that each have to do with one agency.</summary>
public sealed record AgencyPageQuery : IPageQuery
{
    /// <inheritdoc/>
    public string? Status { get; init; }

    /// <inheritdoc/>
    public DateTimeOffset? DueBefore { get; init; }

    /// <inheritdoc/>
    public string? After { get; init; }

    /// <inheritdoc/>
    public int? Limit { get; init; }

    /// <inheritdoc/>
    public string? Agency { get; init; }
}

/// <summary>The same, of what passes from one agency to another for a purpose.</summary>
public sealed record SharingPageQuery : IPageQuery
{
    /// <inheritdoc/>
    public string? Status { get; init; }

    /// <inheritdoc/>
    public DateTimeOffset? DueBefore { get; init; }

    /// <inheritdoc/>
    public string? After { get; init; }

    /// <inheritdoc/>
    public int? Limit { get; init; }

    /// <inheritdoc/>
    public string? Agency { get; init; }

    /// <inheritdoc/>
    public string? Purpose { get; init; }
}
