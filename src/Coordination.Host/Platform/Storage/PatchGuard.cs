using System.Text.RegularExpressions;

namespace Coordination.Host.Platform.Storage;

/// <summary>
/// Refuses a patch that takes a table, a column or a row away. Functions, procedures, triggers and policies may be replaced; what is in the
/// body of a function is run by nobody yet, and is not looked at.
/// </summary>
internal static partial class PatchGuard
{
    /// <summary>The last script that was published before patches were looked at. Two of the earlier ones delete rows of views, which are
    /// folded again.</summary>
    private const int LastBefore = 40;

    /// <exception cref="MigrationException">The patch would take something away.</exception>
    public static void Check(MigrationScript script)
    {
        if (script.Number > LastBefore)
            Check($"Migration {script.Number} ({script.Name})", script.Sql);
    }

    /// <exception cref="MigrationException">The patch would take something away.</exception>
    public static void Check(string name, string sql)
    {
        var looked = Bodies().Replace(Comments().Replace(sql, ""), "");
        if (Loss().Match(looked) is { Success: true } loss)
            throw new MigrationException(
                $"{name} is refused: '{StatementAround(loss.Index, looked)}' would remove something that exists. A patch only adds. " +
                    "Remove by hand what was added by hand.");
    }

    private static string StatementAround(int place, string sql)
    {
        var begin = sql.LastIndexOf(';', place) + 1;
        var end = sql.IndexOf(';', place);
        return Spaces().Replace(sql[begin..(end < 0 ? sql.Length : end)], " ").Trim();
    }

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();

    // "as $body$ … $body$" defines; "do $$ … $$" runs at once.
    [GeneratedRegex(@"\bas\s+(\$\w*\$).*?\1", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Bodies();

    [GeneratedRegex(@"\bdrop\s+(?!function\b|procedure\b|trigger\b|policy\b|not\s+null\b|default\b)\S+(\s+\S+)?" +
        @"|(?<!(?:,|\bor|\bbefore|\bafter|\bgrant)\s+)\btruncate\b|\bdelete\s+from\b[^;]*", RegexOptions.IgnoreCase)]
    private static partial Regex Loss();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
