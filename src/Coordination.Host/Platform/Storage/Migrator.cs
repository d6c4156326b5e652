using Coordination.Host.Platform.Storage.Marten;
using Coordination.Host.Platform.Storage.Schema;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Coordination.Host.Platform.Storage;

/// <summary>Passwords for the roles that log in; one that is null stays as it is.</summary>
public sealed record RolePasswords(string? Writer, string? Projector, string? Integrator = null, string? Messenger = null);

/// <summary>Brings a database to this host's schema, under a lock. It applies the missing numbered scripts in order, each in its own
/// transaction, then the changes of Marten's model, and then corrects what differs from our model. Running it again changes
/// nothing.</summary>
/// <param name="connectionString">The connection of an administrator, who may create roles and owns the database.</param>
/// <param name="logger">Told what is applied.</param>
public sealed class Migrator(string connectionString, ILogger? logger = null)
{
    private const string MigrationLock = "select pg_advisory_lock(7268, 2)"; // two numbers: other logins may lock one
    private const string AsOwner = "set local role coordination_owner";
    private const string TupleConcurrentlyUpdated = "XX000";

    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    /// <summary>For development of the next version: objects that the model does not know are left alone, and not refused.</summary>
    internal bool IsBeingWritten { get; init; }

    private (string Name, Func<NpgsqlConnection, CancellationToken, Task<string>> Patch)[] Models =>
        [("Marten", MartenModel.Patch), ("the model", IsBeingWritten ? CoordinationSchema.Additions : CoordinationSchema.Patch)];

    /// <summary>Returns how many scripts were applied.</summary>
    /// <exception cref="MigrationException">The database is newer than this host, or an applied script was changed, or it cannot be
    /// reached.</exception>
    public async Task<int> Migrate(RolePasswords passwords, CancellationToken cancellation)
    {
        try
        {
            return await Run(passwords, cancellation);
        }
        catch (NpgsqlException failure)
        {
            throw new MigrationException($"The database could not be migrated: {StoreFailure.ToOperator(failure)}", failure);
        }
    }

    /// <summary>Everything that <see cref="Migrate"/> would run here, as one text. It is run, too, in a transaction that is
    /// undone.</summary>
    /// <exception cref="MigrationException">As from <see cref="Migrate"/>.</exception>
    public async Task<string> Patch(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await Open(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await Execute(connection, MigrationScript.All[0].Sql, cancellation);
            var patch = new StringBuilder();
            foreach (var script in await Missing(connection, cancellation))
            {
                await Execute(connection, AsOwner, cancellation);
                await Execute(connection, script.Sql, cancellation);
                patch.Append(CultureInfo.InvariantCulture, $"-- {script.Number:D3} {script.Name}\n{script.Sql}\n");
            }
            foreach (var model in Models)
            {
                if (await Checked(model, connection, cancellation) is not { Length: > 0 } missing)
                    continue;
                await Execute(connection, AsOwner, cancellation);
                await Execute(connection, missing, cancellation);
                patch.Append(CultureInfo.InvariantCulture, $"-- What {model.Name} wants\n{missing}");
            }
            await transaction.RollbackAsync(cancellation);
            return patch.ToString();
        }
        catch (NpgsqlException failure)
        {
            throw new MigrationException($"The patch could not be made: {StoreFailure.ToOperator(failure)}", failure);
        }
    }

    private async Task<int> Run(RolePasswords passwords, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await Prepare(connection, passwords, cancellation);
        var missing = await Missing(connection, cancellation);
        foreach (var script in missing)
            await Apply(connection, script, cancellation);
        var applied = missing.Count;
        foreach (var model in Models)
            applied += await Apply(connection, model, cancellation);
        return applied;
    }

    private async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "coordination migrate" };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            await Execute(connection, "set lock_timeout = '30s'", cancellation);
            await Execute(connection, MigrationLock, cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<List<MigrationScript>> Missing(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var applied = await Applied(connection, cancellation);
        Verify(applied);
        var missing = MigrationScript.All.Where(s => s.Number > 0 && !applied.ContainsKey(s.Number)).ToList();
        missing.ForEach(PatchGuard.Check);
        return missing;
    }

    private static async Task<string> Checked((string Name, Func<NpgsqlConnection, CancellationToken, Task<string>> Patch) model,
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        var patch = await model.Patch(connection, cancellation);
        PatchGuard.Check($"What {model.Name} wants of the database", patch);
        return patch;
    }

    private async Task<int> Apply(NpgsqlConnection connection,
        (string Name, Func<NpgsqlConnection, CancellationToken, Task<string>> Patch) model, CancellationToken cancellation)
    {
        if (await Checked(model, connection, cancellation) is not { Length: > 0 } patch)
            return 0;
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Execute(connection, AsOwner, cancellation);
        await Execute(connection, patch, cancellation);
        if (await model.Patch(connection, cancellation) is { Length: > 0 } left)
            throw new MigrationException($"The database still differs from {model.Name} after the patch: {left}");
        await transaction.CommitAsync(cancellation);
        _logger.MigrationApplied(MigrationScript.All[^1].Number, model.Name);
        return 1;
    }

    /// <summary>Roles belong to the cluster: a neighbour that migrates another database may change them at the same moment.</summary>
    private static async Task Prepare(NpgsqlConnection connection, RolePasswords passwords, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Execute(connection, MigrationScript.All[0].Sql, cancellation);
                await SetPassword(connection, "coordination_writer", passwords.Writer, cancellation);
                await SetPassword(connection, "coordination_projector", passwords.Projector, cancellation);
                await SetPassword(connection, "coordination_integrator", passwords.Integrator, cancellation);
                await SetPassword(connection, MessageStoreRegistration.MessengerRole, passwords.Messenger, cancellation);
                foreach (var login in ViewReaders.All.Concat(OutboxDatabase.Logins))
                    await SetPassword(connection, login,
                        passwords.Projector is { } projector ? ViewReaders.PasswordOf(login, projector) : null, cancellation);
                return;
            }
            catch (PostgresException concurrent) when (concurrent.SqlState == TupleConcurrentlyUpdated && attempt < 20)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 * attempt), cancellation);
            }
        }
    }

    private static Task SetPassword(NpgsqlConnection connection, string role, string? password, CancellationToken cancellation) =>
        password is null
            ? Task.CompletedTask
            // Base64, digits and separators: nothing in a verifier needs quoting.
            : Execute(connection, $"alter role {role} password '{ScramVerifier.Of(password)}'", cancellation);

    private static async Task<Dictionary<int, byte[]>> Applied(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var applied = new Dictionary<int, byte[]>();
        await using var command = new NpgsqlCommand("select number, checksum from coordination.migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            applied.Add(reader.GetInt32(0), reader.GetFieldValue<byte[]>(1));
        return applied;
    }

    private static void Verify(Dictionary<int, byte[]> applied)
    {
        foreach (var (number, checksum) in applied)
        {
            var script = MigrationScript.All.FirstOrDefault(s => s.Number == number)
                ?? throw new MigrationException(
                    $"The database has migration {number}, which this host does not know: it was migrated by a newer one.");
            if (!script.Checksum.AsSpan().SequenceEqual(checksum))
                throw new MigrationException($"Migration {number} ({script.Name}) was changed after it had been applied to this database.");
        }
    }

    private async Task Apply(NpgsqlConnection connection, MigrationScript script, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Execute(connection, AsOwner, cancellation);
        await Execute(connection, script.Sql, cancellation);
        await using (var record = new NpgsqlCommand("insert into coordination.migrations (number, name, checksum) values ($1, $2, $3)",
            connection))
        {
            record.Parameters.Add(new() { Value = script.Number });
            record.Parameters.Add(new() { Value = script.Name });
            record.Parameters.Add(new() { Value = script.Checksum });
            await record.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
        _logger.MigrationApplied(script.Number, script.Name);
    }

#pragma warning disable CA2100 // the text comes from the embedded scripts and from constants
    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
#pragma warning restore CA2100
}

/// <summary>The schema cannot be brought up to date; the message says why.</summary>
public sealed class MigrationException(string message, Exception? cause = null) : Exception(message, cause);
