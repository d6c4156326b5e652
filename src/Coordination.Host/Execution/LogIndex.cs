using Coordination.Domain;
using Coordination.Host.EventCatalogue;

namespace Coordination.Host.Execution;

/// <summary>
/// Something that is remembered from the log in memory. After a start it is folded again from the first event, so there is
/// nothing to keep, to lose or to repair; only the streams that concern it are decoded. Not safe for use by several at once.
/// </summary>
public abstract class LogIndex(IEventStore store, EventCodec codec)
{
    private const int PageSize = 1_000;

    /// <summary>The position of the last event that is in it.</summary>
    public long Position { get; private set; }

    /// <summary>Whether events of this stream matter.</summary>
    protected abstract bool Concerns(string stream);

    /// <summary>Takes one event in.</summary>
    protected abstract void Apply(Recorded<DomainEvent> recorded);

    /// <summary>Sees any event, of whatever stream, undecoded: who did something, and for which agency.</summary>
    protected virtual void See(StoredEvent stored)
    {
    }

    /// <summary>Takes in the event that was just read; reads what lies between, if there is anything.</summary>
    public async ValueTask Take(Recorded<DomainEvent> recorded, CancellationToken cancellation)
    {
        if (recorded.Meta.Position > Position + 1)
            await CatchUp(recorded.Meta.Position, cancellation);
        if (recorded.Meta.Position <= Position)
            return;
        if (Concerns(recorded.Meta.Stream))
            Apply(recorded);
        Position = recorded.Meta.Position;
    }

    /// <summary>Reads on until this position, or until the end of the log.</summary>
    public async ValueTask CatchUp(long upTo, CancellationToken cancellation)
    {
        while (Position < upTo)
        {
            var page = await store.ReadAll(Position, (int)Math.Min(PageSize, upTo - Position), cancellation);
            if (page.Count == 0)
                return;
            foreach (var stored in page)
            {
                See(stored);
                if (Concerns(stored.Stream))
                    Apply(codec.Decode(stored));
                Position = stored.Position;
            }
        }
    }
}
