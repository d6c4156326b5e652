using System.Data.Common;
using JasperFx.Events;
using Marten.Internal;
using NpgsqlTypes;
using Weasel.Core;
using ICommandBuilder = Weasel.Postgresql.ICommandBuilder;
using IStorageOperation = Marten.Internal.Operations.IStorageOperation;
using IStorageSession = Weasel.Storage.IStorageSession;

namespace Coordination.Host.Platform.Storage.Marten;

/// <summary>
/// A batch of requests as one operation of a session: a call of <c>coordination.append</c>, which takes the lock, checks what was expected,
/// gives positions without gaps, and keeps the answers and the messages. The commit goes along, so that the lock is not held for another
/// round trip.
/// </summary>
internal sealed class AppendOperation(AppendBatch batch) : IStorageOperation
{
    private static readonly NpgsqlDbType[] s_types =
    [
        NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Bigint, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text,
        NpgsqlDbType.Integer, NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Jsonb, NpgsqlDbType.Jsonb, NpgsqlDbType.Text,
        NpgsqlDbType.Text, NpgsqlDbType.Text,
        NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bytea, NpgsqlDbType.Bytea,
        NpgsqlDbType.Integer, NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.TimestampTz, NpgsqlDbType.Bytea,
        NpgsqlDbType.Text, NpgsqlDbType.Text,
    ];

    /// <summary>What the function said; null before it was called.</summary>
    public BatchOutcome? Outcome { get; private set; }

    public Type DocumentType => typeof(IEvent);

    public OperationRole Role() => OperationRole.Events;

    public void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
    {
        object[] values =
        [
            batch.LastExpectations, batch.ExpectationStreams, batch.ExpectedVersions, batch.ExpectationEvents,
            batch.StreamIds, batch.StreamTypes,
            batch.EventExpectations, batch.EventIds, batch.EventTypes, batch.EventData, batch.EventHeaders, batch.EventUsers,
            batch.EventCorrelations, batch.EventCausations,
            batch.KeyRequests, batch.KeySubjects, batch.KeyValues, batch.KeyFingerprints, batch.KeyBodies,
            batch.MessageRequests, batch.MessageIds, batch.MessageStatuses, batch.MessageOwners, batch.MessageTimes, batch.MessageBodies,
            batch.MessageTypes, batch.MessageQueues,
        ];
        builder.Append("select failures, first_positions, versions, recorded_at from coordination.append(");
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                builder.Append(',');
            builder.AppendParameter(values[i], NpgsqlDbType.Array | s_types[i]);
        }
        builder.Append(')');
        builder.StartNewCommand();
        builder.Append("commit");
    }

    public async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        if (await reader.ReadAsync(token))
            Outcome = new BatchOutcome(
                await reader.GetFieldValueAsync<int[]>(0, token), await reader.GetFieldValueAsync<long[]>(1, token),
                await reader.GetFieldValueAsync<long[]>(2, token),
                await reader.GetFieldValueAsync<DateTimeOffset>(3, token));
    }
}
