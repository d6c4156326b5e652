using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Coordination.Testing;

/// <summary>The host as it is published, in a process of its own that listens at an address. For the few tests that need a socket, a signal or a second process.</summary>
public sealed class PublishedHost : IDisposable
{
    private readonly Process _process;

    private PublishedHost(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts serving, with these settings alone: nothing is inherited.</summary>
    public static PublishedHost Serve(string folder, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        return new(Run(folder, [], [.. environment, new("ASPNETCORE_URLS", address.OriginalString)]), address);
    }

    /// <summary>Runs a verb in this folder, with these settings alone.</summary>
    public static Process Run(string folder, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("COORDINATION_", StringComparison.Ordinal) || key.Contains("__", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Waits until it answers that it is ready, and returns what it says.</summary>
    public async Task<string> Ready(CancellationToken cancellation)
    {
        using var client = new HttpClient();
        for (var attempt = 1; ; attempt++)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The host ended with {_process.ExitCode}: {await _process.StandardError.ReadToEndAsync(cancellation)}");
            try
            {
                using var answer = await client.GetAsync(new Uri(Address, "/health/ready"), cancellation);
                var text = await answer.Content.ReadAsStringAsync(cancellation);
                if (answer.IsSuccessStatusCode)
                    return text;
                if (attempt >= 200)
                    throw new TimeoutException(text);
            }
            catch (HttpRequestException) when (attempt < 200)
            {
            }
            await Task.Delay(100, cancellation);
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
