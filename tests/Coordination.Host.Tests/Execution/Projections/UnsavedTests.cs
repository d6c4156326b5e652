using Coordination.Host.Execution.Projections;
using Xunit;

namespace Coordination.Host.Tests.Execution.Projections;

public sealed class UnsavedTests
{
    private readonly Clock _time = new();
    private readonly FollowerOptions _options = new();

    [Fact]
    public void How_far_a_follower_came_waits_for_what_comes_after_but_not_for_long()
    {
        var unsaved = Proven();

        Assert.False(unsaved.IsAny);
        Assert.True(unsaved.MayWait());
        _time.Advance(_options.LongestUnsaved / 2);
        Assert.True(unsaved.MayWait());
        Assert.True(unsaved.IsAny);
        _time.Advance(_options.LongestUnsaved / 2);
        Assert.False(unsaved.MayWait());

        unsaved.Saved();
        Assert.False(unsaved.IsAny);
        Assert.True(unsaved.MayWait());
    }

    [Fact]
    public void A_follower_that_begins_or_begins_again_after_a_failure_stores_at_once()
    {
        Assert.False(new Unsaved(_options, _time).MayWait());

        var unsaved = Proven();
        Assert.True(unsaved.MayWait());
        unsaved.Begin();
        Assert.False(unsaved.IsAny);
        Assert.False(unsaved.MayWait());
    }

    private Unsaved Proven()
    {
        var unsaved = new Unsaved(_options, _time);
        unsaved.Begin();
        unsaved.Saved();
        return unsaved;
    }

    private sealed class Clock : TimeProvider
    {
        private TimeSpan _moved;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _moved.Ticks;

        public void Advance(TimeSpan by) => _moved += by;
    }
}
