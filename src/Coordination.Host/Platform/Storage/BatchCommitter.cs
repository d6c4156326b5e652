using Coordination.Host.Platform.Storage.Marten;

namespace Coordination.Host.Platform.Storage;

/// <summary>Commits a batch and gives each of its requests a result, or says that it has none.</summary>
internal sealed class BatchCommitter(AppendConnection connection, LogReader reader, AppendSignal signal, ILogger logger) : IAsyncDisposable
{
    /// <summary>Returns the outage, if it was one. Never throws.</summary>
    public async ValueTask<Exception?> Commit(AppendBatch batch)
    {
        using var activity = StartActivity(batch);
        StoreTelemetry.BatchSize.Record(batch.Items.Count);
        try
        {
            await Resolve(batch, await connection.Execute(batch));
            return null;
        }
        catch (Exception caught)
        {
            var failure = StoreFailure.CauseOf(caught);
            activity?.SetStatus(ActivityStatusCode.Error);
            return StoreFailure.IsOfOneRequest(failure) ? await TryEachAlone(batch, failure) : await Fail(batch, failure);
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

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
        signal.Pulse();
    }

    private async ValueTask ResolveRepeated(PendingAppend item)
    {
        try
        {
            var first = await reader.FindAnswer(item.Request.Answer!.Key, CancellationToken.None);
            item.Resolve(new AppendResult.Repeated(first ?? throw new StoreUnavailableException("The first answer could not be read.")));
        }
        catch (StoreUnavailableException failure)
        {
            item.Fail(failure);
        }
    }

    private async ValueTask<Exception> Fail(AppendBatch batch, Exception failure)
    {
        logger.BatchFailed(failure, batch.Items.Count);
        signal.Pulse(); // it may have been stored, and the connection that failed tells nobody
        var told = StoreFailure.ToException(failure);
        foreach (var item in batch.Items)
            item.Fail(told);
        if (StoreFailure.SpoilsConnection(failure))
            await connection.Close();
        return failure;
    }

    /// <summary>The server rolled the whole batch back because of one request: the others must not suffer for it.</summary>
    private async ValueTask<Exception?> TryEachAlone(AppendBatch batch, Exception failure)
    {
        if (batch.Items is [var only])
        {
            logger.RequestRefused(failure);
            only.Fail(StoreFailure.ToException(failure));
            return null;
        }
        logger.BatchSplit(failure, batch.Items.Count);
        var alone = new AppendBatch();
        var outage = default(Exception);
        foreach (var item in batch.Items)
        {
            alone.Clear();
            alone.Add(item);
            if (outage is null)
                outage = await Commit(alone);
            else
                item.Fail(new StoreUnavailableException("The store is not available. Nothing was stored.", outage));
        }
        return outage;
    }

    private static Activity? StartActivity(AppendBatch batch)
    {
        if (!StoreTelemetry.Activities.HasListeners())
            return null;
        var links = batch.Items.Where(i => i.Origin != default).Select(i => new ActivityLink(i.Origin));
        var activity = StoreTelemetry.Activities.StartActivity(ActivityKind.Client, name: "append batch", links: links);
        activity?.SetTag("coordination.store.batch.size", batch.Items.Count);
        return activity;
    }
}
