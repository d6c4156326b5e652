using System.Text.RegularExpressions;

namespace Coordination.Host.Platform.Storage;

/// <summary>
/// Refuses a patch that takes a table, a column or a row away. Functions, procedures, triggers and policies may be replaced; what is in the body of a
/// function is run by nobody yet, and is not looked at.
/// </summary>
internal static partial class PatchGuard
{
    /// <summary>The last script that was published before patches were looked at. Two of the earlier ones delete rows of views, which are folded again.</summary>
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
        if (Loss().Match(Bodies().Replace(Comments().Replace(sql, ""), "")) is { Success: true } loss)
            throw new MigrationException($"{name} is refused: '{Spaces().Replace(loss.Value, " ").Trim()}' would take away what was stored. A patch only adds.");
    }

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();

    // "as $body$ … $body$" defines; "do $$ … $$" runs at once.
    [GeneratedRegex(@"\bas\s+(\$\w*\$).*?\1", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Bodies();

    [GeneratedRegex(@"\bdrop\s+(?!function\b|procedure\b|trigger\b|policy\b|not\s+null\b|default\b)\S+(\s+\S+)?|(?<!(?:,|\bor|\bbefore|\bafter|\bgrant)\s+)\btruncate\b|\bdelete\s+from\b[^;]*", RegexOptions.IgnoreCase)]
    private static partial Regex Loss();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
