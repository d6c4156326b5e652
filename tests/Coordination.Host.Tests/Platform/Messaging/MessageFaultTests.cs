using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Http;
using Coordination.Host.Platform.Messaging;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Platform.Messaging;

/// <summary>On PostgreSQL: what becomes of messages when hosts die, handlers fail, and events come without their messages.</summary>
public sealed class MessageFaultTests(StoredMessagesTests.Scene scene) : IClassFixture<StoredMessagesTests.Scene>
{
    private const string Mark = "Qanarienpost";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What a host leaves that is killed between the commit and handing over: its entry among the hosts, which grows old, and a message of its own.</summary>
    [Fact]
    public async Task What_a_host_left_that_was_killed_after_the_commit_is_handled_once_by_another()
    {
        var number = Guid.NewGuid();
        await scene.Store.Append(Probes.Request(new OutgoingMessage(new Probe(number), DateTimeOffset.UtcNow.AddDays(1))), Cancellation);
        await scene.Ask("""
            with killed as (
                insert into wolverine.wolverine_nodes (id, description, uri, health_check, version, capabilities)
                select gen_random_uuid(), 'killed', 'dbcontrol://' || gen_random_uuid(), now() - interval '1 hour', version, capabilities from wolverine.wolverine_nodes limit 1 returning node_number)
            update wolverine.wolverine_incoming_envelopes set status = 'Incoming', owner_id = node_number, execution_time = null from killed where status = 'Scheduled'
            """);

        await Probes.Until(() => scene.Probes.Times(number) > 0);
        await scene.Until("select count(*) = 0 from wolverine.wolverine_incoming_envelopes where status <> 'Handled' and message_type not like 'sweep-%'");
        Assert.Equal(1, scene.Probes.Times(number));
    }

    [Fact]
    public async Task A_message_that_always_fails_stops_no_other_is_told_without_a_text_and_can_be_handled_again()
    {
        var (poison, well, mended) = (Guid.NewGuid(), Guid.NewGuid(), false);
        scene.Probes.Before = probe => probe.Number == poison && !mended ? throw new InvalidOperationException(Mark, new InvalidOperationException(Mark)) : ValueTask.CompletedTask;
        var waiting = scene.Host.Services.GetRequiredService<WaitingMessages>();

        await scene.Store.Append(Probes.Request(new OutgoingMessage(new Probe(poison)), new OutgoingMessage(new Probe(well))), Cancellation);
        await Probes.Until(() => scene.Probes.Times(well) > 0);
        await scene.Until("select count(*) = 1 from wolverine.wolverine_dead_letters");

        Assert.Equal([new DeadLetters(typeof(Probe).FullName!, 1)], await waiting.Dead(Cancellation));
        Assert.Null(await ((IReadiness)waiting).Check(Cancellation)); // a host goes on, and says what waits
        Assert.Equal($"failed messages {typeof(Probe).FullName} 1", ((IReadiness)waiting).Figure);
        Assert.Equal("System.InvalidOperationException", await scene.Ask("select exception_message from wolverine.wolverine_dead_letters"));
        Assert.Equal(false, await scene.Ask($"select d::text ilike '%{Mark}%' or encode(body, 'escape') ilike '%{Mark}%' from wolverine.wolverine_dead_letters d"));

        mended = true;
        await waiting.Replay(null, Cancellation);
        await Probes.Until(() => scene.Probes.Times(poison) > 0);
        await scene.Until("select count(*) = 0 from wolverine.wolverine_dead_letters");
    }

    [Fact]
    public async Task A_message_that_waits_for_its_next_attempt_is_told_and_can_be_handled_at_once()
    {
        await using var database = await TestDatabase.Create();
        var (probes, number, mended) = (new Probes(), Guid.NewGuid(), false);
        probes.Before = _ => mended ? ValueTask.CompletedTask : throw new InvalidOperationException(Mark);
        await using var host = probes.Host(database, services => services.AddSingleton(new RetryPauses { AtOnce = [TimeSpan.FromMilliseconds(10)], Later = [TimeSpan.FromHours(1)] }));
        host.Start();
        var waiting = host.Services.GetRequiredService<WaitingMessages>();

        await host.Services.GetRequiredService<IEventStore>().Append(Probes.Request(new OutgoingMessage(new Probe(number)), new OutgoingMessage(new Probe(Guid.NewGuid()), DateTimeOffset.UtcNow.AddMinutes(30))), Cancellation);
        IReadOnlyList<RetriedMessages> retried;
        for (var patience = 500; (retried = await waiting.Retried(Cancellation)).Count == 0 && patience > 0; patience--)
            await Task.Delay(20, Cancellation);

        var told = Assert.Single(retried); // not the one that is not due yet
        Assert.Equal((typeof(Probe).FullName!, 1), (told.Message, told.Count));
        Assert.InRange(told.Next, DateTimeOffset.UtcNow.AddMinutes(50), DateTimeOffset.UtcNow.AddMinutes(61));
        Assert.Null(await ((IReadiness)waiting).Check(Cancellation));
        Assert.Equal($"messages tried again {typeof(Probe).FullName} 1", ((IReadiness)waiting).Figure);

        mended = true;
        await waiting.Replay(typeof(Probe).FullName, Cancellation);
        await Probes.Until(() => probes.Times(number) == 1);
        Assert.Empty(await waiting.Retried(Cancellation));
    }

    [Fact]
    public async Task Two_hosts_handle_every_message_once()
    {
        var (other, numbers) = (new Probes(), Enumerable.Range(0, 30).Select(_ => Guid.NewGuid()).ToList());
        await using var second = other.Host(scene.Database);
        second.Start();
        var stores = new[] { scene.Store, second.Services.GetRequiredService<IEventStore>() };

        foreach (var (index, number) in numbers.Index())
            await stores[index % 2].Append(Probes.Request(new OutgoingMessage(new Probe(number)), new OutgoingMessage(new Probe(number), DateTimeOffset.UtcNow.AddMilliseconds(700))), Cancellation);

        await Probes.Until(() => numbers.TrueForAll(number => scene.Probes.Times(number) + other.Times(number) >= 2));
        await scene.Until("select count(*) = 0 from wolverine.wolverine_incoming_envelopes where status <> 'Handled' and message_type not like 'sweep-%'");
        Assert.All(numbers, number => Assert.Equal(2, scene.Probes.Times(number) + other.Times(number)));
    }

    /// <summary>As a host of the version before appends, or a restore of a backup: the event is there, and its message is not.</summary>
    [Fact]
    public async Task An_event_that_came_without_its_message_is_found_at_the_next_start()
    {
        await using var database = await TestDatabase.Create();
        var (stream, welcomed) = ($"survivor-{Guid.NewGuid()}", Guid.NewGuid());
        var written = new StreamWrite(stream, "survivor", ExpectedVersion.NoStream, [new(Guid.NewGuid(), "sample.v1", "{}"u8.ToArray()), Sample(welcomed)]);
        await using (var store = new MartenEventStore(new StoreOptions { ConnectionString = database.Writer }))
            await store.Append(new AppendRequest([written], [], new AppendMetadata("amina.yusuf", "open-door", DateTimeOffset.UnixEpoch)), Cancellation);
        var noted = new Noted();

        for (var start = 0; start < 2; start++)
        {
            await using var host = new Probes().Host(database, services => services.AddSingleton(noted).AddReaction<Noting, NoteEvent>("noting", cause => new(cause), typeof(SurvivorWelcomed)));
            host.Start();
            await Probes.Until(() => !noted.Events.IsEmpty);
        }

        Assert.Equal([welcomed], noted.Events);
    }

    private static EventData Sample(Guid id) => EventCodec.Current.Encode(EventSamples.Of(typeof(SurvivorWelcomed)), id);

    public sealed record NoteEvent(Coordination.Host.Platform.Execution.EventReference Cause) : IReactionMessage;

    public sealed class Noted
    {
        public System.Collections.Concurrent.ConcurrentQueue<Guid> Events { get; } = [];
    }

    public sealed class Noting(Noted noted) : IReaction
    {
        public ValueTask React(Recorded<DomainEvent> recorded, CancellationToken cancellation)
        {
            noted.Events.Enqueue(recorded.Meta.EventId);
            return ValueTask.CompletedTask;
        }
    }
}
