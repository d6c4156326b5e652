using Coordination.Host.Platform.Execution;
using Xunit;

namespace Coordination.Host.Tests.Platform.Execution;

public sealed class StateCacheTests
{
    [Fact]
    public void The_least_recently_used_leaves_first()
    {
        var cache = new StateCache(capacity: 2);
        cache.Keep("a", "A", 1, new(1));
        cache.Keep("b", "B", 1, new(1));
        cache.TryFind<string>("a", out _);

        cache.Keep("c", "C", 1, new(1));

        Assert.True(cache.TryFind<string>("a", out _));
        Assert.False(cache.TryFind<string>("b", out _));
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public void An_earlier_version_does_not_replace_a_later_one()
    {
        var cache = new StateCache();
        cache.Keep("a", "later", 5, new(5));

        cache.Keep("a", "earlier", 4, new(4));

        Assert.True(cache.TryFind<string>("a", out var found));
        Assert.Equal(new Folded<string>("later", 5, new(5)), found);
    }

    [Fact]
    public void What_does_not_exist_is_not_kept()
    {
        var cache = new StateCache();

        cache.Keep("a", "nothing", 0, new(0));

        Assert.False(cache.TryFind<string>("a", out _));
    }
}
