using System.Security.Cryptography;
using System.Text;
using Coordination.Host.Platform.Storage;
using Npgsql;
using Xunit;

namespace Coordination.Testing;

/// <summary>
/// A migrated database of its own for a test class, dropped afterwards. It is copied from a template that is migrated once, so
/// that it costs a fraction of a second. The server is the one that <c>COORDINATION_TEST_POSTGRES</c> names.
/// </summary>
public sealed class TestDatabase : IAsyncLifetime
{
    private const string Variable = "COORDINATION_TEST_POSTGRES";
    private const long TemplateLock = 72680003;
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static string? template;

    private string? _server;

    /// <summary>The database's name.</summary>
    public string Name { get; } = $"test_{Guid.NewGuid():n}";

    /// <summary>Connection string of the administrator.</summary>
    public string Administrator => For(null);

    /// <summary>Connection string of the role that appends.</summary>
    public string Writer => For("coordination_writer");

    /// <summary>Connection string of the role that fills views.</summary>
    public string Projector => For("coordination_projector");

    /// <summary>Connection string of the role that keeps the Merkle tree.</summary>
    public string Integrator => For("coordination_integrator");

    /// <summary>Connection string of the role that carries messages.</summary>
    public string Messenger => For("coordination_messenger");

    /// <summary>Connection string of a role that reads views, for one kind of caller.</summary>
    public string Reader(string login)
    {
        var settings = new NpgsqlConnectionStringBuilder(Projector);
        (settings.Username, settings.Password) = (login, ViewReaders.PasswordOf(login, settings.Password!));
        return settings.ConnectionString;
    }

    /// <summary>A new database; dispose of it to drop it.</summary>
    public static async Task<TestDatabase> Create()
    {
        var database = new TestDatabase();
        await database.InitializeAsync();
        return database;
    }

    /// <summary>A new database with nothing in it, not even the schema: for a dump to be restored to.</summary>
    public static async Task<TestDatabase> CreateEmpty()
    {
        var database = new TestDatabase();
        await database.Make("template0");
        return database;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await Make(null);

    private async Task Make(string? from)
    {
        _server = Server();
        await OneAtATime.WaitAsync();
        try
        {
            await using var connection = await Connect(_server);
            await Run(connection, $"select pg_advisory_lock({TemplateLock})"); // another test process may use the server too
            // Copying its files takes about half of what it takes to log each page of them, and a throwaway logs for nothing.
            await Run(connection, $"create database {Name} template {from ?? (template ??= await MakeTemplate(connection, _server))} strategy file_copy");
            if (from is not null)
                return;
            await using var copy = await Connect(Administrator);
            await Run(copy, MigrationScript.All[0].Sql); // rights on the database are not copied with it
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is null)
            return;
        await using var connection = await Connect(_server);
        await Run(connection, $"drop database if exists {Name} with (force)");
    }

    /// <summary>Nothing of what follows is stored in the views until this is disposed of, as if they were late.</summary>
    public async Task<IAsyncDisposable> HoldViews()
    {
        var connection = await Connect(Administrator);
        await Run(connection, "begin; lock table views.rows in share mode");
        return connection;
    }

    /// <summary>Nobody reaches the database until this is disposed of, as if its server were down. Others on the same server go on.</summary>
    public async Task<IAsyncDisposable> Away()
    {
        var connection = await Connect(_server!);
        await Run(connection, $"alter database {Name} allow_connections false");
        await Run(connection, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Name}'");
        return new Back(connection, Name);
    }

    private static string Server() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException(
                $"These tests need a PostgreSQL server, and {Variable} does not name one. Run ./test.sh: it starts one and sets the variable.");

    private static async Task<string> MakeTemplate(NpgsqlConnection connection, string server)
    {
        var scripts = SHA256.HashData(MigrationScript.All.SelectMany(s => s.Checksum).ToArray());
        var name = $"coordination_template_{Convert.ToHexStringLower(scripts.AsSpan(0, 8))}";
        await using (var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection))
        {
            find.Parameters.Add(new() { Value = name });
            if (await find.ExecuteScalarAsync() is null)
                await Run(connection, $"create database {name}");
        }
        var passwords = new RolePasswords(PasswordOf("coordination_writer", server), PasswordOf("coordination_projector", server), PasswordOf("coordination_integrator", server), PasswordOf("coordination_messenger", server));
        await new Migrator(To(server, name).ConnectionString).Migrate(passwords, CancellationToken.None);
        return name;
    }

    private string For(string? role)
    {
        var server = _server ?? throw new InvalidOperationException("The database was not made yet.");
        var settings = To(server, Name);
        if (role is not null)
            (settings.Username, settings.Password) = (role, PasswordOf(role, server));
        return settings.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder To(string server, string database) => new(server) { Database = database };

    /// <summary>The same in every process that uses the server: roles are shared.</summary>
    private static string PasswordOf(string role, string server) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(new NpgsqlConnectionStringBuilder(server).Password ?? ""), Encoding.UTF8.GetBytes(role)));

    private static async Task<NpgsqlConnection> Connect(string server)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

#pragma warning disable CA2100 // names are made here, of letters and digits
    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
#pragma warning restore CA2100

    private sealed class Back(NpgsqlConnection connection, string name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Run(connection, $"alter database {name} allow_connections true");
            await connection.DisposeAsync();
        }
    }
}
