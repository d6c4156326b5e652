using System.Runtime.CompilerServices;

namespace Coordination.Host.Features.Audit;

/// <summary>How much of the log counts: up to a position, up to an instant of recording, or both.</summary>
public readonly record struct AsOf(long Position, DateTimeOffset Time)
{
    public static AsOf Everything => new(long.MaxValue, DateTimeOffset.MaxValue);

    public static AsOf Before(long position) => Everything with { Position = position - 1 };

    public bool Covers(StoredEvent stored) => stored.Position <= Position && stored.RecordedAt <= Time;
}

/// <summary>Reads the log as it was.</summary>
public sealed class History(IEventStore store, EventCodec codec)
{
    private const int PageSize = 500;

    public async IAsyncEnumerable<Recorded<DomainEvent>> Stream(string stream, AsOf asOf,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var version = 0L;
        while (true)
        {
            var page = await store.ReadStream(stream, version, PageSize, cancellation);
            foreach (var stored in page.Where(asOf.Covers))
                yield return codec.Decode(stored);
            if (page.Count < PageSize || !asOf.Covers(page[^1]))
                yield break;
            version = page[^1].Version;
        }
    }

    /// <summary>The events of the log whose streams are of these kinds, oldest first.</summary>
    public async IAsyncEnumerable<Recorded<DomainEvent>> Log(IReadOnlyList<string> kinds, AsOf asOf,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var position = 0L;
        while (true)
        {
            var page = await store.ReadAll(position, PageSize, cancellation);
            foreach (var stored in page.Where(stored => asOf.Covers(stored) && kinds.Contains(KindOf(stored.Stream))))
                yield return codec.Decode(stored);
            if (page.Count < PageSize || !asOf.Covers(page[^1]))
                yield break;
            position = page[^1].Position;
        }
    }

    /// <summary>The state of a stream as it was; version 0 when there was none.</summary>
    public async ValueTask<Versioned<TState>> Fold<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream, AsOf asOf,
        CancellationToken cancellation)
        where TEvent : DomainEvent
    {
        var folded = new Versioned<TState>(definition.Initial, 0);
        await foreach (var recorded in Stream(stream, asOf, cancellation))
            folded = new(definition.Evolve(folded.State, (TEvent)recorded.Event), recorded.Meta.Version);
        return folded;
    }

    /// <summary>When the event at a position was recorded; null when the log does not reach so far.</summary>
    public async ValueTask<DateTimeOffset?> RecordedAt(long position, CancellationToken cancellation) =>
        position >= 1 && await store.ReadAll(position - 1, 1, cancellation) is [var stored, ..] ? stored.RecordedAt : null;

    /// <summary>The last position that was recorded at an instant or before; 0 when nothing was. Times of recording never go
    /// back.</summary>
    public async ValueTask<long> PositionAt(DateTimeOffset instant, CancellationToken cancellation)
    {
        var (low, high) = (0L, await store.Head(cancellation));
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (await RecordedAt(middle, cancellation) <= instant)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    /// <summary>The last position of the log.</summary>
    public ValueTask<long> Head(CancellationToken cancellation) => store.Head(cancellation);

    /// <summary>The kind of a stream: what stands before its first hyphen.</summary>
    public static string KindOf(string stream) => stream.Split('-', 2)[0];
}
