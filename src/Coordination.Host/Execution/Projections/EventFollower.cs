using Coordination.Domain;

namespace Coordination.Host.Execution.Projections;

/// <summary>Follows the log in pages of decoded events.</summary>
public abstract class EventFollower(string name, FollowerServices services) : LeasedFollower(name, services)
{
    private readonly LogPages _pages = services.Pages;
    private readonly int _pageSize = services.Options.PageSize;

    /// <summary>Deals with a page, durably as far as it had effects: how far it came may be stored later.</summary>
    protected abstract ValueTask Take(Lease lease, IReadOnlyList<Recorded<DomainEvent>> page, CancellationToken cancellation);

    /// <summary>Nothing more comes at the moment: stores how far it came.</summary>
    protected abstract ValueTask Settle(Lease lease, CancellationToken cancellation);

    protected sealed override async ValueTask<Step?> Advance(Lease lease, long position, CancellationToken cancellation)
    {
        var page = await _pages.Read(position, _pageSize, cancellation);
        if (page.Count == 0)
        {
            await Settle(lease, cancellation);
            return null;
        }
        await Take(lease, page, cancellation);
        return new(page[^1].Meta.Position, page.Count, page[0].Meta.RecordedAt);
    }
}
