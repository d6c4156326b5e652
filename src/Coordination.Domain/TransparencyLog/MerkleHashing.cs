using System.Buffers;
using System.Security.Cryptography;

namespace Coordination.Domain.TransparencyLog;

/// <summary>The hashes of RFC 9162, section 2.1.1: a leaf and a node can never be taken for each other.</summary>
public static class MerkleHashing
{
    /// <summary>What stands before an entry when it is hashed.</summary>
    public const byte LeafPrefix = 0;

    /// <summary>What stands before two subtrees when they are hashed.</summary>
    public const byte NodePrefix = 1;

    /// <summary>The root of a tree without leaves: SHA-256 of nothing.</summary>
    public static RootHash EmptyRoot { get; } = new(new NodeHash(SHA256.HashData([])));

    /// <summary>SHA-256(0x00 ‖ entry).</summary>
    public static LeafHash Leaf(ReadOnlySpan<byte> entry)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        try
        {
            buffer[0] = LeafPrefix;
            entry.CopyTo(buffer.AsSpan(1));
            return PrefixedLeaf(buffer.AsSpan(0, entry.Length + 1));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The same for an entry that already has its prefix before it, as <see cref="LeafEncoder"/> writes it.</summary>
    /// <exception cref="ArgumentException">It does not begin with the prefix.</exception>
    public static LeafHash PrefixedLeaf(ReadOnlySpan<byte> prefixed)
    {
        if (prefixed.IsEmpty || prefixed[0] != LeafPrefix)
            throw new ArgumentException("The prefix of a leaf is missing.", nameof(prefixed));
        Span<byte> hash = stackalloc byte[NodeHash.Size];
        SHA256.HashData(prefixed, hash);
        return new(new NodeHash(hash));
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static NodeHash Node(NodeHash left, NodeHash right)
    {
        Span<byte> both = stackalloc byte[1 + 2 * NodeHash.Size];
        both[0] = NodePrefix;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + NodeHash.Size)..]);
        Span<byte> hash = stackalloc byte[NodeHash.Size];
        SHA256.HashData(both, hash);
        return new(hash);
    }

    /// <summary>The root over whole subtrees that stand beside each other, the largest first.</summary>
    public static RootHash Root(IReadOnlyList<NodeHash> peaks)
    {
        if (peaks.Count == 0)
            return EmptyRoot;
        var root = peaks[^1];
        for (var i = peaks.Count - 2; i >= 0; i--)
            root = Node(peaks[i], root);
        return new(root);
    }
}
