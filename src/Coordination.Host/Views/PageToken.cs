using System.Buffers.Text;
using System.Text;
using Coordination.Host.Execution.Projections;

namespace Coordination.Host.Views;

/// <summary>
/// Where the next page begins: the sort value and key of the last row that the caller got, and nothing else. No count and no
/// position of the log is in it, so it tells nobody what happened elsewhere; a forged one only starts somewhere else among
/// the caller's own rows.
/// </summary>
internal static class PageToken
{
    private const char Separator = '\n';

    public static string Of(RowMark mark) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{mark.Sort}{Separator}{mark.Key}"));

    public static bool TryRead(string token, out RowMark mark)
    {
        mark = new("", "");
        if (token.Length > PageQuery.LongestToken || !Base64Url.IsValid(token))
            return false;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split(Separator);
        if (parts is not [var sort, var key] || token.Contains('\0') || sort.Contains('\0') || key.Contains('\0'))
            return false;
        mark = new(sort, key);
        return true;
    }
}
