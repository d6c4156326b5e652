namespace Coordination.Domain.TransparencyLog;

/// <summary>What a log says of itself at one size (C2SP tlog-checkpoint); a signed note carries it.</summary>
/// <param name="Origin">Which log.</param>
/// <param name="Size">How many entries it has.</param>
/// <param name="Root">The hash over all of them.</param>
/// <param name="Extensions">More lines; ours has none.</param>
public sealed record Checkpoint(string Origin, long Size, RootHash Root, IReadOnlyList<string> Extensions)
{
    public Checkpoint(string origin, long size, RootHash root) : this(origin, size, root, []) { }

    /// <summary>The text of the note.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture,
        $"{Origin}\n{Size}\n{Root.Value.ToBase64()}\n{string.Concat(Extensions.Select(line => line + "\n"))}");

    /// <summary>Reads the text of a note.</summary>
    public static Parsed<Checkpoint> Parse(string text)
    {
        if (!text.EndsWith('\n'))
            return Malformed("A checkpoint ends with a line feed.");
        var lines = text[..^1].Split('\n');
        if (lines.Length < 3 || lines.Any(line => line.Length == 0))
            return Malformed("A checkpoint has three lines or more, none of them empty.");
        if (!DecimalText.TryParse(lines[1], out var size))
            return Malformed("The second line of a checkpoint is its size in decimal.");
        if (!StrictBase64.TryHash(lines[2], out var root))
            return Malformed("The third line of a checkpoint is a hash of 32 bytes in base64.");
        if (size == 0 && root != MerkleHashing.EmptyRoot.Value)
            return Malformed("The root of an empty log is the hash of nothing.");
        return Parsed.Of(new Checkpoint(lines[0], size, new(root), lines[3..]));
    }

    private static Parsed<Checkpoint> Malformed(string problem) => Parsed.Malformed<Checkpoint>(problem);
}

/// <summary>A note whose text is a checkpoint. Parsing it does not verify its signatures.</summary>
/// <param name="Note">The note.</param>
/// <param name="Checkpoint">What it says.</param>
public sealed record SignedCheckpoint(SignedNote Note, Checkpoint Checkpoint)
{
    public static Parsed<SignedCheckpoint> Parse(ReadOnlySpan<byte> bytes)
    {
        var read = SignedNote.Parse(bytes);
        if (!read.IsValid(out var note))
            return new(null, read.Problem);
        var parsed = Checkpoint.Parse(note.Text);
        return parsed.IsValid(out var checkpoint) ? Parsed.Of(new SignedCheckpoint(note, checkpoint)) : new(null, parsed.Problem);
    }
}
