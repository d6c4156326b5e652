using Coordination.Host.Execution;
using Coordination.Host.Execution.Projections;
using Coordination.Projections;

namespace Coordination.Host.Tests.Execution.Projections;

/// <summary>A store whose connection breaks: before something was stored, or after it was and before anybody heard of it.</summary>
internal sealed class BreakingViewStore(IViewStore real, int seed) : IViewStore
{
    private readonly Random _random = new(seed);

    public bool AlwaysBreaks { get; set; }

    public async ValueTask Commit(Lease lease, TimeSpan time, ViewCommit commit, CancellationToken cancellation)
    {
        var chance = Chance();
        if (AlwaysBreaks || chance < 0.25)
            throw new StoreUnavailableException("broken before");
        await real.Commit(lease, time, commit, cancellation);
        if (chance < 0.5)
            throw new StoreUnavailableException("broken after");
    }

    public ValueTask<ViewGeneration> Serving(string projection, CancellationToken cancellation) => real.Serving(projection, cancellation);

    public ValueTask<IReadOnlyList<StoredRow>> Load(string projection, int generation, IReadOnlyList<RowKey> keys, CancellationToken cancellation) =>
        Chance() < 0.2 ? throw new StoreUnavailableException("broken at reading") : real.Load(projection, generation, keys, cancellation);

    public ValueTask<ViewGeneration> Begin(string projection, CancellationToken cancellation) => real.Begin(projection, cancellation);

    public ValueTask<bool> TrySwitch(Lease lease, string projection, int generation, CancellationToken cancellation) => real.TrySwitch(lease, projection, generation, cancellation);

    private double Chance()
    {
        lock (_random)
            return _random.NextDouble();
    }
}
