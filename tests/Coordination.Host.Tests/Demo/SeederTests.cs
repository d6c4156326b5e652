using Coordination.Demo.Seeding;
using Coordination.Host.Platform.Execution;
using Coordination.Projections;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Demo;

/// <summary>An invented task force: decided by the deciders, the same for the same seed, and shown by the views.</summary>
public sealed class SeederTests
{
    private static readonly SeedSize s_small = SeedSize.Named["small"];

    [Fact]
    public async Task The_same_seed_gives_the_same_streams_and_another_gives_others()
    {
        var (one, again, other) = (await Streams(7), await Streams(7), await Streams(8));

        Assert.Equal(one, again);
        Assert.Empty(one.Keys.Where(IsRandom).Intersect(other.Keys));
        Assert.Equal(s_small.Cases, one.Keys.Count(stream => stream.StartsWith("case-", StringComparison.Ordinal)));
        Assert.Equal(s_small.Reviews, one.Keys.Count(stream => stream.StartsWith("review-", StringComparison.Ordinal)));
        Assert.Equal(s_small.Agencies, one.Keys.Count(stream => stream.StartsWith("agency-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_release_is_signed_and_requests_are_answered_or_wait()
    {
        using var host = new CoordinationHost();
        await Fill(host, 3);
        var types = (await host.Store.ReadAll(0, int.MaxValue, CancellationToken.None)).ToLookup(e => e.Type.Split('.')[0]);

        Assert.Equal(s_small.Releases, types["release-signed"].Count());
        Assert.Equal(s_small.Cases, types["disclosure-requested"].Count());
        Assert.Equal(s_small.Cases * 2 / 3, types["disclosure-made"].Count());
        Assert.Equal(s_small.Reviews, types["agenda-published"].Count());
        Assert.NotEmpty(types["action-assigned"]);
    }

    [Fact]
    public async Task Filling_twice_adds_nothing()
    {
        using var host = new CoordinationHost();
        await Fill(host, 3);
        var head = await host.Store.Head(CancellationToken.None);

        await Fill(host, 3);

        Assert.Equal(head, await host.Store.Head(CancellationToken.None));
    }

    private static async Task<SortedDictionary<string, string>> Streams(int seed)
    {
        using var host = new CoordinationHost();
        await Fill(host, seed);
        return new((await host.Store.ReadAll(0, int.MaxValue, CancellationToken.None)).GroupBy(e => e.Stream)
            .ToDictionary(stream => stream.Key, stream => string.Join(' ', stream.Select(e => e.Type))), StringComparer.Ordinal);
    }

    private static Task Fill(CoordinationHost host, int seed) => new Seeder(host.Services.GetRequiredService<CommandRunner>(), s_small, seed).Fill(TestContext.Current.CancellationToken);

    private static bool IsRandom(string stream) => Guid.TryParse(stream.Length > 36 ? stream[^36..] : "", out _);
}
