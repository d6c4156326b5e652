namespace Coordination.Host.Platform.Execution;

/// <summary>Serialises retries per stream after a conflict on this host, so that a contended stream makes progress. Who never collides
/// never waits here. Nobody holds two: there is no deadlock.</summary>
public sealed class StreamLocks
{
    private const int Count = 256;
    private readonly SemaphoreSlim[] _stiles = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1, 1))];

    public Passage Begin() => new(this);

    private SemaphoreSlim For(string stream) => _stiles[(uint)string.GetHashCode(stream, StringComparison.Ordinal) % Count];

    /// <summary>Holds at most one turnstile, and lets go of it at the end.</summary>
    public sealed class Passage(StreamLocks turnstiles) : IDisposable
    {
        private SemaphoreSlim? _held;

        /// <summary>Waits for the turn at this stream, letting go of another.</summary>
        public async ValueTask Queue(string stream, CancellationToken cancellation)
        {
            var wanted = turnstiles.For(stream);
            if (ReferenceEquals(wanted, _held))
                return;
            Dispose();
            await wanted.WaitAsync(cancellation);
            _held = wanted;
        }

        public void Dispose()
        {
            _held?.Release();
            _held = null;
        }
    }
}
