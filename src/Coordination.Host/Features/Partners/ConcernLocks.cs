namespace Coordination.Host.Features.Partners;

/// <summary>
/// Lets each person raise one concern at a time on this host, so that what is counted before one is raised still holds when it is recorded.
/// A person who uses several hosts at the same moment can raise one more for each of them.
/// </summary>
public sealed class ConcernLocks : IDisposable
{
    // Two persons rarely share one, and then the one waits for the other's command.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Waits for the person's turn and does it.</summary>
    public async Task<T> Take<T>(PersonId person, Func<Task<T>> then, CancellationToken cancellation)
    {
        var turn = _turns[(uint)StringComparer.Ordinal.GetHashCode(person.Value) % (uint)_turns.Length];
        await turn.WaitAsync(cancellation);
        try
        {
            return await then();
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        foreach (var turn in _turns)
            turn.Dispose();
    }
}
