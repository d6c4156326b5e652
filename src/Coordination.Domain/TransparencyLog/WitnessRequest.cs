namespace Coordination.Domain.TransparencyLog;

/// <summary>What a log sends to a witness: <c>add-checkpoint</c> of C2SP tlog-witness.</summary>
/// <param name="OldSize">The size that the witness is thought to have cosigned last; 0 when it is not known.</param>
/// <param name="Path">A consistency proof from there.</param>
/// <param name="Checkpoint">The checkpoint to cosign.</param>
public sealed record WitnessRequest(long OldSize, IReadOnlyList<NodeHash> Path, SignedCheckpoint Checkpoint)
{
    private const int LongestPath = 63;

    public static Parsed<WitnessRequest> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > SignedNote.LargestBytes || StrictText.Lines(bytes) is not { } text)
            return Malformed("The request is not UTF-8, has control characters, or is too long.");
        var lines = text.Split('\n');
        if (!lines[0].StartsWith("old ", StringComparison.Ordinal)
            || !DecimalText.TryParse(lines[0].AsSpan("old ".Length), out var oldSize))
            return Malformed("The first line is not 'old' with a size in decimal.");
        var path = new List<NodeHash>();
        var at = 1;
        for (; at < lines.Length && lines[at].Length > 0; at++)
        {
            if (!StrictBase64.TryHash(lines[at], out var hash) || path.Count == LongestPath)
                return Malformed("A line of the proof is not a hash, or there are too many.");
            path.Add(hash);
        }

        if (at >= lines.Length - 1)
            return Malformed("The checkpoint is missing.");
        var checkpoint = SignedCheckpoint.Parse(StrictText.Bytes(text[lines.Take(at + 1).Sum(line => line.Length + 1)..]));
        return checkpoint.IsValid(out var signed) ? Parsed.Of(new WitnessRequest(oldSize, path, signed)) : new(null, checkpoint.Problem);
    }

    /// <summary>The body of the request.</summary>
    public override string ToString()
    {
        var body = new StringBuilder().Append(CultureInfo.InvariantCulture, $"old {OldSize}\n");
        foreach (var hash in Path)
            body.Append(hash.ToBase64()).Append('\n');
        return body.Append('\n').Append(Checkpoint.Note).ToString();
    }

    private static Parsed<WitnessRequest> Malformed(string problem) => Parsed.Malformed<WitnessRequest>(problem);
}
