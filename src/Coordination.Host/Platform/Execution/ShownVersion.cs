namespace Coordination.Host.Platform.Execution;

/// <summary>
/// A version of a stream as callers are shown it: how many of its events count for them
/// (<see cref="Coordination.Domain.StreamDefinition{TState, TEvent}.Counts"/>). Answers, entity tags and If-Match take nothing else, so
/// that the number of all its events stays inside the host.
/// </summary>
public readonly record struct ShownVersion(long Number)
{
    /// <summary>Nothing happened yet that counts.</summary>
    public static ShownVersion None => default;

    /// <summary>The version after one more event.</summary>
    internal ShownVersion After<TState, TEvent>(Domain.StreamDefinition<TState, TEvent> definition, TEvent happened)
        where TEvent : Domain.DomainEvent =>
        definition.Counts is { } counts && !counts(happened) ? this : new(Number + 1);
}
