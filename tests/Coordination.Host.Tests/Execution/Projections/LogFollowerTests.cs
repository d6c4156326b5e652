using Coordination.Domain;
using Coordination.Host.Execution.Projections;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Execution.Projections;

/// <summary>On PostgreSQL: a reaction sees every event, in order, at least once.</summary>
public sealed class LogFollowerTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_reaction_that_fails_sees_the_same_event_again_before_the_next()
    {
        await using var host = await new ViewsHost(_database, replace: services => services.AddLogReaction<Noting>()).Start();
        await Histories.Append(host.Store, seed: 21, events: 120, Soon);
        await Reached(host, 120);
        var seen = host.Get<Noting>().Seen;
        Assert.Equal(Enumerable.Range(1, 120).Select(p => (long)p), seen.Distinct());
        Assert.Contains(seen.GroupBy(p => p), again => again.Count() > 1);
    }

    [Fact]
    public async Task A_reaction_goes_on_where_it_was_when_the_host_comes_back()
    {
        await using (var first = await new ViewsHost(_database, replace: services => services.AddLogReaction<Noting>()).Start())
        {
            await Histories.Append(first.Store, seed: 22, events: 50, Soon);
            await Reached(first, 50);
        }

        await using var second = await new ViewsHost(_database, replace: services => services.AddLogReaction<Noting>()).Start();
        await Histories.Append(second.Store, seed: 23, events: 20, Soon);
        await Reached(second, 70);
        Assert.Equal(Enumerable.Range(51, 20).Select(p => (long)p), second.Get<Noting>().Seen.Distinct());
    }

    private static async Task Reached(ViewsHost host, long position)
    {
        while (await host.Get<ICheckpoints>().Read("reactions/noting", Soon) < position)
            await Task.Delay(10, Soon);
    }

    /// <summary>Notes positions, and fails the first time at every tenth.</summary>
    private sealed class Noting : ILogReaction
    {
        private readonly HashSet<long> _failedAt = [];

        public List<long> Seen { get; } = [];
        public string Name => "noting";

        public ValueTask React(Recorded<DomainEvent> recorded, CancellationToken cancellation)
        {
            Seen.Add(recorded.Meta.Position);
            return recorded.Meta.Position % 10 == 0 && _failedAt.Add(recorded.Meta.Position) ? throw new InvalidOperationException("not now") : default;
        }
    }
}
