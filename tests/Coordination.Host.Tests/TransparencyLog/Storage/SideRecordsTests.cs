using System.Text;
using Coordination.Host.Platform.Execution;
using Coordination.Host.TransparencyLog;
using Npgsql;
using Xunit;
using static Coordination.Testing.AppendRequests;

namespace Coordination.Host.Tests.TransparencyLog.Storage;

/// <summary>What is kept beside the log, the versions of streams and the answers to commands, is compared with it.</summary>
public sealed class SideRecordsTests : IAsyncLifetime
{
    private const string Stream = "case-11111111", Other = "case-22222222", Nothing = "nothing", First = "first", Second = "second";
    private LogFixture _log = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Positions 1 to 5 are of nobody's command; 6 to 8 and 9 to 10 of two commands with answers; then one that records nothing.</summary>
    public async ValueTask InitializeAsync()
    {
        _log = await LogFixture.Create();
        await Stored(To(NewStream(), ExpectedVersion.NoStream, Events(5)));
        await Stored(Of(Write(Stream, ExpectedVersion.NoStream, Events(2)), Write(Other, ExpectedVersion.NoStream, Events(1))).Answering(First, "the first answer"));
        await Stored(To(Stream, ExpectedVersion.Exactly(2), Events(2)).Answering(Second, "the second answer"));
        await Stored(Of().Answering(Nothing, "nothing was to do"));
        await _log.Integrate();
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    [Fact]
    public async Task What_was_compared_is_counted_and_so_is_what_nothing_in_the_log_speaks_of()
    {
        await Do("insert into coordination.idempotency_keys (subject, key, fingerprint, body, answered_at, position) values ('ana', 'early', '', '', now(), 5), ('ana', 'earlier', '', '', now(), null)");

        var report = await _log.Verify();
        Assert.True(report.Holds, string.Join('\n', report.Findings));
        Assert.Equal(3, report.Streams);
        Assert.Equal(new CheckedAnswers(Compared: 2, FromBefore: 2, OfNothingRecorded: 1), report.Answers);

        var text = TransparencyText.Of(report);
        Assert.Contains("Streams    3 versions compared with the events of their streams", text, StringComparison.Ordinal);
        Assert.Contains("Answers    2 kept answers compared with what the log names", text, StringComparison.Ordinal);
        Assert.Contains("Unchecked  2 kept answers from before the log named answers", text, StringComparison.Ordinal);
        Assert.Contains("Unchecked  1 kept answer to commands that recorded nothing: no event names them", text, StringComparison.Ordinal);
        Assert.EndsWith("Everything that was checked holds.\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update events.mt_streams set version = version + 1 where id = 'case-11111111'", "The stream that begins at position 6 ends at version 4 and is kept at 5.")]
    [InlineData("update events.mt_streams set version = 3 where id = 'case-11111111'", "The stream that begins at position 6 ends at version 4 and is kept at 3.")]
    [InlineData("alter table events.mt_events drop constraint fkey_mt_events_stream_id; delete from events.mt_streams where id = 'case-22222222'", "The stream that begins at position 8 has 1 event and is not kept.")]
    [InlineData("insert into events.mt_streams (id, type, version) values ('case-33333333', 'case', 7)", "A stream is kept at version 7 that has no events.")]
    [InlineData("update events.mt_streams set is_archived = true where id = 'case-22222222'", "The stream that begins at position 8 is kept as archived, or as another tenant's.")]
    [InlineData("update events.mt_streams set tenant_id = 'other' where id = 'case-22222222'", "The stream that begins at position 8 is kept as archived, or as another tenant's.")]
    public async Task A_changed_version_of_a_stream_is_found(string tampering, string said)
    {
        await Do(tampering);

        var report = await _log.Verify();
        var finding = Assert.Single(report.Findings);
        Assert.Equal(("stream", said), (finding.Kind, finding.What));
        Assert.EndsWith("1 finding. No event was changed: it is what is kept beside them.\n", TransparencyText.Of(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update coordination.idempotency_keys set body = convert_to('another answer', 'UTF8') where key = 'second'")]
    [InlineData("update coordination.idempotency_keys set fingerprint = '\\x04' where key = 'second'")]
    [InlineData("update coordination.idempotency_keys set subject = 'eve' where key = 'second'")]
    [InlineData("update coordination.idempotency_keys set key = 'third' where key = 'second'")]
    [InlineData("delete from coordination.idempotency_keys where key = 'second'")]
    [InlineData("delete from coordination.idempotency_keys where key = 'second'; update coordination.idempotency_keys set key = 'second' where key = 'nothing'")]
    [InlineData("update coordination.idempotency_keys set answered_at = answered_at + interval '1 microsecond' where key = 'second'")]
    [InlineData("update coordination.idempotency_keys set position = 8 where key = 'second'")]
    [InlineData("update coordination.idempotency_keys set position = 11 where key = 'second'")]
    [InlineData("update coordination.idempotency_keys set position = null where key = 'second'")]
    public async Task A_changed_answer_is_found_at_the_command_that_it_belongs_to(string tampering)
    {
        await Do(tampering);

        var finding = Assert.Single((await _log.Verify()).Findings);
        Assert.Equal(("answer", 9), (finding.Kind, finding.Position));
    }

    [Fact]
    public async Task Answers_that_were_exchanged_are_both_found()
    {
        await Do("update coordination.idempotency_keys a set body = b.body from coordination.idempotency_keys b where (a.key, b.key) in (('first', 'second'), ('second', 'first'))");
        Assert.Equal([6L, 9L], (await _log.Verify()).Findings.Select(finding => finding.Position!.Value));
    }

    [Fact]
    public async Task Whoever_changes_an_answer_and_what_the_log_says_of_it_has_changed_the_log()
    {
        await _log.Tamper("update events.mt_events set headers = headers - 'answer' where seq_id = 9");
        await Do("update coordination.idempotency_keys set body = 'x' where key = 'second'");

        var report = await _log.Verify();
        Assert.Contains(report.Findings, finding => finding is { Kind: "event", Position: 9 });
        Assert.Contains("The first wrong position is 9.", TransparencyText.Of(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_first_event_of_a_command_names_its_answer()
    {
        await using var source = NpgsqlDataSource.Create(_log.Database.Administrator);
        await using var command = source.CreateCommand("select string_agg(seq_id::text, ',' order by seq_id) from events.mt_events where headers ? 'answer'");
        Assert.Equal("6,9", await command.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task Commands_that_are_stored_together_each_keep_an_answer_that_holds()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Stored(n % 5 == 0
            ? Of().Answering($"key-{n}", $"answer {n}")
            : Of(Write(NewStream(), ExpectedVersion.NoStream, Events(1 + n % 3)), Write(NewStream(), ExpectedVersion.NoStream, Events(1))).Answering($"key-{n}", $"answer {n}", $"subject {n % 7}"))));
        await _log.Integrate();

        var report = await _log.Verify();
        Assert.True(report.Holds, string.Join('\n', report.Findings));
        Assert.Equal(new CheckedAnswers(2 + 160, 0, 1 + 40), report.Answers);
    }

    private async Task Stored(AppendRequest request) => Assert.IsType<AppendResult.Appended>(await _log.Store.Append(request, Cancellation));

    /// <summary>As the owner of the tables, who may turn their triggers off.</summary>
    private async Task Do(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_log.Database.Administrator);
        var text = new StringBuilder("set role coordination_owner; ");
        foreach (var table in new[] { "events.mt_streams", "coordination.idempotency_keys" })
            text.Append("alter table ").Append(table).Append(" disable trigger user; ");
#pragma warning disable CA2100 // the statements are the tests' own
        await using var command = source.CreateCommand(text.Append(sql).ToString());
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
