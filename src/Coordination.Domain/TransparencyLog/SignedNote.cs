using System.Buffers.Binary;

namespace Coordination.Domain.TransparencyLog;

/// <summary>One signature under a note: who says to have signed, and the bytes.</summary>
/// <param name="Key">Who.</param>
/// <param name="Bytes">The signature; for cosignatures with its time before it.</param>
public sealed record NoteSignature(KeyName Key, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The line under the note, with its line feed.</summary>
    public string Line
    {
        get
        {
            Span<byte> id = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(id, Key.Id);
            return $"{SignedNote.Dash}{Key.Name} {Convert.ToBase64String([.. id, .. Bytes.Span])}\n";
        }
    }
}

/// <summary>A text with signatures under it (C2SP signed-note). Parsing it does not verify them.</summary>
public sealed class SignedNote
{
    /// <summary>The most bytes of a note that is read.</summary>
    public const int LargestBytes = 1 << 20;

    /// <summary>The most signatures of a note that is read.</summary>
    public const int MostSignatures = 128;

    internal const string Dash = "\u2014 ";

    private SignedNote(string text, IReadOnlyList<NoteSignature> signatures) => (Text, Signatures) = (text, signatures);

    /// <summary>The text, with the line feed at its end: exactly what is signed.</summary>
    public string Text { get; }

    /// <summary>The signatures, in their order.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>A text with signatures.</summary>
    /// <exception cref="ArgumentException">The text cannot be that of a note.</exception>
    public static SignedNote Of(string text, params IReadOnlyList<NoteSignature> signatures)
    {
        if (!text.EndsWith('\n') || StrictText.Lines(StrictText.Bytes(text)) is null)
            throw new ArgumentException("The text of a note ends with a line feed and has no other control character.", nameof(text));
        return new(text, signatures);
    }

    public static Parsed<SignedNote> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LargestBytes)
            return Malformed("The note is too long.");
        if (StrictText.Lines(bytes) is not { } all)
            return Malformed("A note is UTF-8 without control characters.");
        if (all.LastIndexOf("\n\n", StringComparison.Ordinal) is var split && split < 0)
            return Malformed("There is no empty line between the note's text and its signatures.");
        var (text, rest) = (all[..(split + 1)], all[(split + 2)..]);
        return Signed(text, rest);
    }

    /// <summary>Reads lines of signatures alone, as a witness answers them.</summary>
    public static Parsed<SignedNote> Parse(string text, ReadOnlySpan<byte> signatureLines) =>
        signatureLines.Length <= LargestBytes && StrictText.Lines(signatureLines) is { } lines
            ? Signed(text, lines)
            : Malformed("Signatures are UTF-8 without control characters.");

    /// <summary>The same text with more signatures.</summary>
    public SignedNote With(params IEnumerable<NoteSignature> signatures) => new(Text, [.. Signatures, .. signatures]);

    /// <summary>The whole note, as it is stored and served.</summary>
    public override string ToString()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures)
            note.Append(signature.Line);
        return note.ToString();
    }

    /// <summary>The whole note in UTF-8.</summary>
    public byte[] ToBytes() => StrictText.Bytes(ToString());

    private static Parsed<SignedNote> Signed(string text, string lines)
    {
        if (lines.Length == 0 || !lines.EndsWith('\n'))
            return Malformed("A note has signatures, each on a line of its own.");
        var signatures = new List<NoteSignature>();
        foreach (var line in lines[..^1].Split('\n'))
        {
            if (Signature(line) is not { } signature)
                return Malformed("A line under the note is not a signature.");
            if (signatures.Count == MostSignatures)
                return Malformed("The note has too many signatures.");
            signatures.Add(signature);
        }

        return Parsed.Of(new SignedNote(text, signatures));
    }

    private static NoteSignature? Signature(string line)
    {
        if (!line.StartsWith(Dash, StringComparison.Ordinal))
            return null;
        var space = line.IndexOf(' ', Dash.Length);
        if (space < 0 || !StrictText.IsKeyName(line[Dash.Length..space])
            || !StrictBase64.TryDecode(line.AsSpan(space + 1), out var blob) || blob.Length < 5)
            return null;
        return new(new(line[Dash.Length..space], BinaryPrimitives.ReadUInt32BigEndian(blob)), blob.AsMemory(4));
    }

    private static Parsed<SignedNote> Malformed(string problem) => Parsed.Malformed<SignedNote>(problem);
}
