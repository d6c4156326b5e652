using Wolverine;
using Wolverine.Runtime.Serialization;

namespace Coordination.Host.Platform.Storage;

/// <summary>
/// Requests as the arrays that <c>coordination.append</c> takes. Indexes count from one, as in SQL. The lists are filled
/// again for each batch.
/// </summary>
internal sealed class AppendBatch
{
    private readonly Dictionary<string, int> _streams = new(StringComparer.Ordinal);
    private readonly HashSet<IdempotencyKey> _keys = [];

    public List<PendingAppend> Items { get; } = [];
    public int Bytes { get; private set; }

    public List<int> LastExpectations { get; } = [];
    public List<int> ExpectationStreams { get; } = [];
    public List<long> ExpectedVersions { get; } = [];
    public List<int> ExpectationEvents { get; } = [];
    public List<string> StreamIds { get; } = [];
    public List<string?> StreamTypes { get; } = [];
    public List<int> EventExpectations { get; } = [];
    public List<Guid> EventIds { get; } = [];
    public List<string> EventTypes { get; } = [];
    public List<ReadOnlyMemory<byte>> EventData { get; } = [];
    public List<ReadOnlyMemory<byte>> EventHeaders { get; } = [];
    public List<string> EventUsers { get; } = [];
    public List<string?> EventCorrelations { get; } = [];
    public List<string?> EventCausations { get; } = [];
    public List<int> KeyRequests { get; } = [];
    public List<string> KeySubjects { get; } = [];
    public List<string> KeyValues { get; } = [];
    public List<ReadOnlyMemory<byte>> KeyFingerprints { get; } = [];
    public List<ReadOnlyMemory<byte>> KeyBodies { get; } = [];
    public List<int> MessageRequests { get; } = [];
    public List<Guid> MessageIds { get; } = [];
    public List<string> MessageStatuses { get; } = [];
    public List<int> MessageOwners { get; } = [];
    public List<DateTimeOffset?> MessageTimes { get; } = [];
    public List<byte[]> MessageBodies { get; } = [];
    public List<string> MessageTypes { get; } = [];
    public List<string> MessageQueues { get; } = [];

    /// <summary>
    /// Whether the request may join. A key that is in the batch already waits for the next one: there the function finds
    /// its first answer.
    /// </summary>
    public bool HasRoomFor(PendingAppend item, StoreOptions options) =>
        Items.Count == 0
        || (Items.Count < options.MostRequestsPerBatch
            && Bytes + item.Bytes <= options.MostBytesPerBatch
            && (item.Request.Answer is not { } answer || !_keys.Contains(answer.Key)));

    public void Add(PendingAppend item)
    {
        Items.Add(item);
        Bytes += item.Bytes;
        foreach (var write in item.Request.Writes)
            Write(write, item);
        foreach (var check in item.Request.Checks)
            Expect(check.Stream, null, check.Version, 0);
        LastExpectations.Add(ExpectationStreams.Count);
        if (item.Request.Answer is { } answer)
            Keep(answer);
        foreach (var envelope in item.Messages?.Envelopes ?? [])
            Send(envelope);
    }

    public void Clear()
    {
        Items.Clear();
        Bytes = 0;
        _streams.Clear();
        _keys.Clear();
        LastExpectations.Clear();
        ExpectationStreams.Clear();
        ExpectedVersions.Clear();
        ExpectationEvents.Clear();
        StreamIds.Clear();
        StreamTypes.Clear();
        ClearEvents();
        KeyRequests.Clear();
        KeySubjects.Clear();
        KeyValues.Clear();
        KeyFingerprints.Clear();
        KeyBodies.Clear();
        ClearMessages();
    }

    private void ClearEvents()
    {
        EventExpectations.Clear();
        EventIds.Clear();
        EventTypes.Clear();
        EventData.Clear();
        EventHeaders.Clear();
        EventUsers.Clear();
        EventCorrelations.Clear();
        EventCausations.Clear();
    }

    private void ClearMessages()
    {
        MessageRequests.Clear();
        MessageIds.Clear();
        MessageStatuses.Clear();
        MessageOwners.Clear();
        MessageTimes.Clear();
        MessageBodies.Clear();
        MessageTypes.Clear();
        MessageQueues.Clear();
    }

    private void Write(StreamWrite write, PendingAppend item)
    {
        Expect(write.Stream, write.StreamType, write.Expected.Encoded, write.Events.Count);
        var metadata = item.Request.Metadata;
        foreach (var e in write.Events)
        {
            EventExpectations.Add(ExpectationStreams.Count);
            EventIds.Add(e.Id);
            EventTypes.Add(e.Type);
            EventData.Add(e.Data);
            EventHeaders.Add(ReferenceEquals(e, item.Request.Writes[0].Events[0]) ? item.FirstHeaders : item.Headers);
            EventUsers.Add(metadata.Person);
            EventCorrelations.Add(metadata.CorrelationId);
            EventCausations.Add(metadata.CausationId);
        }
    }

    private void Expect(string stream, string? type, long version, int events)
    {
        if (!_streams.TryGetValue(stream, out var index))
        {
            StreamIds.Add(stream);
            StreamTypes.Add(null);
            index = StreamIds.Count;
            _streams.Add(stream, index);
        }
        StreamTypes[index - 1] ??= type;
        ExpectationStreams.Add(index);
        ExpectedVersions.Add(version);
        ExpectationEvents.Add(events);
    }

    private void Keep(IdempotentAnswer answer)
    {
        _keys.Add(answer.Key);
        KeyRequests.Add(Items.Count);
        KeySubjects.Add(answer.Key.Subject);
        KeyValues.Add(answer.Key.Key);
        KeyFingerprints.Add(answer.Fingerprint);
        KeyBodies.Add(answer.Body);
    }

    /// <summary>As Wolverine's own storage keeps it.</summary>
    private void Send(Envelope envelope)
    {
        MessageRequests.Add(Items.Count);
        MessageIds.Add(envelope.Id);
        MessageStatuses.Add(envelope.Status.ToString());
        MessageOwners.Add(envelope.OwnerId);
        MessageTimes.Add(envelope.ScheduledTime?.ToUniversalTime());
        MessageBodies.Add(EnvelopeSerializer.Serialize(envelope));
        MessageTypes.Add(envelope.MessageType!);
        MessageQueues.Add(envelope.Destination!.ToString());
    }
}
