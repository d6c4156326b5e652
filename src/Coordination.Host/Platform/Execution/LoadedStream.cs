using Coordination.Host.Platform.Encryption;

namespace Coordination.Host.Platform.Execution;

/// <summary>A stream in a workspace: what was read, and what is to be recorded.</summary>
internal abstract class LoadedStream(string name, string kind, long loadedVersion, ShownVersion loadedShown)
{
    private readonly List<Recording> _recorded = [];
    private IReadOnlyList<EventData> _written = [];

    public string Name => name;
    public string Kind => kind;
    public long LoadedVersion => loadedVersion;
    public long Version => loadedVersion + _recorded.Count;
    public ShownVersion LoadedShown => loadedShown;

    /// <summary>What callers may be shown, after what was recorded to it so far.</summary>
    public abstract ShownVersion Shown { get; }

    /// <summary>What is to be written: all of it, or only the evidence that a refusal leaves.</summary>
    public StreamWrite? Write(EventCodec codec, AgencyId agency, bool onlyEvidence)
    {
        _written = [.. Kept(onlyEvidence)
            .Select(recorded => codec.Encode(recorded.Event, Guid.NewGuid(), name, recorded.ScopeFor(agency)))];
        return _written.Count == 0 ? null : new StreamWrite(name, kind, ExpectedVersion.Exactly(loadedVersion), _written);
    }

    /// <summary>What is to be written, after <see cref="Write"/>, with the names that it will have in the log.</summary>
    public IEnumerable<(DomainEvent Event, EventReference Reference)> Written(bool onlyEvidence) =>
        Kept(onlyEvidence).Zip(_written, (recorded, data) => (recorded.Event, data.Id))
            .Select((written, index) => (written.Event, new EventReference(written.Id, name, loadedVersion + 1 + index)));

    /// <summary>The keys that it takes to write it.</summary>
    public IEnumerable<KeyScope> Scopes(EventCodec codec, AgencyId agency, bool onlyEvidence) =>
        Kept(onlyEvidence).Where(recorded => codec.Seals(recorded.Event)).Select(recorded => recorded.ScopeFor(agency)).Distinct();

    public IEnumerable<DomainEvent> Recorded(bool onlyEvidence) => Kept(onlyEvidence).Select(recorded => recorded.Event);

    /// <summary>Whether there is anything to write.</summary>
    public bool Writes(bool onlyEvidence) => Kept(onlyEvidence).Any();

    /// <summary>Keeps the state after what was written, at the version that the store gave it.</summary>
    public abstract void KeepIn(StateLoader loader, EventCodec codec, bool onlyEvidence, long version);

    protected void Add(DomainEvent e, bool evidence, Protection protection) => _recorded.Add(new(e, evidence, protection));

    /// <summary>What was written, as a reader of the log gets it.</summary>
    protected IEnumerable<DomainEvent> AsStored(EventCodec codec, bool onlyEvidence) =>
        Kept(onlyEvidence).Zip(_written, (recorded, data) => codec.AsStored(recorded.Event, data, name));

    private IEnumerable<Recording> Kept(bool onlyEvidence) => _recorded.Where(recorded => recorded.Evidence || !onlyEvidence);

    private readonly record struct Recording(DomainEvent Event, bool Evidence, Protection Protection)
    {
        public KeyScope ScopeFor(AgencyId agency) => new(Protection.Addressee ?? agency, Protection.Subject);
    }
}

internal sealed class LoadedStream<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string name, Folded<TState> folded)
    : LoadedStream(name, definition.Kind, folded.Version, folded.Shown) where TEvent : DomainEvent where TState : notnull
{
    private ShownVersion _shown = folded.Shown;

    public TState State { get; private set; } = folded.State;

    public override ShownVersion Shown => _shown;

    public void Record(IReadOnlyList<TEvent> events, bool evidence)
    {
        foreach (var e in events)
        {
            (State, _shown) = (definition.Evolve(State, e), _shown.After(definition, e));
            Add(e, evidence, definition.Protect?.Invoke(Name, State, e) ?? new Protection(KeySubject.OfStream(Name)));
        }
    }

    // What is kept in memory is what the log holds: sealed, so that a key that is destroyed takes it along.
    public override void KeepIn(StateLoader loader, EventCodec codec, bool onlyEvidence, long version)
    {
        var (state, shown) = folded;
        foreach (var stored in AsStored(codec, onlyEvidence).Cast<TEvent>())
            (state, shown) = (definition.Evolve(state, stored), shown.After(definition, stored));
        loader.Keep(Name, state, version, shown);
    }
}
