using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;

namespace Coordination.Host.Partners;

/// <summary>About which agency each concern is, and which agency raised it: where they are found.</summary>
public sealed class ConcernIndex(IEventStore store, EventCodec codec) : IDisposable
{
    private readonly Raised _raised = new(store, codec);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The agency that a concern is about, as of now; null when there is no such concern.</summary>
    public async ValueTask<AgencyId?> AgencyOf(ConcernId concern, CancellationToken cancellation) =>
        (await All(cancellation)).Where(known => known.Concern == concern).Select(known => (AgencyId?)known.About).FirstOrDefault();

    /// <summary>Every concern, oldest first.</summary>
    public async ValueTask<IReadOnlyList<FoundConcern>> All(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await _raised.CatchUp(long.MaxValue, cancellation);
            return [.. _raised.All];
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Raised(IEventStore store, EventCodec codec) : LogIndex(store, codec)
    {
        public List<FoundConcern> All { get; } = [];

        protected override bool Concerns(string stream) => PartnerStream.Definition.Names(stream);

        protected override void Apply(Recorded<DomainEvent> recorded)
        {
            if (recorded.Event is ConcernRaised e)
                All.Add(new(e.Concern, new AgencyId(PartnerStream.Definition.SubjectOf(recorded.Meta.Stream)), e.RaisedBy));
        }
    }
}

/// <summary>Where a concern is found.</summary>
public sealed record FoundConcern(ConcernId Concern, AgencyId About, AgencyId RaisedBy);
