using Coordination.Domain;
using Coordination.Host.EventCatalogue;

namespace Coordination.Host.Execution;

/// <summary>A stream in a workspace: what was read, and what is to be recorded.</summary>
internal abstract class LoadedStream(string name, string kind, long loadedVersion)
{
    private readonly List<(DomainEvent Event, bool Evidence)> _recorded = [];

    public string Name => name;
    public long LoadedVersion => loadedVersion;
    public long Version => loadedVersion + _recorded.Count;

    /// <summary>What is to be written: all of it, or only the evidence that a refusal leaves.</summary>
    public StreamWrite? Write(EventCodec codec, bool onlyEvidence)
    {
        var events = Recorded(onlyEvidence).Select(e => codec.Encode(e, Guid.NewGuid())).ToList();
        return events.Count == 0 ? null : new StreamWrite(name, kind, ExpectedVersion.Exactly(loadedVersion), events);
    }

    /// <summary>What is to be recorded.</summary>
    public IEnumerable<DomainEvent> Recorded(bool onlyEvidence) =>
        _recorded.Where(recorded => recorded.Evidence || !onlyEvidence).Select(recorded => recorded.Event);

    /// <summary>Whether there is anything to write.</summary>
    public bool Writes(bool onlyEvidence) => Recorded(onlyEvidence).Any();

    /// <summary>Keeps the state after what was written, at the version that the store gave it.</summary>
    public abstract void KeepIn(StateLoader loader, bool onlyEvidence, long version);

    protected void Add(DomainEvent e, bool evidence) => _recorded.Add((e, evidence));
    protected bool HoldsOnlyEvidence => _recorded.TrueForAll(recorded => recorded.Evidence);
}

internal sealed class LoadedStream<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string name, Folded<TState> folded)
    : LoadedStream(name, definition.Kind, folded.Version) where TEvent : DomainEvent where TState : notnull
{
    public TState State { get; private set; } = folded.State;

    public void Record(IReadOnlyList<TEvent> events, bool evidence)
    {
        foreach (var e in events)
        {
            Add(e, evidence);
            State = definition.Evolve(State, e);
        }
    }

    public override void KeepIn(StateLoader loader, bool onlyEvidence, long version)
    {
        if (!onlyEvidence || HoldsOnlyEvidence)
            loader.Keep(Name, State, version);
    }
}
