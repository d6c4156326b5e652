using System.Text;

namespace Coordination.Testing;

/// <summary>
/// Texts as people write them, and as no program expects them: identifiers in any letter case, escapes, marks that combine, emoji, scripts from right
/// to left. The same seed gives the same texts.
/// </summary>
public sealed class AnyText(int seed)
{
    private static readonly string[] s_pieces =
    [
        "She said", "José", "Jose\u0301", "Zoë", "ﬁ", "Ω", "Ω", "Å", "مريم", "קשת", "नमस्ते", "漢字", "한글", "👩‍👧", "🏳️‍🌈", "e\u0323\u0307", "\\u002d", "\\\"", "\"", "'", "<b>&amp;</b>", "${x}", "{0}", "%41",
        "C:\\papers", "a/b", "\t", "\n", "  ", "null", "true", "1e9", "2026-03-01T09:30:00Z", "﷽", "I", "ı", "İ", "ß", "\U00010400",
    ];

    private readonly Random _random = new(seed);

    /// <summary>Something that looks like an identifier and is a text: upper case, lower case, or both.</summary>
    public string LikeAnIdentifier()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return InAnyCase(new Guid(bytes).ToString());
    }

    /// <summary>The same text in upper case, lower case, or both.</summary>
    public string InAnyCase(string text) => _random.Next(3) switch
    {
        0 => text.ToUpperInvariant(),
        1 => text.ToLowerInvariant(),
        _ => string.Concat(text.Select((letter, at) => at % 2 == 0 ? char.ToUpperInvariant(letter) : letter)),
    };

    /// <summary>Any text, with something to read at both ends.</summary>
    public string Next()
    {
        if (_random.Next(3) == 0)
            return LikeAnIdentifier();
        var text = new StringBuilder("a");
        for (var pieces = _random.Next(1, 9); pieces > 0; pieces--)
            text.Append(_random.Next(5) == 0 ? LikeAnIdentifier() : s_pieces[_random.Next(s_pieces.Length)]);
        return text.Append('z').ToString();
    }
}
