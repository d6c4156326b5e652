using System.Runtime.CompilerServices;

namespace Coordination.Host.Features.Audit.Replay;

/// <summary>Plays a stream again: each event, what it changed, and the state after it.</summary>
public sealed class Replayer(History history, PastStates states, TimelineReader timelines)
{
    public const int MostEvents = 100;

    /// <summary>The events that count, oldest first, each with the state for the instant at which it was recorded.</summary>
    public async IAsyncEnumerable<ReplayedEvent> Replay(string stream, AsOf asOf, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (PastStates.Begin(stream) is not { } state)
            yield break;
        IReadOnlyList<StateFact> before = [];
        await foreach (var recorded in history.Stream(stream, asOf, cancellation))
        {
            state.Take(recorded);
            var after = await states.Facts(state, AsOf.Everything with { Position = recorded.Meta.Position },
                recorded.Meta.RecordedAt, cancellation);
            yield return new(timelines.Audited(recorded), FactChanges.Between(before, after), after);
            before = after;
        }
    }

    /// <summary>A part of it; null when there is no such stream, or was none then.</summary>
    public async ValueTask<AuditedReplay?> Page(string stream, AsOf asOf, long afterVersion, CancellationToken cancellation)
    {
        List<ReplayedEvent> page = [];
        var any = false;
        await foreach (var replayed in Replay(stream, asOf, cancellation))
        {
            any = true;
            if (replayed.Event.Version <= afterVersion)
                continue;
            if (page.Count == MostEvents)
                return new(stream, page, page[^1].Event.Version);
            page.Add(replayed);
        }
        return any ? new(stream, page, null) : null;
    }
}
