namespace Coordination.Host.Platform.Storage;

/// <summary>Collects appends that run at the same time into batches, without a timer: a batch is whatever waits while the previous one
/// commits. An append that finds the pipeline idle starts it, so a lone append does not wait.</summary>
/// <param name="commit">Commits a batch, gives each of its requests a result, and returns what made the store unreachable, or null. One
/// batch is committed at a time.</param>
/// <param name="options">How much may wait, and how much goes into one batch.</param>
internal sealed class AppendPipeline(Func<AppendBatch, ValueTask<Exception?>> commit, StoreOptions options) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingAppend> _waiting = new();
    private readonly AppendBatch _batch = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopped;
    private bool _isRunning;

    /// <summary>Hands the request over. Who cancels leaves at once, and the request may be stored all the same.</summary>
    public Task<AppendResult> Append(PendingAppend item, CancellationToken cancellation)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            if (_waiting.Count >= options.MostWaiting)
                throw new StoreUnavailableException("Too many appends are waiting. Nothing was stored.");
            _waiting.Enqueue(item);
            if (_isRunning)
                return Await(item, cancellation);
            _isRunning = Collect();
        }
        _ = Run();
        return Await(item, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopped = true;
            if (!_isRunning)
                _idle.TrySetResult();
        }
        FailWaiting(new StoreUnavailableException("The store is closing. Nothing was stored."));
        await _idle.Task;
    }

    private static async Task<AppendResult> AwaitOrAbandon(PendingAppend item, CancellationToken cancellation)
    {
        try
        {
            return await item.Result.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            item.Abandon();
            throw;
        }
    }

    private static Task<AppendResult> Await(PendingAppend item, CancellationToken cancellation) =>
        cancellation.CanBeCanceled ? AwaitOrAbandon(item, cancellation) : item.Result;

    private async Task Run()
    {
        Activity.Current = null; // the batch belongs to no single caller
        var more = true;
        while (more)
        {
            if (_batch.Items.Count > 0 && await commit(_batch) is { } outage)
                FailWaiting(new StoreUnavailableException("The store is not available. Nothing was stored.", outage));
            more = Deliver();
        }
    }

    /// <summary>Hands the results over and collects the next batch; false when nothing waits.</summary>
    private bool Deliver()
    {
        PendingAppend[] finished = [.. _batch.Items];
        bool more;
        lock (_gate)
        {
            more = Collect();
            _isRunning = more;
            if (_stopped && !more)
                _idle.TrySetResult();
        }
        if (!more && finished is [var only])
        {
            only.Execute(); // nobody else depends on this thread: go on with the caller at once
            return false;
        }
        foreach (var item in finished)
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
        return more;
    }

    /// <summary>Fills the batch from the queue, in order. Called with the gate held.</summary>
    private bool Collect()
    {
        _batch.Clear();
        while (_waiting.TryPeek(out var next) && _batch.HasRoomFor(next, options))
        {
            _waiting.Dequeue();
            if (next.TryTake())
                _batch.Add(next);
        }
        return _batch.Items.Count > 0;
    }

    private void FailWaiting(Exception told)
    {
        PendingAppend[] left;
        lock (_gate)
        {
            left = [.. _waiting.Where(i => i.TryTake())];
            _waiting.Clear();
        }
        foreach (var item in left)
        {
            item.Fail(told);
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
        }
    }
}
