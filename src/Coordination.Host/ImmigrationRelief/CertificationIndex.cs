using Coordination.Domain;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;

namespace Coordination.Host.ImmigrationRelief;

/// <summary>Which searches for relief each certifier was asked in: where its own asks are found.</summary>
public sealed class CertificationIndex(IEventStore store, EventCodec codec) : IDisposable
{
    private readonly Asks _asks = new(store, codec);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>What this agency was asked in, as of now, in no order.</summary>
    public async ValueTask<IReadOnlyList<ReliefId>> AskedOf(AgencyId certifier, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await _asks.CatchUp(long.MaxValue, cancellation);
            return [.. _asks.Of(certifier)];
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Asks(IEventStore store, EventCodec codec) : LogIndex(store, codec)
    {
        private readonly Dictionary<AgencyId, HashSet<ReliefId>> _asked = [];

        public HashSet<ReliefId> Of(AgencyId certifier) => _asked.TryGetValue(certifier, out var asked) ? asked : [];

        protected override bool Concerns(string stream) => ReliefStream.Definition.Names(stream);

        protected override void Apply(Recorded<DomainEvent> recorded)
        {
            if (recorded.Event is not CertifierAsked e || !ReliefId.TryParse(ReliefStream.Definition.SubjectOf(recorded.Meta.Stream), out var relief))
                return;
            if (!_asked.TryGetValue(e.Certifier, out var asked))
                _asked[e.Certifier] = asked = [];
            asked.Add(relief);
        }
    }
}
