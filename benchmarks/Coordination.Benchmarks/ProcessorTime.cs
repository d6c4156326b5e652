using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Coordination.Benchmarks;

/// <summary>
/// Processor time that a host and the server's processes of one database have used: on a machine that others use too, a
/// steadier figure than the time on the clock. Linux tells it; elsewhere the server's part is zero.
/// </summary>
internal readonly record struct ProcessorTime(TimeSpan Host, TimeSpan Server)
{
    private const double TicksPerSecond = 100;
    private const int UserTimeAt = 11, SystemTimeAt = 12; // behind the name of the program, which is in brackets

    /// <summary>Of this process, unless the host runs in another.</summary>
    public static async Task<ProcessorTime> SoFar(BenchmarkDatabase database, Process? host = null)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Administrator.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var server = TimeSpan.Zero;
        while (await reader.ReadAsync())
        {
            server += Of(reader.GetInt32(0));
        }

        host?.Refresh();
        return new(host?.TotalProcessorTime ?? Environment.CpuUsage.TotalTime, server);
    }

    public static ProcessorTime operator +(ProcessorTime left, ProcessorTime right) => new(left.Host + right.Host, left.Server + right.Server);

    public static ProcessorTime operator -(ProcessorTime left, ProcessorTime right) => new(left.Host - right.Host, left.Server - right.Server);

    /// <summary>For one of so many.</summary>
    public string Each(double count) => string.Create(CultureInfo.InvariantCulture, $"{Host.TotalMicroseconds / count:0.0} + {Server.TotalMicroseconds / count:0.0} µs");

    private static TimeSpan Of(int process)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat");
        if (!File.Exists(path))
        {
            return TimeSpan.Zero;
        }

        var text = File.ReadAllText(path);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[UserTimeAt], CultureInfo.InvariantCulture) + long.Parse(fields[SystemTimeAt], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }
}
