using Coordination.Domain.TransparencyLog;

namespace Coordination.Host.TransparencyLog;

public sealed record NoProof(string Why);

/// <summary>Makes proofs from a few stored tiles, however large the log is; each is checked before it is handed out.</summary>
public sealed class Prover(IEntrySource entries, ITreeStore store)
{
    /// <summary>The proof that a position of the log is what it is, under the newest checkpoint with the most cosignatures.</summary>
    public async Task<(TlogProof? Proof, NoProof? Why)> Inclusion(long position, CancellationToken cancellation)
    {
        byte[] entry = [];
        LeafHash leaf = default;
        await entries.Read(position - 1, 1, (at, _, encoder) =>
        {
            if (at == position)
                (entry, leaf) = (encoder.Entry.ToArray(), encoder.Hash());
        }, cancellation);
        if (entry.Length == 0)
            return (null, new($"There is no event at position {position}."));
        if (await Witnessed(position, cancellation) is not { } checkpoint)
            return (null, new($"No checkpoint covers position {position} yet."));
        var plan = ProofPlan.Inclusion(position - 1, checkpoint.Checkpoint.Size);
        if (await Hashes(plan, cancellation) is not { } path)
            return (null, new("Tiles of the tree are missing: audit verify says which."));
        var proof = new TlogProof(entry, position - 1, path, checkpoint);
        return proof.Includes(leaf)
            ? (proof, null)
            : (null,
                new($"The event at position {position} is not the one that was signed, or the tree was changed: audit verify says more."));
    }

    /// <summary>The hashes that connect two sizes of the tree; null when tiles are missing.</summary>
    public async Task<ConsistencyProof?> Consistency(long oldSize, long newSize, CancellationToken cancellation) =>
        await Hashes(ProofPlan.Consistency(oldSize, newSize), cancellation) is { } path ? new(oldSize, newSize, path) : null;

    private async Task<SignedCheckpoint?> Witnessed(long size, CancellationToken cancellation)
    {
        if (await store.Newest(size, 0, cancellation) is not { } newest)
            return null;
        var most = newest;
        while (await store.Newest(size, most.Cosignatures + 1, cancellation) is { } more)
            most = more;
        return SignedCheckpoint.Parse(Encoding.UTF8.GetBytes(most.Note)).IsValid(out var signed) ? signed : null;
    }

    private async Task<IReadOnlyList<NodeHash>?> Hashes(ProofPlan plan, CancellationToken cancellation)
    {
        var wanted = plan.Tiles();
        var tiles = await store.Tiles([.. wanted], cancellation);
        return wanted.All(tiles.ContainsKey) ? plan.Hashes(tiles) : null;
    }
}
