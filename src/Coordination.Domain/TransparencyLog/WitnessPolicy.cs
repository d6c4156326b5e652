namespace Coordination.Domain.TransparencyLog;

/// <summary>A key that a policy names, with the address where its holder can be reached.</summary>
public sealed record PolicyKey(string Name, VerifierKey Key, string? Address);

/// <summary>Which logs are trusted, and how many witnesses must have seen a checkpoint (C2SP tlog-policy).</summary>
public sealed class WitnessPolicy
{
    private readonly Quorum _quorum;

    internal WitnessPolicy(IReadOnlyList<PolicyKey> logs, IReadOnlyList<PolicyKey> witnesses, Quorum quorum) =>
        (Logs, Witnesses, _quorum) = (logs, witnesses, quorum);

    /// <summary>The logs. Several of one name are keys that followed each other.</summary>
    public IReadOnlyList<PolicyKey> Logs { get; }

    public IReadOnlyList<PolicyKey> Witnesses { get; }

    public static Parsed<WitnessPolicy> Parse(ReadOnlySpan<byte> bytes) => WitnessPolicyReader.Read(bytes);

    /// <summary>Whether a checkpoint is signed by a trusted log of its own origin, and cosigned by enough witnesses.</summary>
    public PolicyVerdict Judge(SignedCheckpoint checkpoint, SignatureCheck check)
    {
        var origins = Logs.Where(log => log.Key.Name.Name == checkpoint.Checkpoint.Origin).Select(log => log.Key).ToList();
        if (origins.Count == 0)
            return new PolicyVerdict.Refused($"The policy trusts no log with the origin '{checkpoint.Checkpoint.Origin}'.");
        switch (NoteVerification.Verify(checkpoint.Note, [.. origins, .. Witnesses.Select(witness => witness.Key)], check))
        {
            case NoteVerdict.Forged forged:
                return new PolicyVerdict.Refused($"The signature in the name of {forged.Key.Name} is wrong.");
            case NoteVerdict.Genuine genuine when genuine.Signatures.Any(signature => origins.Contains(signature.Key)):
                return Judge(genuine);
            default:
                return new PolicyVerdict.Refused("The log did not sign the checkpoint.");
        }
    }

    private PolicyVerdict Judge(NoteVerdict.Genuine genuine)
    {
        var seen = Witnesses.Where(witness => genuine.IsSignedBy(witness.Key)).ToList();
        return _quorum.IsMetBy(seen.Select(witness => witness.Name).ToHashSet(StringComparer.Ordinal))
            ? new PolicyVerdict.Accepted(genuine.Signatures)
            : new PolicyVerdict.Refused(
                $"{seen.Count} of {Quantity.Of(Witnesses.Count, "witness", "witnesses")} cosigned, which is not the quorum that the " +
                    $"policy asks for.");
    }
}

/// <summary>What a policy says of a checkpoint.</summary>
public abstract record PolicyVerdict
{
    private PolicyVerdict() { }

    /// <summary>The log and enough witnesses signed it.</summary>
    public sealed record Accepted(IReadOnlyList<GoodSignature> Signatures) : PolicyVerdict;

    /// <summary>It must not be trusted.</summary>
    public sealed record Refused(string Why) : PolicyVerdict;
}

/// <summary>Who must have cosigned: nobody, one witness, or at least so many of a group.</summary>
internal abstract record Quorum
{
    private Quorum() { }

    public abstract bool IsMetBy(IReadOnlySet<string> witnesses);

    internal sealed record Nobody : Quorum
    {
        public override bool IsMetBy(IReadOnlySet<string> witnesses) => true;
    }

    internal sealed record Witness(string Name) : Quorum
    {
        public override bool IsMetBy(IReadOnlySet<string> witnesses) => witnesses.Contains(Name);
    }

    internal sealed record Group(int AtLeast, IReadOnlyList<Quorum> Members) : Quorum
    {
        public override bool IsMetBy(IReadOnlySet<string> witnesses) => Members.Count(member => member.IsMetBy(witnesses)) >= AtLeast;
    }
}
