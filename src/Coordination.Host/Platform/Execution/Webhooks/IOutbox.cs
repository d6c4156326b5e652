using Coordination.Domain.Webhooks;

namespace Coordination.Host.Platform.Execution.Webhooks;

/// <summary>What is to be sent to the endpoints of agencies, and what became of it. Only the holder of the lease writes. Each write checks
/// the lease in its own transaction, so that a slow former holder changes nothing.</summary>
public interface IOutbox
{
    /// <summary>Which of these messages the endpoint was never to be sent, and the number of its last one.</summary>
    ValueTask<OutboxGap> Missing(EndpointId endpoint, IReadOnlyCollection<string> messages, CancellationToken cancellation);

    /// <summary>Adds messages of one endpoint, all or none.</summary>
    /// <exception cref="LeaseLostException">Somebody else took the lease.</exception>
    ValueTask Add(Lease lease, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellation);

    /// <summary>The first message that waits at one endpoint; null when none does.</summary>
    ValueTask<OutboxMessage?> First(EndpointId endpoint, CancellationToken cancellation);

    /// <summary>Writes down what became of a message that waited.</summary>
    /// <exception cref="LeaseLostException">Somebody else took the lease.</exception>
    ValueTask Settle(Lease lease, OutboxMessage message, Settlement settlement, CancellationToken cancellation);

    /// <summary>Lets a message wait again that had been given up, unless that was done for this asking before.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="message">The message.</param>
    /// <param name="times">How often it was asked for, this time included.</param>
    /// <param name="now">Since when it waits.</param>
    /// <param name="cancellation">Stops waiting.</param>
    ValueTask Again(Lease lease, EndpointId endpoint, string message, int times, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Whatever waits at an endpoint may be tried at once.</summary>
    ValueTask Hasten(Lease lease, EndpointId endpoint, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Forgets what was sent or given up before an instant, but for messages that would be composed again, and the last.</summary>
    ValueTask Prune(Lease lease, EndpointId endpoint, IReadOnlyCollection<string> current, DateTimeOffset before,
        CancellationToken cancellation);

    /// <summary>Forgets all of an endpoint that was removed.</summary>
    ValueTask Remove(Lease lease, EndpointId endpoint, CancellationToken cancellation);
}

/// <summary>What an agency may see of what is sent to it: of its own endpoints, and never a message itself.</summary>
public interface IOutboxReader
{
    ValueTask<OutboxFigures> Figures(AgencyId agency, EndpointId endpoint, CancellationToken cancellation);

    /// <summary>What was given up, in the order of numbers, after one of them.</summary>
    ValueTask<IReadOnlyList<DeadLetter>> DeadLetters(AgencyId agency, EndpointId endpoint, long after, int limit,
        CancellationToken cancellation);

    ValueTask<bool> IsDead(AgencyId agency, EndpointId endpoint, string message, CancellationToken cancellation);
}

public sealed record OutboxGap(IReadOnlySet<string> Missing, long LastSequence);

/// <summary>A message for one endpoint, as it is sent: the same bytes however often.</summary>
/// <param name="Agency">The agency of the endpoint.</param>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Sequence">Its number among the endpoint's own, from 1 without gaps.</param>
/// <param name="Message">Its name, by which a receiver knows it again.</param>
/// <param name="Type">Of which type it is.</param>
/// <param name="Body">What is sent.</param>
/// <param name="WaitingSince">Since when it waits.</param>
public sealed record OutboxMessage(AgencyId Agency, EndpointId Endpoint, long Sequence, string Message, string Type, string Body,
    DateTimeOffset WaitingSince)
{
    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>When it may be tried next.</summary>
    public required DateTimeOffset NextAt { get; init; }
}

/// <summary>What became of a message.</summary>
public abstract record Settlement
{
    private Settlement() { }

    public sealed record Sent(DateTimeOffset At) : Settlement;

    public sealed record Later(DateTimeOffset NextAt, Failure Why) : Settlement;

    public sealed record Dead(DateTimeOffset At, Failure Why) : Settlement;
}

/// <summary>Why it did not arrive.</summary>
/// <param name="Class">In which way.</param>
/// <param name="Status">The HTTP status, where there was one.</param>
public sealed record Failure(FailureClass Class, int? Status = null)
{
    public override string ToString() => Status is { } status ? $"{Class} {status}" : $"{Class}";
}

/// <summary>In which way a message did not arrive.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(NameConverter<FailureClass>))]
public enum FailureClass
{
    /// <summary>There was no answer in time.</summary>
    Timeout,
    /// <summary>The name leads to no address.</summary>
    NameNotResolved,
    Refused,
    /// <summary>The connection ended, or what came was no HTTP.</summary>
    Broken,
    /// <summary>There is no secure connection: the certificate is not trusted, has run out or is for another name.</summary>
    Tls,
    /// <summary>The name leads to an address inside a network, to which nothing is sent.</summary>
    AddressNotAllowed,
    /// <summary>It was sent elsewhere (3xx), which is not followed.</summary>
    Redirected,
    /// <summary>It was not taken (4xx).</summary>
    Rejected,
    /// <summary>The endpoint says that it is gone (410): it was paused.</summary>
    Gone,
    /// <summary>The receiver failed (5xx).</summary>
    ServerError,
    /// <summary>The address or the secret cannot be read: the agency's key is not at hand.</summary>
    KeyUnavailable,
}

/// <summary>How an endpoint does.</summary>
/// <param name="Waiting">How many messages wait.</param>
/// <param name="Dead">How many were given up.</param>
/// <param name="LastSequence">The number of the last message; 0 when there was none.</param>
/// <param name="LastSentAt">When one arrived last.</param>
/// <param name="NextAt">When the first that waits is tried next; null when none does.</param>
/// <param name="LastFailure">Why the first that waits did not arrive; null when it was not tried.</param>
public sealed record OutboxFigures(long Waiting, long Dead, long LastSequence, DateTimeOffset? LastSentAt, DateTimeOffset? NextAt,
    Failure? LastFailure);

/// <summary>A message that was given up.</summary>
public sealed record DeadLetter(long Sequence, string Message, string Type, int Attempts, DateTimeOffset GivenUpAt, Failure Why);
