using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Coordination.Benchmarks;

/// <summary>From starting the process of the host to its first acknowledged append, over HTTP.</summary>
internal static class StartBenchmark
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    public static async IAsyncEnumerable<Measurement> Run(BenchmarkDatabase database, int times)
    {
        List<TimeSpan> starts = [], used = [];
        for (var round = 0; round < times; round++)
        {
            var (elapsed, processor) = await Start(database);
            starts.Add(elapsed);
            used.Add(processor);
        }

        starts.Sort();
        used.Sort();
        yield return new Measurement(
            "process start to first append",
            $"{Figures.Milliseconds(Figures.Percentile(starts, 0.5))}, {Figures.Milliseconds(Figures.Percentile(used, 0.5))} of processor (medians of {times})", Aim: "≤ 1 s");
    }

    private static async Task<(TimeSpan Elapsed, TimeSpan Processor)> Start(BenchmarkDatabase database)
    {
        var folder = Directory.CreateTempSubdirectory("coordination-bench-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        using var client = HttpBenchmark.Client(address, folder);
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(Command(database, folder, address))!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        try
        {
            while (!await TryAppend(client))
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(begun) > LongestStart)
                {
                    throw new InvalidOperationException("The host did not start.");
                }

                await Task.Delay(2);
            }

            return (Stopwatch.GetElapsedTime(begun), process.TotalProcessorTime);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> TryAppend(HttpClient client)
    {
        try
        {
            await HttpBenchmark.Command(client, "/v1/survivors", """{"calledBy":"L."}""");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static ProcessStartInfo Command(BenchmarkDatabase database, string folder, Uri address)
    {
        var command = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        string[] arguments = ["exec", Path.Combine(AppContext.BaseDirectory, "Coordination.Host.dll"), "serve", .. HttpBenchmark.Settings(database, folder), $"--urls={address}"];
        Array.ForEach(arguments, command.ArgumentList.Add);
        return command;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
