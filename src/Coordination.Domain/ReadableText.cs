namespace Coordination.Domain;

/// <summary>
/// A text as people read it, for finding words in another spelling of the same: letters, digits and symbols only. Letter case, accents,
/// compatibility forms and invisible characters make no difference. Where it is uncertain whether two spellings read the same, they do.
/// </summary>
internal sealed class ReadableText
{
    private readonly List<Place> _places = [];
    private readonly string _letters;

    private ReadableText(string text)
    {
        Text = text;
        var letters = new StringBuilder(text.Length);
        var between = Between.Nothing;
        foreach (var (segment, from, to) in Segments(text))
        {
            foreach (var rune in Letters.Decomposed(segment))
            {
                if (Letters.Separates(rune))
                    between |= Characters.IsLineBreak(rune) ? Between.LineBreak : Characters.IsSpace(rune) ? Between.Space : Between.Sign;
                else if (Letters.Folded(rune) is { } folded)
                    between = Add(letters.Append(folded), new(from, to, between, Letters.HasCase(folded)));
            }
        }
        _letters = letters.ToString();
    }

    /// <summary>What stands between two letters.</summary>
    [Flags]
    private enum Between
    {
        Nothing = 0,
        Sign = 1,
        Space = 2,
        LineBreak = 4,
    }

    internal string Text { get; }

    /// <summary>Whether there is anything by which it could be found.</summary>
    internal bool HasWords => _letters.Length > 0;

    internal static ReadableText Of(string text) => new(text);

    /// <summary>Whether these words stand in it, in any spelling.</summary>
    internal bool Holds(ReadableText words) => Find(words).Any();

    /// <summary>Where these words stand in the text as it was written, also where they overlap.</summary>
    internal IEnumerable<(int From, int To)> Find(ReadableText words)
    {
        if (!words.HasWords)
            yield break;
        for (var at = Next(words, 0); at >= 0; at = Next(words, at + 1))
        {
            if (IsSame(words, at))
                yield return (_places[at].From, _places[at + words._letters.Length - 1].To);
        }
    }

    private int Next(ReadableText words, int from) =>
        from < _letters.Length ? _letters.IndexOf(words._letters, from, StringComparison.Ordinal) : -1;

    // What separates the words that are looked for may be anything here, or nothing. Where they have nothing, only what is no end of a word
    // may stand.
    private bool IsSame(ReadableText words, int at)
    {
        for (var i = 1; i < words._letters.Length; i++)
        {
            if (words._places[i].Before == Between.Nothing && EndsAWord(at + i))
                return false;
        }
        return true;
    }

    // Names in scripts without letter case, and numbers, are written with and without spaces; a line breaks anywhere.
    private bool EndsAWord(int at) =>
        _places[at].Before.HasFlag(Between.Space) && !_places[at].Before.HasFlag(Between.LineBreak)
            && (_places[at].HasCase || _places[at - 1].HasCase);

    private Between Add(StringBuilder letters, Place place)
    {
        while (_places.Count < letters.Length)
            _places.Add(_places.Count > 0 && _places[^1].From == place.From ? place with { Before = Between.Nothing } : place);
        return Between.Nothing;
    }

    // A letter with all marks on it is one segment, whatever invisible stands between them: only so are the marks in one order.
    private static IEnumerable<(string Segment, int From, int To)> Segments(string text)
    {
        var segment = new StringBuilder();
        var (from, to) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (!Characters.IsInvisible(rune))
            {
                if (segment.Length > 0 && !Letters.IsMark(rune))
                {
                    yield return (segment.ToString(), from, to);
                    segment.Clear();
                }
                from = segment.Length == 0 ? at : from;
                to = at + length;
                segment.Append(rune.ToString());
            }
            at += length;
        }
        if (segment.Length > 0)
            yield return (segment.ToString(), from, to);
    }

    /// <summary>Where a letter comes from in the text as it was written, and what stands before it.</summary>
    private readonly record struct Place(int From, int To, Between Before, bool HasCase);

    private static class Letters
    {
        internal static StringRuneEnumerator Decomposed(string segment) =>
            (segment is [<= '\u007f'] ? segment : segment.Normalize(NormalizationForm.FormKD)).EnumerateRunes();

        internal static bool IsMark(Rune rune) =>
            Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

        internal static bool HasCase(string folded) =>
            Rune.GetUnicodeCategory(Rune.GetRuneAt(folded, 0)) is UnicodeCategory.LowercaseLetter;

        /// <summary>Quotes, dashes, stops and white space; letters and marks that are used as such too.</summary>
        internal static bool Separates(Rune rune) => Characters.IsSpace(rune)
            || rune.Value is '`' or 0xA78B or 0xA78C or 0x2044 or 0x2212 or 0x2215 or 0x2D7 or (>= 0x2B9 and <= 0x2BF) or 0x2C8 or 0x2EE
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.ConnectorPunctuation
                or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation
                or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
                or UnicodeCategory.OtherPunctuation;

        /// <summary>What is compared; null for what makes no difference.</summary>
        internal static string? Folded(Rune rune) => rune.Value switch
        {
            _ when IsAccent(rune) || Characters.IsInvisible(rune) || rune.Value == 0x640 => null,
            _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber =>
                ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture),
            0xDF or 0x1E9E => "ss",
            0xC6 or 0xE6 => "ae",
            0x152 or 0x153 => "oe",
            0xD8 or 0xF8 => "o",
            0x141 or 0x142 => "l",
            0x110 or 0x111 or 0xD0 or 0xF0 => "d",
            0x131 => "i",
            0x345 => "ι",
            0x671 => "\u0627", // Arabic and Persian keyboards write the same letters differently.
            0x649 or 0x6CC => "\u064A",
            0x6A9 => "\u0643",
            _ => Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString(),
        };

        // Accents, vowel points and enclosing rings of the scripts that are also written without them.
        private static bool IsAccent(Rune rune) => rune.Value is not 0x345 && rune.Value
            is (>= 0x300 and <= 0x36F) or (>= 0x483 and <= 0x489) or (>= 0x591 and <= 0x5BD) or 0x5BF or 0x5C1 or 0x5C2
            or 0x5C4 or 0x5C5 or 0x5C7
            or (>= 0x610 and <= 0x61A) or (>= 0x64B and <= 0x65F) or 0x670 or (>= 0x6D6 and <= 0x6DC) or (>= 0x6DF and <= 0x6E4) or 0x6E7
            or 0x6E8 or (>= 0x6EA and <= 0x6ED)
            or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20F0) or (>= 0xFE20 and <= 0xFE2F);
    }
}
