namespace Coordination.Host.Platform.Execution;

/// <summary>
/// What one attempt at a command has read and wants to record. Every stream that was loaded is verified when it is
/// stored: as the expected version where something is recorded to it, else as a check. The first refusal is the answer,
/// whatever the handler goes on to say, and then only evidence is recorded.
/// </summary>
public sealed class CommandSession : IStateSource
{
    private readonly StateLoader _loader;
    private readonly CommandContext _context;
    private readonly bool _catchUp;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, LoadedStream> _streams = new(StringComparer.Ordinal);
    private bool _recordedBefore;
    private bool _disregardsVersion;

    internal CommandSession(StateLoader loader, CommandContext context, DateTimeOffset now, bool catchUp, CancellationToken cancellation)
    {
        _loader = loader;
        _context = context;
        _catchUp = catchUp;
        _cancellation = cancellation;
        Now = now;
    }

    /// <summary>The time of this attempt, for the command.</summary>
    public DateTimeOffset Now { get; }

    public Actor Actor => _context.Actor;

    internal Refusal? Refusal { get; private set; }
    internal bool VersionMismatch { get; private set; }
    internal IReadOnlyCollection<LoadedStream> Streams => _streams.Values;

    /// <summary>The state of one subject's stream.</summary>
    public ValueTask<TState> Load<TState, TEvent, TId>(StreamDefinition<TState, TEvent> definition, TId id)
        where TEvent : DomainEvent where TState : notnull where TId : struct =>
        Load(definition, definition.NameFor(id));

    /// <summary>The state of the stream of which there is only one.</summary>
    public ValueTask<TState> Load<TState, TEvent>(StreamDefinition<TState, TEvent> definition)
        where TEvent : DomainEvent where TState : notnull =>
        Load(definition, definition.OnlyName);

    /// <summary>The initial state, unread, for a subject whose id was minted for this command: it must not exist when this is
    /// stored.</summary>
    public TState Begin<TState, TEvent, TId>(StreamDefinition<TState, TEvent> definition, TId id)
        where TEvent : DomainEvent where TState : notnull where TId : struct
    {
        var stream = new LoadedStream<TState, TEvent>(definition, definition.NameFor(id), new(definition.Initial, 0, ShownVersion.None));
        _streams.Add(stream.Name, stream);
        return stream.State;
    }

    /// <summary>Does not look at the caller's If-Match: whether it holds would tell of what was not addressed to them.</summary>
    public void DisregardVersion() => _disregardsVersion = true;

    /// <summary>The version of a stream that was loaded, for an answer, after what was recorded to it so far.</summary>
    public ShownVersion VersionOf<TState, TEvent, TId>(StreamDefinition<TState, TEvent> definition, TId id)
        where TEvent : DomainEvent where TId : struct => Loaded(definition.NameFor(id)).Shown;

    /// <summary>The version of the stream of which there is only one, for an answer.</summary>
    public ShownVersion VersionOf<TState, TEvent>(StreamDefinition<TState, TEvent> definition)
        where TEvent : DomainEvent => Loaded(definition.OnlyName).Shown;

    /// <summary>The version in the log of a stream that was loaded, for a verdict or another record of what was read. It goes into no
    /// answer.</summary>
    public long LogVersionOf<TState, TEvent, TId>(StreamDefinition<TState, TEvent> definition, TId id)
        where TEvent : DomainEvent where TId : struct => Loaded(definition.NameFor(id)).Version;

    /// <summary>The same of the stream of which there is only one.</summary>
    public long LogVersionOf<TState, TEvent>(StreamDefinition<TState, TEvent> definition)
        where TEvent : DomainEvent => Loaded(definition.OnlyName).Version;

    /// <summary>Takes a decision over, on one subject's stream. The refusal is for handlers that stop there; the runner sees it
    /// anyhow.</summary>
    public Refusal? Record<TState, TEvent, TId>(StreamDefinition<TState, TEvent> definition, TId id, Decision<TEvent> decision)
        where TEvent : DomainEvent where TState : notnull where TId : struct =>
        Record<TState, TEvent>(definition.NameFor(id), decision);

    /// <summary>Takes a decision over, on the stream of which there is only one.</summary>
    public Refusal? Record<TState, TEvent>(StreamDefinition<TState, TEvent> definition, Decision<TEvent> decision)
        where TEvent : DomainEvent where TState : notnull =>
        Record<TState, TEvent>(definition.OnlyName, decision);

    /// <summary>200 with the id and the version of its stream.</summary>
    public Answer Changed<TState, TEvent, TId>(StreamDefinition<TState, TEvent> definition, TId id)
        where TEvent : DomainEvent where TId : struct => Done(200, SubjectId.Of(id), VersionOf(definition, id), null);

    /// <summary>200 with the kind and the version of the stream of which there is only one.</summary>
    public Answer Changed<TState, TEvent>(StreamDefinition<TState, TEvent> definition)
        where TEvent : DomainEvent => Done(200, SubjectId.OnlyOne(definition.Kind), VersionOf(definition), null);

    /// <summary>201 with the id and the version of its stream, and where it is found.</summary>
    public Answer Created<TState, TEvent, TId>(StreamDefinition<TState, TEvent> definition, TId id, Address location)
        where TEvent : DomainEvent where TId : struct => Done(201, SubjectId.Of(id), VersionOf(definition, id), location);

    async ValueTask<Versioned<TState>> IStateSource.Read<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string stream,
        CancellationToken cancellation)
    {
        var state = await Load(definition, stream);
        return new(state, Loaded(stream).Version);
    }

    private static Answer.Done Done(int status, SubjectId id, ShownVersion version, Address? location) =>
        new(status, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new Changed(id, version.Number), ExecutionJson.Default.Changed),
            version, location);

    private async ValueTask<TState> Load<TState, TEvent>(StreamDefinition<TState, TEvent> definition, string name)
        where TEvent : DomainEvent where TState : notnull
    {
        if (_streams.TryGetValue(name, out var known))
            return ((LoadedStream<TState, TEvent>)known).State;
        var folded = _catchUp
            ? await _loader.CaughtUp(definition, name, _cancellation)
            : await _loader.Cached(definition, name, _cancellation);
        var stream = new LoadedStream<TState, TEvent>(definition, name, folded);
        _streams.Add(name, stream);
        return stream.State;
    }

    private Refusal? Record<TState, TEvent>(string name, Decision<TEvent> decision) where TEvent : DomainEvent where TState : notnull
    {
        var stream = (LoadedStream<TState, TEvent>)Loaded(name);
        var refusal = (decision as Refused<TEvent>)?.Refusal;
        // What is refused is refused whatever was seen before (RFC 9110, 13.2.1): else a version could be tried out on what the caller may
        // not read.
        if (!_recordedBefore && !_disregardsVersion && _context.IfMatch is { } condition && !condition.IsMetBy(stream.LoadedShown))
            VersionMismatch = refusal is null || decision.Events.Count > 0;
        _recordedBefore = true;
        stream.Record(decision.Events, evidence: refusal is not null);
        Refusal ??= refusal;
        return refusal;
    }

    private LoadedStream Loaded(string name) => _streams.TryGetValue(name, out var stream)
        ? stream
        : throw new InvalidOperationException($"A stream of kind '{name.Split('-')[0]}' was used before it was loaded.");
}
