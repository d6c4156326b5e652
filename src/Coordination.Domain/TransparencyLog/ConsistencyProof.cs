using System.Numerics;

namespace Coordination.Domain.TransparencyLog;

/// <summary>What it takes to see that a tree grew out of a smaller one: nothing removed, nothing changed, nothing moved.</summary>
/// <param name="OldSize">The size of the smaller tree.</param>
/// <param name="NewSize">The size of the larger tree.</param>
/// <param name="Path">The hashes.</param>
public sealed record ConsistencyProof(long OldSize, long NewSize, IReadOnlyList<NodeHash> Path)
{
    /// <summary>Whether the tree with the new root begins with the tree with the old one: RFC 9162, section 2.1.4.2. Never
    /// throws.</summary>
    public bool Connects(RootHash old, RootHash @new)
    {
        if (OldSize < 0 || OldSize > NewSize)
            return false;
        if (OldSize == NewSize)
            return Path.Count == 0 && old == @new && (OldSize > 0 || old == MerkleHashing.EmptyRoot);
        if (OldSize == 0)
            return Path.Count == 0 && old == MerkleHashing.EmptyRoot; // every tree grew out of the empty one
        return Path.Count > 0 && Walk(old, @new);
    }

    private bool Walk(RootHash old, RootHash @new)
    {
        var start = BitOperations.IsPow2(OldSize) ? 0 : 1;
        var first = start == 0 ? old.Value : Path[0];
        var trailing = BitOperations.TrailingZeroCount(OldSize);
        var (node, last) = ((ulong)(OldSize - 1) >> trailing, (ulong)(NewSize - 1) >> trailing);
        var (smaller, larger) = (first, first);
        foreach (var beside in Path.Skip(start))
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                smaller = MerkleHashing.Node(beside, smaller);
                larger = MerkleHashing.Node(beside, larger);
                if ((node & 1) == 0)
                {
                    var up = BitOperations.TrailingZeroCount(node);
                    (node, last) = (node >> up, last >> up);
                }
            }
            else
            {
                larger = MerkleHashing.Node(larger, beside);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && smaller == old.Value && larger == @new.Value;
    }
}
