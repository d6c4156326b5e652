using Coordination.Domain;
using Coordination.Domain.Cases;
using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;
using Coordination.Host.EventCatalogue;

namespace Coordination.Host.Execution;

/// <summary>Reads the accounting of disclosures of one survivor from the log (CG-25).</summary>
public sealed class AccountingReader(IEventStore store, EventCodec codec, TimeProvider time) : IDisposable
{
    private const int PageSize = 500;

    private readonly SurvivorDisclosures _index = new(store, codec);
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>
    /// Everything disclosed about her since an instant, oldest first, with what she is not told of now. For those who may know of it: what answers her is
    /// <see cref="ToldToHer"/>.
    /// </summary>
    public async ValueTask<IReadOnlyList<AccountedDisclosure>> Read(SurvivorId survivor, DateTimeOffset? since, CancellationToken cancellation)
    {
        List<IReadOnlyList<Recorded<DisclosureEvent>>> streams = [];
        Dictionary<ProcessId, ProcessState> resting = [];
        var (disclosures, processes) = await About(survivor, cancellation);
        foreach (var stream in disclosures)
        {
            var happened = await Events<DisclosureEvent>(stream, cancellation);
            streams.Add(happened);
            if (Telling.ProcessOf(DisclosureStream.Definition.Fold(DisclosureState.Initial, [.. happened.Select(recorded => recorded.Event)])) is { } rests && !resting.ContainsKey(rests))
                resting[rests] = await Fold(ProcessStream.Definition, ProcessStream.Definition.NameFor(rests), cancellation);
        }

        List<(ProcessState.Served Process, CaseRecord? Case)> told = [];
        foreach (var process in processes)
        {
            if (await Fold(ProcessStream.Definition, process, cancellation) is ProcessState.Served served)
            {
                resting[served.Record.Service.Process] = served;
                told.Add((served, (await Fold(CaseStream.Definition, CaseStream.Definition.NameFor(served.Record.Service.Case), cancellation)).RecordIfAny));
            }
        }

        return Accounting.Of(streams, since, told, process => resting.GetValueOrDefault(process) ?? ProcessState.Initial, time.GetUtcNow());
    }

    /// <summary>The same, as it answers her: without what she may not be told of now.</summary>
    public async ValueTask<IReadOnlyList<AccountedDisclosure>> ToldToHer(SurvivorId survivor, DateTimeOffset? since, CancellationToken cancellation) =>
        [.. (await Read(survivor, since, cancellation)).Where(one => one.NotToBeTold is null)];

    public void Dispose() => _one.Dispose();

    private async ValueTask<TState> Fold<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream, CancellationToken cancellation) where TEvent : DomainEvent =>
        definition.Fold(definition.Initial, [.. (await Events<TEvent>(stream, cancellation)).Select(recorded => recorded.Event)]);

    private async ValueTask<(IReadOnlyList<string> Disclosures, IReadOnlyList<string> Told)> About(SurvivorId survivor, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await _index.CatchUp(await store.Head(cancellation), cancellation);
            return (_index.About(survivor), _index.Told(survivor));
        }
        finally
        {
            _one.Release();
        }
    }

    private async ValueTask<IReadOnlyList<Recorded<TEvent>>> Events<TEvent>(string stream, CancellationToken cancellation) where TEvent : DomainEvent
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

    /// <summary>Which disclosures are about whom, and what was told about whom before it was recorded.</summary>
    private sealed class SurvivorDisclosures(IEventStore store, EventCodec codec) : LogIndex(store, codec)
    {
        private readonly Dictionary<SurvivorId, List<string>> _streams = [], _told = [];
        private readonly Dictionary<string, SurvivorId> _about = [];

        public IReadOnlyList<string> About(SurvivorId survivor) => [.. _streams.GetValueOrDefault(survivor) ?? []];

        public IReadOnlyList<string> Told(SurvivorId survivor) => [.. _told.GetValueOrDefault(survivor) ?? []];

        protected override bool Concerns(string stream) => DisclosureStream.Definition.Names(stream) || ProcessStream.Definition.Names(stream);

        protected override void Apply(Recorded<DomainEvent> recorded)
        {
            // Nothing is given before it was authorised, and by then it is settled whom it is about.
            if (recorded.Event is DisclosureAuthorized authorised)
                Add(_streams, authorised.Survivor, recorded.Meta.Stream);
            if (recorded.Event is ProcessServed served)
                _about[recorded.Meta.Stream] = served.Survivor;
            if (recorded.Event is ProcessServed { Made: not null } or AuthorityTold && _about.TryGetValue(recorded.Meta.Stream, out var survivor))
                Add(_told, survivor, recorded.Meta.Stream);
        }

        private static void Add(Dictionary<SurvivorId, List<string>> index, SurvivorId survivor, string stream)
        {
            if (!index.TryGetValue(survivor, out var streams))
                index[survivor] = streams = [];
            if (!streams.Contains(stream))
                streams.Add(stream);
        }
    }
}
