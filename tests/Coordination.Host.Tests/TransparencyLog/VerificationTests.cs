using System.Globalization;
using System.Text;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Signing;
using Coordination.Host.TransparencyLog;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.TransparencyLog;

public sealed class VerificationTests(SignedLog original) : IClassFixture<SignedLog>
{
    private readonly LogFixture _log = original.Log;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_that_nobody_touched_holds()
    {
        var report = await _log.Verify(await _log.Newest());
        Assert.True(report.Holds, string.Join('\n', report.Findings));
        Assert.Equal((SignedLog.Events, SignedLog.Events), (report.Events, report.Since!.Value));
        Assert.Contains("Everything holds.", TransparencyText.Of(report), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Tamperings => new()
    {
        { "event", "update events.mt_events set data = jsonb_set(data, '{number}', '99') where seq_id = 321" },
        { "event", "update events.mt_events set data = data - 'nothing' where seq_id = 321" },
        { "event", "update events.mt_events set type = 'thing-noted.v2' where seq_id = 321" },
        { "event", "update events.mt_events set version = version + 10000 where seq_id = 321" },
        { "event", "update events.mt_events set stream_id = 'case-x' where seq_id = 321" },
        { "event", "update events.mt_events set id = gen_random_uuid() where seq_id = 321" },
        { "event", "update events.mt_events set timestamp = timestamp + interval '1 microsecond' where seq_id = 321" },
        { "event", "update events.mt_events set headers = jsonb_set(headers, '{actor}', '\"dana\"') where seq_id = 321" },
        { "event", "update events.mt_events set headers = null where seq_id = 321" },
        { "event", "update events.mt_events set user_name = 'x' || coalesce(user_name, '') where seq_id = 321" },
        { "event", "update events.mt_events set causation_id = coalesce(causation_id, '') || 'x' where seq_id = 321" },
        { "event", "update events.mt_events set correlation_id = coalesce(correlation_id, '') || 'x' where seq_id = 321" },
        { "event", "update events.mt_events set is_archived = true where seq_id = 321" },
        { "event", "update events.mt_events set is_archived = null where seq_id = 321" },
        { "event", "update events.mt_events set tenant_id = 'other' where seq_id = 321" },
        { "event", "update events.mt_events set bdata = 'x' where seq_id = 321" },
        { "event", "update events.mt_events set mt_dotnet_type = 'x' where seq_id = 321" },
        { "event", "update events.mt_events a set data = b.data, id = b.id from events.mt_events b where (a.seq_id = 321 and b.seq_id = 400) or (a.seq_id = 400 and b.seq_id = 321)" },
        { "entry", "delete from events.mt_events where seq_id = 321" },
        { "entry", "update events.mt_events set data = jsonb_set(data, '{number}', '1.0') where seq_id = 321" },
        { "event", "delete from events.mt_events where seq_id = 321; update events.mt_events set seq_id = seq_id + 1000000 where seq_id > 321; update events.mt_events set seq_id = seq_id - 1000001 where seq_id > 1000000" },
    };

    [Theory, MemberData(nameof(Tamperings))]
    public async Task A_changed_event_is_found_and_named(string kind, string tampering)
    {
        var report = await original.Tampered(tampering);
        Assert.False(report.Holds);
        Assert.Contains(report.Findings, finding => finding.Kind == kind && finding.Position == 321);
        Assert.Contains("The first wrong position is 321", TransparencyText.Of(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unsigned", 1, "update events.mt_events set timestamp = timestamp - interval '2 minutes'; delete from transparency.checkpoints; delete from transparency.tiles; update transparency.tree set size = 0")]
    [InlineData("missing", 601, "delete from events.mt_events where seq_id > 600")]
    [InlineData("tile", 6, "update transparency.tiles set hashes = set_byte(hashes, 5 * 32 + 31, 255 - get_byte(hashes, 5 * 32 + 31)) where level = 0 and index = 0")]
    [InlineData("tile", 513, "delete from transparency.tiles where level = 0 and index = 2")]
    [InlineData("tile", 257, "update transparency.tiles set hashes = set_byte(hashes, 40, 255 - get_byte(hashes, 40)) where level = 1 and index = 0")]
    [InlineData("tile", 513, "update transparency.tiles set hashes = substr(hashes, 1, 64) where level = 0 and index = 2")]
    public async Task What_else_was_changed_is_found_and_named(string kind, long position, string tampering)
    {
        var report = await original.Tampered(tampering);
        Assert.Equal((kind, position), (report.Findings[0].Kind, report.Findings[0].Position!.Value));
    }

    [Theory]
    [InlineData("update transparency.checkpoints set note = replace(note, 'task-force', 'task-farce')"), InlineData("update transparency.checkpoints set note = overlay(note placing 'AAAA' from 60)"), InlineData("update transparency.checkpoints set note = ''")]
    [InlineData("update transparency.checkpoints c set size = size + 1 where size = (select max(size) from transparency.checkpoints)")]
    public async Task A_changed_checkpoint_is_found(string tampering) => Assert.False((await original.Tampered(tampering)).Holds);

    [Fact]
    public async Task A_log_that_was_rewritten_and_signed_again_is_a_fork_of_what_the_auditor_kept()
    {
        var kept = await _log.Newest();
        await using var fork = await LogFixture.Create();
        fork.Keys = _log.Keys;
        await fork.Append(SignedLog.Events + 50);
        await fork.Integrate();
        Assert.True((await fork.Verify()).Holds);
        Assert.Contains((await fork.Verify(kept)).Findings, finding => finding.Kind == "fork");
    }

    [Fact]
    public async Task A_log_that_was_set_back_is_shorter_than_what_the_auditor_kept()
    {
        var kept = await _log.Newest();
        await using var older = await LogFixture.Create();
        older.Keys = _log.Keys;
        await older.Append(100);
        await older.Integrate();
        Assert.Contains((await older.Verify(kept)).Findings, finding => finding is { Kind: "missing", Position: 101 });
    }

    [Fact]
    public async Task A_checkpoint_that_this_log_never_signed_is_not_believed()
    {
        var other = SigningKey.Generate(LogFixture.Origin, SignatureType.Ed25519);
        var text = (await _log.Newest()).Checkpoint.Text;
        var forged = new SignedCheckpoint(SignedNote.Of(text, other.Sign(text, DateTimeOffset.UnixEpoch)), Checkpoint.Parse(text).Value!);
        Assert.Contains((await _log.Verify(forged)).Findings, finding => finding.Kind == "signature");
    }

    [Fact]
    public async Task Every_position_can_be_proven_to_somebody_with_nothing_but_a_policy()
    {
        var policy = WitnessPolicy.Parse(Encoding.UTF8.GetBytes($"log {_log.Keys.Known[0]}\nquorum none\n")).Value!;
        var prover = _log.Services.GetRequiredService<Prover>();
        foreach (var position in new[] { 1L, 2, 255, 256, 257, 512, 513, SignedLog.Events })
        {
            var (proof, _) = await prover.Inclusion(position, Cancellation);
            var file = Encoding.UTF8.GetBytes(proof!.ToString());
            var found = ProofCheck.Check(file, policy);
            Assert.True(found.Holds, found.Why);
            Assert.Equal((position, "thing-noted.v1"), (found.Position!.Value, found.Event!.Type));
        }

        Assert.Null((await prover.Inclusion(SignedLog.Events + 1, Cancellation)).Proof);
        Assert.Null((await prover.Inclusion(0, Cancellation)).Proof);
    }

    [Fact]
    public async Task A_witness_that_the_policy_asks_for_must_have_signed()
    {
        var witness = SigningKey.Generate("w.example", SignatureType.Ed25519Cosignature);
        var policy = WitnessPolicy.Parse(Encoding.UTF8.GetBytes($"log {_log.Keys.Known[0]}\nwitness w {witness.Public}\nquorum w\n")).Value!;
        var (proof, _) = await _log.Services.GetRequiredService<Prover>().Inclusion(1, Cancellation);
        Assert.False(ProofCheck.Check(Encoding.UTF8.GetBytes(proof!.ToString()), policy).Holds);

        var signature = witness.Sign(proof.Checkpoint.Note.Text, DateTimeOffset.UnixEpoch);
        var witnessed = proof with { Checkpoint = proof.Checkpoint with { Note = proof.Checkpoint.Note.With(signature) } };
        Assert.True(ProofCheck.Check(Encoding.UTF8.GetBytes(witnessed.ToString()), policy).Holds);
    }
}

/// <summary>A log that was signed at several sizes, and copies of its database to tamper with.</summary>
public sealed class SignedLog : IAsyncLifetime
{
    public const int Events = 700;

    public LogFixture Log { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Log = await LogFixture.Create();
        foreach (var part in new[] { 100, 200, 17, 300, 83 })
        {
            await Log.Append(part);
            await Log.Integrate();
        }
    }

    public ValueTask DisposeAsync() => Log.DisposeAsync();

    /// <summary>The report after a tampering, which is undone again.</summary>
    public async Task<VerificationReport> Tampered(string sql)
    {
        await Log.Tamper(string.Create(CultureInfo.InvariantCulture, $"create schema kept; create table kept.events as table events.mt_events; create table kept.tiles as table transparency.tiles; create table kept.checkpoints as table transparency.checkpoints; {sql}"));
        try
        {
            return await Log.Verify();
        }
        finally
        {
            await Log.Tamper("delete from events.mt_events; insert into events.mt_events table kept.events; delete from transparency.tiles; insert into transparency.tiles table kept.tiles; delete from transparency.checkpoints; insert into transparency.checkpoints table kept.checkpoints; update transparency.tree set size = 700; drop schema kept cascade");
        }
    }
}
