using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Http;
using Coordination.Host.Platform.Identity;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Testing;
using Npgsql;
using Xunit;
using static Coordination.Testing.AppendRequests;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>Answers that were kept before keys counted within an agency.</summary>
public sealed class KeptAnswersTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task An_answer_that_was_kept_for_a_person_counts_for_the_agency_for_which_it_was_kept_and_no_other()
    {
        await using var store = new MartenEventStore(new StoreOptions { ConnectionString = _database.Writer });
        await Keep(store, "ana", "harbor-house", "made", writes: true);
        await Keep(store, "ana", "harbor-house", "refused", writes: false);
        await Keep(store, "kim", "harbor-house", "at-harbor", writes: true);
        await Keep(store, "kim", "open-door", "at-open-door", writes: true);
        await Keep(store, "kim", "open-door", "refused-somewhere", writes: false);
        await Keep(store, "timekeeper", "harbor-house", "fact", writes: true);

        await Migrate();

        Assert.Equal("made", await AnswerTo(store, "harbor-house/ana", "made"));
        Assert.Equal("refused", await AnswerTo(store, "harbor-house/ana", "refused"));
        Assert.Equal("at-harbor", await AnswerTo(store, "harbor-house/kim", "at-harbor"));
        Assert.Equal("at-open-door", await AnswerTo(store, "open-door/kim", "at-open-door"));
        Assert.Null(await AnswerTo(store, "open-door/kim", "at-harbor"));
        Assert.Null(await AnswerTo(store, "harbor-house/kim", "at-open-door"));
        Assert.Null(await AnswerTo(store, "harbor-house/kim", "refused-somewhere"));
        Assert.Null(await AnswerTo(store, "open-door/kim", "refused-somewhere"));
        Assert.Equal("fact", await AnswerTo(store, "timekeeper", "fact"));
        Assert.Null(await AnswerTo(store, "harbor-house/timekeeper", "fact"));
    }

    [Fact]
    public async Task Whoever_waits_for_an_answer_from_before_positions_were_kept_waits_for_all_that_the_log_has()
    {
        await using var store = new MartenEventStore(new StoreOptions { ConnectionString = _database.Writer });
        await Keep(store, "ana", "harbor-house", "first", writes: true);
        await Keep(store, "ana", "harbor-house", "second", writes: true);
        await using var source = NpgsqlDataSource.Create(_database.Administrator);
        await using var before = source.CreateCommand("insert into coordination.idempotency_keys (subject, key, fingerprint, body, answered_at) values ('harbor-house/ana', 'before', '', '', now())");
        await before.ExecuteNonQueryAsync(Cancellation);
        var ana = new Caller(new("ana"), new("harbor-house"), []);
        var marks = new ReadMarks(new(new(new byte[32])), store);

        Assert.Equal(2, await marks.PositionOf(ana, marks.Of(ana, "before"), Cancellation));
        Assert.Null(await marks.PositionOf(ana, marks.Of(ana, "never"), Cancellation));
    }

    private static async Task Keep(MartenEventStore store, string person, string agency, string key, bool writes)
    {
        StreamWrite[] written = writes ? [Write(NewStream(), ExpectedVersion.NoStream, Events(1))] : [];
        var request = new AppendRequest(written, [], Somebody with { Person = person, Agency = agency }).Answering(key, body: key, subject: person);
        Assert.IsType<AppendResult.Appended>(await store.Append(request, Cancellation));
    }

    private async Task Migrate()
    {
        await using var connection = new NpgsqlConnection(_database.Administrator);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(MigrationScript.All.Single(script => script.Name == "idempotency_by_agency").Sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<string?> AnswerTo(MartenEventStore store, string subject, string key) =>
        await store.FindAnswer(new IdempotencyKey(subject, key), Cancellation) is { } kept ? System.Text.Encoding.UTF8.GetString(kept.Body.Span) : null;
}
