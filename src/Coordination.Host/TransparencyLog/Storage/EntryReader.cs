using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Storage;
using Npgsql;

namespace Coordination.Host.TransparencyLog.Storage;

/// <summary>
/// Reads the rows of the log as entries: what is stored, byte by byte, without understanding it. Columns that have no meaning to us are in
/// an entry when they have other values than we write, so that nothing can be hidden in them.
/// </summary>
internal sealed class EntryReader(TransparencyDatabase database)
{
    private const string Reading =
        """
        select seq_id, id, stream_id, version, type, data, headers, user_name, correlation_id, causation_id, timestamp,
            case when (bdata is null and tenant_id = '*DEFAULT*' and mt_dotnet_type is null and not is_archived) is true then null
                else jsonb_build_object('archived', is_archived, 'binary', encode(bdata, 'base64'), 'dotnetType', mt_dotnet_type, 'tenant',
                    tenant_id) end
        from events.mt_events where seq_id > $1 order by seq_id limit $2
        """;

    public ValueTask<long> Head(CancellationToken cancellation) => database.Run(async connection =>
    {
        await using var command = new NpgsqlCommand("select coalesce(max(seq_id), 0) from events.mt_events", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }, cancellation);

    public ValueTask<int> Read(long afterPosition, int limit, EntryVisitor visit, CancellationToken cancellation) =>
        database.Run(async connection =>
    {
        await using var command = new NpgsqlCommand(Reading, connection);
        command.With(Sql.Number(afterPosition), Sql.Number(limit));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var encoder = new LeafEncoder();
        var count = 0;
        while (await reader.ReadAsync(cancellation))
        {
            var (position, recordedAt) = (reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(10));
            Encode(encoder, position, recordedAt, reader);
            visit(position, recordedAt, encoder);
            count++;
        }

        return count;
    }, cancellation);

    private static void Encode(LeafEncoder encoder, long position, DateTimeOffset recordedAt, NpgsqlDataReader reader)
    {
        try
        {
            var metadata = new LeafMetadata(Bytes(reader, 6), Text(reader, 7), Text(reader, 8),
                Text(reader, 9))
            { Others = Bytes(reader, 11) };
            encoder.Encode(reader.GetGuid(1), reader.GetString(2), reader.GetInt64(3), reader.GetString(4), reader.GetFieldValue<byte[]>(5),
                metadata, recordedAt);
        }
        catch (NotCanonicalException)
        {
            throw new EntryRefusedException(position,
                "its JSON has no canonical form: a number that a double cannot hold, or too much nesting");
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static ReadOnlyMemory<byte>? Bytes(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? default(ReadOnlyMemory<byte>?) : reader.GetFieldValue<byte[]>(column);
}
