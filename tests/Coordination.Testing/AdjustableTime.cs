namespace Coordination.Testing;

/// <summary>A clock that a test can move forward. Timers run on the real one.</summary>
public sealed class AdjustableTime(DateTimeOffset? start = null) : TimeProvider
{
    private readonly DateTimeOffset? _start = start;
    private TimeSpan _moved;

    public override DateTimeOffset GetUtcNow() => (_start ?? base.GetUtcNow()) + _moved;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(_moved.TotalSeconds * TimestampFrequency);

    public void Advance(TimeSpan by) => _moved += by;
}
