using System.Text;
using Coordination.Domain;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Storage;
using Coordination.Projections;
using Coordination.Testing;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Execution.Projections;

/// <summary>What every store of rows does. Each test uses another projection's name or lease, so that they do not meet.</summary>
public abstract class ViewStoreConformance
{
    private const string Board = "coordinator-board", Caseload = "advocate-caseload", Inbox = "partner-inbox", Timeline = "auditor-timeline";
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(1);
    private static readonly Compartment s_police = Compartment.Of(new("city-police")), s_court = Compartment.Of(new("county-prosecutor"));

    protected abstract IViewStore Views { get; }
    protected abstract IViewReader Reader { get; }
    protected abstract ILeases Leases { get; }
    protected abstract ICheckpoints Checkpoints { get; }

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lease_has_one_holder_until_it_is_given_back()
    {
        var mine = await Leases.TryTake("one", "a", s_long, Soon);
        Assert.NotNull(mine);
        Assert.Null(await Leases.TryTake("one", "b", s_long, Soon));
        await Leases.GiveBack(mine, Soon);
        var theirs = await Leases.TryTake("one", "b", s_long, Soon);
        Assert.True(theirs!.Token > mine.Token);
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Leases.Renew(mine, s_long, Soon));
        await Leases.GiveBack(mine, Soon);
        Assert.Null(await Leases.TryTake("one", "a", s_long, Soon));
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_taken_over_and_its_old_holder_finds_out()
    {
        var mine = await Leases.TryTake("two", "a", TimeSpan.FromMilliseconds(30), Soon);
        await Task.Delay(60, Soon);
        Assert.NotNull(await Leases.TryTake("two", "b", s_long, Soon));
        await Assert.ThrowsAsync<LeaseLostException>(async () => await Leases.Renew(mine!, s_long, Soon));
    }

    [Fact]
    public async Task A_holder_that_comes_back_takes_its_own_lease_again_with_a_higher_token()
    {
        var first = await Leases.TryTake("three", "a", s_long, Soon);
        var second = await Leases.TryTake("three", "a", s_long, Soon);
        Assert.True(second!.Token > first!.Token);
    }

    [Fact]
    public async Task A_checkpoint_moves_by_compare_and_set()
    {
        Assert.Equal(0, await Checkpoints.Read("reactions/four", Soon));
        await Checkpoints.Advance(new("reactions/four", 0, 7), Soon);
        Assert.Equal(7, await Checkpoints.Read("reactions/four", Soon));
        await Assert.ThrowsAsync<CheckpointMovedException>(async () => await Checkpoints.Advance(new("reactions/four", 0, 9), Soon));
        Assert.Equal(7, await Checkpoints.Read("reactions/four", Soon));
    }

    [Fact]
    public async Task Rows_and_checkpoint_are_stored_together_or_not_at_all()
    {
        var lease = (await Leases.TryTake("five", "a", s_long, Soon))!;
        var start = await Views.Serving(Board, Soon);
        await Views.Commit(lease, s_long, new(start, 5, [Put("review", "1", s_police, "a"), Put("review", "2", s_police, "b")]), Soon);
        await Assert.ThrowsAsync<CheckpointMovedException>(async () => await Views.Commit(lease, s_long, new(start, 6, [Put("review", "3", s_police, "c")]), Soon));
        var now = await Views.Serving(Board, Soon);
        Assert.Equal(5, now.Position);
        await Views.Commit(lease, s_long, new(now, 6, [Put("review", "1", s_police, "z", isNew: false), new(new("review", "2"), null, IsNew: false)]), Soon);
        var rows = await Views.Load(Board, now.Number, [new("review", "1"), new("review", "2"), new("review", "3")], Soon);
        Assert.Equal("""{"name":"z"}""", Assert.Single(rows.Select(r => Text(r.Json))));
    }

    [Fact]
    public async Task Nothing_is_stored_under_a_lease_that_was_lost()
    {
        var lost = (await Leases.TryTake("six", "a", TimeSpan.FromMilliseconds(1), Soon))!;
        await Task.Delay(20, Soon);
        Assert.NotNull(await Leases.TryTake("six", "b", s_long, Soon));
        var start = await Views.Serving(Timeline, Soon);
        foreach (var inBulk in new[] { false, true })
            await Assert.ThrowsAsync<LeaseLostException>(async () => await Views.Commit(lost, s_long, new(start, 5, [Put("event", "1", Compartment.Auditors, "a")], inBulk), Soon));
        Assert.Empty(await Views.Load(Timeline, start.Number, [new("event", "1")], Soon));
        Assert.Equal(0, await Reader.Position(Timeline, Soon));
    }

    [Fact]
    public async Task Rows_are_read_by_compartment_in_order_in_pages_and_by_what_people_filter()
    {
        var lease = (await Leases.TryTake("seven", "a", s_long, Soon))!;
        var start = await Views.Serving(Inbox, Soon);
        var due = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.FromHours(2));
        await Views.Commit(lease, s_long, new(start, 5,
        [
            Put("action", "1", s_police, "b", "open", due), Put("action", "2", s_police, "a", "open", due.AddDays(9)), Put("action", "3", s_police, "b", "completed", due),
            Put("request", "1", s_police, "c"), Put("action", "4", s_court, "d", "open", due), Put("action", "5", s_police, "c", "open", due.AddDays(9), person: "chen"),
        ], InBulk: true), Soon);

        var query = new ViewQuery(Inbox, s_police, new("reyes"), "action", 10);
        Assert.Equal(["action/2", "action/1", "action/3"], await Keys(query));
        Assert.Equal(["action/3", "action/1", "action/2"], await Keys(query with { Descending = true }));
        Assert.Equal(["action/2", "action/1"], await Keys(query with { Statuses = ["open"] }));
        Assert.Equal(["action/2", "action/1", "action/3"], await Keys(query with { Statuses = ["completed", "open"] }));
        Assert.Equal(["action/3", "action/1"], await Keys(query with { Statuses = ["completed", "open"], Descending = true, Limit = 2 }));
        Assert.Empty(await Keys(query with { Statuses = [] }));
        Assert.Equal(["action/1", "action/3"], await Keys(query with { DueBefore = due.AddDays(1) }));
        var first = Assert.Single(await Reader.Page(query with { Limit = 1 }, Soon));
        Assert.Equal(["action/1", "action/3"], await Keys(query with { After = first.Mark }));
        Assert.Equal(["action/4"], await Keys(query with { Compartment = s_court }));
        Assert.Equal(["action/2", "action/1", "action/3", "action/5"], await Keys(query with { Reader = new("chen") }));
    }

    [Fact]
    public async Task Rows_are_read_in_the_order_in_which_they_are_due_and_by_agency_and_purpose()
    {
        var lease = (await Leases.TryTake("nine", "a", s_long, Soon))!;
        var start = await Views.Serving(Inbox, Soon);
        var due = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(7);
        await Views.Commit(lease, s_long, new(start, 5,
        [
            Put("disclosure", "1", s_police, "a", "recalled", due.AddDays(2)), Put("disclosure", "2", s_police, "b", "recalled", due), Put("disclosure", "3", s_police, "c", "recalled", due.AddTicks(1)),
            Put("disclosure", "4", s_police, "d", "new"), Put("disclosure", "5", s_police, "e", "new", due, party: "harbor", purpose: "prosecution"), Put("disclosure", "6", s_police, "f", "new", party: "harbor"),
        ]), Soon);

        var query = new ViewQuery(Inbox, s_police, new("reyes"), "disclosure", 10);
        Assert.Equal(["disclosure/2", "disclosure/3", "disclosure/5", "disclosure/1"], await Keys(query with { ByDue = true }));
        Assert.Equal(["disclosure/2", "disclosure/3", "disclosure/1"], await Keys(query with { ByDue = true, Statuses = ["recalled"] }));
        Assert.Equal(["disclosure/3"], await Keys(query with { ByDue = true, Statuses = ["recalled"], AfterDue = new(due, "disclosure/2"), DueBefore = due.AddDays(1) }));
        Assert.Equal(["disclosure/5", "disclosure/1"], await Keys(query with { ByDue = true, AfterDue = new(due, "disclosure/3/~") }));
        Assert.Equal(["disclosure/5", "disclosure/6"], await Keys(query with { Party = new("harbor") }));
        Assert.Equal(["disclosure/5"], await Keys(query with { Party = new("harbor"), Purpose = "prosecution" }));
    }

    [Fact]
    public async Task A_generation_under_construction_serves_nobody_before_the_switch_and_replaces_the_other_then()
    {
        var lease = (await Leases.TryTake("eight", "a", s_long, Soon))!;
        var old = await Views.Serving(Caseload, Soon);
        await Views.Commit(lease, s_long, new(old, 5, [Put("case", "1", s_police, "old")]), Soon);
        var left = await Views.Begin(Caseload, Soon);
        await Views.Commit(lease, s_long, new(left, 2, [Put("case", "1", s_police, "left over")], InBulk: true), Soon);
        var next = await Views.Begin(Caseload, Soon);
        Assert.True(next.Number > left.Number && next.Position == 0);
        await Views.Commit(lease, s_long, new(next, 4, [Put("case", "2", s_police, "new")], InBulk: true), Soon);
        var query = new ViewQuery(Caseload, s_police, new("reyes"), "case", 10);

        Assert.False(await Views.TrySwitch(lease, Caseload, next.Number, Soon));
        Assert.Equal(["case/1"], await Keys(query));

        await Views.Commit(lease, s_long, new(next with { Position = 4 }, 5, [], InBulk: true), Soon);
        Assert.True(await Views.TrySwitch(lease, Caseload, next.Number, Soon));
        Assert.Equal(["case/2"], await Keys(query));
        Assert.Equal(next with { Position = 5 }, await Views.Serving(Caseload, Soon));
        await Assert.ThrowsAsync<CheckpointMovedException>(async () => await Views.Commit(lease, s_long, new(old with { Position = 5 }, 6, []), Soon));
        await Assert.ThrowsAsync<CheckpointMovedException>(async () => await Views.Commit(lease, s_long, new(left with { Position = 2 }, 6, []), Soon));
    }

    private static RowWrite Put(string kind, string id, Compartment compartment, string name, string? status = null, DateTimeOffset? due = null, bool isNew = true, string? person = null,
        string? party = null, string? purpose = null) =>
        new(new(kind, id), new(new(compartment, name, status, due, person is null ? null : new PersonId(person)) { Party = party is null ? null : new AgencyId(party), Purpose = purpose }, Encoding.UTF8.GetBytes($$"""{"name":"{{name}}"}""")), isNew);

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span).Replace(": ", ":", StringComparison.Ordinal);

    private async Task<IEnumerable<string>> Keys(ViewQuery query) => (await Reader.Page(query, Soon)).Select(r => r.Mark.Key);
}

public sealed class InMemoryViewStoreTests : ViewStoreConformance
{
    private readonly InMemoryViewStore _store = new();

    protected override IViewStore Views => _store;
    protected override IViewReader Reader => _store;
    protected override ILeases Leases => _store;
    protected override ICheckpoints Checkpoints => _store;
}

public sealed class PostgresViewStoreTests(PostgresViewsFixture postgres) : ViewStoreConformance, IClassFixture<PostgresViewsFixture>
{
    protected override IViewStore Views => postgres.Views;
    protected override IViewReader Reader => postgres.Reader;
    protected override ILeases Leases => postgres.Leases;
    protected override ICheckpoints Checkpoints => postgres.Leases;
}

/// <summary>Views on a database of their own.</summary>
public sealed class PostgresViewsFixture : IAsyncLifetime
{
    private ViewDatabase? _views;
    private ViewReaders? _readers;

    public TestDatabase Database { get; } = new();
    public PostgresViewStore Views => new(_views!);
    public PostgresViewReader Reader => new(_views!, _readers!);
    public PostgresLeases Leases => new(_views!);

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        _views = new ViewDatabase(new() { ConnectionString = Database.Projector });
        _readers = new ViewReaders(new() { ConnectionString = Database.Projector });
        await Join("city-police", "lawEnforcement");
        await Join("county-prosecutor", "prosecution");
    }

    /// <summary>Whose rows a login reads depends on the kind of the agency.</summary>
    private ValueTask<int> Join(string agency, string kind) => _views!.Run("agency-kinds", async connection =>
    {
        await using var command = new NpgsqlCommand(
            "insert into views.rows (projection, generation, key, compartment, kind, sort, status, doc) values ('agency-kinds', 1, 'agency/' || $1, $1, 'agency', '', $2, '{}')", connection);
        command.Parameters.Add(new() { Value = agency });
        command.Parameters.Add(new() { Value = kind });
        return await command.ExecuteNonQueryAsync();
    }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_views is not null)
            await _views.DisposeAsync();
        if (_readers is not null)
            await _readers.DisposeAsync();
        await Database.DisposeAsync();
    }
}
