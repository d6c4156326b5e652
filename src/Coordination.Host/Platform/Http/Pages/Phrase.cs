using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Coordination.Host.Platform.Http.Pages;

/// <summary>
/// A text of a page, escaped. <c>$"For {name}, and for nobody else."</c> sets the name apart, so that one that is read from right to left
/// does not reorder what stands around it.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Phrase
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new();

    public Phrase(int literalLength, int formattedCount) => _html.EnsureCapacity(literalLength + (formattedCount * 16));

    private Phrase(string text, bool isOurs)
    {
        _html.Append(Encoded(text));
        IsOurs = isOurs;
    }

    /// <summary>False for what somebody wrote, in whichever language.</summary>
    public bool IsOurs { get; } = true;

    public bool IsEmpty => _html.Length == 0;

    public string Html => _html.ToString();

    /// <summary>What somebody wrote, and nothing around it.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static Phrase? Written(string? text) => text is null ? null : new(text, isOurs: false);

    /// <summary>A number of things in our own words, which need not be set apart.</summary>
    public static Phrase Count(long number, string one, string? several = null) => Quantity.Of(number, one, several);

    /// <summary>For an interpolated text where a phrase is not asked for by a parameter.</summary>
    public static Phrase Of(Phrase phrase) => phrase;

    /// <summary>Several, with the same between them.</summary>
    public static Phrase Join(string between, params IEnumerable<Phrase> phrases)
    {
        var joined = new Phrase("", isOurs: true);
        joined._html.AppendJoin(Encoded(between), phrases.Select(phrase => phrase.Html));
        return joined;
    }

    public static string Encoded(string text) => Encoder.Encode(text);

    [return: NotNullIfNotNull(nameof(ours))]
    public static implicit operator Phrase?(string? ours) => ours is null ? null : new(ours, isOurs: true);

    public void AppendLiteral(string value) => _html.Append(Encoded(value));

    public void AppendFormatted(int value) => _html.Append(value.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(Phrase? value) => _html.Append(value?.Html);

    public void AppendFormatted(string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _html.Append("<bdi>").Append(Encoded(value)).Append("</bdi>");
    }
}
