namespace Coordination.Domain;

/// <summary>Which characters can be read, which are invisible, and which a text may not hold.</summary>
internal static class Characters
{
    private const int BlackFlag = 0x1F3F4;
    private const int EndOfTags = 0xE007F;
    private const int MostTags = 7;
    private const string OpenIsolate =
        "What is set apart in its own direction (from U+2066, U+2067 or U+2068 to U+2069) has to begin and end in one paragraph.";

    /// <summary>Whether there is nothing to read in it: no character, or only such as leave the paper white.</summary>
    internal static bool AreBlank(string? text) => text is null || text.EnumerateRunes().All(IsBlank);

    /// <summary>White space, also where it is drawn as a letter without ink.</summary>
    internal static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value == 0x2800;

    /// <summary>Whether a line ends with it.</summary>
    internal static bool IsLineBreak(Rune rune) => rune.Value is >= '\n' and <= '\r' or 0x85 or 0x2028 or 0x2029;

    /// <summary>The Default_Ignorable_Code_Point characters of Unicode, for which nothing is drawn, and those that are no
    /// characters.</summary>
    internal static bool IsInvisible(Rune rune) =>
        IsNoCharacter(rune) || rune.Value is 0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F)
        or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or 0xFFA0
        or (>= 0xFFF0 and <= 0xFFF8) or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>What a text may not hold; null when it holds nothing of it. What joins and separates letters, and what chooses their form,
    /// may stand anywhere.</summary>
    internal static string? NotAllowed(string text)
    {
        var before = default(Rune);
        var isolates = 0;
        var tags = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            tags = IsTag(rune) && (tags > 0 || before.Value == BlackFlag) && before.Value != EndOfTags ? tags + 1 : 0;
            isolates += Isolation(rune);
            if (isolates < 0 || (isolates > 0 && IsLineBreak(rune)))
                return OpenIsolate;
            if (IsDirectionOverride(rune))
                return $"The text holds the invisible character U+{rune.Value:X4}, which makes what follows read in another order than " +
                    $"it is written. Delete it: letters have a direction of their own.";
            if (IsHiddenControl(rune) && (tags is 0 or > MostTags))
                return $"The text holds the character U+{rune.Value:X4}, which nobody can see. Delete it, or write the text again.";
            before = rune;
        }
        return isolates > 0 ? OpenIsolate : null;
    }

    private static bool IsBlank(Rune rune) =>
        IsSpace(rune) || IsInvisible(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control;

    private static int Isolation(Rune rune) => rune.Value switch { >= 0x2066 and <= 0x2068 => 1, 0x2069 => -1, _ => 0 };

    private static bool IsDirectionOverride(Rune rune) => rune.Value is >= 0x202A and <= 0x202E;

    // Controls of machines, operators and annotations without ink, and what Unicode has not given out or has taken back.
    private static bool IsHiddenControl(Rune rune) => rune.Value is not ('\t' or '\n' or '\r')
        && (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control || IsNoCharacter(rune)
            || rune.Value is (>= 0x2061 and <= 0x2065) or (>= 0x206A and <= 0x206F) or (>= 0xFFF0 and <= 0xFFFB)
                or (>= 0xE0000 and <= 0xE00FF) or (>= 0xE01F0 and <= 0xE0FFF));

    private static bool IsNoCharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    // The flags of England, Scotland and Wales are a flag and their letters, written as tags.
    private static bool IsTag(Rune rune) => rune.Value is >= 0xE0020 and <= EndOfTags;
}
