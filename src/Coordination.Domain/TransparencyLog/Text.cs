namespace Coordination.Domain.TransparencyLog;

/// <summary>What a parser makes of bytes: a value, or what is wrong with them. Nothing that is read from outside makes it throw.</summary>
/// <param name="Value">The value, when nothing is wrong.</param>
/// <param name="Problem">What is wrong, as a sentence; null when nothing is.</param>
public sealed record Parsed<T>(T? Value, string? Problem) where T : class
{
    public bool IsValid(out T value)
    {
        value = Value!;
        return Problem is null;
    }
}

/// <summary>Makes <see cref="Parsed{T}"/>.</summary>
public static class Parsed
{
    public static Parsed<T> Of<T>(T value) where T : class => new(value, null);

    public static Parsed<T> Malformed<T>(string problem) where T : class => new(null, problem);
}

/// <summary>Numbers as all these formats write them: ASCII digits, no leading zero, no sign.</summary>
internal static class DecimalText
{
    public static bool TryParse(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        return text.Length is > 0 and < 20 && (text.Length == 1 || text[0] != '0') && !text.ContainsAnyExceptInRange('0', '9')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}

/// <summary>Base64 that has one spelling only: no white space, padding where it belongs, no bits that are thrown away.</summary>
internal static class StrictBase64
{
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = [];
        if (text.IsEmpty || text.Length % 4 != 0)
            return false;
        var buffer = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64Chars(text, buffer, out var written))
            return false;
        bytes = buffer[..written];
        return text.SequenceEqual(Convert.ToBase64String(bytes));
    }

    public static bool TryHash(ReadOnlySpan<char> text, out NodeHash hash)
    {
        hash = default;
        if (!TryDecode(text, out var bytes) || bytes.Length != NodeHash.Size)
            return false;
        hash = new(bytes);
        return true;
    }
}

/// <summary>UTF-8 that refuses what is not.</summary>
internal static class StrictText
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public static byte[] Bytes(string text) => Utf8.GetBytes(text);

    /// <summary>The text, unless it is not UTF-8 or has a control character other than a line feed.</summary>
    public static string? Lines(ReadOnlySpan<byte> bytes)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes) || HasControl(bytes))
            return null;
        return Utf8.GetString(bytes);
    }

    /// <summary>Names of keys: not empty, no white space, no plus, no control characters.</summary>
    public static bool IsKeyName(string name) =>
        name.Length > 0 && name.All(c => !char.IsWhiteSpace(c) && !char.IsControl(c) && c != '+');

    private static bool HasControl(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
            if (b < 0x20 && b != (byte)'\n')
                return true;
        return false;
    }
}
