namespace Coordination.Host.Views;

/// <summary>A page of rows.</summary>
/// <param name="Items">The rows, in order.</param>
/// <param name="Next">Where the next page begins, to be given back as <c>after</c>; null on the last page.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which page, and what of it.</summary>
/// <param name="Status">Only rows in one of these states, separated by commas.</param>
/// <param name="DueBefore">Only rows that are due before this instant.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">At most so many rows: 1 to 200, else 50.</param>
public sealed record PageQuery(string? Status, DateTimeOffset? DueBefore, string? After, int? Limit)
{
    internal const int DefaultLimit = 50, LargestLimit = 200, LongestToken = 512;

    /// <summary>How many rows of each section a whole view begins with; its <c>next</c> goes on in the section's own list.</summary>
    internal const int LimitOfSections = 20;
}
