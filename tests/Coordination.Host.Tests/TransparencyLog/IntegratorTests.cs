using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Signing;
using Coordination.Host.Platform.Storage;
using Coordination.Host.TransparencyLog;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.TransparencyLog;

public sealed class IntegratorTests : IAsyncLifetime
{
    private LogFixture _log = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _log = await LogFixture.Create();

    public async ValueTask DisposeAsync() => await _log.DisposeAsync();

    [Fact]
    public async Task Everything_that_is_recorded_is_in_a_signed_tree_within_a_second()
    {
        using var integrator = _log.Integrator();
        await integrator.StartAsync(Cancellation);
        for (var round = 0; round < 5; round++)
        {
            await _log.Append(200);
            var head = await _log.Store.Head(Cancellation);
            var begun = TimeProvider.System.GetTimestamp();
            await LogFixture.Until(async () => (await _log.Tree.Newest(head, 0, Cancellation)) is not null);
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(round == 0 ? 5 : 2));
        }

        await integrator.StopAsync(Cancellation);
        var report = await _log.Verify();
        Assert.True(report.Holds, string.Join('\n', report.Findings));
        Assert.Equal((1_000, 0), (report.Events, report.NotCovered));
    }

    [Fact]
    public async Task A_tree_that_was_interrupted_anywhere_is_the_same_tree()
    {
        for (var round = 0; round < 6; round++)
        {
            await _log.Append(130);
            await _log.Integrate();
        }

        var whole = new TileTree();
        await _log.Tree.Read(0, 10_000, (_, _, entry) => whole.Append(MerkleHashing.Leaf(entry.Entry)), Cancellation);
        var newest = await _log.Newest();
        Assert.Equal((whole.Size, whole.Root()), (newest.Checkpoint.Size, newest.Checkpoint.Root));
        var tiles = await _log.Tree.Tiles([.. TileId.Of(whole.Size)], Cancellation);
        Assert.All(whole.TakeFull().Concat(whole.Edge()), tile => Assert.True(tiles[tile.Key].Bytes.Span.SequenceEqual(tile.Value.Bytes.Span)));
    }

    [Fact]
    public async Task Of_several_hosts_one_signs_and_another_takes_over()
    {
        await using var other = LogFixture.Build(_log.Database);
        var first = _log.Integrator();
        using var second = _log.Integrator(other);
        await first.StartAsync(Cancellation);
        await second.StartAsync(Cancellation);
        await _log.Append(500);
        await LogFixture.Until(async () => await _log.Tree.Size(Cancellation) == 500);
        await first.StopAsync(Cancellation);
        first.Dispose();
        await _log.Append(500);
        await LogFixture.Until(async () => await _log.Tree.Size(Cancellation) == 1_000);
        await second.StopAsync(Cancellation);
        Assert.True((await _log.Verify()).Holds);
    }

    [Fact]
    public async Task Hosts_whose_connections_are_cut_again_and_again_let_one_tree_grow_and_leave_nothing_out()
    {
        await using var other = LogFixture.Build(_log.Database);
        using var first = _log.Integrator();
        using var second = _log.Integrator(other);
        await first.StartAsync(Cancellation);
        await second.StartAsync(Cancellation);
        var appending = _log.Append(3_000);
        while (!appending.IsCompleted)
        {
            await Administer("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'coordination transparency' and random() < 0.7");
            await Task.Delay(30, Cancellation);
        }
        await appending;
        await using var observer = LogFixture.Build(_log.Database); // whose connections nobody cut
        await LogFixture.Until(async () => await observer.GetRequiredService<ITreeGrowth>().Size(Cancellation) == 3_000);
        await first.StopAsync(Cancellation);
        await second.StopAsync(Cancellation);
        var report = await observer.GetRequiredService<LogVerifier>().Verify(_log.Trusted, null, null, Cancellation);
        Assert.True(report.Holds, string.Join('\n', report.Findings));
    }

    [Fact]
    public async Task Whoever_thinks_that_the_tree_has_another_size_stores_nothing()
    {
        await _log.Append(10);
        await _log.Integrate();
        var growth = new TreeGrowth(9, 11, [], (await _log.Newest()).Note);
        await Assert.ThrowsAsync<CheckpointMovedException>(async () => await _log.Tree.Grow(growth, Cancellation));
        await Assert.ThrowsAsync<CheckpointMovedException>(async () => await _log.Tree.Grow(growth with { From = 11, To = 12 }, Cancellation));
        Assert.Equal(10, await _log.Tree.Size(Cancellation));
    }

    [Fact]
    public async Task A_stored_tile_can_grow_and_cannot_change()
    {
        await _log.Append(10);
        await _log.Integrate();
        var other = new Tile(new byte[11 * NodeHash.Size]);
        await Assert.ThrowsAsync<TreeDamagedException>(async () => await _log.Tree.Grow(new(10, 11, [new(new(0, 0, 11), other)], (await _log.Newest()).Note), Cancellation));
    }

    [Fact]
    public async Task A_host_of_the_version_before_grows_it_under_its_lease()
    {
        await _log.Append(10);
        await _log.Integrate();
        await Administer("insert into views.leases (name, holder, token, expires_at) values ('transparency/integrator', 'before', 7, now() + interval '1 minute')");
        await using var connection = new NpgsqlConnection(_log.Database.Integrator);
        await connection.OpenAsync(Cancellation);
        await using var refused = new NpgsqlCommand("select transparency.grow(10, 11, '{}', '{}', '{}', 'x', 'transparency/integrator', 6, '1s')", connection);
        Assert.Equal("CV001", (await Assert.ThrowsAsync<PostgresException>(async () => await refused.ExecuteNonQueryAsync(Cancellation))).SqlState);
        await using var grown = new NpgsqlCommand("select transparency.grow(10, 11, '{}', '{}', '{}', 'x', 'transparency/integrator', 7, '1s')", connection);
        await grown.ExecuteNonQueryAsync(Cancellation);
        Assert.Equal(11, await _log.Tree.Size(Cancellation));
    }

    [Theory]
    [InlineData("delete from events.mt_events where seq_id > 90")]
    [InlineData("update transparency.tiles set hashes = set_byte(hashes, 5, 255 - get_byte(hashes, 5)) where level = 0")]
    [InlineData("update transparency.checkpoints set note = translate(note, 'ABCDEFGHIJKLMNOP', 'BCDEFGHIJKLMNOPA')")]
    [InlineData("delete from transparency.checkpoints")]
    [InlineData("delete from transparency.tiles")]
    public async Task What_was_tampered_with_is_not_signed_again(string tampering)
    {
        await _log.Append(100);
        await _log.Integrate();
        await _log.Tamper(tampering);
        var statuses = _log.Services.GetRequiredService<FollowerStatuses>();
        using var integrator = _log.Integrator();
        await integrator.StartAsync(Cancellation);
        await LogFixture.Until(() => Task.FromResult(statuses.All.Any(status => status.Name == Integrator.Name && status.Failures > 0)));
        await integrator.StopAsync(Cancellation);
        Assert.Equal(100, await _log.Tree.Size(Cancellation));
    }

    [Fact]
    public async Task While_a_key_changes_both_sign_the_checkpoint_that_was_there_too()
    {
        await _log.Append(10);
        await _log.Integrate();
        var old = _log.Keys;
        _log.Keys = new([SigningKey.Generate(LogFixture.Origin, SignatureType.Ed25519), .. old.Signers], []);
        using (var integrator = _log.Integrator())
        {
            await integrator.StartAsync(Cancellation);
            await LogFixture.Until(async () => (await _log.Newest()).Note.Signatures.Count == 2);
            await integrator.StopAsync(Cancellation);
        }

        var note = (await _log.Newest()).Note;
        Assert.All(_log.Keys.Signers, key => Assert.IsType<NoteVerdict.Genuine>(NoteVerification.Verify(note, [key.Public], Signatures.Check)));

        await _log.Append(10);
        await _log.Integrate();
        Assert.Equal(2, (await _log.Newest()).Note.Signatures.Count);
        _log.Keys = new([_log.Keys.Signers[0]], [old.Signers[0].Public]);
        await _log.Append(10);
        await _log.Integrate();
        Assert.True((await _log.Verify()).Holds);
    }

    [Theory]
    [InlineData("insert into transparency.checkpoints (size, note) values (1, 'x')"), InlineData("update transparency.checkpoints set note = ''"), InlineData("delete from transparency.tiles"), InlineData("update transparency.tree set size = 0")]
    [InlineData("update transparency.tiles set hashes = ''"), InlineData("truncate transparency.tiles"), InlineData("select * from coordination.idempotency_keys"), InlineData("select * from views.rows"), InlineData("update views.leases set token = 1")]
    [InlineData("update events.mt_events set data = '{}'"), InlineData("insert into events.mt_events (seq_id, id, stream_id, version, data, type) values (99, gen_random_uuid(), 'case-1', 9, '{}', 't.v1')"), InlineData("create table transparency.other (id int)")]
    [InlineData("drop function transparency.grow(bigint, bigint, integer[], bigint[], bytea[], text)"), InlineData("select coordination.append()"), InlineData("set role coordination_owner"), InlineData("create schema other"), InlineData("select views.advance('a', 1, 2, 'b', 1, '1s')")]
    public async Task The_role_that_integrates_can_let_the_tree_grow_and_nothing_else(string statement)
    {
        await using var connection = new NpgsqlConnection(_log.Database.Integrator);
        await connection.OpenAsync(Cancellation);
#pragma warning disable CA2100 // the statements are above
        await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
        var refused = await Assert.ThrowsAsync<PostgresException>(async () => await command.ExecuteNonQueryAsync(Cancellation));
        Assert.Contains(refused.SqlState, new[] { PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.UndefinedFunction });
    }

    [Theory]
    [InlineData("select transparency.grow(0, 1, '{}', '{}', '{}', 'x', 'a', 1, '1s')"), InlineData("select transparency.grow(0, 1, '{}', '{}', '{}', 'x')"), InlineData("select transparency.add_signatures(1, 'a', 'b', 1)"), InlineData("update transparency.tree set size = 0"), InlineData("insert into transparency.checkpoints (size, note) values (1, 'x')")]
    public async Task Nobody_else_can_let_the_tree_grow(string statement)
    {
        foreach (var role in new[] { _log.Database.Writer, _log.Database.Projector })
        {
            await using var connection = new NpgsqlConnection(role);
            await connection.OpenAsync(Cancellation);
#pragma warning disable CA2100 // the statements are above
            await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(async () => await command.ExecuteNonQueryAsync(Cancellation))).SqlState);
        }
    }

    private async Task Administer(string sql)
    {
        await using var connection = new NpgsqlConnection(_log.Database.Administrator);
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
