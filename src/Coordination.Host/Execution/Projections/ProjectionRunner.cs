using Coordination.Domain;
using Coordination.Host.EventCatalogue;
using Coordination.Projections;

namespace Coordination.Host.Execution.Projections;

/// <summary>Keeps the serving generation of one projection up to date.</summary>
public sealed class ProjectionRunner(IProjection projection, IViewStore views, ViewCodec codec, FollowerServices services)
    : EventFollower($"views/{projection.Name}", services)
{
    private readonly ProjectionFold _fold = new(projection, views, codec);
    private readonly int _mostRows = services.Options.MostRowsInMemory;

    protected override async ValueTask<long> Begin(CancellationToken cancellation)
    {
        var serving = await views.Serving(projection.Name, cancellation);
        _fold.Begin(serving);
        return serving.Position;
    }

    protected override ValueTask Take(Lease lease, IReadOnlyList<Recorded<DomainEvent>> page, CancellationToken cancellation) =>
        _fold.Take(lease, LeaseTime, page, _mostRows, inBulk: false, cancellation);
}
