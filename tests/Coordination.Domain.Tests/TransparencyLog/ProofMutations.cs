using Coordination.Domain.TransparencyLog;
using Xunit;

namespace Coordination.Domain.Tests.TransparencyLog;

/// <summary>Everything that can be done to a proof in one step, as transparency-dev/merkle names it.</summary>
internal static class ProofMutations
{
    private static readonly NodeHash Some = MerkleHashing.Leaf("some"u8).Value;

    public static void AllFail(InclusionProof proof, RootHash root, LeafHash leaf)
    {
        Assert.True(proof.Includes(root, leaf));
        foreach (var index in new[] { proof.Index - 1, proof.Index + 1, proof.Index ^ 2, -1, long.MinValue, long.MaxValue })
            Assert.False((proof with { Index = index }).Includes(root, leaf));
        foreach (var size in new[] { proof.TreeSize * 2, proof.TreeSize / 2, 0, -1, long.MaxValue })
            Assert.False((proof with { TreeSize = size }).Includes(root, leaf), $"size {size} for {proof.TreeSize}");
        Assert.False(proof.Includes(root, new(Some)));
        Assert.False(proof.Includes(MerkleHashing.EmptyRoot, leaf));
        Assert.False(proof.Includes(new(Some), leaf));
        foreach (var path in Paths(proof.Path, root.Value))
            Assert.False((proof with { Path = path }).Includes(root, leaf));
    }

    public static void AllFail(ConsistencyProof proof, RootHash old, RootHash @new)
    {
        Assert.True(proof.Connects(old, @new));
        if (proof.OldSize == proof.NewSize)
            return;
        foreach (var size in new[] { proof.OldSize - 1, proof.OldSize + 1, proof.OldSize ^ 2, -1, long.MaxValue })
            Assert.False((proof with { OldSize = size }).Connects(old, @new), $"size {size} for {proof.OldSize}");
        foreach (var size in new[] { proof.NewSize * 2, proof.NewSize / 2, 0, -1, long.MaxValue })
            Assert.False((proof with { NewSize = size }).Connects(old, @new));
        Assert.False(proof.Connects(new(Some), @new));
        Assert.False(proof.Connects(old, new(Some)));
        Assert.False(proof.Connects(@new, old));
        foreach (var path in Paths(proof.Path, old.Value).Concat(Paths(proof.Path, @new.Value)).Append([]))
            Assert.False((proof with { Path = path }).Connects(old, @new));
    }

    private static IEnumerable<IReadOnlyList<NodeHash>> Paths(IReadOnlyList<NodeHash> path, NodeHash other)
    {
        yield return [.. path, other];
        yield return [other, .. path];
        yield return [.. path, Some];
        if (path.Count == 0)
            yield break;
        yield return [.. path.SkipLast(1)];
        yield return [.. path.Skip(1)];
        yield return [path[0], .. path];
        for (var i = 0; i < path.Count; i++)
        {
            var bytes = path[i].ToArray();
            bytes[i % bytes.Length] ^= 8;
            yield return [.. path.Take(i), new NodeHash(bytes), .. path.Skip(i + 1)];
        }
    }
}
