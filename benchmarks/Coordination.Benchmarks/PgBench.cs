using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Coordination.Benchmarks;

/// <summary>
/// What the server does without us: <c>pgbench</c> inserting one row of the events table's shape and size in a transaction of its own.
/// </summary>
internal static partial class PgBench
{
    private const string Table = "create table single_insert (like events.mt_events including all); create sequence single_insert_position;";

    /// <summary>Five hundred bytes of row, much like one event with its headers.</summary>
    private const string Script = """
        \set n random(1, 1000000000)
        insert into single_insert (seq_id, id, stream_id, version, data, type, headers, user_name)
        values (nextval('single_insert_position'), gen_random_uuid(), 'survivor-' || gen_random_uuid(), 1,
                jsonb_build_object('contact', repeat('text message on weekday mornings, ', 6) || :n, 'dangerNote', 'nobody else reads this telephone'),
                'safe-contact-recorded.v1', '{"agency": "open-door", "occurredAt": "2026-03-01T12:00:00.0000000+00:00"}', 'amina.yusuf');
        """;

    public static Task Prepare(BenchmarkDatabase database, CancellationToken cancellation) => database.Administer(Table, cancellation);

    /// <summary>Transactions a second with so many clients, each with one connection and a prepared statement.</summary>
    public static async Task<double> InsertsPerSecond(BenchmarkDatabase database, int clients, TimeSpan duration, CancellationToken cancellation)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Script, cancellation);
            using var process = Process.Start(Command(database, script, clients, duration))!;
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            var found = Rate().Match(await output);
            return found.Success
                ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)
                : throw new InvalidOperationException($"pgbench gave no figure: {await errors}");
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static ProcessStartInfo Command(BenchmarkDatabase database, string script, int clients, TimeSpan duration)
    {
        var server = database.Administrator;
        var command = new ProcessStartInfo(Environment.GetEnvironmentVariable("PGBENCH") ?? "pgbench") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "--no-vacuum", "--protocol=prepared", $"--file={script}", $"--client={clients}", $"--jobs={Math.Min(clients, 2)}",
            $"--time={Math.Max(1, (int)duration.TotalSeconds)}", $"--host={server.Host}", $"--port={server.Port}", $"--username={server.Username}", database.Name,
        ];
        Array.ForEach(arguments, command.ArgumentList.Add);
        command.Environment["PGPASSWORD"] = server.Password;
        return command;
    }

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex Rate();
}
