using Coordination.Domain;
using Coordination.Domain.Operations;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;

namespace Coordination.Host.Operations;

/// <summary>Which operations an agency asked about, or was asked about.</summary>
public sealed class OperationIndex(IEventStore store, EventCodec codec) : IDisposable
{
    private readonly Requests _requests = new(store, codec);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Those of an agency, as of now, the latest first.</summary>
    public async ValueTask<IReadOnlyList<OperationId>> Of(AgencyId agency, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await _requests.CatchUp(long.MaxValue, cancellation);
            return [.. _requests.All.Where(request => request.RequestedBy == agency || request.Asked == agency).Select(request => request.Operation).Reverse()];
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Requests(IEventStore store, EventCodec codec) : LogIndex(store, codec)
    {
        public List<PresenceRequested> All { get; } = [];

        protected override bool Concerns(string stream) => OperationStream.Definition.Names(stream);

        protected override void Apply(Recorded<DomainEvent> recorded)
        {
            if (recorded.Event is PresenceRequested e)
                All.Add(e);
        }
    }
}
