using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Survivors;

namespace Coordination.Host.Features.Audit;

/// <summary>
/// States that go along with one pass over the log. At most so many streams are kept, those that were touched last; one that
/// was let go is read again up to here when it is asked for. So memory stays bounded, however long the log is.
/// </summary>
public sealed class RollingStates(History history, EventCodec codec, int most = RollingStates.MostStreams) : IStateSource
{
    /// <summary>How many streams are kept.</summary>
    public const int MostStreams = 4_096;

    private static readonly Dictionary<string, Passing> Beginnings = new List<Passing>(
    [
        Begin(TaskForceStream.Definition), Begin(PartnerStream.Definition), Begin(SurvivorStream.Definition),
        Begin(ConsentStream.Definition),
        Begin(CaseStream.Definition), Begin(DisclosureStream.Definition), Begin(ProcessStream.Definition), Begin(ReviewStream.Definition),
    ]).ToDictionary(beginning => beginning.Kind, StringComparer.Ordinal);

    private readonly Dictionary<string, LinkedListNode<(string Stream, Passing State)>> _kept = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Stream, Passing State)> _lastTouched = new();

    /// <summary>The position of the last event that was taken in.</summary>
    public long Position { get; private set; }

    /// <summary>How often a stream had to be read again.</summary>
    public long ReadAgain { get; private set; }

    /// <summary>How many streams are kept now.</summary>
    public int Kept => _kept.Count;

    /// <summary>Whether the gate reads streams of this kind.</summary>
    public static bool Concern(string stream) => Beginnings.ContainsKey(History.KindOf(stream));

    /// <summary>The event, when it could be a verdict or belongs to a state that is kept; null where nothing needs it.</summary>
    public Recorded<DomainEvent>? Decode(StoredEvent stored) =>
        _kept.ContainsKey(stored.Stream) || stored.Version == 1 || PastQuestions.AreIn(stored.Type) ? codec.Decode(stored) : null;

    /// <summary>Begins in the middle of the log.</summary>
    public void StartAfter(long position) => Position = position;

    /// <summary>Takes an event in, after everything that was asked about the time before it.</summary>
    public void Take(StoredEvent stored, Recorded<DomainEvent>? recorded)
    {
        if (_kept.TryGetValue(stored.Stream, out var kept))
            Keep(stored.Stream, kept.Value.State.With(recorded!.Value.Event, stored.Version));
        else if (stored.Version == 1)
            Keep(stored.Stream, Beginnings[History.KindOf(stored.Stream)].With(recorded!.Value.Event, 1));
        Position = stored.Position;
    }

    public async ValueTask<Versioned<TState>> Read<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream,
        CancellationToken cancellation)
        where TEvent : DomainEvent where TState : notnull
    {
        if (!_kept.TryGetValue(stream, out var kept))
        {
            var (state, version) = await history.Fold(definition, stream, AsOf.Before(Position + 1), cancellation);
            if (version == 0)
                return new(state, 0);
            ReadAgain++;
            Keep(stream, Beginnings[definition.Kind] with { State = state, Version = version });
            kept = _kept[stream];
        }
        _lastTouched.Remove(kept);
        _lastTouched.AddLast(kept);
        return new((TState)kept.Value.State.State, kept.Value.State.Version);
    }

    private void Keep(string stream, Passing state)
    {
        if (_kept.Remove(stream, out var known))
            _lastTouched.Remove(known);
        _kept[stream] = _lastTouched.AddLast((stream, state));
        if (_kept.Count > most)
        {
            _kept.Remove(_lastTouched.First!.Value.Stream);
            _lastTouched.RemoveFirst();
        }
    }

    private static Passing Begin<TState, TEvent>(StreamDefinition<TState, TEvent> definition)
        where TEvent : DomainEvent
        where TState : notnull =>
        new(definition.Kind, definition.Initial, 0, (state, happened) => definition.Evolve((TState)state, (TEvent)happened));

    private sealed record Passing(string Kind, object State, long Version, Func<object, DomainEvent, object> Evolve)
    {
        public Passing With(DomainEvent happened, long version) => this with { State = Evolve(State, happened), Version = version };
    }
}
