using Coordination.Host.Platform.Messaging;

namespace Coordination.Host.Platform.Storage;

/// <summary>
/// One request on its way. It is taken into a batch once, or abandoned by its caller before that; a caller who leaves later
/// changes nothing about what is stored.
/// </summary>
internal sealed class PendingAppend : IThreadPoolWorkItem
{
    private const int Waiting = 0, Taken = 1, Abandoned = 2;

    // Continuations run where the result is set: the pipeline chooses the thread.
    private readonly TaskCompletionSource<AppendResult> _completion = new();
    private readonly long _handedOver = Stopwatch.GetTimestamp();
    private int _place;
    private AppendResult? _result;
    private Exception? _failure;

    public PendingAppend(AppendRequest request, PreparedMessages? messages = null)
    {
        Request = request;
        Messages = messages;
        Headers = EventHeaders.Encode(request.Metadata);
        FirstHeaders = request.Answer is { } answer && request.Writes.Count > 0 ? EventHeaders.Encode(request.Metadata, answer) : Headers;
        Origin = Activity.Current?.Context ?? default;
        Bytes = request.Answer?.Body.Length ?? 0;
        foreach (var write in request.Writes)
            foreach (var e in write.Events)
            {
                Bytes += e.Data.Length;
                Events++;
            }
    }

    public AppendRequest Request { get; }

    /// <summary>What is stored with the events, and handed to its queues when they are.</summary>
    public PreparedMessages? Messages { get; }

    public byte[] Headers { get; }

    /// <summary>The headers of its first event, which bind the answer to the log.</summary>
    public byte[] FirstHeaders { get; }

    /// <summary>The trace that the request belongs to.</summary>
    public ActivityContext Origin { get; }

    public int Bytes { get; }

    public int Events { get; }

    public Task<AppendResult> Result => _completion.Task;

    public bool TryTake() => Interlocked.CompareExchange(ref _place, Taken, Waiting) == Waiting;

    /// <summary>The caller left. If the request waits still, it is not sent.</summary>
    public void Abandon()
    {
        Interlocked.CompareExchange(ref _place, Abandoned, Waiting);
        _ = Result.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }

    public void Resolve(AppendResult result)
    {
        _result = result;
        StoreTelemetry.AppendDuration.Record(Stopwatch.GetElapsedTime(_handedOver).TotalSeconds);
        if (result is AppendResult.Conflict)
            StoreTelemetry.Conflicts.Add(1);
    }

    public void Fail(Exception failure)
    {
        _failure = failure;
        StoreTelemetry.Failures.Add(1);
    }

    /// <summary>Hands the result over; the caller goes on, on this thread.</summary>
    public void Execute()
    {
        if (_failure is not null)
        {
            _completion.TrySetException(_failure);
            return;
        }
        if (Messages is { } messages && _result is AppendResult.Appended)
            _ = messages.Flush(); // also where the caller has left
        _completion.TrySetResult(_result!);
    }
}
