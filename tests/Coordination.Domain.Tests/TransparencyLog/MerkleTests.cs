using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Coordination.Domain.TransparencyLog;
using Xunit;

namespace Coordination.Domain.Tests.TransparencyLog;

[Trait("Sweep", "true")]
public sealed class MerkleTests
{
    // Tiles are 256 wide: every size until the second has begun, and those about its end. Tiles of more sizes are compared one by one below.
    private const int Largest = 600;
    private static readonly int[] Sizes = [.. Enumerable.Range(1, 270), .. Enumerable.Range(508, 10)];

    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("COORDINATION_PROPERTY_CASES"), out var cases) ? cases : 2_000;
    private static readonly byte[][] Entries = [.. Enumerable.Range(0, Largest).Select(i => SHA256.HashData(BitConverter.GetBytes(i))[..(i % 33)])];
    private static readonly LiteralMerkle Literal = new(Entries);

    [Fact]
    public void Trees_of_others_have_the_roots_that_others_found()
    {
        var vectors = Vectors.Read("merkle.json");
        var leaves = Texts(vectors["leaves"]).Select(Convert.FromHexString).ToList();
        var tree = new MerkleTree();
        Assert.Equal(Root(vectors, 0), tree.Root());
        for (var size = 1; size <= leaves.Count; size++)
        {
            tree.Append(MerkleHashing.Leaf(leaves[size - 1]));
            Assert.Equal(Root(vectors, size), tree.Root());
        }
    }

    [Fact]
    public void Proofs_of_others_hold_and_no_mutation_of_them_does()
    {
        var vectors = Vectors.Read("merkle.json");
        var leaves = Texts(vectors["leaves"]).Select(Convert.FromHexString).ToList();
        foreach (var proof in vectors["inclusion"]!.AsArray())
        {
            var (leaf, size) = ((int)proof!["leaf"]!, (int)proof["size"]!);
            ProofMutations.AllFail(new InclusionProof(leaf - 1, size, Hashes(proof["proof"])), Root(vectors, size), MerkleHashing.Leaf(leaves[leaf - 1]));
        }

        foreach (var proof in vectors["consistency"]!.AsArray())
        {
            var (first, second) = ((int)proof!["size1"]!, (int)proof["size2"]!);
            ProofMutations.AllFail(new ConsistencyProof(first, second, Hashes(proof["proof"])), Root(vectors, first), Root(vectors, second));
        }
    }

    [Fact]
    public void For_every_size_up_to_270_and_about_512_every_inclusion_proof_is_the_one_of_the_RFC()
    {
        var tree = new MerkleTree();
        foreach (var size in Sizes)
        {
            while (tree.Size < size)
                tree.Append(MerkleHashing.Leaf(Entries[tree.Size]));
            var root = LiteralMerkle.Root(Literal.Mth(0, size));
            Assert.Equal(root, tree.Root());
            for (var leaf = 0; leaf < size; leaf++)
            {
                var path = Hashes(Literal.Path(leaf, 0, size));
                Assert.Equal(path, Hashes(ProofPlan.Inclusion(leaf, size).Ranges.Select(range => Literal.Mth((int)range.Start, (int)range.End))));
                Assert.True(new InclusionProof(leaf, size, path).Includes(root, MerkleHashing.Leaf(Entries[leaf])));
                Assert.False(new InclusionProof((leaf + 1) % (size + 1), size, path).Includes(root, MerkleHashing.Leaf(Entries[leaf])));
            }
        }
    }

    [Fact]
    public void For_every_pair_of_sizes_up_to_270_and_about_512_the_consistency_proof_is_the_one_of_the_RFC()
    {
        foreach (var size in Sizes)
            for (var old = 1; old <= size; old++)
            {
                var path = Hashes(Literal.Proof(old, size));
                var (before, after) = (LiteralMerkle.Root(Literal.Mth(0, old)), LiteralMerkle.Root(Literal.Mth(0, size)));
                Assert.Equal(path, Hashes(ProofPlan.Consistency(old, size).Ranges.Select(range => Literal.Mth((int)range.Start, (int)range.End))));
                Assert.True(new ConsistencyProof(old, size, path).Connects(before, after));
                if (old < size)
                    Assert.False(new ConsistencyProof(old, size, path).Connects(after, before));
            }
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(255), InlineData(256), InlineData(257), InlineData(511), InlineData(512), InlineData(513), InlineData(600)]
    public void Tiles_give_the_proofs_of_the_RFC(int size)
    {
        var (tree, tiles) = Grow(size, leaf => MerkleHashing.Leaf(Entries[leaf]));
        Assert.Equal(LiteralMerkle.Root(Literal.Mth(0, size)), tree.Root());
        Assert.Equal(TileId.Of(size).ToHashSet(), tiles.Keys.ToHashSet());
        for (var at = 0; at < size; at++)
        {
            Assert.Equal(Hashes(Literal.Path(at, 0, size)), ProofPlan.Inclusion(at, size).Hashes(tiles));
            Assert.Equal(Hashes(Literal.Proof(at + 1, size)), ProofPlan.Consistency(at + 1, size).Hashes(tiles));
        }
    }

    [Fact]
    public void Random_trees_of_up_to_a_million_leaves_prove_what_they_hold_from_their_tiles()
    {
        var random = new Random(20_26);
        var size = random.Next(900_000, 1_000_001) / (Cases >= 1_000 ? 1 : 10);
        var (tree, tiles) = Grow(size, Leaf);
        var root = tree.Root();
        Assert.Equal(root, LiteralMerkle.Root(Plain(0, size)));
        for (var i = 0; i < 500; i++)
        {
            var leaf = random.Next(size);
            var proof = new InclusionProof(leaf, size, ProofPlan.Inclusion(leaf, size).Hashes(tiles));
            Assert.True(proof.Includes(root, Leaf(leaf)));
            Assert.False(proof.Includes(root, Leaf(leaf + 1)));
        }

        for (var i = 0; i < 5; i++)
        {
            var old = random.Next(1, size / 8);
            Assert.True(new ConsistencyProof(old, size, ProofPlan.Consistency(old, size).Hashes(tiles)).Connects(LiteralMerkle.Root(Plain(0, old)), root));
        }
    }

    [Fact]
    public void A_tree_goes_on_from_its_stored_right_edge()
    {
        var random = new Random(7);
        var (whole, tiles) = Grow(70_000, Leaf);
        var stored = new Dictionary<TileId, Tile>();
        var tree = new TileTree();
        while (tree.Size < whole.Size)
        {
            tree = TileTree.From(tree.Size, stored);
            for (var steps = Math.Min(random.Next(1, 3_000), whole.Size - tree.Size); steps > 0; steps--)
                tree.Append(Leaf((int)tree.Size));
            foreach (var (id, tile) in tree.TakeFull().Concat(tree.Edge()))
                stored[id] = tile;
        }

        Assert.Equal(whole.Root(), tree.Root());
        Assert.All(tiles, tile => Assert.True(stored[tile.Key].Bytes.Span.SequenceEqual(tile.Value.Bytes.Span)));
        Assert.Throws<ArgumentException>(() => TileTree.From(70_000, new Dictionary<TileId, Tile>()));
    }

    private static (TileTree Tree, Dictionary<TileId, Tile> Tiles) Grow(int size, Func<int, LeafHash> leaf)
    {
        var tree = new TileTree();
        for (var i = 0; i < size; i++)
            tree.Append(leaf(i));
        return (tree, new(tree.TakeFull().Concat(tree.Edge())));
    }

    private static LeafHash Leaf(int index) => MerkleHashing.Leaf(BitConverter.GetBytes(index));

    private static byte[] Plain(int start, int end)
    {
        if (end - start == 1)
            return Leaf(start).Value.ToArray();
        var k = 1;
        while (k * 2 < end - start)
            k *= 2;
        return SHA256.HashData([1, .. Plain(start, start + k), .. Plain(start + k, end)]);
    }

    private static RootHash Root(JsonNode vectors, int size) => new(new NodeHash(Convert.FromHexString((string)vectors["roots"]![size]!)));

    private static IEnumerable<string> Texts(JsonNode? node) => node!.AsArray().Select(text => (string)text!);

    private static List<NodeHash> Hashes(JsonNode? node) => Hashes(Texts(node).Select(Convert.FromHexString));

    private static List<NodeHash> Hashes(IEnumerable<byte[]> hashes) => [.. hashes.Select(hash => new NodeHash(hash))];
}
