using System.Diagnostics;
using Coordination.Host.Execution;

namespace Coordination.Host.Storage;

/// <summary>
/// Collects appends that run at the same time into batches, without a timer: a batch is whatever waits while the previous
/// one commits. Whoever finds the pipeline idle starts it, so a lone append goes straight to the connection.
/// </summary>
internal sealed class AppendPipeline(
    AppendConnection connection,
    StoreOptions options,
    Func<IdempotencyKey, CancellationToken, ValueTask<IdempotentAnswer?>> findAnswer,
    Action onStored,
    ILogger logger) : IAsyncDisposable
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
        await connection.DisposeAsync();
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
            await Commit();
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

    private async ValueTask Commit()
    {
        if (_batch.Items.Count == 0)
            return; // everything was abandoned
        using var activity = StartActivity();
        StoreTelemetry.BatchSize.Record(_batch.Items.Count);
        try
        {
            var outcome = await connection.Execute(_batch);
            await Resolve(_batch, outcome);
        }
        catch (Exception failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            await Recover(failure);
        }
    }

    private async ValueTask Resolve(AppendBatch batch, BatchOutcome outcome)
    {
        var stored = 0;
        for (var i = 0; i < batch.Items.Count; i++)
        {
            var item = batch.Items[i];
            if (outcome.IsRepeated(i))
            {
                await ResolveRepeated(item);
                continue;
            }
            var result = outcome.ResultOf(batch, i);
            if (result is AppendResult.Appended)
                stored += item.Events;
            item.Resolve(result);
        }
        if (stored == 0)
            return;
        StoreTelemetry.Events.Add(stored);
        onStored();
    }

    private async ValueTask ResolveRepeated(PendingAppend item)
    {
        try
        {
            var first = await findAnswer(item.Request.Answer!.Key, CancellationToken.None);
            item.Resolve(new AppendResult.Repeated(first ?? throw new StoreUnavailableException("The first answer could not be read.")));
        }
        catch (StoreUnavailableException failure)
        {
            item.Fail(failure);
        }
    }

    private async ValueTask Recover(Exception failure)
    {
        if (StoreFailure.IsOfOneRequest(failure))
        {
            await TryEachAlone(failure);
            return;
        }
        if (StoreFailure.SpoilsConnection(failure))
            await connection.Close();
        logger.BatchFailed(failure, _batch.Items.Count);
        var told = StoreFailure.ToException(failure);
        foreach (var item in _batch.Items)
            item.Fail(told);
        FailWaiting(new StoreUnavailableException("The store is not available. Nothing was stored.", failure));
    }

    /// <summary>The server rolled the whole batch back because of one request: the others must not suffer for it.</summary>
    private async ValueTask TryEachAlone(Exception failure)
    {
        if (_batch.Items is [var only])
        {
            logger.RequestRefused(failure);
            only.Fail(StoreFailure.ToException(failure));
            return;
        }
        PendingAppend[] items = [.. _batch.Items];
        logger.BatchSplit(failure, items.Length);
        var outage = default(Exception);
        foreach (var item in items)
            outage = await TryAlone(item, outage);
        if (outage is not null)
            await connection.Close();
        _batch.Clear();
        _batch.Items.AddRange(items);
    }

    private async ValueTask<Exception?> TryAlone(PendingAppend item, Exception? outage)
    {
        if (outage is not null)
        {
            item.Fail(new StoreUnavailableException("The store is not available. Nothing was stored.", outage));
            return outage;
        }
        _batch.Clear();
        _batch.Add(item);
        try
        {
            await Resolve(_batch, await connection.Execute(_batch));
            return null;
        }
        catch (Exception failure)
        {
            item.Fail(StoreFailure.ToException(failure));
            return StoreFailure.IsOfOneRequest(failure) ? null : failure;
        }
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

    private Activity? StartActivity()
    {
        if (!StoreTelemetry.Activities.HasListeners())
            return null;
        var links = _batch.Items.Where(i => i.Origin != default).Select(i => new ActivityLink(i.Origin));
        var activity = StoreTelemetry.Activities.StartActivity(ActivityKind.Client, name: "append batch", links: links);
        activity?.SetTag("coordination.store.batch.size", _batch.Items.Count);
        return activity;
    }
}
