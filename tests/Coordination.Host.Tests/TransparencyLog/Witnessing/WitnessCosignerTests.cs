using System.Text;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Identity;
using Coordination.Host.Platform.Signing;
using Coordination.Host.TransparencyLog.Witnessing;
using Xunit;

namespace Coordination.Host.Tests.TransparencyLog.Witnessing;

public sealed class WitnessCosignerTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("coordination-witness-").FullName;
    private readonly SigningKey _log = SigningKey.Generate("log.example", SignatureType.Ed25519);
    private readonly SigningKey _key = SigningKey.Generate("w.example", SignatureType.Ed25519Cosignature);
    private readonly SmallLog _honest = new("a"), _other = new("b");
    private WitnessFolder _folder;
    private WitnessCosigner _book;

    public WitnessCosignerTests() => (_folder, _book) = Open();

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    [Fact]
    public void What_only_grows_is_cosigned_and_remembered_over_a_restart()
    {
        for (var (old, size) = (0, 3); size < 700; (old, size) = (size, size * 2 + 1))
        {
            var answer = Assert.IsType<WitnessAnswer.Cosigned>(Add(_honest, old, size));
            var note = _honest.Signed(size, _log).Note.With(answer.Signature);
            Assert.IsType<NoteVerdict.Genuine>(NoteVerification.Verify(note, [_key.Public], Signatures.Check));
            _folder.Dispose();
            (_folder, _book) = Open();
        }
    }

    [Fact]
    public void Another_tree_of_the_same_size_is_a_fork_and_both_are_kept()
    {
        Add(_honest, 0, 10);
        Assert.IsType<WitnessAnswer.Fork>(Add(_other, 10, 10));
        Assert.IsType<WitnessAnswer.Fork>(Add(_other, 0, 10));
        Assert.IsType<WitnessAnswer.Inconsistent>(Add(_other, 10, 12));
        Assert.IsType<WitnessAnswer.Cosigned>(Add(_honest, 10, 12));
        var evidence = Directory.GetFiles(Path.Combine(_path, "forks")).Select(File.ReadAllText).ToList();
        Assert.Equal(3, evidence.Count);
        Assert.All(evidence, text => Assert.Contains(_honest.Signed(10, _log).Checkpoint.Root.Value.ToBase64(), text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_log_that_was_set_back_learns_what_was_seen()
    {
        Add(_honest, 0, 10);
        Assert.Equal(10, Assert.IsType<WitnessAnswer.SizeMismatch>(Add(_honest, 5, 8)).Size);
        Assert.Equal(10, Assert.IsType<WitnessAnswer.SizeMismatch>(Add(_honest, 0, 12)).Size);
        Assert.IsType<WitnessAnswer.Malformed>(Add(_honest, 10, 8));
        Assert.IsType<WitnessAnswer.Cosigned>(Add(_honest, 10, 10));
    }

    [Fact]
    public void Nobody_but_a_known_log_is_cosigned()
    {
        var stranger = SigningKey.Generate("log.example", SignatureType.Ed25519);
        var elsewhere = SigningKey.Generate("other.example", SignatureType.Ed25519);
        Assert.IsType<WitnessAnswer.NotSigned>(_book.Add(_honest.Request(0, 3, stranger)));
        Assert.IsType<WitnessAnswer.UnknownLog>(_book.Add(_honest.Request(0, 3, elsewhere, "other.example")));
        Assert.IsType<WitnessAnswer.Malformed>(_book.Add("old x\n\n"u8));
        Assert.Empty(Directory.GetFiles(_path, "*.checkpoint"));
    }

    [Fact]
    public void Two_witnesses_never_share_a_folder() => Assert.Throws<SettingsException>(() => new WitnessFolder(_path));

    [Fact]
    public void What_somebody_changed_in_the_folder_is_not_believed()
    {
        Add(_honest, 0, 10);
        File.WriteAllText(Directory.GetFiles(_path, "*.checkpoint").Single(), "nothing\n");
        Assert.Throws<SettingsException>(() => Add(_honest, 10, 12));
    }

    private WitnessAnswer Add(SmallLog log, int old, int size) => _book.Add(log.Request(old, size, _log));

    private (WitnessFolder, WitnessCosigner) Open()
    {
        var folder = new WitnessFolder(_path);
        return (folder, new(_key, [_log.Public], folder, TimeProvider.System));
    }
}

/// <summary>A log in memory, whose entries all differ from those of a log with another seed.</summary>
internal sealed class SmallLog(string seed)
{
    public SignedCheckpoint Signed(int size, SigningKey key, string origin = "log.example")
    {
        var checkpoint = new Checkpoint(origin, size, Tree(size).Root());
        return new(SignedNote.Of(checkpoint.Text, key.Sign(checkpoint.Text, DateTimeOffset.UnixEpoch)), checkpoint);
    }

    public byte[] Request(int old, int size, SigningKey key, string origin = "log.example")
    {
        var path = old <= size ? ProofPlan.Consistency(old, size).Hashes(Tiles(size)) : [];
        return Encoding.UTF8.GetBytes(new WitnessRequest(old, path, Signed(size, key, origin)).ToString());
    }

    private Dictionary<TileId, Tile> Tiles(int size)
    {
        var tree = Tree(size);
        return new(tree.TakeFull().Concat(tree.Edge()));
    }

    private TileTree Tree(int size)
    {
        var tree = new TileTree();
        for (var i = 0; i < size; i++)
            tree.Append(MerkleHashing.Leaf(Encoding.UTF8.GetBytes($"{seed} {i}")));
        return tree;
    }
}
