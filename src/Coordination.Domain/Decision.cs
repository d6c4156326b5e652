namespace Coordination.Domain;

/// <summary>What a decider answers: events to record, or a refusal, which may itself leave evidence.</summary>
/// <typeparam name="TEvent">The closed base of the stream's events.</typeparam>
public abstract record Decision<TEvent> where TEvent : DomainEvent
{
    private protected Decision(IReadOnlyList<TEvent> events) => Events = events;

    /// <summary>What to record, in order. Empty means: nothing changes.</summary>
    public IReadOnlyList<TEvent> Events { get; }

    /// <summary>A single event is the common answer.</summary>
    public static implicit operator Decision<TEvent>(TEvent @event) => new Accepted<TEvent>([@event]);

    /// <summary>A refusal that leaves no evidence.</summary>
    public static implicit operator Decision<TEvent>(Refusal refusal) => new Refused<TEvent>(refusal, []);
}

/// <summary>The command is accepted; with no events, it had been done before.</summary>
public sealed record Accepted<TEvent>(IReadOnlyList<TEvent> Recorded) : Decision<TEvent>(Recorded) where TEvent : DomainEvent;

/// <summary>The command is refused. <paramref name="Evidence"/> is recorded all the same: a refused disclosure is evidence.</summary>
public sealed record Refused<TEvent>(Refusal Refusal, IReadOnlyList<TEvent> Evidence) : Decision<TEvent>(Evidence)
    where TEvent : DomainEvent;

public static class Decision
{
    public static Decision<TEvent> Record<TEvent>(params IReadOnlyList<TEvent> events) where TEvent : DomainEvent =>
        new Accepted<TEvent>(events);

    /// <summary>It had been done before: records nothing.</summary>
    public static Decision<TEvent> Nothing<TEvent>() where TEvent : DomainEvent => new Accepted<TEvent>([]);

    public static Decision<TEvent> Refuse<TEvent>(Refusal refusal, params IReadOnlyList<TEvent> evidence) where TEvent : DomainEvent =>
        new Refused<TEvent>(refusal, evidence);
}

/// <summary>A fact, named in the past tense. Only this project's closed bases derive from it; each lists its events with their stored
/// names.</summary>
public abstract record DomainEvent
{
    private protected DomainEvent() { }

    /// <summary>What happened, in a line for auditors: from fields that describe nobody.</summary>
    public string ForAuditors() => Summary;

    internal abstract string Summary { get; }
}
