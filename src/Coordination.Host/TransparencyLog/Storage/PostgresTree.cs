using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Coordination.Host.TransparencyLog.Storage;

/// <summary>The Merkle tree on PostgreSQL; with the integrator's role it can grow.</summary>
public sealed class PostgresTree(TransparencyDatabase database) : ITreeGrowth
{
    private const string Reading =
        """
        select q.level, q.index, q.width, substr(t.hashes, 1, q.width * 32)
        from unnest($1, $2, $3) as q (level, index, width) join transparency.tiles t on t.level = q.level and t.index = q.index
        where length(t.hashes) >= q.width * 32
        """;

    private const string Finding = "select size, note, cosignatures from transparency.checkpoints ";

    private readonly EntryReader _entries = new(database);

    public ValueTask<int> Read(long afterPosition, int limit, EntryVisitor visit, CancellationToken cancellation) =>
        _entries.Read(afterPosition, limit, visit, cancellation);

    public ValueTask<long> Head(CancellationToken cancellation) => _entries.Head(cancellation);

    public ValueTask<long> Size(CancellationToken cancellation) => Number("select size from transparency.tree", cancellation);

    public ValueTask<IReadOnlyDictionary<TileId, Tile>> Tiles(IReadOnlyCollection<TileId> tiles, CancellationToken cancellation) =>
        database.Run<IReadOnlyDictionary<TileId, Tile>>(async connection =>
    {
        var found = new Dictionary<TileId, Tile>();
        if (tiles.Count == 0)
            return found;
        await using var command = new NpgsqlCommand(Reading, connection);
        command.With(
            Sql.Of(tiles.Select(tile => tile.Level).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer),
            Sql.Of(tiles.Select(tile => tile.Index).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint),
            Sql.Of(tiles.Select(tile => tile.Width).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found[new(reader.GetInt32(0), reader.GetInt64(1), reader.GetInt32(2))] = new(reader.GetFieldValue<byte[]>(3));
        return found;
    }, cancellation);

    public async ValueTask<StoredCheckpoint?> Newest(long atLeast, int cosignatures, CancellationToken cancellation) =>
        await Find(Finding + "where size >= $1 and cosignatures >= $2 order by size desc limit 1",
            [Sql.Number(atLeast), Sql.Number(cosignatures)], cancellation) is [var newest] ? newest : null;

    public async ValueTask<StoredCheckpoint?> NewestBefore(DateTimeOffset signedAt, CancellationToken cancellation) =>
        await Find(Finding + "where signed_at < $1 order by signed_at desc, size desc limit 1",
            [Sql.Of(signedAt, NpgsqlDbType.TimestampTz)], cancellation) is [var newest] ? newest : null;

    public ValueTask<IReadOnlyList<StoredCheckpoint>> Checkpoints(long afterSize, int limit, CancellationToken cancellation) =>
        Find(Finding + "where size > $1 order by size limit $2", [Sql.Number(afterSize), Sql.Number(limit)], cancellation);

    public async ValueTask Grow(TreeGrowth growth, CancellationToken cancellation) => await database.Run(async connection =>
    {
        await using var command = new NpgsqlCommand("select transparency.grow($1, $2, $3, $4, $5, $6)", connection);
        var tiles = growth.Tiles;
        command.With(
            Sql.Number(growth.From), Sql.Number(growth.To),
            Sql.Of(tiles.Select(tile => tile.Key.Level).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer),
            Sql.Of(tiles.Select(tile => tile.Key.Index).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint),
            Sql.Of(tiles.Select(tile => tile.Value.Bytes.ToArray()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea),
            Sql.Text(growth.Note.ToString()));
        return await command.ExecuteNonQueryAsync(cancellation);
    }, cancellation);

    public ValueTask<bool> AddSignatures(StoredCheckpoint to, IReadOnlyCollection<NoteSignature> signatures, int cosignatures,
        CancellationToken cancellation) => database.Run(async connection =>
    {
        await using var command = new NpgsqlCommand("select transparency.add_signatures($1, $2, $3, $4)", connection);
        command.With(Sql.Number(to.Size), Sql.Text(to.Note), Sql.Text(string.Concat(signatures.Select(signature => signature.Line))),
            Sql.Number(cosignatures));
        return await command.ExecuteScalarAsync(cancellation) is true;
    }, cancellation);

    private ValueTask<long> Number(string sql, CancellationToken cancellation) => database.Run(async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }, cancellation);

    private ValueTask<IReadOnlyList<StoredCheckpoint>> Find(string sql, NpgsqlParameter[] parameters, CancellationToken cancellation) =>
        database.Run<IReadOnlyList<StoredCheckpoint>>(async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.With(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<StoredCheckpoint>();
        while (await reader.ReadAsync(cancellation))
            found.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2)));
        return found;
    }, cancellation);
}
