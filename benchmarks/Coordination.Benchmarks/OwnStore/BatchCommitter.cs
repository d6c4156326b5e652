using Coordination.Host.Execution;
using Coordination.Host.Storage;

namespace Coordination.Benchmarks.OwnStore;

/// <summary>Commits a batch and gives each of its requests a result. Any failure ends all of them.</summary>
internal sealed class BatchCommitter(AppendConnection connection, EventReader reader) : IAsyncDisposable
{
    public async ValueTask<Exception?> Commit(AppendBatch batch)
    {
        try
        {
            var outcome = await connection.Execute(batch);
            for (var i = 0; i < batch.Items.Count; i++)
            {
                batch.Items[i].Resolve(outcome.IsRepeated(i)
                    ? new AppendResult.Repeated((await reader.FindAnswer(batch.Items[i].Request.Answer!.Key, CancellationToken.None))!)
                    : outcome.ResultOf(batch, i));
            }

            return null;
        }
        catch (Exception failure)
        {
            batch.Items.ForEach(item => item.Fail(failure));
            return failure;
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
