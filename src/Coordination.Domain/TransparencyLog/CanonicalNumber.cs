using System.Buffers.Text;

namespace Coordination.Domain.TransparencyLog;

/// <summary>Numbers as RFC 8785, section 3.2.2.3, writes them: the shortest digits that give the same IEEE 754 double again.</summary>
public static class CanonicalNumber
{
    /// <summary>So many decimal digits are always exact.</summary>
    private const int CertainDigits = 15;

    private const int LongestText = 400;

    /// <summary>A double in its canonical form.</summary>
    /// <exception cref="ArgumentException">It is infinite, or no number.</exception>
    public static string Of(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException("JSON has finite numbers only.", nameof(value));
        if (value == 0)
            return "0";
        var (digits, point) = Digits(value.ToString("R", CultureInfo.InvariantCulture));
        var sign = value < 0 ? "-" : "";
        return sign + point switch
        {
            > 21 or <= -6 => Scientific(digits, point - 1),
            <= 0 => "0." + new string('0', -point) + digits,
            _ when point >= digits.Length => digits + new string('0', point - digits.Length),
            _ => digits[..point] + "." + digits[point..],
        };
    }

    /// <summary>
    /// Whether a number in JSON keeps its exact value, and is written without zeros behind its fraction: then two different numbers
    /// never have the same canonical form.
    /// </summary>
    public static bool IsExact(ReadOnlySpan<byte> json)
    {
        if (IsShortInteger(json))
            return true;
        if (json.Length > LongestText || !TryRead(json, out var value))
            return false;
        var written = Encoding.ASCII.GetString(json);
        if (written.Contains('.', StringComparison.Ordinal) && written.Split('e', 'E')[0].EndsWith('0'))
            return false;
        return value == 0 ? Digits(written).Digits.Length == 0 && written[0] != '-' : Digits(written) == Digits(Of(value));
    }

    /// <summary>Whether the text is a whole number of few digits, which is canonical as it stands.</summary>
    internal static bool IsShortInteger(ReadOnlySpan<byte> json)
    {
        var digits = json.Length > 0 && json[0] == '-' ? json[1..] : json;
        return digits.Length is > 0 and <= CertainDigits && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (digits[0] != '0' || (digits.Length == 1 && json.Length == 1));
    }

    internal static bool TryRead(ReadOnlySpan<byte> json, out double value) =>
        Utf8Parser.TryParse(json, out value, out var consumed, 'g') && consumed == json.Length && double.IsFinite(value);

    /// <summary>The digits of a decimal number without zeros around them, and where the point stands: 0.0012 is (12, -2).</summary>
    private static (string Digits, int Point) Digits(string text)
    {
        var e = text.IndexOfAny(['e', 'E']);
        var exponent = e < 0 ? 0 : int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var power) ? power : int.MaxValue / 2;
        var mantissa = (e < 0 ? text : text[..e]).TrimStart('-');
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var trimmed = digits.TrimStart('0');
        return trimmed.Length == 0 ? ("", 0) : (trimmed.TrimEnd('0'), point - (digits.Length - trimmed.Length));
    }

    private static string Scientific(string digits, int exponent) => string.Create(
        CultureInfo.InvariantCulture, $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? "" : "+")}{exponent}");
}
