using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Host.EventCatalogue;

namespace Coordination.Host.Execution;

/// <summary>
/// About which agency each concern is, who raised it and when, and whether that agency knows of it: for lists, and for what is counted. A concern
/// is in a stream of its own, or begins in the stream of the agency that it is about.
/// </summary>
public sealed class ConcernIndex(IEventStore store, EventCodec codec) : IDisposable
{
    private readonly Raised _raised = new(store, codec);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>A concern, as of now; null when there is none of this identifier.</summary>
    public ValueTask<FoundConcern?> Find(ConcernId concern, CancellationToken cancellation) => Read(known => known.Find(concern), cancellation);

    /// <summary>Those that are of a kind, oldest first.</summary>
    public ValueTask<IReadOnlyList<FoundConcern>> Where(Func<FoundConcern, bool> applies, CancellationToken cancellation) =>
        Read<IReadOnlyList<FoundConcern>>(known => [.. known.All.Where(applies)], cancellation);

    /// <summary>Those about an agency, oldest first.</summary>
    public async ValueTask<IReadOnlyList<ConcernId>> About(AgencyId agency, CancellationToken cancellation) =>
        [.. (await Where(known => known.About == agency, cancellation)).Select(known => known.Concern)];

    /// <summary>When a person raised those that they raised.</summary>
    public async ValueTask<IReadOnlyList<DateTimeOffset>> RaisedBy(PersonId person, DateTimeOffset since, CancellationToken cancellation) =>
        [.. (await Where(known => known.Person == person && known.RaisedAt > since, cancellation)).Select(known => known.RaisedAt)];

    public void Dispose() => _turn.Dispose();

    private async ValueTask<T> Read<T>(Func<Raised, T> read, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await _raised.CatchUp(long.MaxValue, cancellation);
            return read(_raised);
        }
        finally
        {
            _turn.Release();
        }
    }

    private sealed class Raised(IEventStore store, EventCodec codec) : LogIndex(store, codec)
    {
        private readonly List<FoundConcern> _all = [];
        private readonly Dictionary<ConcernId, int> _places = [];

        public IEnumerable<FoundConcern> All => _all;

        public FoundConcern? Find(ConcernId concern) => _places.TryGetValue(concern, out var place) ? _all[place] : null;

        protected override bool Concerns(string stream) => ConcernStream.Definition.Names(stream) || PartnerStream.Definition.Names(stream);

        protected override void Apply(Recorded<DomainEvent> recorded)
        {
            if (recorded.Event is ConcernRaised e)
            {
                _places.Add(e.Concern, _all.Count);
                var about = e.About ?? new AgencyId(PartnerStream.Definition.SubjectOf(recorded.Meta.Stream));
                _all.Add(new(e.Concern, about, e.RaisedBy, e.Person, recorded.Meta.RecordedAt, BeginsWithAgency: e.About is null, WasPut: false));
            }
            else if (recorded.Event is ConcernPutToAgency put && _places.TryGetValue(put.Concern, out var place))
            {
                _all[place] = _all[place] with { WasPut = true };
            }
        }
    }
}

/// <summary>Where a concern is found.</summary>
/// <param name="Concern">The concern.</param>
/// <param name="About">The agency that it is about.</param>
/// <param name="RaisedBy">The agency that raised it.</param>
/// <param name="Person">Who of it; null where that was not kept.</param>
/// <param name="RaisedAt">When.</param>
/// <param name="BeginsWithAgency">Whether it was raised in the stream of the agency, before concerns had streams of their own.</param>
/// <param name="WasPut">Whether it was put to the agency, which knows of it since.</param>
public sealed record FoundConcern(ConcernId Concern, AgencyId About, AgencyId RaisedBy, PersonId? Person, DateTimeOffset RaisedAt, bool BeginsWithAgency, bool WasPut);
