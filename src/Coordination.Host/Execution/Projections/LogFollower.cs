using Coordination.Domain;

namespace Coordination.Host.Execution.Projections;

/// <summary>
/// Something that is done when an event is recorded, by one host at a time, in the order of the log, at least once: after a
/// crash the last events come again, so it must be harmless to do it twice (give each command an idempotency key that is
/// made from the event's identifier). What throws is tried again, and what follows waits.
/// </summary>
public interface ILogReaction
{
    /// <summary>The name of its checkpoint, for example <c>recalls</c>. Never changed once in use.</summary>
    string Name { get; }

    /// <summary>Reacts to one event. Most events will not concern it: then it returns.</summary>
    ValueTask React(Recorded<DomainEvent> recorded, CancellationToken cancellation);
}

/// <summary>Drives a reaction.</summary>
public sealed class LogFollower(ILogReaction reaction, ICheckpoints checkpoints, FollowerServices services)
    : EventFollower($"reactions/{reaction.Name}", services)
{
    private readonly string _checkpoint = $"reactions/{reaction.Name}";
    private readonly Unsaved _unsaved = new(services.Options, services.Time);
    private long _position, _reached;

    protected override async ValueTask<long> Begin(CancellationToken cancellation)
    {
        _unsaved.Begin();
        return _reached = _position = await checkpoints.Read(_checkpoint, cancellation);
    }

    protected override async ValueTask Take(Lease lease, IReadOnlyList<Recorded<DomainEvent>> page, CancellationToken cancellation)
    {
        try
        {
            foreach (var recorded in page)
            {
                await reaction.React(recorded, cancellation);
                _reached = recorded.Meta.Position;
            }
        }
        catch
        {
            await Save(lease);
            throw;
        }
        if (!_unsaved.MayWait())
            await Save(lease);
    }

    protected override async ValueTask Settle(Lease lease, CancellationToken cancellation)
    {
        if (_unsaved.IsAny)
            await Save(lease);
    }

    private async ValueTask Save(Lease lease)
    {
        if (_reached > _position)
        {
            await checkpoints.Advance(lease, LeaseTime, new(_checkpoint, _position, _reached), CancellationToken.None);
            _position = _reached;
        }
        _unsaved.Saved();
    }
}
