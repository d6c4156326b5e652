using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Coordination.Benchmarks;

/// <summary>A host in a process of its own, so that its processor time is its own, not the clients'.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(60);

    private HostProcess(Process process, Uri address) => (Process, Address) = (process, address);

    public Process Process { get; }

    public Uri Address { get; }

    /// <summary>The host on this database, as <c>bench.sh</c> published it.</summary>
    public static HostProcess OfTheHost(BenchmarkDatabase database, string folder) => Begin(
        Environment.GetEnvironmentVariable("COORDINATION_BENCH_HOST") ?? Path.Combine(AppContext.BaseDirectory, "Coordination.Host.dll"), ["serve", .. HttpBenchmark.Settings(database, folder)]);

    /// <summary>The plain host on this database; null where <c>bench.sh</c> did not build it.</summary>
    public static HostProcess? OfThePlainOne(BenchmarkDatabase database) => Environment.GetEnvironmentVariable("COORDINATION_BENCH_PLAIN") is { Length: > 0 } program
        ? Begin(program, [$"--ConnectionStrings:Plain={database.Administrator.ConnectionString}"])
        : null;

    /// <summary>Waits until something is done that can be done only once it serves; throws when it ended or takes too long.</summary>
    public async Task Until(Func<Task> done)
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await done();
                return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or SocketException or InvalidOperationException)
            {
                if (Process.HasExited || Stopwatch.GetElapsedTime(begun) > s_longestStart)
                {
                    throw new InvalidOperationException($"{Process.StartInfo.ArgumentList[1]} did not start: {notYet.Message}");
                }

                await Task.Delay(2);
            }
        }
    }

    /// <summary>While something is done, the host stands still; its connections stay.</summary>
    public async Task Halted(Func<Task> work)
    {
        await Signal("STOP");
        try
        {
            await work();
        }
        finally
        {
            await Signal("CONT");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
        Process.Dispose();
    }

    private async Task Signal(string signal)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [$"-{signal}", $"{Process.Id}"]);
        await kill.WaitForExitAsync();
        if (kill.ExitCode != 0)
        {
            throw new InvalidOperationException("The host could not be signalled.");
        }
    }

    private static HostProcess Begin(string program, string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var command = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["exec", program, .. arguments, $"--urls={address}"])
        {
            command.ArgumentList.Add(argument);
        }

        var process = Process.Start(command)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return new(process, address);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

}
