using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.Encryption;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;

namespace Coordination.Benchmarks;

/// <summary>Puts events of a plausible size into the log, quickly.</summary>
internal static class EventFill
{
    private static readonly AppendMetadata Metadata = new("amina.yusuf", "open-door", new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>One key for all of them: making keys is not what is measured here.</summary>
    public static KeyScope Scope { get; } = new(new AgencyId("open-door"), KeySubject.Of(new SurvivorId(Guid.NewGuid())));

    /// <summary>A welcome, then one safe contact after the other, in one stream.</summary>
    public static async Task<SurvivorId> OneStream(IEventStore store, EventCodec codec, int events)
    {
        await codec.Prepare(Scope, CancellationToken.None);
        var survivor = new SurvivorId(Guid.NewGuid());
        for (var version = 0; version < events; version += EventLimits.MostEventsPerAppend)
        {
            await Append(store, [Write(codec, survivor, version, Math.Min(events - version, EventLimits.MostEventsPerAppend))]);
        }

        return survivor;
    }

    /// <summary>Many streams of ten events each.</summary>
    public static async Task ManyStreams(IEventStore store, EventCodec codec, int events)
    {
        await codec.Prepare(Scope, CancellationToken.None);
        const int EventsPerStream = 10;
        foreach (var part in Enumerable.Range(0, events / EventsPerStream).Chunk(EventLimits.MostEventsPerAppend / EventsPerStream))
        {
            await Append(store, [.. part.Select(_ => Write(codec, new SurvivorId(Guid.NewGuid()), 0, EventsPerStream))]);
        }
    }

    private static async Task Append(IEventStore store, IReadOnlyList<StreamWrite> writes)
    {
        if (await store.Append(new AppendRequest(writes, [], Metadata), CancellationToken.None) is not AppendResult.Appended)
        {
            throw new InvalidOperationException("The log of the benchmark could not be filled.");
        }
    }

    private static StreamWrite Write(EventCodec codec, SurvivorId survivor, int version, int events) => new(
        SurvivorStream.Definition.NameFor(survivor), SurvivorStream.Definition.Kind, ExpectedVersion.Exactly(version),
        [.. Enumerable.Range(version, events).Select(number => codec.Encode(Event(survivor, number), Guid.NewGuid(), SurvivorStream.Definition.NameFor(survivor), Scope))]);

    private static SurvivorEvent Event(SurvivorId survivor, int number) => number == 0
        ? new SurvivorWelcomed(survivor, new AgencyId("open-door"), Sensitive.Of("L."), null)
        : new SafeContactRecorded(Sensitive.Of($"text message on weekday mornings, then wait for an answer; nothing by letter; number {number}"), Sensitive.Of("nobody else reads this telephone"));
}
