using System.Runtime.CompilerServices;
using Coordination.Host.Execution;

namespace Coordination.Testing;

/// <summary>The whole port in memory: one lock, one list. It passes the same conformance suite as PostgreSQL.</summary>
public sealed class InMemoryEventStore(TimeProvider? time = null) : IEventStore
{
    private readonly Lock _lock = new();
    private readonly List<StoredEvent> _log = [];
    private readonly Dictionary<string, List<StoredEvent>> _streams = new(StringComparer.Ordinal);
    private readonly Dictionary<IdempotencyKey, IdempotentAnswer> _answers = [];
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask<AppendResult> Append(AppendRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Validate(request);
        lock (_lock)
        {
            if (request.Answer is { } answer && _answers.TryGetValue(answer.Key, out var first))
                return new(new AppendResult.Repeated(first));
            if (ConflictIn(request) is { } conflict)
                return new(conflict);
            if (request.Answer is { } kept)
                _answers.Add(kept.Key, kept);
            return new(Store(request));
        }
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation)
    {
        lock (_lock)
            return new(_streams.TryGetValue(stream, out var events) ? [.. events.Skip((int)afterVersion).Take(limit)] : []);
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation)
    {
        lock (_lock)
            return new([.. _log.Skip((int)afterPosition).Take(limit)]);
    }

    public async IAsyncEnumerable<StoredEvent> Subscribe(long afterPosition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            Task appended;
            lock (_lock)
                appended = _appended.Task;
            foreach (var stored in await ReadAll(afterPosition, 500, cancellation))
            {
                yield return stored;
                afterPosition = stored.Position;
            }
            if (afterPosition == await Head(cancellation))
                await appended.WaitAsync(cancellation);
        }
    }

    public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation)
    {
        lock (_lock)
            return new(_answers.GetValueOrDefault(key));
    }

    public ValueTask<long> Head(CancellationToken cancellation)
    {
        lock (_lock)
            return new(_log.Count);
    }

    private static void Validate(AppendRequest request)
    {
        var events = request.Writes.SelectMany(write => write.Events).ToList();
        if (events.Count > EventLimits.MostEventsPerAppend)
            throw new ArgumentException($"At most {EventLimits.MostEventsPerAppend} events go into one append.", nameof(request));
        if (events.Exists(e => e.Data.Length > EventLimits.LargestEventBytes))
            throw new ArgumentException($"An event is at most {EventLimits.LargestEventBytes} bytes.", nameof(request));
    }

    private AppendResult.Conflict? ConflictIn(AppendRequest request)
    {
        foreach (var write in request.Writes)
        {
            if (!write.Expected.IsMetBy(VersionOf(write.Stream)))
                return new(write.Stream, VersionOf(write.Stream));
        }
        foreach (var check in request.Checks)
        {
            if (check.Version != VersionOf(check.Stream))
                return new(check.Stream, VersionOf(check.Stream));
        }
        return null;
    }

    private AppendResult.Appended Store(AppendRequest request)
    {
        var first = _log.Count + 1;
        var now = _time.GetUtcNow();
        List<long> versions = [];
        foreach (var write in request.Writes)
        {
            var stream = _streams.TryGetValue(write.Stream, out var known) ? known : _streams[write.Stream] = [];
            foreach (var e in write.Events)
            {
                var stored = new StoredEvent(_log.Count + 1, write.Stream, stream.Count + 1, e.Id, e.Type, e.Data, request.Metadata, now);
                stream.Add(stored);
                _log.Add(stored);
            }
            versions.Add(stream.Count);
        }
        var any = _log.Count >= first;
        if (any)
        {
            _appended.SetResult();
            _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        return new(any ? first : 0, any ? _log.Count : 0, versions, now);
    }

    private long VersionOf(string stream) => _streams.TryGetValue(stream, out var events) ? events.Count : 0;
}
