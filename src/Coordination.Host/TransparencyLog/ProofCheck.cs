using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Signing;

namespace Coordination.Host.TransparencyLog;

/// <summary>What a proof file shows, once it was checked against a policy.</summary>
public sealed record CheckedProof
{
    /// <summary>Whether everything holds.</summary>
    public bool Holds => Why is null;

    public string? Why { get; init; }

    /// <summary>Which log.</summary>
    public string? Origin { get; init; }

    /// <summary>The position in the log.</summary>
    public long? Position { get; init; }

    /// <summary>The size of the tree under the checkpoint.</summary>
    public long? Size { get; init; }

    /// <summary>Which event it is: its identifier, stream, version, type and when it was recorded.</summary>
    public ProvenEvent? Event { get; init; }

    /// <summary>Who signed the checkpoint, and when they say they did.</summary>
    public IReadOnlyList<Signer> Signers { get; init; } = [];
}

/// <summary>The event whose entry is in the log, without its content.</summary>
public sealed record ProvenEvent(string Id, string Stream, long Version, string Type, string RecordedAt);

/// <summary>A key under a checkpoint whose signature is right.</summary>
public sealed record Signer(string Key, DateTimeOffset? SignedAt);

/// <summary>Checks proof files with nothing but the file and a policy: no server, no database, no network.</summary>
public static class ProofCheck
{
    public static CheckedProof Check(ReadOnlySpan<byte> file, WitnessPolicy policy)
    {
        var parsed = TlogProof.Parse(file);
        if (!parsed.IsValid(out var proof))
            return new() { Why = $"This is not a proof file. {parsed.Problem}" };
        var shown = new CheckedProof
        {
            Origin = proof.Checkpoint.Checkpoint.Origin,
            Position = proof.Index + 1,
            Size = proof.Checkpoint.Checkpoint.Size
        };
        var verdict = policy.Judge(proof.Checkpoint, Signatures.Check);
        if (verdict is not PolicyVerdict.Accepted accepted)
            return shown with
            {
                Why = verdict is PolicyVerdict.Refused refused
                ? refused.Why
                : "The policy does not accept the checkpoint."
            };
        shown = shown with { Signers = [.. accepted.Signatures.Select(good => new Signer(good.Key.Name.ToString(), Time(good.UnixTime)))] };
        if (proof.Extra is not { } entry)
            return shown with { Why = "The file does not carry the entry that it is about." };
        if (!proof.Includes(MerkleHashing.Leaf(entry.Span)))
            return shown with { Why = $"The entry is not at position {shown.Position} of the tree that was signed." };
        return Read(entry) is { } found
            ? shown with { Event = found }
            : shown with { Why = "The entry is in the tree, and is not an event of this kind of log." };
    }

    private static DateTimeOffset? Time(long? unix) =>
        unix is >= 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(unix.Value) : null;

    private static ProvenEvent? Read(ReadOnlyMemory<byte> entry)
    {
        try
        {
            using var json = JsonDocument.Parse(entry);
            var root = json.RootElement;
            return new(root.GetProperty("id").GetString()!, root.GetProperty("stream").GetString()!, root.GetProperty("version").GetInt64(),
                root.GetProperty("type").GetString()!, root.GetProperty("recordedAt").GetString()!);
        }
        catch (Exception foreign) when (foreign is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
