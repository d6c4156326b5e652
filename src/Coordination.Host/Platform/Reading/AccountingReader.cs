using Coordination.Domain.Cases;
using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Platform.Reading;

/// <summary>Reads the accounting of disclosures of one survivor from the log (CG-25).</summary>
public sealed class AccountingReader(IEventStore store, EventCodec codec, Lookups lookups, TimeProvider time)
{
    private const int PageSize = 500;

    /// <summary>
    /// Everything disclosed about her since an instant, oldest first, with what she is not told of now. For those who may know of it: what
    /// answers her is <see cref="ToldToHer"/>.
    /// </summary>
    public async ValueTask<IReadOnlyList<AccountedDisclosure>> Read(SurvivorId survivor, DateTimeOffset? since,
        CancellationToken cancellation)
    {
        List<IReadOnlyList<Recorded<DisclosureEvent>>> streams = [];
        Dictionary<ProcessId, ProcessState> resting = [];
        var (disclosures, processes) = await About(survivor, cancellation);
        foreach (var stream in disclosures)
        {
            var happened = await Events<DisclosureEvent>(stream, cancellation);
            streams.Add(happened);
            if (Telling.ProcessOf(DisclosureStream.Definition.Fold(DisclosureState.Initial,
                [.. happened.Select(recorded => recorded.Event)])) is { } rests && !resting.ContainsKey(rests))
                resting[rests] = await Fold(ProcessStream.Definition, ProcessStream.Definition.NameFor(rests), cancellation);
        }

        List<(ProcessState.Served Process, CaseRecord? Case)> told = [];
        foreach (var process in processes)
        {
            if (await Fold(ProcessStream.Definition, process, cancellation) is ProcessState.Served served)
            {
                resting[served.Record.Service.Process] = served;
                told.Add((served, (await Fold(CaseStream.Definition, CaseStream.Definition.NameFor(served.Record.Service.Case),
                    cancellation)).RecordIfAny));
            }
        }

        return Accounting.Of(streams, since, told, process => resting.GetValueOrDefault(process) ?? ProcessState.Initial, time.GetUtcNow());
    }

    /// <summary>The same, as it answers her: without what she may not be told of now.</summary>
    public async ValueTask<IReadOnlyList<AccountedDisclosure>> ToldToHer(SurvivorId survivor, DateTimeOffset? since,
        CancellationToken cancellation) =>
        [.. (await Read(survivor, since, cancellation)).Where(one => one.NotToBeTold is null)];

    private async ValueTask<TState> Fold<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream,
        CancellationToken cancellation) where TEvent : DomainEvent =>
        definition.Fold(definition.Initial, [.. (await Events<TEvent>(stream, cancellation)).Select(recorded => recorded.Event)]);

    /// <summary>Which disclosures are about her, and under which processes something was told about her.</summary>
    private async ValueTask<(IReadOnlyList<string> Disclosures, IReadOnlyList<string> Told)> About(SurvivorId survivor,
        CancellationToken cancellation)
    {
        if (await lookups.Read(SurvivorRow.Key(survivor), cancellation) is not { } her)
            return ([], []);
        var processes = await lookups.Read(her.Processes.Select(process => ProcessRow.Key(process.Id).Row), cancellation);
        return (
            [.. her.Authorised.Select(DisclosureStream.Definition.NameFor)],
            [.. her.Processes.Select(process => processes.Find(ProcessRow.Key(process.Id))!).Where(row => row.ToldAt is not null)
                .OrderBy(row => row.ToldAt).Select(row => ProcessStream.Definition.NameFor(row.Process))]);
    }

    private async ValueTask<IReadOnlyList<Recorded<TEvent>>> Events<TEvent>(string stream, CancellationToken cancellation)
        where TEvent : DomainEvent
    {
        List<Recorded<TEvent>> events = [];
        while (true)
        {
            var page = await store.ReadStream(stream, events.Count, PageSize, cancellation);
            events.AddRange(page.Select(codec.Decode).Select(recorded => new Recorded<TEvent>((TEvent)recorded.Event, recorded.Meta)));
            if (page.Count < PageSize)
                return events;
        }
    }
}
