using System.Data.Common;
using System.Text.RegularExpressions;
using JasperFx.Events;
using Marten;
using Marten.Internal.Operations;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;
using Weasel.Storage;
using ICommandBuilder = Weasel.Postgresql.ICommandBuilder;
using IMartenProjection = Marten.Events.Projections.IProjection;
using IStorageOperation = Marten.Internal.Operations.IStorageOperation;

namespace Coordination.Host.Platform.Storage.Marten;

/// <summary>
/// Every view as one projection of Marten's: a page of events is read and decoded once for all of them. Their rows and their checkpoints
/// are written in the transaction in which Marten moves its own.
/// </summary>
internal sealed class ViewProjection(ServingViews views, FollowerOptions options, TimeProvider time) : IMartenProjection
{
    /// <summary>Under this name Marten keeps how far it came.</summary>
    public const string Name = "views";

    /// <summary>The page that was handed on last; null before the first.</summary>
    public (long Position, int Events, DateTimeOffset FirstRecordedAt)? Last { get; private set; }

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var commits = await views.Fold([.. events.Select(EventTypes.Recorded)], cancellation);
        foreach (var operation in ViewOperation.Of(commits))
            operations.QueueOperation(operation);
        Last = (events[^1].Sequence, events.Count, events[0].Timestamp);
        if (events.Count >= options.ViewPageSize)
            await Task.Delay(time.GetElapsedTime(began) * options.RestOfCatchingUp, time, cancellation);
    }
}

/// <summary>What a page changes, as operations of a session. Rows of all projections go in one statement.</summary>
internal static partial class ViewOperation
{
    public static IEnumerable<IStorageOperation> Of(IReadOnlyList<ViewCommit> commits)
    {
        if (commits.Count == 0)
            yield break;
        yield return new MoveCheckpoints(commits);
        foreach (var (sql, parameters) in RowWriter.Statements(commits))
            yield return new WriteRows(sql, parameters);
    }

    /// <summary>Compare and set: where a generation serves no more, or is elsewhere, nothing of the page is stored.</summary>
    private sealed class MoveCheckpoints(IReadOnlyList<ViewCommit> commits) : IStorageOperation
    {
        public Type DocumentType => typeof(IEvent);

        public OperationRole Role() => OperationRole.Events;

        public void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
        {
            builder.Append("with moved as (update events.mt_event_progression p set last_seq_id = m.until, last_updated = " +
                "transaction_timestamp() from unnest(");
            builder.AppendParameter<object>(commits.Select(commit => commit.Generation.Checkpoint).ToArray(),
                NpgsqlDbType.Array | NpgsqlDbType.Text);
            builder.Append(", ");
            builder.AppendParameter<object>(commits.Select(commit => commit.Generation.Position).ToArray(),
                NpgsqlDbType.Array | NpgsqlDbType.Bigint);
            builder.Append(", ");
            builder.AppendParameter<object>(commits.Select(commit => commit.To).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint);
            builder.Append(") as m (name, since, until) where p.name = m.name and p.last_seq_id = m.since returning p.name) select " +
                "name from moved");
        }

        public async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
        {
            HashSet<string> moved = [];
            while (await reader.ReadAsync(token))
                moved.Add(reader.GetString(0));
            if (commits.FirstOrDefault(commit => !moved.Contains(commit.Generation.Checkpoint)) is { } elsewhere)
                throw new CheckpointMovedException(elsewhere.Generation.Checkpoint);
        }
    }

    private sealed partial class WriteRows(string sql, IReadOnlyList<NpgsqlParameter> parameters) : IStorageOperation, NoDataReturnedCall
    {
        public Type DocumentType => typeof(IEvent);

        public OperationRole Role() => OperationRole.Events;

        public void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
        {
            var texts = Place.Split(sql); // parameters stand in their order, each once
            for (var i = 0; i < parameters.Count; i++)
            {
                builder.Append(texts[i]);
                builder.AppendParameter(parameters[i].Value, parameters[i].NpgsqlDbType);
            }
            builder.Append(texts[^1]);
        }

        public Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => Task.CompletedTask;

        [GeneratedRegex(@"\$\d+")]
        private static partial Regex Place { get; }
    }
}
