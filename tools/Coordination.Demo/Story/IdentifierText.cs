using System.Buffers.Text;
using Coordination.Host.Platform.Identity;

namespace Coordination.Demo.Story;

/// <summary>Changes identifiers, one behind the other, 16 bytes each.</summary>
public delegate void IdentifierChange(Span<byte> identifiers);

/// <summary>Finds identifiers in text and puts others in their place. An identifier is as long as any other, so nothing moves.</summary>
public static class IdentifierText
{
    private const int Length = 36;
    private const int FirstHyphen = 8;

    /// <summary>Changes the texts of a JSON document that are an identifier and nothing else. What a person wrote is left as it is.</summary>
    public static void ChangeValues(Span<byte> json, IdentifierChange change) => Change(json, change, IsWholeValue);

    /// <summary>Replaces every identifier in the text.</summary>
    public static void ChangeAll(Span<byte> text, IdentifierChange change) => Change(text, change, StandsAlone);

    /// <summary>Changes every identifier in a short text such as an address.</summary>
    public static string ChangeAll(string text, IdentifierChange change)
    {
        if (text.Length < Length || !text.Contains('-'))
            return text;
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        ChangeAll(bytes, change);
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    private delegate bool Counts(ReadOnlySpan<byte> text, int at);

    private static void Change(Span<byte> text, IdentifierChange change, Counts counts)
    {
        List<int> found = [];
        for (var hyphen = 0; text[hyphen..].IndexOf((byte)'-') is var next and >= 0; hyphen++)
        {
            hyphen += next;
            var at = hyphen - FirstHyphen;
            if (at < 0 || at + Length > text.Length || !HasHyphens(text[at..]) || !IsIdentifier(text.Slice(at, Length), out _) || !counts(text, at))
                continue;
            found.Add(at);
            hyphen = at + Length - 1;
        }
        if (found.Count > 0)
            Replace(text, found, change);
    }

    private static void Replace(Span<byte> text, List<int> found, IdentifierChange change)
    {
        var identifiers = new byte[found.Count * IdentifierMint.Size];
        for (var i = 0; i < found.Count; i++)
        {
            IsIdentifier(text.Slice(found[i], Length), out var identifier);
            identifier.TryWriteBytes(identifiers.AsSpan(i * IdentifierMint.Size), bigEndian: true, out _);
        }
        change(identifiers);
        for (var i = 0; i < found.Count; i++)
            new Guid(identifiers.AsSpan(i * IdentifierMint.Size, IdentifierMint.Size), bigEndian: true).TryFormat(text.Slice(found[i], Length), out _, "D");
    }

    private static bool HasHyphens(ReadOnlySpan<byte> text) => text[13] == '-' && text[18] == '-' && text[23] == '-';

    private static bool IsIdentifier(ReadOnlySpan<byte> text, out Guid identifier) =>
        Utf8Parser.TryParse(text, out identifier, out var consumed, 'D') && consumed == Length;

    private static bool IsWholeValue(ReadOnlySpan<byte> json, int at) =>
        at > 0 && json[at - 1] == '"' && at + Length < json.Length && json[at + Length] == '"' && (at < 2 || json[at - 2] != '\\');

    private static bool StandsAlone(ReadOnlySpan<byte> text, int at) =>
        (at == 0 || !IsWord(text[at - 1])) && (at + Length == text.Length || !IsWord(text[at + Length]));

    private static bool IsWord(byte letter) => char.IsAsciiLetterOrDigit((char)letter);
}
