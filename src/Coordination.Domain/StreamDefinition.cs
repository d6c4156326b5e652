namespace Coordination.Domain;

/// <summary>In whose compartment a stream is.</summary>
[JsonConverter(typeof(NameConverter<CompartmentOwner>))]
public enum CompartmentOwner
{
    /// <summary>The agency that keeps it: of somebody whom it serves, or of its own affairs.</summary>
    Custodian,

    /// <summary>The agency that coordinates the task force: the register of members, what is put to them, the meetings that it
    /// calls.</summary>
    CoordinatingOffice,

    /// <summary>The task force as a whole: what holds for every member, and each has to know.</summary>
    TaskForce,
}

/// <summary>How one kind of stream is named and folded.</summary>
/// <param name="Kind">The kind, which is also the prefix of the stream's name: <c>case</c> in <c>case-3f2b…</c>.</param>
/// <param name="Initial">The state of a stream that does not exist.</param>
/// <param name="Evolve">Folds one event into the state. Pure, and total over the closed events of the stream.</param>
/// <typeparam name="TState">The folded state: immutable, so that it can be cached and shared.</typeparam>
/// <typeparam name="TEvent">The closed base of the stream's events.</typeparam>
public sealed record StreamDefinition<TState, TEvent>(string Kind, TState Initial, Func<TState, TEvent, TState> Evolve)
    where TEvent : DomainEvent
{
    /// <summary>In whose compartment such a stream is. A command that writes or checks streams of several owners spans agencies
    /// (<c>docs/commands.json</c>).</summary>
    public required CompartmentOwner Owner { get; init; }

    /// <summary>
    /// Under which key the sensitive texts of an event are kept, given the stream's name and the state after it; null where no event holds
    /// any. A stream that describes survivors says so here, or their erasure would not reach it.
    /// </summary>
    public Func<string, TState, TEvent, Protection>? Protect { get; init; }

    /// <summary>
    /// Which events count in the version that callers are shown of such a stream: those that each of these callers sees happen. Null where
    /// that is every event. An event that some of them must not know of is left out here, or the version would count it for them.
    /// </summary>
    public Func<TEvent, bool>? Counts { get; init; }

    /// <summary>The stream of one subject.</summary>
    public string NameFor<TId>(TId id) where TId : struct => $"{Kind}-{id}";

    /// <summary>The stream of which there is only one.</summary>
    public string OnlyName => Kind;

    /// <summary>Whether a stream of this name is of this kind, with a subject.</summary>
    public bool Names(string stream) =>
        stream.Length > Kind.Length + 1 && stream[Kind.Length] == '-' && stream.StartsWith(Kind, StringComparison.Ordinal);

    /// <summary>The subject of a stream of this kind: <c>3f2b…</c> of <c>case-3f2b…</c>.</summary>
    public string SubjectOf(string stream) => Names(stream)
        ? stream[(Kind.Length + 1)..]
        : throw new ArgumentException($"It is not a stream of kind {Kind}.", nameof(stream));

    /// <summary>Folds events onto a state.</summary>
    public TState Fold(TState state, IEnumerable<TEvent> events) => events.Aggregate(state, Evolve);
}
