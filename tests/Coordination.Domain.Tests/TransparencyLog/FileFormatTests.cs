using System.Text;
using Coordination.Domain.TransparencyLog;
using Xunit;

namespace Coordination.Domain.Tests.TransparencyLog;

public sealed class FileFormatTests
{
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("COORDINATION_PROPERTY_CASES"), out var cases) ? cases : 2_000;
    private static readonly VerifierKey Log = Keys.Of("task-force.example/log");
    private static readonly VerifierKey Witness = Keys.Of("w.example", SignatureType.Ed25519Cosignature);

    [Theory]
    [InlineData(0, 0, 256, "tile/0/000"), InlineData(1, 1_234_067, 256, "tile/1/x001/x234/067"), InlineData(0, 999, 5, "tile/0/999.p/5"), InlineData(2, 1_000, 255, "tile/2/x001/000.p/255")]
    public void A_tile_has_the_address_that_C2SP_gives_it(int level, long index, int width, string path)
    {
        Assert.Equal(path, new TileId(level, index, width).Path);
        Assert.True(TilePath.TryParse(path, out var tile, out var bundle));
        Assert.Equal((new TileId(level, index, width), null), (tile!.Value, bundle));
        Assert.True(TilePath.TryParse(path.Replace($"tile/{level}/", "tile/entries/", StringComparison.Ordinal), out tile, out bundle));
        Assert.Equal((null, new BundleId(index, width)), (tile, bundle!.Value));
    }

    [Theory]
    [InlineData(""), InlineData("tile/"), InlineData("tile/0"), InlineData("tile/0/"), InlineData("tile/0/1"), InlineData("tile/00/001"), InlineData("tile/64/001"), InlineData("tile/0/x000/001"), InlineData("tile/0/001/002"), InlineData("tile/0/x001/x002")]
    [InlineData("tile/0/001.p/0"), InlineData("tile/0/001.p/256"), InlineData("tile/0/001.p/05"), InlineData("tile/0/001.p/"), InlineData("tile/-1/001"), InlineData("tile/0/X001/001"), InlineData("tile/0/../001"), InlineData("tile/x/001"), InlineData("tile/0/001 ")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/999"), InlineData("tile/0/٠٠١")]
    public void What_is_not_an_address_is_not_taken_for_one(string path) => Assert.False(TilePath.TryParse(path, out _, out _));

    [Fact]
    public void A_tree_has_the_tiles_that_C2SP_counts()
    {
        var tiles = TileId.Of(70_000).ToList();
        Assert.Equal(277, tiles.Count);
        Assert.Equal([new(0, 273, 112), new(1, 1, 17), new(2, 0, 1)], TileId.Edge(70_000));
        Assert.Equal([new(0, 0, 256), new TileId(1, 0, 1)], TileId.Of(256));
    }

    [Fact]
    public void Entries_come_out_of_a_bundle_as_they_went_in()
    {
        byte[][] entries = [[], [1], new byte[EntryBundle.LongestEntry], [2, 3]];
        using var bundle = new MemoryStream();
        foreach (var entry in entries)
            EntryBundle.Write(bundle, entry);
        Assert.Equal(entries, EntryBundle.Read(bundle.ToArray())!.Select(entry => entry.ToArray()));
        Assert.Throws<ArgumentException>(() => EntryBundle.Write(bundle, new byte[EntryBundle.LongestEntry + 1]));
        Assert.Null(EntryBundle.Read(bundle.ToArray().AsMemory(0, (int)bundle.Length - 1)));
    }

    [Fact]
    public void Proof_files_are_written_as_they_are_read()
    {
        foreach (var extra in new ReadOnlyMemory<byte>?[] { null, "an entry"u8.ToArray() })
        {
            var file = Proof(extra).ToString();
            Assert.True(TlogProof.Parse(Encoding.UTF8.GetBytes(file)).IsValid(out var read));
            Assert.Equal(file, read.ToString());
            Assert.True(read.Includes(MerkleHashing.Leaf("leaf 4"u8)));
            Assert.False(read.Includes(MerkleHashing.Leaf("leaf 5"u8)));
        }
    }

    [Fact]
    public void Requests_to_witnesses_are_written_as_they_are_read()
    {
        var request = new WitnessRequest(4, Proof(null).Path, Proof(null).Checkpoint).ToString();
        Assert.StartsWith("old 4\n", request, StringComparison.Ordinal);
        Assert.True(WitnessRequest.Parse(Encoding.UTF8.GetBytes(request)).IsValid(out var read));
        Assert.Equal(request, read.ToString());
    }

    [Fact]
    public void A_damaged_file_never_makes_a_parser_fail_and_is_never_accepted()
    {
        var random = new Random(6);
        var policy = new WitnessPolicyAcceptance(Log, Witness);
        var proof = Encoding.UTF8.GetBytes(Proof("leaf 4"u8.ToArray()).ToString());
        Assert.True(policy.Accepts(proof));
        for (var i = 0; i < Cases * 10; i++)
        {
            var damaged = Damage.Once(proof, random);
            if (!SameLines(damaged, proof))
                Assert.False(policy.Accepts(damaged), Encoding.Latin1.GetString(damaged));
        }
    }

    [Fact]
    public void Parsers_take_any_bytes_without_failing()
    {
        var random = new Random(66);
        byte[][] seeds =
        [
            Encoding.UTF8.GetBytes(Proof("x"u8.ToArray()).ToString()), Proof(null).Checkpoint.Note.ToBytes(), Encoding.UTF8.GetBytes(new WitnessRequest(4, Proof(null).Path, Proof(null).Checkpoint).ToString()),
            Encoding.UTF8.GetBytes($"log {Log}\nwitness a {Witness} https://a\ngroup g any a\nquorum g\n"), Encoding.UTF8.GetBytes(Log.ToString()), "tile/1/x001/x234/067.p/5"u8.ToArray(), [],
        ];
        for (var i = 0; i < Cases * 10; i++)
        {
            var bytes = seeds[random.Next(seeds.Length)];
            for (var damage = random.Next(5); damage > 0; damage--)
                bytes = Damage.Once(bytes, random);
            SignedNote.Parse(bytes);
            SignedCheckpoint.Parse(bytes);
            TlogProof.Parse(bytes);
            WitnessRequest.Parse(bytes);
            WitnessPolicy.Parse(bytes);
            EntryBundle.Read(bytes);
            VerifierKey.Parse(Encoding.UTF8.GetString(bytes));
            Checkpoint.Parse(Encoding.UTF8.GetString(bytes));
            Assert.NotEqual(TilePath.TryParse(Encoding.UTF8.GetString(bytes), out var tile, out var bundle), tile is null && bundle is null);
        }
    }

    /// <summary>Signatures may stand in any order.</summary>
    private static bool SameLines(byte[] one, byte[] other) =>
        Encoding.Latin1.GetString(one).Split('\n').Order(StringComparer.Ordinal).SequenceEqual(Encoding.Latin1.GetString(other).Split('\n').Order(StringComparer.Ordinal));

    private static TlogProof Proof(ReadOnlyMemory<byte>? extra)
    {
        var tree = new TileTree();
        for (var i = 0; i < 11; i++)
            tree.Append(MerkleHashing.Leaf(Encoding.UTF8.GetBytes($"leaf {i}")));
        var checkpoint = new Checkpoint("task-force.example/log", 11, tree.Root());
        var note = SignedNote.Of(checkpoint.Text, Log.Sign(checkpoint.Text), Witness.Sign(checkpoint.Text, 1_700_000_000));
        return new(extra, 4, ProofPlan.Inclusion(4, 11).Hashes(new Dictionary<TileId, Tile>(tree.Edge())), new(note, checkpoint));
    }

    /// <summary>What an auditor without a server does: the file parses, the policy accepts its checkpoint, its own entry is included.</summary>
    private sealed class WitnessPolicyAcceptance(VerifierKey log, VerifierKey witness)
    {
        private readonly WitnessPolicy _policy = WitnessPolicy.Parse(Encoding.UTF8.GetBytes($"log {log}\nwitness w {witness}\nquorum w\n")).Value!;

        public bool Accepts(byte[] file) =>
            TlogProof.Parse(file).IsValid(out var proof) && proof.Extra is { } extra && extra.Span.SequenceEqual("leaf 4"u8)
            && _policy.Judge(proof.Checkpoint, Keys.Check) is PolicyVerdict.Accepted && proof.Includes(MerkleHashing.Leaf(extra.Span));
    }
}
