using Coordination.Domain;
using Coordination.Host.Platform.EventCatalogue;

namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>
/// Pages of decoded events. Those who follow the log are close together most of the time, so the last events are kept, and
/// each is read and decoded once.
/// </summary>
public sealed class LogPages(IEventStore store, EventCodec codec) : IDisposable
{
    private const int MostKept = 4_096;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly List<Recorded<DomainEvent>> _kept = [];

    /// <summary>Events after a position, in order and without gaps; empty when there are none.</summary>
    public async ValueTask<IReadOnlyList<Recorded<DomainEvent>>> Read(long after, int limit, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            var known = Kept(after, limit);
            if (known.Count > 0)
                return known;
            var page = (await store.ReadAll(after, limit, cancellation)).Select(codec.Decode).ToList();
            Keep(page);
            return page;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private List<Recorded<DomainEvent>> Kept(long after, int limit)
    {
        if (_kept.Count == 0 || after < _kept[0].Meta.Position - 1 || after >= _kept[^1].Meta.Position)
            return [];
        var start = (int)(after - _kept[0].Meta.Position + 1);
        return _kept.GetRange(start, Math.Min(limit, _kept.Count - start));
    }

    private void Keep(List<Recorded<DomainEvent>> page)
    {
        if (page.Count == 0)
            return;
        if (_kept.Count > 0 && page[0].Meta.Position != _kept[^1].Meta.Position + 1)
        {
            if (page[0].Meta.Position <= _kept[^1].Meta.Position)
                return; // somebody far behind: their pages are not what the others need
            _kept.Clear();
        }

        _kept.AddRange(page);
        if (_kept.Count > MostKept)
            _kept.RemoveRange(0, _kept.Count - MostKept);
    }
}
