using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Timekeeping;
using Coordination.Host.Tests.Platform.Messaging;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine;
using Xunit;

namespace Coordination.Host.Tests.Platform.Timekeeping;

/// <summary>What becomes a fact by the passing of time, on PostgreSQL: by the message that is stored with what sets the instant, and by the sweep where that is lost.</summary>
public sealed class TimedFactsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly AgencyId s_openDoor = new("open-door");
    private static readonly PersonId s_advocate = new("amina.yusuf");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_is_recorded_as_ended_by_the_message_that_was_stored_with_it_and_that_says_nothing_but_which_event_it_was()
    {
        await using var host = Host();
        var (stream, expires) = await Sign(host, TimeSpan.FromSeconds(3));
        var stored = await Ask("select encode(body, 'escape') from wolverine.wolverine_incoming_envelopes where status = 'Scheduled' and message_type like 'instant-reached.v1'");

        var ended = await Ended(host, stream);
        Assert.True(ended.Meta.RecordedAt >= expires, "It was recorded early.");
        Assert.Equal(expires, ended.Event.ExpiredAt);
        Assert.Contains(stream, $"{stored}", StringComparison.Ordinal);
        Assert.DoesNotContain(s_advocate.Value, $"{stored}", StringComparison.Ordinal);
        Assert.DoesNotContain(s_openDoor.Value, $"{stored}", StringComparison.Ordinal);
        await Until(async () => await Ask("select count(*) from wolverine.wolverine_incoming_envelopes where status = 'Handled' and message_type like 'instant-reached.v1'") is 1L);
    }

    [Fact]
    public async Task Where_the_message_is_lost_the_sweep_records_it_once_on_whichever_hosts_it_runs()
    {
        await using var host = Host();
        await using var other = Host();
        var (stream, expires) = await Sign(host, TimeSpan.FromSeconds(3));
        Assert.Equal(1L, await Ask("with lost as (delete from wolverine.wolverine_incoming_envelopes where status = 'Scheduled' and message_type like 'instant-reached.v1' returning 1) select count(*) from lost"));
        other.Start();
        if (expires - DateTimeOffset.UtcNow is { Ticks: > 0 } left)
            await Task.Delay(left + TimeSpan.FromMilliseconds(10), Cancellation);

        await Task.WhenAll(new[] { host, other }.Select(each => each.Services.GetRequiredService<DueSweep>().Run(Cancellation).AsTask()));

        await Ended(host, stream); // and no second one
        Assert.Equal(0, await host.Services.GetRequiredService<DueSweep>().Run(Cancellation));
    }

    private CoordinationHost Host() => new() { Database = database, Replace = services => services.AddSingleton<IWolverineExtension, Probes.Impatient>() };

    private static async Task<(string Stream, DateTimeOffset Expires)> Sign(CoordinationHost host, TimeSpan forHowLong)
    {
        var (survivor, release) = (new SurvivorId(Guid.NewGuid()), new ReleaseId(Guid.NewGuid()));
        var commands = host.Services.GetRequiredService<InternalCommands>();
        _ = await host.Services.GetRequiredService<IEventStore>().Head(Cancellation); // started, and connected
        var expires = DateTimeOffset.UtcNow + forHowLong;
        await commands.Run(new Actor(new("timekeeper"), s_openDoor), $"{release}", null, async work =>
        {
            await work.Load(ConsentStream.Definition, survivor);
            work.Record(ConsentStream.Definition, survivor, Decision.Record<ConsentEvent>([new ConsentRecordOpened(survivor, s_openDoor), new ReleaseSigned(release, Terms(expires), [], [], s_advocate)]));
            return work.Changed(ConsentStream.Definition, survivor);
        }, Cancellation);
        return (ConsentStream.Definition.NameFor(survivor), expires);
    }

    private static ReleaseTerms Terms(DateTimeOffset expires) => new()
    {
        Discloser = s_openDoor,
        Recipients = [new(new("county-sheriff"), [])],
        Grants = [new(InformationCategory.Employment, SharingMode.IdentifiedSummary)],
        Purposes = [Purpose.Investigation],
        Starts = expires.AddDays(-1),
        Expires = expires,
    };

    private static async Task<(ReleaseExpired Event, EventMeta Meta)> Ended(CoordinationHost host, string stream)
    {
        List<Recorded<DomainEvent>> ended = [];
        await Until(async () => (ended = [.. (await host.Services.GetRequiredService<IEventStore>().ReadStream(stream, 0, 1_000, Cancellation)).Select(EventCodec.Current.Decode).Where(e => e.Event is ReleaseExpired)]).Count > 0);
        var once = Assert.Single(ended);
        return ((ReleaseExpired)once.Event, once.Meta);
    }

    private async Task<object?> Ask(string sql)
    {
        await using var connection = new NpgsqlConnection(database.Administrator);
        await connection.OpenAsync(Cancellation);
#pragma warning disable CA2100 // the questions are this test's own
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(Cancellation);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var patience = 400; !await holds(); patience--)
        {
            Assert.True(patience > 0, "It did not happen in time.");
            await Task.Delay(50, Cancellation);
        }
    }
}
