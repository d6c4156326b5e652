using System.Text;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.TransparencyLog;
using Coordination.Host.TransparencyLog.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.TransparencyLog;

public sealed class TreeFilesTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coordination-tree-").FullName;
    private LogFixture _log = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _log = await LogFixture.Create();
        await _log.Append(900);
        await _log.Integrate();
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Exported_files_are_enough_to_compute_every_root_elsewhere()
    {
        var export = ActivatorUtilities.CreateInstance<TreeExport>(_log.Services);
        Assert.Equal(900, await export.Export(_folder, withEntries: true, Cancellation));
        await _log.Append(50);
        await _log.Integrate();
        Assert.Equal(950, await export.Export(_folder, withEntries: true, Cancellation));

        var tree = new TileTree();
        for (var index = 0L; tree.Size < 950; index++)
            foreach (var entry in EntryBundle.Read(await File.ReadAllBytesAsync(Path.Combine(_folder, new BundleId(index, (int)Math.Min(256, 950 - tree.Size)).Path), Cancellation))!)
                tree.Append(MerkleHashing.Leaf(entry.Span));
        Assert.True(SignedCheckpoint.Parse(await File.ReadAllBytesAsync(Path.Combine(_folder, "checkpoint"), Cancellation)).IsValid(out var signed));
        Assert.Equal((950, tree.Root()), (signed.Checkpoint.Size, signed.Checkpoint.Root));
        foreach (var (id, tile) in tree.TakeFull().Concat(tree.Edge()))
            Assert.Equal(tile.Bytes.ToArray(), await File.ReadAllBytesAsync(Path.Combine(_folder, id.Path), Cancellation));
    }

    [Theory]
    [InlineData("delete from transparency.tiles"), InlineData("update transparency.tiles set hashes = set_byte(hashes, 3, 255 - get_byte(hashes, 3))"), InlineData("update transparency.tiles set hashes = substr(hashes, 1, 32)")]
    [InlineData("insert into transparency.tiles values (0, 77, decode(repeat('ab', 32), 'hex')), (9, 0, decode(repeat('ab', 32), 'hex'))"), InlineData("update transparency.tree set size = 12"), InlineData("select 1")]
    public async Task Rebuilt_tiles_are_the_same_bytes(string damage)
    {
        var before = await Stored();
        await _log.Tamper(damage);
        var (putBack, refused) = await Rebuild();
        Assert.Empty(refused);
        Assert.Equal(damage == "select 1" || damage.Contains("tree set", StringComparison.Ordinal), putBack == 0);
        Assert.Equal(before, await Stored());
        Assert.True((await _log.Verify()).Holds);
        await _log.Append(10);
        await _log.Integrate();
        Assert.True((await _log.Verify()).Holds);
    }

    [Fact]
    public async Task Tiles_are_not_made_to_agree_with_a_changed_history()
    {
        await _log.Tamper("update events.mt_events set data = '{}' where seq_id = 5");
        var before = await Stored();
        Assert.Contains((await Rebuild()).Refused, finding => finding is { Kind: "event", Position: 5 });
        Assert.Equal(before, await Stored());
    }

    private Task<(int PutBack, IReadOnlyList<Finding> Refused)> Rebuild() =>
        ActivatorUtilities.CreateInstance<TreeRebuild>(_log.Services, new PostgresTreeRestoration(_log.Database.Administrator)).Rebuild(_log.Trusted, null, Cancellation);

    private async Task<string> Stored()
    {
        var text = new StringBuilder();
        foreach (var (id, tile) in (await _log.Tree.Tiles([.. TileId.Of(900)], Cancellation)).OrderBy(tile => tile.Key.Path, StringComparer.Ordinal))
            text.Append(id.Path).Append(' ').Append(Convert.ToHexString(tile.Bytes.Span)).Append('\n');
        foreach (var checkpoint in await _log.Tree.Checkpoints(-1, 1_000, Cancellation))
            text.Append(checkpoint.Note);
        return text.ToString();
    }
}
