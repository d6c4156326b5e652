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

/// <summary>Where the next page begins: the sort value and key of the last row that the caller got. It is sealed for that agency, since the
/// key is the log's own identifier. No count and no position of the log is in it, so it tells nobody what happened elsewhere.</summary>
internal sealed class PageToken(IdentifierMint mint, string recipient)
{
    private const char Separator = '\n';

    public string Of(RowMark mark) => mint.Seal(recipient, $"{mark.Sort}{Separator}{mark.Key}");

    public bool TryRead(string token, out RowMark mark)
    {
        mark = new("", "");
        if (token.Length > PageQuery.LongestToken || mint.Unseal(recipient, token) is not { } text
            || text.Split(Separator) is not [var sort, var key])
            return false;
        mark = new(sort, key);
        return true;
    }
}
