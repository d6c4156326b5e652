using System.Runtime.CompilerServices;
using Coordination.Host.Platform.Execution;

namespace Coordination.Testing;

/// <summary>The log in memory, for tests that need no database. It passes the same suite as the one on PostgreSQL.</summary>
public sealed class InMemoryEventStore(TimeProvider? clock = null) : IEventStore
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private readonly List<StoredEvent> _log = [];
    private readonly Dictionary<string, List<StoredEvent>> _streams = [];
    private readonly Dictionary<IdempotencyKey, IdempotentAnswer> _answers = [];
    private TaskCompletionSource _appended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public ValueTask<AppendResult> Append(AppendRequest request, CancellationToken cancellation)
    {
        AppendRequestRules.Verify(request);
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
            return new(Decide(request) ?? Store(request));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
            return new(_streams.TryGetValue(stream, out var events) ? [.. events.Where(e => e.Version > afterVersion).Take(limit)] : []);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamCheck> after, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
            return new([.. after.OrderBy(stream => stream.Stream, StringComparer.Ordinal)
                .SelectMany(stream => _streams.TryGetValue(stream.Stream, out var events) ? events.Skip((int)stream.Version) : []).Take(limit)]);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
            return new([.. _log.Skip((int)Math.Min(afterPosition, _log.Count)).Take(limit)]);
    }

    /// <inheritdoc/>
    public Task NextAppend
    {
        get
        {
            lock (_gate)
                return _appended.Task;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> Subscribe(long afterPosition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var appended = NextAppend;
            var page = await ReadAll(afterPosition, 500, cancellation);
            foreach (var e in page)
            {
                yield return e;
                afterPosition = e.Position;
            }
            if (page.Count == 0)
                await appended.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation)
    {
        lock (_gate)
            return new(_answers.GetValueOrDefault(key));
    }

    /// <inheritdoc/>
    public ValueTask<long> Head(CancellationToken cancellation)
    {
        lock (_gate)
            return new(_log.Count);
    }

    private AppendResult? Decide(AppendRequest request)
    {
        if (request.Answer is { } answer && _answers.TryGetValue(answer.Key, out var first))
            return new AppendResult.Repeated(first);
        foreach (var write in request.Writes)
            if (!write.Expected.IsMetBy(VersionOf(write.Stream)))
                return new AppendResult.Conflict(write.Stream, VersionOf(write.Stream));
        foreach (var check in request.Checks)
            if (VersionOf(check.Stream) != check.Version)
                return new AppendResult.Conflict(check.Stream, VersionOf(check.Stream));
        return null;
    }

    private AppendResult.Appended Store(AppendRequest request)
    {
        var recordedAt = _clock.GetUtcNow();
        var before = _log.Count;
        foreach (var write in request.Writes)
            foreach (var e in write.Events)
                Add(new StoredEvent(
                    _log.Count + 1, write.Stream, VersionOf(write.Stream) + 1, e.Id, e.Type, e.Data.ToArray(), request.Metadata, recordedAt));
        if (request.Answer is { } answer)
            _answers.Add(answer.Key, answer with { Position = _log.Count });
        if (_log.Count == before)
            return new(0, 0, [], recordedAt);
        Interlocked.Exchange(ref _appended, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return new(before + 1, _log.Count, [.. request.Writes.Select(w => VersionOf(w.Stream))], recordedAt);
    }

    private void Add(StoredEvent e)
    {
        _log.Add(e);
        if (!_streams.TryGetValue(e.Stream, out var events))
            _streams.Add(e.Stream, events = []);
        events.Add(e);
    }

    private long VersionOf(string stream) => _streams.TryGetValue(stream, out var events) ? events.Count : 0;
}
