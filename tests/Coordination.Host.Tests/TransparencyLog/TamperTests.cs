using System.Globalization;
using System.Text;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.TransparencyLog;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.TransparencyLog;

/// <summary>
/// What a malicious administrator can do to the database, with the triggers off, over and over at random places. Whatever it is, the log does
/// not hold afterwards, and the first position that is wrong is named.
/// </summary>
public sealed class TamperTests : IAsyncLifetime
{
    private const int Events = 300;
    private static readonly int[] s_parts = [40, 1, 87, 128, 44];
    private LogFixture _log = null!;
    private NpgsqlConnection _administrator = null!;

    /// <summary>Statements about the event at n, another at m, with r a random number; and the first position that they make wrong.</summary>
    private static readonly (string Sql, Func<int, int, int> First)[] s_events =
    [
        ("update events.mt_events set data = jsonb_set(data, '{number}', to_jsonb(1000 + r)) where seq_id = n", At),
        ("update events.mt_events set data = jsonb_set(data, '{text}', to_jsonb(overlay(data->>'text' placing chr(97 + r % 26) from 1 + r % 5))) where seq_id = n and overlay(data->>'text' placing chr(97 + r % 26) from 1 + r % 5) <> data->>'text'", At),
        ("update events.mt_events set data = data || '{\"a\": null}' where seq_id = n", At),
        ("update events.mt_events set data = data - 'z' where seq_id = n", At),
        ("update events.mt_events set headers = jsonb_set(headers, '{agency}', to_jsonb('agency-' || r)) where seq_id = n", At),
        ("update events.mt_events set headers = headers - 'occurredAt' where seq_id = n", At),
        ("update events.mt_events set user_name = 'u' || r where seq_id = n", At),
        ("update events.mt_events set correlation_id = 'c' || r where seq_id = n", At),
        ("update events.mt_events set causation_id = coalesce(causation_id, '') || r where seq_id = n", At),
        ("update events.mt_events set type = 'thing-noted.v' || (2 + r) where seq_id = n", At),
        ("update events.mt_events set version = version + 1000 + r where seq_id = n", At),
        ("update events.mt_events set timestamp = timestamp + (1 + r) * interval '1 microsecond' where seq_id = n", At),
        ("update events.mt_events set timestamp = timestamp - (1 + r) * interval '1 microsecond' where seq_id = n", At),
        ("update events.mt_events set id = gen_random_uuid() where seq_id = n", At),
        ("update events.mt_events set stream_id = stream_id || r where seq_id = n", At),
        ("update events.mt_events set is_archived = true where seq_id = n", At),
        ("delete from events.mt_events where seq_id = n", At),
        ("delete from events.mt_events where seq_id >= n", At),
        ("delete from events.mt_events where seq_id = n; update events.mt_events set seq_id = -seq_id where seq_id > n; update events.mt_events set seq_id = -seq_id - 1 where seq_id < 0", At),
        ("update events.mt_events set seq_id = -seq_id where seq_id >= n; update events.mt_events set seq_id = 1 - seq_id where seq_id < 0; insert into events.mt_events select (jsonb_populate_record(e, jsonb_build_object('seq_id', n, 'id', gen_random_uuid(), 'version', 5000 + r))).* from events.mt_events e where seq_id = n + 1", At),
        ("update events.mt_events set seq_id = case seq_id when n then -m else -n end where seq_id in (n, m); update events.mt_events set seq_id = -seq_id where seq_id < 0", Math.Min),
        ("update events.mt_events a set data = b.data || jsonb_build_object('number', a.data->'number') from events.mt_events b where (a.seq_id, b.seq_id) in ((n, m), (m, n))", Math.Min),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Cases => int.TryParse(Environment.GetEnvironmentVariable("COORDINATION_PROPERTY_CASES"), out var cases) ? Math.Clamp(cases, 100, 100_000) : 120;

    public async ValueTask InitializeAsync()
    {
        _log = await LogFixture.Create();
        foreach (var part in s_parts)
        {
            await _log.Append(part);
            await _log.Integrate();
        }
        _administrator = new(new NpgsqlConnectionStringBuilder(_log.Database.Administrator) { Pooling = false, Options = "-c synchronous_commit=off" }.ConnectionString);
        await _administrator.OpenAsync(Cancellation);
        await Run("alter table events.mt_events disable trigger all; alter table events.mt_streams disable trigger all; create schema kept; create table kept.streams as table events.mt_streams; create table kept.events as table events.mt_events; create table kept.tiles as table transparency.tiles; create table kept.checkpoints as table transparency.checkpoints");
    }

    public async ValueTask DisposeAsync()
    {
        await _administrator.DisposeAsync();
        await _log.DisposeAsync();
    }

    [Fact]
    public async Task Whatever_is_done_to_events_is_found_and_the_first_wrong_position_is_named()
    {
        var random = new Random(11);
        for (var i = 0; i < Cases; i++)
        {
            var (sql, first) = s_events[i % s_events.Length];
            var (n, m) = (random.Next(1, Events + 1), random.Next(1, Events + 1));
            sql = Told(sql, n, m == n ? n % Events + 1 : m, random.Next(1_000));
            if (await Run(sql) == 0)
                continue; // by chance it says what was there
            await Found(sql, first(n, m == n ? n % Events + 1 : m));
            await Run("delete from events.mt_events; insert into events.mt_events table kept.events");
        }
        Assert.True((await _log.Verify(await _log.Newest())).Holds);
    }

    [Fact]
    public async Task Whatever_is_done_to_tiles_and_checkpoints_is_found()
    {
        var random = new Random(12);
        string[] classes =
        [
            "update transparency.tiles set hashes = set_byte(hashes, r % length(hashes), 255 - get_byte(hashes, r % length(hashes))) where (level, index) = (select level, index from transparency.tiles order by level, index offset m % 3 limit 1)",
            "delete from transparency.tiles where (level, index) = (select level, index from transparency.tiles order by level, index offset m % 3 limit 1)",
            "update transparency.checkpoints set note = overlay(note placing case substr(note, 1 + r % (length(note) - 1), 1) when 'x' then 'y' else 'x' end from 1 + r % (length(note) - 1)) where size = (select size from transparency.checkpoints order by size offset m % 5 limit 1)",
            "update transparency.checkpoints set size = size + 1000 + r where size = (select size from transparency.checkpoints order by size offset m % 5 limit 1)",
        ];
        for (var i = 0; i < Cases / 4; i++)
        {
            var sql = Told(classes[i % classes.Length], 1, random.Next(30), random.Next(10_000));
            await Run(sql);
            Assert.False((await _log.Verify()).Holds, sql);
            await Run("delete from transparency.tiles; insert into transparency.tiles table kept.tiles; delete from transparency.checkpoints; insert into transparency.checkpoints table kept.checkpoints");
        }
        Assert.True((await _log.Verify()).Holds);
    }

    [Fact]
    public async Task An_older_state_and_a_history_that_was_written_and_signed_again_hold_by_themselves_and_not_against_what_an_auditor_kept()
    {
        var (random, kept) = (new Random(13), await _log.Newest());
        for (var i = 0; i < 12; i++)
        {
            var n = random.Next(1, Events);
            await Run(Told(i % 2 == 0 ? "delete from events.mt_events where seq_id > n; delete from events.mt_streams; insert into events.mt_streams (id, type, version) select stream_id, 'case', max(version) from events.mt_events group by 1; delete from transparency.checkpoints where size > n" : "update events.mt_events set type = 'thing-noted.v2' where seq_id = n", n, 0, 0));
            await SignAgain(i % 2 == 0 ? n : Events);

            var alone = await _log.Verify();
            Assert.True(alone.Holds, string.Join(' ', alone.Findings));
            var compared = await _log.Verify(kept);
            Assert.Contains(compared.Findings, finding => i % 2 == 0 ? finding.Kind == "missing" && finding.Position == n + 1 : finding.Kind == "fork");
            await Run("delete from events.mt_events; insert into events.mt_events table kept.events; delete from events.mt_streams; insert into events.mt_streams table kept.streams; delete from transparency.tiles; insert into transparency.tiles table kept.tiles; delete from transparency.checkpoints; insert into transparency.checkpoints table kept.checkpoints; update transparency.tree set size = 300");
        }
    }

    private static int At(int n, int m) => n;

    private static string Told(string sql, int n, int m, int r)
    {
        foreach (var (name, value) in new[] { ("n", n), ("m", m), ("r", r) })
            sql = System.Text.RegularExpressions.Regex.Replace(sql, $@"(?<![\w'.]){name}(?![\w'.(])", value.ToString(CultureInfo.InvariantCulture));
        return sql;
    }

    private async Task Found(string sql, int first)
    {
        var report = await _log.Verify();
        Assert.True(!report.Holds && report.Findings.Where(finding => finding.Position is not null && !finding.IsBesideTheLog).Min(finding => finding.Position) == first, $"{sql}: {first}, {string.Join(' ', report.Findings)}");
    }

    /// <summary>Makes the tree and all checkpoints follow from the events that are there now, with the log's own key.</summary>
    private async Task SignAgain(int size)
    {
        var tree = new TileTree();
        var statements = new StringBuilder("delete from transparency.tiles; delete from transparency.checkpoints; ");
        var sizes = s_parts.Select((_, i) => s_parts.Take(i + 1).Sum()).Where(part => part < size).Append(size).ToHashSet();
        await _log.Tree.Read(0, size, (position, _, entry) =>
        {
            tree.Append(entry.Hash());
            if (!sizes.Contains((int)position))
                return;
            var text = new Checkpoint(LogFixture.Origin, position, tree.Root()).Text;
            statements.Append(CultureInfo.InvariantCulture, $"insert into transparency.checkpoints (size, note) values ({position}, '{SignedNote.Of(text, _log.Keys.Signers[0].Sign(text, DateTimeOffset.UnixEpoch))}'); ");
        }, Cancellation);
        foreach (var (id, tile) in tree.TakeFull().Concat(tree.Edge()))
            statements.Append(CultureInfo.InvariantCulture, $"insert into transparency.tiles values ({id.Level}, {id.Index}, '\\x{Convert.ToHexString(tile.Bytes.Span)}'); ");
        await Run(statements.Append(CultureInfo.InvariantCulture, $"update transparency.tree set size = {size}").ToString());
    }

    private async Task<int> Run(string sql)
    {
#pragma warning disable CA2100 // the statements are the tests' own
        await using var command = new NpgsqlCommand(sql, _administrator);
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync(Cancellation);
    }
}
