using System.Net;
using Coordination.Testing;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>A database that answers every question and takes nothing: the host says that it is not ready, and why, without having tried to record something.</summary>
public sealed class WriteReadinessTests : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private readonly AdjustableTime _time = new(DateTimeOffset.UtcNow);
    private CoordinationHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _host = new CoordinationHost { Database = _database, Time = _time, TokenTime = _time };
        await Until(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_database_that_can_only_be_read_is_noticed_and_so_is_that_it_can_be_written_again()
    {
        await Administer($"alter database {_database.Name} set default_transaction_read_only = on", Disconnect);
        await Until(HttpStatusCode.ServiceUnavailable, "event store: the database can only be read");

        await Administer($"alter database {_database.Name} reset default_transaction_read_only", Disconnect);
        await Until(HttpStatusCode.OK);
    }

    /// <summary>The server answers as it does on a full disk, to whoever asks for space; a real full disk needs a file system of its own.</summary>
    [Fact]
    public async Task A_full_disk_is_the_reason_that_is_given()
    {
        await Administer(
            "create function public.full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$",
            "create trigger full_disk before insert on coordination.write_probe for each row execute function public.full_disk()");
        await Until(HttpStatusCode.ServiceUnavailable, "event store: the disk of the database is full");

        await Administer("drop trigger full_disk on coordination.write_probe");
        await Until(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Trying_leaves_nothing_behind()
    {
        await using var source = NpgsqlDataSource.Create(_database.Writer);
        for (var time = 0; time < 5; time++)
        {
            await using var probe = source.CreateCommand("select coordination.probe_write()");
            await probe.ExecuteNonQueryAsync(Cancellation);
        }
        await using var administrator = NpgsqlDataSource.Create(_database.Administrator);
        await using var size = administrator.CreateCommand("select pg_total_relation_size('coordination.write_probe') + (select count(*) from coordination.write_probe)");

        Assert.InRange((long)(await size.ExecuteScalarAsync(Cancellation))!, 0, 16_384);
    }

    [Fact]
    public async Task A_folder_of_keys_that_takes_no_more_is_noticed_too()
    {
        var subjects = Path.Combine(_host.KeyFolder, "subjects");
        Directory.Move(subjects, subjects + ".away");
        await File.WriteAllTextAsync(subjects, "", Cancellation); // whoever may write everywhere cannot be kept from it by a mode

        await Until(HttpStatusCode.ServiceUnavailable, "keys: no key can be written");
        File.Delete(subjects);
        Directory.Move(subjects + ".away", subjects);
        await Until(HttpStatusCode.OK);
    }

    private static string Disconnect => "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

    private async Task Until(HttpStatusCode status, string reason = "")
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var answer = await _host.WithToken(null).Get("/health/ready");
            if (answer.Status == status && answer.Text.Contains(reason, StringComparison.Ordinal))
                return;
            _time.Advance(TimeSpan.FromSeconds(5)); // until it is tried again
            await Task.Delay(50, limit.Token);
        }
    }

    private async Task Administer(params string[] statements)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_database.Administrator) { Pooling = false, Options = "-c default_transaction_read_only=off" }.ConnectionString);
        foreach (var statement in statements)
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }
}
