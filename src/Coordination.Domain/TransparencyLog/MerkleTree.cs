using System.Numerics;

namespace Coordination.Domain.TransparencyLog;

/// <summary>
/// A tree that grows by leaves and keeps only its whole subtrees (a compact range): as many hashes as the size has bits set.
/// </summary>
public sealed class MerkleTree
{
    private readonly List<NodeHash> _peaks = [];

    /// <summary>How many leaves it has.</summary>
    public long Size { get; private set; }

    /// <summary>The whole subtrees, the largest first.</summary>
    public IReadOnlyList<NodeHash> Peaks => _peaks;

    /// <summary>Adds a leaf on the right.</summary>
    public void Append(LeafHash leaf) => Append(leaf.Value);

    /// <summary>Adds the root of a whole subtree on the right; all that are added to one tree must have the same size, which then counts as
    /// one.</summary>
    public void Append(NodeHash node)
    {
        for (var merged = BitOperations.TrailingZeroCount(~Size); merged > 0; merged--)
        {
            node = MerkleHashing.Node(_peaks[^1], node);
            _peaks.RemoveAt(_peaks.Count - 1);
        }

        _peaks.Add(node);
        Size++;
    }

    public RootHash Root() => MerkleHashing.Root(_peaks);
}
