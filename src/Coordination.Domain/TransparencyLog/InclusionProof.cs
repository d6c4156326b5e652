using System.Numerics;

namespace Coordination.Domain.TransparencyLog;

/// <summary>What it takes to see that a leaf is in a tree: the hashes beside the way from the leaf to the root.</summary>
/// <param name="Index">The leaf, 0 for the first. Position n of the log is leaf n − 1.</param>
/// <param name="TreeSize">The size of the tree.</param>
/// <param name="Path">The hashes, the leaf's neighbour first.</param>
public sealed record InclusionProof(long Index, long TreeSize, IReadOnlyList<NodeHash> Path)
{
    /// <summary>Whether the tree with this root has the leaf at this index: RFC 9162, section 2.1.3.2. Never throws.</summary>
    public bool Includes(RootHash root, LeafHash leaf)
    {
        if (Index < 0 || Index >= TreeSize)
            return false;
        var (node, last) = ((ulong)Index, (ulong)TreeSize - 1);
        var hash = leaf.Value;
        foreach (var beside in Path)
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHashing.Node(beside, hash);
                if ((node & 1) == 0)
                {
                    var up = BitOperations.TrailingZeroCount(node);
                    (node, last) = (node >> up, last >> up);
                }
            }
            else
            {
                hash = MerkleHashing.Node(hash, beside);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root.Value;
    }
}
