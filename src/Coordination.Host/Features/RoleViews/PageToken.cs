using Coordination.Host.Platform.Execution.Projections;

namespace Coordination.Host.Features.RoleViews;

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
