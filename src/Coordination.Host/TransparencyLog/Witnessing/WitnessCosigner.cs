using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Signing;

namespace Coordination.Host.TransparencyLog.Witnessing;

/// <summary>How a witness answers <c>add-checkpoint</c> (C2SP tlog-witness).</summary>
public abstract record WitnessAnswer
{
    private WitnessAnswer() { }

    /// <summary>It grew out of what was seen last: cosigned, and remembered before this is said.</summary>
    public sealed record Cosigned(NoteSignature Signature) : WitnessAnswer;

    /// <summary>What was seen last has another size.</summary>
    public sealed record SizeMismatch(long Size) : WitnessAnswer;

    /// <summary>The request makes no sense.</summary>
    public sealed record Malformed(string Why) : WitnessAnswer;

    /// <summary>This witness does not know the log.</summary>
    public sealed record UnknownLog : WitnessAnswer;

    /// <summary>The log did not sign it.</summary>
    public sealed record NotSigned : WitnessAnswer;

    /// <summary>The proof does not connect it with what was seen last. Nothing is cosigned; it is kept as evidence.</summary>
    public sealed record Inconsistent : WitnessAnswer;

    /// <summary>The log signed two different trees of one size. Nothing is cosigned; both are kept as evidence.</summary>
    public sealed record Fork : WitnessAnswer;
}

/// <summary>Where a witness remembers what it cosigned last, and keeps what proves that a log showed two histories.</summary>
public interface IWitnessMemory
{
    /// <summary>The checkpoint of a log that was cosigned last; null when none was.</summary>
    SignedCheckpoint? Last(string origin);

    /// <summary>Remembers a checkpoint, durably and at once.</summary>
    void Remember(SignedCheckpoint checkpoint);

    /// <summary>Keeps what was seen before beside what does not follow from it.</summary>
    void Keep(SignedCheckpoint before, WitnessRequest refused);
}

/// <summary>Cosigns what grew out of what it saw last, and nothing else. For each log one decision at a time.</summary>
public sealed class WitnessCosigner(SigningKey key, IReadOnlyList<VerifierKey> logs, IWitnessMemory memory, TimeProvider time)
{
    private readonly Lock _one = new();

    public WitnessAnswer Add(ReadOnlySpan<byte> body)
    {
        var parsed = WitnessRequest.Parse(body);
        if (!parsed.IsValid(out var request))
            return new WitnessAnswer.Malformed(parsed.Problem!);
        var known = logs.Where(log => log.Name.Name == request.Checkpoint.Checkpoint.Origin).ToList();
        if (known.Count == 0)
            return new WitnessAnswer.UnknownLog();
        if (NoteVerification.Verify(request.Checkpoint.Note, known, Signatures.Check) is not NoteVerdict.Genuine)
            return new WitnessAnswer.NotSigned();
        lock (_one)
            return Decide(request);
    }

    private WitnessAnswer Decide(WitnessRequest request)
    {
        var offered = request.Checkpoint.Checkpoint;
        if (request.OldSize > offered.Size)
            return new WitnessAnswer.Malformed("The old size is larger than the checkpoint's.");
        var last = memory.Last(offered.Origin);
        var (size, root) = last is null ? (0, MerkleHashing.EmptyRoot) : (last.Checkpoint.Size, last.Checkpoint.Root);
        if (last is not null && size == offered.Size && root != offered.Root)
            return Refuse(last, request, new WitnessAnswer.Fork());
        if (request.OldSize != size)
            return new WitnessAnswer.SizeMismatch(size);
        if (!new ConsistencyProof(size, offered.Size, request.Path).Connects(root, offered.Root))
            return last is null ? new WitnessAnswer.Inconsistent() : Refuse(last, request, new WitnessAnswer.Inconsistent());
        memory.Remember(request.Checkpoint);
        return new WitnessAnswer.Cosigned(key.Sign(request.Checkpoint.Note.Text, time.GetUtcNow()));
    }

    private WitnessAnswer Refuse(SignedCheckpoint before, WitnessRequest request, WitnessAnswer answer)
    {
        memory.Keep(before, request);
        return answer;
    }
}
