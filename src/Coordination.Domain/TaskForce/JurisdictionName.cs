namespace Coordination.Domain.TaskForce;

/// <summary>
/// How a jurisdiction is named. A table has a code. Whoever must report under a law of which no table is loaded names it all the same, and
/// a nation or a county may have no code: nothing is matched by such a name until a table has it.
/// </summary>
public static class JurisdictionName
{
    public const int LongestCode = 40;

    private const int LongestShortForm = 3;

    /// <summary>The code of a table: lower-case letters, digits and hyphens, such as <c>us-nc</c>.</summary>
    public static bool IsCode(string name) => name.Length is > 0 and <= LongestCode && char.IsAsciiLetterLower(name[0]) && name[^1] != '-'
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>A code, or a name in words. What looks like a code and is none would look like one that has no table.</summary>
    public static bool IsWellFormed(string name) => IsCode(name) || (name.Any(char.IsLetter) && !LooksLikeCode(name));

    private static bool LooksLikeCode(string name) =>
        !name.Any(char.IsWhiteSpace)
            && (name.Length <= LongestShortForm || name.All(c => !char.IsLower(c))
                || name.Any(c => c is '-' or '_' or '.' || char.IsAsciiDigit(c)));
}
