using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Execution.Webhooks;
using Coordination.Host.Platform.Storage;
using Coordination.Testing;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage;

public sealed class InMemoryOutboxTests : OutboxConformance
{
    private readonly InMemoryViewStore _views = new();
    private readonly InMemoryOutbox _outbox;

    public InMemoryOutboxTests() => _outbox = new(_views);

    protected override IOutbox Outbox => _outbox;
    protected override IOutboxReader Reader => _outbox;
    protected override ILeases Leases => _views;
}

public sealed class PostgresOutboxTests(PostgresOutboxFixture postgres) : OutboxConformance, IClassFixture<PostgresOutboxFixture>
{
    protected override IOutbox Outbox => new PostgresOutbox(postgres.Outbox);
    protected override IOutboxReader Reader => new PostgresOutboxReader(postgres.Outbox);
    protected override ILeases Leases => new PostgresLeases(postgres.Views);
}

/// <summary>What the two logins of the outbox may do, tried with the application out of the picture.</summary>
public sealed class OutboxWallsTests(PostgresOutboxFixture postgres) : IClassFixture<PostgresOutboxFixture>
{
    private const string Insertion =
        "insert into webhooks.outbox (agency, endpoint, sequence, message, type, body, state, waiting_since, next_at) values ('third-precinct', gen_random_uuid(), 1, 'msg_1', 't', '{}', 'waiting', now(), now())";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("coordination_outbox_reader", "select body from webhooks.outbox"), InlineData("coordination_outbox_reader", "select * from webhooks.outbox")]
    [InlineData("coordination_outbox_reader", "delete from webhooks.outbox"), InlineData("coordination_outbox_reader", "update webhooks.outbox set state = 'sent'")]
    [InlineData("coordination_outbox_reader", Insertion), InlineData("coordination_outbox_reader", "select webhooks.under_lease('x', 1)")]
    [InlineData("coordination_outbox_reader", "select * from events.mt_events"), InlineData("coordination_outbox_reader", "select * from views.rows")]
    [InlineData("coordination_courier", "select * from events.mt_events"), InlineData("coordination_courier", "select * from views.rows"), InlineData("coordination_courier", "select * from views.leases")]
    [InlineData("coordination_courier", "update views.leases set token = 9"), InlineData("coordination_courier", "truncate webhooks.outbox"), InlineData("coordination_courier", "alter table webhooks.outbox disable row level security")]
    [InlineData("coordination_projector", "select * from webhooks.outbox"), InlineData("coordination_writer", "select * from webhooks.outbox"), InlineData("coordination_reads_board", "select * from webhooks.outbox")]
    public async Task Nobody_may_more_than_they_need(string login, string statement)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Run(login, statement));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task Whoever_answers_administrators_sees_one_agency_at_a_time_and_nothing_where_none_is_named()
    {
        await Run("coordination_courier", Insertion);

        Assert.NotEqual(0L, await Run("coordination_courier", "select count(sequence) from webhooks.outbox"));
        Assert.Equal(0L, await Run("coordination_outbox_reader", "select count(sequence) from webhooks.outbox"));
        Assert.Equal(0L, await Run("coordination_outbox_reader", "select count(sequence) from webhooks.outbox", "clinic"));
        Assert.NotEqual(0L, await Run("coordination_outbox_reader", "select count(sequence) from webhooks.outbox", "third-precinct"));
    }

#pragma warning disable CA2100 // constants of this class
    private async Task<object?> Run(string login, string statement, string? compartment = null)
    {
        await using var connection = new NpgsqlConnection(login is "coordination_writer" ? postgres.Database.Writer : login is "coordination_projector" ? postgres.Database.Projector : postgres.Database.Reader(login));
        await connection.OpenAsync(Cancellation);
        if (compartment is not null)
        {
            await using var naming = new NpgsqlCommand($"set coordination.compartment = '{compartment}'", connection);
            await naming.ExecuteNonQueryAsync(Cancellation);
        }
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
#pragma warning restore CA2100
}

/// <summary>An outbox on a database of its own.</summary>
public sealed class PostgresOutboxFixture : IAsyncLifetime
{
    public TestDatabase Database { get; } = new();

    public OutboxDatabase Outbox { get; private set; } = null!;

    public ViewDatabase Views { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        var options = new ViewStoreOptions { ConnectionString = Database.Projector };
        (Outbox, Views) = (new(options), new(options));
    }

    public async ValueTask DisposeAsync()
    {
        await Outbox.DisposeAsync();
        await Views.DisposeAsync();
        await Database.DisposeAsync();
    }
}
