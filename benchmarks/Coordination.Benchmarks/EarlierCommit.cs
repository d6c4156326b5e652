using System.Diagnostics;

namespace Coordination.Benchmarks;

/// <summary>
/// The store of an earlier commit: <c>bench.sh</c> takes the commit out of git into a folder, puts <c>Worker.cs</c> and <c>Before/Program.cs</c> into its benchmarks,
/// builds them there, and names the folder of what was built. A clone without that commit measures the rest.
/// </summary>
internal static class EarlierCommit
{
    /// <summary>The last one before Marten came.</summary>
    public const string Name = "68e68d1";

    public static string? Benchmarks => Environment.GetEnvironmentVariable("COORDINATION_BENCH_BEFORE") is { Length: > 0 } folder ? Path.Combine(folder, "Coordination.Benchmarks.dll") : null;
}

/// <summary>A <see cref="Worker"/> in another process, and what it answered.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_longestAnswer = TimeSpan.FromMinutes(3);
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>This program on its own store, or on another that is named.</summary>
    public static Task<WorkerProcess> OfThis(string store) => Start([Path.Combine(AppContext.BaseDirectory, "Coordination.Benchmarks.dll"), "worker", store]);

    /// <summary>The store of the earlier commit; null where it was not built.</summary>
    public static async Task<WorkerProcess?> OfBefore() => EarlierCommit.Benchmarks is { } program ? await Start([program]) : null;

    public async Task<string> Ask(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await Answer();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close(); // it drops its database and ends
        using var patience = new CancellationTokenSource(s_longestAnswer);
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
    }

    private static async Task<WorkerProcess> Start(string[] arguments)
    {
        var command = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["exec", .. arguments])
        {
            command.ArgumentList.Add(argument);
        }

        var worker = new WorkerProcess(Process.Start(command)!);
        await worker.Answer();
        return worker;
    }

    private async Task<string> Answer() =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(s_longestAnswer) ?? throw new InvalidOperationException("A process of the benchmark ended before it answered.");
}
