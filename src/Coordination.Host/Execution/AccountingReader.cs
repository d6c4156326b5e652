using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Host.EventCatalogue;

namespace Coordination.Host.Execution;

/// <summary>Reads the accounting of disclosures of one survivor from the log (CG-25).</summary>
public sealed class AccountingReader(IEventStore store, EventCodec codec) : IDisposable
{
    private const int PageSize = 500;

    private readonly SurvivorDisclosures _index = new(store, codec);
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Everything disclosed about her since an instant, oldest first, and a version that changes whenever any of it does.</summary>
    public async ValueTask<(IReadOnlyList<AccountedDisclosure> Given, ShownVersion Version)> Read(SurvivorId survivor, DateTimeOffset? since, CancellationToken cancellation)
    {
        List<IReadOnlyList<Recorded<DisclosureEvent>>> streams = [];
        foreach (var stream in await StreamsOf(survivor, cancellation))
            streams.Add(await Events(stream, cancellation));
        return (Accounting.Of(streams, since), new ShownVersion(streams.Sum(stream => (long)stream.Count)));
    }

    public void Dispose() => _one.Dispose();

    private async ValueTask<IReadOnlyList<string>> StreamsOf(SurvivorId survivor, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await _index.CatchUp(await store.Head(cancellation), cancellation);
            return _index.About(survivor);
        }
        finally
        {
            _one.Release();
        }
    }

    private async ValueTask<IReadOnlyList<Recorded<DisclosureEvent>>> Events(string stream, CancellationToken cancellation)
    {
        List<Recorded<DisclosureEvent>> events = [];
        while (true)
        {
            var page = await store.ReadStream(stream, events.Count, PageSize, cancellation);
            events.AddRange(page.Select(codec.Decode).Select(recorded => new Recorded<DisclosureEvent>((DisclosureEvent)recorded.Event, recorded.Meta)));
            if (page.Count < PageSize)
                return events;
        }
    }

    /// <summary>Which disclosures are about whom.</summary>
    private sealed class SurvivorDisclosures(IEventStore store, EventCodec codec) : LogIndex(store, codec)
    {
        private readonly Dictionary<SurvivorId, List<string>> _streams = [];

        public IReadOnlyList<string> About(SurvivorId survivor) => [.. _streams.GetValueOrDefault(survivor) ?? []];

        protected override bool Concerns(string stream) => DisclosureStream.Definition.Names(stream);

        protected override void Apply(Recorded<DomainEvent> recorded)
        {
            if (SurvivorOf(recorded.Event) is not { } survivor)
                return;
            if (!_streams.TryGetValue(survivor, out var streams))
                _streams[survivor] = streams = [];
            if (!streams.Contains(recorded.Meta.Stream))
                streams.Add(recorded.Meta.Stream);
        }

        // Nothing is given before it was authorised, and by then it is settled whom it is about.
        private static SurvivorId? SurvivorOf(DomainEvent e) => e is DisclosureAuthorized authorised ? authorised.Survivor : null;
    }
}
