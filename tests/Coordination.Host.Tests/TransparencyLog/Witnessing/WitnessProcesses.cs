using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Signing;

namespace Coordination.Host.Tests.TransparencyLog.Witnessing;

/// <summary>A witness as a process of its own, as a partner agency runs it; it can be killed at any moment and started again.</summary>
internal sealed class WitnessProcess : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coordination-witness-").FullName;
    private readonly VerifierKey _log;
    private readonly int _port = FreePort();
    private Process? _process;

    public WitnessProcess(string name, VerifierKey log)
    {
        (Name, _log) = (name, log);
        var key = SigningKey.Generate($"{name}.example", SignatureType.Ed25519Cosignature);
        KeyFile.Create(Path.Combine(_folder, "key"), new([key], []));
        Key = key.Public;
    }

    public string Name { get; }

    public VerifierKey Key { get; }

    public string Address => $"http://127.0.0.1:{_port}";

    public IReadOnlyList<string> Forks => Directory.Exists(Path.Combine(_folder, "state", "forks")) ? Directory.GetFiles(Path.Combine(_folder, "state", "forks")) : [];

    public async Task Start()
    {
        var command = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "exec", Path.Combine(AppContext.BaseDirectory, "Coordination.Host.dll"), "witness", "--key", Path.Combine(_folder, "key"), "--log", _log.ToString(), "--listen", Address,
            "--state", Path.Combine(_folder, "state"),
        ];
        Array.ForEach(arguments, command.ArgumentList.Add);
        _process = Process.Start(command)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient();
        await LogFixture.Until(async () =>
        {
            try
            {
                return (await http.GetAsync(new Uri($"{Address}/"))).StatusCode == HttpStatusCode.NotFound;
            }
            catch (HttpRequestException)
            {
                return _process.HasExited ? throw new InvalidOperationException("The witness ended.") : false;
            }
        });
    }

    public void Kill()
    {
        if (_process is null)
            return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Kill();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
