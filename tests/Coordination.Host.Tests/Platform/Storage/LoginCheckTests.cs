using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Coordination.Host.Platform.Identity;
using Coordination.Host.Platform.Storage;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>The database is asked what a login may do: its name says nothing of that.</summary>
public sealed class LoginCheckTests : IAsyncLifetime
{
    private static readonly string Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly TestDatabase _database = new();
    private readonly string _login = $"login_{Guid.NewGuid():n}";

    public async ValueTask InitializeAsync() => await _database.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await Run($"drop owned by {_login}", mayFail: true);
        await Run($"drop role if exists {_login}");
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Each_login_of_the_host_has_no_right_too_much()
    {
        foreach (var connection in new[] { _database.Writer, _database.Projector, _database.Integrator, _database.Messenger })
            Assert.Empty(await LoginRights.FaultsOf(connection, [.. ViewReaders.All, .. OutboxDatabase.Logins], default));
    }

    [Theory]
    [InlineData("superuser", "is a superuser"), InlineData("bypassrls", "passes by row-level security"), InlineData("createrole", "may make roles"), InlineData("replication", "may replicate")]
    [InlineData("in role coordination_owner", "is a member of coordination_owner"), InlineData("in role pg_read_all_data, coordination_projector", "is a member of coordination_projector, pg_read_all_data")]
    public async Task A_login_with_a_right_too_much_is_found_by_what_it_may_do(string right, string said)
    {
        await Run($"create role {_login} login password 'x' {right}");

        Assert.Equal([$"{_login} {said}"], await LoginRights.FaultsOf(As(_login), [], default));
        Assert.Equal([$"{_login} {said}"], await LoginRights.FaultsOf(_database.Writer, [_login], default)); // for the login of another that is derived from it
    }

    [Theory]
    [InlineData("alter table events.mt_events owner to {0}"), InlineData("alter schema views owner to {0}"), InlineData("alter function coordination.probe_write owner to {0}"), InlineData("alter database {1} owner to {0}")]
    public async Task A_login_that_owns_something_of_the_database_is_found(string statement)
    {
        await Run($"create role {_login} login password 'x'");
        Assert.Empty(await LoginRights.FaultsOf(As(_login), [], default));

        await Run(string.Format(System.Globalization.CultureInfo.InvariantCulture, statement, _login, _database.Name));

        Assert.Equal([$"{_login} owns something of the database"], await LoginRights.FaultsOf(As(_login), [], default));
        await Run($"reassign owned by {_login} to coordination_owner");
    }

    [Fact]
    public async Task Production_does_not_start_with_the_owner_of_a_table_and_names_the_setting()
    {
        await Run("alter table events.mt_events owner to coordination_writer");

        var fault = Assert.Single(await FaultsInProduction(_database.Writer));
        Assert.StartsWith("ConnectionStrings:Writer: coordination_writer owns something of the database", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_does_not_start_with_a_database_that_the_server_does_not_have()
    {
        var missing = new NpgsqlConnectionStringBuilder(_database.Writer) { Database = $"no_{Guid.NewGuid():n}" }.ConnectionString;

        var fault = Assert.Single(await FaultsInProduction(missing));
        Assert.StartsWith("ConnectionStrings:Writer: The server has no database of this name", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_does_not_start_with_a_wrong_password()
    {
        var wrong = new NpgsqlConnectionStringBuilder(_database.Writer) { Password = "wrong" }.ConnectionString;

        var fault = Assert.Single(await FaultsInProduction(wrong));
        Assert.StartsWith("ConnectionStrings:Writer: PostgreSQL refuses this login (SQLSTATE 28P01)", fault, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> FaultsInProduction(string writer)
    {
        var keys = Directory.CreateTempSubdirectory("coordination-");
        await using var app = Composition.Build(
        [
            "--environment=Production", "--urls=http://127.0.0.1:0", "--Identity:Authority=https://id.example", $"--Identifiers:Key={Key}", $"--Keys:Folder={keys.FullName}/keys",
            $"--ConnectionStrings:Writer={writer}", $"--ConnectionStrings:Projector={_database.Projector}", $"--ConnectionStrings:Messenger={_database.Messenger}", "--TransparencyLog:Enabled=false",
        ]);
        var refused = await Assert.ThrowsAsync<SettingsException>(() => app.StartAsync());
        keys.Delete(recursive: true);
        return refused.Faults;
    }

    [Fact]
    public async Task Production_starts_with_the_logins_that_migrate_makes()
    {
        await using var host = InProduction();
        Assert.Equal(HttpStatusCode.OK, (await host.WithToken(null).Get("/health/live")).Status);
        Assert.Null(await host.Services.GetRequiredService<LoginCheck>().Check(default));
    }

    [Fact]
    public async Task Development_warns_and_starts()
    {
        await Run("create schema other authorization coordination_projector");
        var warnings = new Warnings();
        await using var host = new CoordinationHost { Database = _database, Replace = services => services.AddSingleton<ILoggerProvider>(warnings) };

        Assert.Equal(HttpStatusCode.OK, (await host.WithToken(null).Get("/health/live")).Status);
        Assert.Contains(warnings.Said, said => said.StartsWith("ConnectionStrings:Projector: coordination_projector owns something", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Development_warns_of_logins_that_were_swapped()
    {
        var warnings = new Warnings();
        await using var host = new CoordinationHost { Database = _database, Replace = services => services.AddSingleton<ILoggerProvider>(warnings) }
            .With("ConnectionStrings:Messenger", _database.Integrator);

        _ = await host.WithToken(null).Get("/health/live");
        Assert.Contains(warnings.Said, said => said.StartsWith("ConnectionStrings:Messenger: It does not log in as coordination_messenger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_could_not_ask_yet_is_not_ready()
    {
        var gone = new NpgsqlConnectionStringBuilder(_database.Writer) { Port = 1 }.ConnectionString;
        await using var host = new CoordinationHost().With("ConnectionStrings:Writer", gone);

        Assert.NotNull(await host.Services.GetRequiredService<LoginCheck>().Check(default));
    }

    private CoordinationHost InProduction() => new CoordinationHost { Environment = Environments.Production, Database = _database }
        .With("Identity:Authority", "https://id.example").With("Identifiers:Key", Key)
        .With("Limits:RequestsPerSecond", "100").With("Limits:RequestsAtOnce", "300");

    private string As(string login)
    {
        var settings = new NpgsqlConnectionStringBuilder(_database.Writer) { Username = login, Password = "x", Pooling = false };
        settings.Database = new NpgsqlConnectionStringBuilder(_database.Administrator).Database;
        return settings.ConnectionString;
    }

    private async Task Run(string statement, bool mayFail = false)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.Administrator) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        if (statement.StartsWith("create role", StringComparison.Ordinal))
            statement += $"; grant connect on database {_database.Name} to {_login}";
        await using var command = new NpgsqlCommand(statement, connection);
        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException) when (mayFail)
        {
        }
    }

    private sealed class Warnings : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Said { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Said.Enqueue(formatter(state, exception));
        }
    }
}
