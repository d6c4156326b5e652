using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Coordination.Host.TransparencyLog.Storage;

/// <summary>Writes the tiles again, in one transaction. Only an administrator may: the role that integrates can let the tree grow and
/// nothing else.</summary>
public sealed class PostgresTreeRestoration(string administrator) : ITreeRestoration
{
    private const string Comparing =
        """
        insert into transparency.tiles as t (level, index, hashes) select * from unnest($1, $2, $3)
        on conflict (level, index) do update set hashes = excluded.hashes where t.hashes <> excluded.hashes
        """;

    public async Task<int> Restore(long size, IAsyncEnumerable<IReadOnlyCollection<KeyValuePair<TileId, Tile>>> tiles,
        CancellationToken cancellation)
    {
        await using var connection =
            new NpgsqlConnection(new NpgsqlConnectionStringBuilder(administrator)
            {
                Pooling = false,
                ApplicationName = "coordination restoration"
            }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Run(connection, "lock table transparency.tree, transparency.tiles in share row exclusive mode", [], cancellation);
        var changed = 0;
        await foreach (var part in tiles.WithCancellation(cancellation))
            changed += await Run(connection, Comparing, Arrays(part), cancellation);
        changed += await Run(connection, "delete from transparency.tiles where level > 7 or index * 256 >= ($1 >> (8 * level))",
            [Sql.Number(size)], cancellation);
        await Run(connection, "update transparency.tree set size = $1", [Sql.Number(size)], cancellation);
        await transaction.CommitAsync(cancellation);
        return changed;
    }

    private static NpgsqlParameter[] Arrays(IReadOnlyCollection<KeyValuePair<TileId, Tile>> tiles) =>
    [
        Sql.Of(tiles.Select(tile => tile.Key.Level).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer),
        Sql.Of(tiles.Select(tile => tile.Key.Index).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint),
        Sql.Of(tiles.Select(tile => tile.Value.Bytes.ToArray()).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bytea),
    ];

    private static async Task<int> Run(NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters,
        CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.With(parameters);
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
