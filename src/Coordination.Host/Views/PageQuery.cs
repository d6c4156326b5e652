namespace Coordination.Host.Views;

/// <summary>Which page, and what of it.</summary>
/// <param name="Status">Only rows in one of these states, separated by commas.</param>
/// <param name="DueBefore">Only rows on which somebody has to act before this instant.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">At most so many rows: 1 to 200, else 50.</param>
public record PageQuery(string? Status, DateTimeOffset? DueBefore, string? After, int? Limit)
{
    internal const int DefaultLimit = 50, LargestLimit = 200, LongestToken = 512;

    /// <summary>How many rows of each section a whole view begins with; its <c>next</c> goes on in the section's own list.</summary>
    internal const int LimitOfSections = 20;

    /// <summary>Only rows that have to do with this agency.</summary>
    internal virtual string? WithAgency => null;

    /// <summary>Only rows for this purpose.</summary>
    internal virtual string? ForPurpose => null;
}

/// <summary>The same, of rows that each have to do with one agency.</summary>
/// <param name="Status">Only rows in one of these states, separated by commas.</param>
/// <param name="DueBefore">Only rows on which somebody has to act before this instant.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">At most so many rows: 1 to 200, else 50.</param>
/// <param name="Agency">Only rows that have to do with this agency.</param>
public sealed record AgencyPageQuery(string? Status, DateTimeOffset? DueBefore, string? After, int? Limit, string? Agency) : PageQuery(Status, DueBefore, After, Limit)
{
    internal override string? WithAgency => Agency;
}

/// <summary>The same, of what passes from one agency to another for a purpose.</summary>
/// <param name="Status">Only rows in one of these states, separated by commas.</param>
/// <param name="DueBefore">Only rows on which somebody has to act before this instant.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
/// <param name="Limit">At most so many rows: 1 to 200, else 50.</param>
/// <param name="Agency">Only rows that have to do with this agency.</param>
/// <param name="Purpose">Only rows for this purpose.</param>
public sealed record SharingPageQuery(string? Status, DateTimeOffset? DueBefore, string? After, int? Limit, string? Agency, string? Purpose) : PageQuery(Status, DueBefore, After, Limit)
{
    internal override string? WithAgency => Agency;

    internal override string? ForPurpose => Purpose;
}
