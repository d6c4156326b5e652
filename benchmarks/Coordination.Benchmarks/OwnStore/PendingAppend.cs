using Coordination.Host.Execution;

namespace Coordination.Benchmarks.OwnStore;

/// <summary>
/// One request on its way. It is taken into a batch once, or abandoned by its caller before that; a caller who leaves later
/// changes nothing about what is stored.
/// </summary>
internal sealed class PendingAppend : IThreadPoolWorkItem
{
    private const int Waiting = 0, Taken = 1, Abandoned = 2;

    // Continuations run where the result is set: the pipeline chooses the thread.
    private readonly TaskCompletionSource<AppendResult> _completion = new();
    private int _place;
    private AppendResult? _result;
    private Exception? _failure;

    public PendingAppend(AppendRequest request)
    {
        Request = request;
        Headers = EventHeaders.Encode(request.Metadata);
        FirstHeaders = request.Answer is { } answer && request.Writes.Count > 0 ? EventHeaders.Encode(request.Metadata, answer) : Headers;
        Bytes = request.Answer?.Body.Length ?? 0;
        foreach (var write in request.Writes)
            foreach (var e in write.Events)
            {
                Bytes += e.Data.Length;
                Events++;
            }
    }

    public AppendRequest Request { get; }

    public byte[] Headers { get; }

    public byte[] FirstHeaders { get; }

    public int Bytes { get; }

    public int Events { get; }

    public Task<AppendResult> Result => _completion.Task;

    public bool TryTake() => Interlocked.CompareExchange(ref _place, Taken, Waiting) == Waiting;

    /// <summary>The caller left. If the request waits still, it is not sent.</summary>
    public void Abandon()
    {
        Interlocked.CompareExchange(ref _place, Abandoned, Waiting);
        _ = Result.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    public void Resolve(AppendResult result)
    {
        _result = result;
    }

    public void Fail(Exception failure)
    {
        _failure = failure;
    }

    /// <summary>Hands the result over; the caller goes on, on this thread.</summary>
    public void Execute()
    {
        if (_failure is not null)
            _completion.TrySetException(_failure);
        else
            _completion.TrySetResult(_result!);
    }
}
