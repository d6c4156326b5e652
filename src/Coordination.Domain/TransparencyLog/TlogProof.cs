namespace Coordination.Domain.TransparencyLog;

/// <summary>
/// A proof that something is in a log, for somebody who has nothing but the keys (C2SP tlog-proof). The entry itself goes
/// along as extra data, which counts only because the proof holds for its hash.
/// </summary>
/// <param name="Extra">Bytes that go along; null when there are none.</param>
/// <param name="Index">The leaf.</param>
/// <param name="Path">The hashes from the leaf to the root.</param>
/// <param name="Checkpoint">The tree that has the leaf.</param>
public sealed record TlogProof(ReadOnlyMemory<byte>? Extra, long Index, IReadOnlyList<NodeHash> Path, SignedCheckpoint Checkpoint)
{
    private const string Header = "c2sp.org/tlog-proof@v1";
    private const int LongestPath = 63;

    /// <summary>The proof without its file.</summary>
    public InclusionProof Inclusion => new(Index, Checkpoint.Checkpoint.Size, Path);

    /// <summary>Whether the checkpoint's tree has an entry with this hash at the index. Says nothing about the checkpoint's
    /// signatures.</summary>
    public bool Includes(LeafHash leaf) => Inclusion.Includes(Checkpoint.Checkpoint.Root, leaf);

    public static Parsed<TlogProof> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > SignedNote.LargestBytes)
            return Malformed("The file is too long.");
        if (StrictText.Lines(bytes) is not { } text)
            return Malformed("The file is not UTF-8, or has control characters.");
        var lines = text.Split('\n');
        if (lines[0] != Header)
            return Malformed($"The first line is not '{Header}'.");
        var at = 1;
        ReadOnlyMemory<byte>? extra = null;
        if (at < lines.Length && lines[at].StartsWith("extra ", StringComparison.Ordinal))
        {
            if (!StrictBase64.TryDecode(lines[at++].AsSpan("extra ".Length), out var decoded))
                return Malformed("The extra data are not base64.");
            extra = decoded;
        }

        return at < lines.Length && lines[at].StartsWith("index ", StringComparison.Ordinal)
            && DecimalText.TryParse(lines[at].AsSpan("index ".Length), out var index)
            ? Rest(text, lines, at + 1, extra, index)
            : Malformed("A line 'index' with a number in decimal is missing.");
    }

    public override string ToString()
    {
        var file = new StringBuilder(Header).Append('\n');
        if (Extra is { } extra)
            file.Append("extra ").Append(Convert.ToBase64String(extra.Span)).Append('\n');
        file.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Path)
            file.Append(hash.ToBase64()).Append('\n');
        return file.Append('\n').Append(Checkpoint.Note).ToString();
    }

    private static Parsed<TlogProof> Rest(string text, string[] lines, int at, ReadOnlyMemory<byte>? extra, long index)
    {
        var path = new List<NodeHash>();
        for (; at < lines.Length && lines[at].Length > 0; at++)
        {
            if (!StrictBase64.TryHash(lines[at], out var hash) || path.Count == LongestPath)
                return Malformed("A line between 'index' and the empty line is not a hash.");
            path.Add(hash);
        }

        if (at >= lines.Length - 1)
            return Malformed("The checkpoint is missing.");
        var before = lines.Take(at + 1).Sum(line => line.Length + 1);
        var checkpoint = SignedCheckpoint.Parse(StrictText.Bytes(text[before..]));
        return checkpoint.IsValid(out var signed) ? Parsed.Of(new TlogProof(extra, index, path, signed)) : new(null, checkpoint.Problem);
    }

    private static Parsed<TlogProof> Malformed(string problem) => Parsed.Malformed<TlogProof>(problem);
}
