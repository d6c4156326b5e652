namespace Coordination.Domain;

/// <summary>An event with what the log knows about it.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Meta">Who, when, where in the log.</param>
public readonly record struct Recorded<TEvent>(TEvent Event, EventMeta Meta) where TEvent : DomainEvent;

/// <summary>What the log records with every event.</summary>
public sealed record EventMeta
{
    /// <summary>Place in the whole log: 1, 2, 3, without gaps. Never shown to a partner agency.</summary>
    public required long Position { get; init; }

    /// <summary>The stream, for example <c>consent-3f2b…</c>.</summary>
    public required string Stream { get; init; }

    /// <summary>Place in the stream: 1, 2, 3.</summary>
    public required long Version { get; init; }

    /// <summary>The event's own identifier.</summary>
    public required Guid EventId { get; init; }

    /// <summary>Who did it: a person, on behalf of an agency.</summary>
    public required Actor Actor { get; init; }

    /// <summary>When it happened in the world. An oral revocation is told before it is typed.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the log took it. This is the instant from which it binds.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The request that this belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The event or request that led to it.</summary>
    public string? CausationId { get; init; }
}

/// <summary>A person acting for an agency.</summary>
public sealed record Actor(PersonId Person, AgencyId Agency);
