using Coordination.Domain;
using Coordination.Host.EventCatalogue;
using Coordination.Projections;

namespace Coordination.Host.Execution.Projections;

/// <summary>Keeps the serving generation of one projection up to date.</summary>
public sealed class ProjectionRunner(IProjection projection, IViewStore views, ViewCodec codec, FollowerServices services)
    : EventFollower($"views/{projection.Name}", services)
{
    private readonly ProjectionFold _fold = new(projection, views, codec);
    private readonly Unsaved _unsaved = new(services.Options, services.Time);
    private readonly int _mostRows = services.Options.MostRowsInMemory;

    protected override async ValueTask<long> Begin(CancellationToken cancellation)
    {
        _unsaved.Begin();
        var serving = await views.Serving(projection.Name, cancellation);
        _fold.Begin(serving);
        return serving.Position;
    }

    protected override async ValueTask Take(Lease lease, IReadOnlyList<Recorded<DomainEvent>> page, CancellationToken cancellation)
    {
        await _fold.Fold(page, cancellation);
        if (_fold.IsChanged || !_unsaved.MayWait())
            await Save(lease, cancellation);
    }

    protected override async ValueTask Settle(Lease lease, CancellationToken cancellation)
    {
        if (_unsaved.IsAny)
            await Save(lease, cancellation);
    }

    private async ValueTask Save(Lease lease, CancellationToken cancellation)
    {
        await _fold.Store(lease, LeaseTime, _mostRows, inBulk: false, cancellation);
        _unsaved.Saved();
    }
}
