namespace Coordination.Host.Platform.Execution;

/// <summary>
/// The narrow port to the log. Everything above it knows events and expectations; only <c>Platform/Storage</c> knows a database.
/// Every implementation passes the same conformance suite.
/// </summary>
public interface IEventStore
{
    /// <summary>
    /// Appends atomically, across streams: all writes or none. The wait is bounded; when the outcome is not known
    /// (a lost connection), it throws <see cref="StoreUnavailableException"/>, and the same idempotency key finds out.
    /// </summary>
    ValueTask<AppendResult> Append(AppendRequest request, CancellationToken cancellation);

    /// <summary>Events of a stream after <paramref name="afterVersion"/>, in order, at most <paramref name="limit"/>. Empty when there are
    /// none.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation);

    /// <summary>
    /// Events of several streams, each after a version of its own, all as of one moment: by the stream's name as bytes, then by version, at
    /// most <paramref name="limit"/>. Each stream is named once.
    /// </summary>
    ValueTask<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamCheck> after, int limit, CancellationToken cancellation);

    /// <summary>Events of the log after <paramref name="afterPosition"/>, in order of position and without gaps, at most
    /// <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation);

    /// <summary>
    /// Ends when something may have been appended since it was taken. Take it before looking at the log, so that nothing falls
    /// between, and poll behind it: a wake-up from another host can be lost.
    /// </summary>
    Task NextAppend { get; }

    /// <summary>The log from <paramref name="afterPosition"/> on, for ever: wakes up when something was appended, polls behind
    /// that.</summary>
    IAsyncEnumerable<StoredEvent> Subscribe(long afterPosition, CancellationToken cancellation);

    /// <summary>The answer that an idempotency key was given, or null.</summary>
    ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation);

    /// <summary>The position of the last event; 0 for an empty log.</summary>
    ValueTask<long> Head(CancellationToken cancellation);
}

/// <summary>One atomic append.</summary>
/// <param name="Writes">Events for streams; may be empty when there is only an idempotent answer to keep.</param>
/// <param name="Checks">Streams that must still be at a version, though nothing is written to them.</param>
/// <param name="Metadata">Who, when, on whose request.</param>
/// <param name="Answer">Stored in the same transaction, so that a repeated command gets the first answer.</param>
public sealed record AppendRequest(
    IReadOnlyList<StreamWrite> Writes,
    IReadOnlyList<StreamCheck> Checks,
    AppendMetadata Metadata,
    IdempotentAnswer? Answer = null)
{
    /// <summary>Messages that are stored in the same transaction, and handled once it is committed.</summary>
    public IReadOnlyList<OutgoingMessage> Messages { get; init; } = [];
}

public sealed record StreamWrite(string Stream, string StreamType, ExpectedVersion Expected, IReadOnlyList<EventData> Events);

/// <summary>A stream at a <paramref name="Version"/>, where it must still be, or after which it is read; 0 means before its first
/// event.</summary>
public sealed record StreamCheck(string Stream, long Version);

/// <summary>An event that was not yet stored: its explicit type name and its JSON, at most <see cref="EventLimits.LargestEventBytes"/>
/// bytes.</summary>
public sealed record EventData(Guid Id, string Type, ReadOnlyMemory<byte> Data);

public static class EventLimits
{
    /// <summary>
    /// The largest event, in bytes of JSON: an entry of the audit log, with what stands beside the event, has a length in 16 bits. Where
    /// what stands beside it is unusually long, less fits.
    /// </summary>
    public const int LargestEventBytes = 64_000;

    public const int MostEventsPerAppend = 1_000;
}

/// <summary>What goes beside the events: who did it, when in the world, on whose request.</summary>
public sealed record AppendMetadata(string Person, string Agency, DateTimeOffset OccurredAt, string? CorrelationId = null,
    string? CausationId = null);

/// <summary>What a stream's version must be: an exact number, none, or at least one. There is no "any".</summary>
public readonly record struct ExpectedVersion
{
    private readonly long _value;
    private ExpectedVersion(long value) => _value = value;

    /// <summary>The stream must not exist. Also the default.</summary>
    public static ExpectedVersion NoStream => new(0);
    /// <summary>The stream must exist, at whatever version.</summary>
    public static ExpectedVersion Exists => new(-1);
    /// <summary>The stream must be at this version; 0 is <see cref="NoStream"/>.</summary>
    public static ExpectedVersion Exactly(long version) =>
        version >= 0 ? new(version) : throw new ArgumentOutOfRangeException(nameof(version), version, "A version is not negative.");

    /// <summary>Whether a stream at <paramref name="version"/> meets it.</summary>
    public bool IsMetBy(long version) => _value == -1 ? version > 0 : version == _value;

    /// <summary>-1 for <see cref="Exists"/>, else the exact version.</summary>
    public long Encoded => _value;
}

/// <summary>An idempotency key within the scope of one subject.</summary>
public readonly record struct IdempotencyKey(string Subject, string Key);

/// <summary>The first answer to a key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Fingerprint">A keyed hash of the request: the same key with another payload is an error.</param>
/// <param name="Body">The answer, as the caller got it.</param>
public sealed record IdempotentAnswer(IdempotencyKey Key, ReadOnlyMemory<byte> Fingerprint, ReadOnlyMemory<byte> Body)
{
    /// <summary>
    /// Where the log ended once the command was stored, so that everything it recorded is at or before it. Null before the store has kept
    /// it, and in what was kept before this was.
    /// </summary>
    public long? Position { get; init; }
}

/// <summary>What became of an append. Outages are exceptions; everything else is one of these.</summary>
public abstract record AppendResult
{
    private AppendResult() { }

    /// <summary>Stored, durably. Positions are contiguous; both are 0 when nothing was written.</summary>
    /// <param name="FirstPosition">Position of the first event.</param>
    /// <param name="LastPosition">Position of the last event.</param>
    /// <param name="Versions">The new version of each written stream, in the order of the writes.</param>
    /// <param name="RecordedAt">When the log took them.</param>
    public sealed record Appended(long FirstPosition, long LastPosition, IReadOnlyList<long> Versions,
        DateTimeOffset RecordedAt) : AppendResult;

    /// <summary>Nothing was stored: this stream is not where it was expected.</summary>
    public sealed record Conflict(string Stream, long Actual) : AppendResult;

    /// <summary>Nothing was stored: the key was used before; this is what it was answered.</summary>
    public sealed record Repeated(IdempotentAnswer First) : AppendResult;
}

public sealed record StoredEvent(
    long Position,
    string Stream,
    long Version,
    Guid Id,
    string Type,
    ReadOnlyMemory<byte> Data,
    AppendMetadata Metadata,
    DateTimeOffset RecordedAt);

/// <summary>The store cannot be reached, or did not answer in time. Whether something was stored is not known.</summary>
public class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
