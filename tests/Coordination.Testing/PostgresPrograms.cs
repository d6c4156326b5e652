using System.Diagnostics;
using Npgsql;

namespace Coordination.Testing;

/// <summary>Runs PostgreSQL's own programs against a server, as an operator would.</summary>
public static class PostgresPrograms
{
    /// <summary>Runs one, and throws with what it said when it fails.</summary>
    public static async Task Run(string program, string connectionString, params string[] arguments)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(Find(program)) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["PGHOST"] = settings.Host;
        start.Environment["PGPORT"] = $"{settings.Port}";
        start.Environment["PGUSER"] = settings.Username;
        start.Environment["PGPASSWORD"] = settings.Password;
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await said} {await complained}");
    }

    /// <summary>Where distributions put them: the newest version first, then the path.</summary>
    private static string Find(string program)
    {
        string[] roots = ["/usr/lib/postgresql", "/usr"];
        var versions = roots.Where(Directory.Exists).SelectMany(root => Directory.EnumerateDirectories(root)).OrderDescending(StringComparer.Ordinal)
            .Select(folder => Path.Combine(folder, "bin"));
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return versions.Concat(path).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"{program} was not found. It comes with PostgreSQL (Debian's package postgresql-client).");
    }
}
