namespace Coordination.Host.Platform.Http;

/// <summary>
/// The shape of a command on one stream: load it, decide, record, answer with its version. A feature gives the stream and the decision
/// and, where its decider does not ask it itself, from whom the record is withheld. A command that needs more is written out with
/// <c>call.Run</c>.
/// </summary>
internal static class StreamCommands
{
    /// <summary>Changes what is there. The answer is 200.</summary>
    public static Task<IResult> Change<TState, TEvent, TId>(
        this CommandCall call, StreamDefinition<TState, TEvent> stream, TId id, Func<CommandSession, TState, Decision<TEvent>> decide,
        DateTimeOffset? occurredAt = null, Func<TState, Actor, Refusal?>? withheld = null)
        where TEvent : DomainEvent where TState : notnull where TId : struct =>
        call.Change(stream, id, (work, state) => new ValueTask<Decision<TEvent>>(decide(work, state)), occurredAt, withheld);

    /// <summary>The same, where more has to be read first.</summary>
    public static Task<IResult> Change<TState, TEvent, TId>(
        this CommandCall call, StreamDefinition<TState, TEvent> stream, TId id,
        Func<CommandSession, TState, ValueTask<Decision<TEvent>>> decide,
        DateTimeOffset? occurredAt = null, Func<TState, Actor, Refusal?>? withheld = null)
        where TEvent : DomainEvent where TState : notnull where TId : struct =>
        call.Run(async work =>
        {
            await Record(work, stream, id, decide, withheld);
            return work.Changed(stream, id);
        }, occurredAt);

    /// <summary>Changes the stream of which there is only one.</summary>
    public static Task<IResult> Change<TState, TEvent>(this CommandCall call, StreamDefinition<TState, TEvent> stream,
        Func<CommandSession, TState, Decision<TEvent>> decide)
        where TEvent : DomainEvent where TState : notnull =>
        call.Run(async work =>
        {
            work.Record(stream, decide(work, await work.Load(stream)));
            return work.Changed(stream);
        });

    /// <summary>Adds something with an id of its own to what is there. The answer is 201, with that id.</summary>
    public static Task<IResult> Add<TState, TEvent, TId, TMade>(
        this CommandCall call, StreamDefinition<TState, TEvent> stream, TId id, TMade made, Address location,
        Func<CommandSession, TState, ValueTask<Decision<TEvent>>> decide,
        DateTimeOffset? occurredAt = null, Func<TState, Actor, Refusal?>? withheld = null)
        where TEvent : DomainEvent where TState : notnull where TId : struct where TMade : struct =>
        call.Run(async work =>
        {
            await Record(work, stream, id, decide, withheld);
            var version = work.VersionOf(stream, id);
            return Answer.Made(Changed.Of(made, version), ExecutionJson.Default.Changed, location, version);
        }, occurredAt);

    /// <summary>Begins the stream of something whose id was minted for this command. The answer is 201.</summary>
    public static Task<IResult> Create<TState, TEvent, TId>(
        this CommandCall call, StreamDefinition<TState, TEvent> stream, TId id, Address location,
        Func<CommandSession, TState, ValueTask<Decision<TEvent>>> decide)
        where TEvent : DomainEvent where TState : notnull where TId : struct =>
        call.Run(async work =>
        {
            work.Record(stream, id, await decide(work, work.Begin(stream, id)));
            return work.Created(stream, id, location);
        });

    // Whoever may not know of the record is refused before anything is decided.
    private static async ValueTask Record<TState, TEvent, TId>(
        CommandSession work, StreamDefinition<TState, TEvent> stream, TId id,
        Func<CommandSession, TState, ValueTask<Decision<TEvent>>> decide, Func<TState, Actor, Refusal?>? withheld)
        where TEvent : DomainEvent where TState : notnull where TId : struct
    {
        var state = await work.Load(stream, id);
        work.Record(stream, id, withheld?.Invoke(state, work.Actor) is { } refusal ? refusal : await decide(work, state));
    }
}
