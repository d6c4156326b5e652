using System.Diagnostics;
using System.Text.Json.Nodes;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Signing;
using Xunit;

namespace Coordination.Host.Tests.TransparencyLog;

/// <summary>The verbs as an auditor calls them: processes, files, exit statuses.</summary>
public sealed class LogVerbsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coordination-verbs-").FullName;
    private LogFixture _log = null!;

    public async ValueTask InitializeAsync()
    {
        _log = await LogFixture.Create();
        await _log.Append(300);
        await _log.Integrate();
        KeyFile.Create(In("log.key"), _log.Keys);
        await File.WriteAllTextAsync(In("policy"), $"log {_log.Keys.Known[0]}\nquorum none\n");
        await File.WriteAllTextAsync(In("other.policy"), $"log {SigningKey.Generate(LogFixture.Origin, SignatureType.Ed25519).Public}\nquorum none\n");
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Verifying_succeeds_only_while_everything_holds()
    {
        var (status, said) = await WithLog("audit", "verify", "--json");
        Assert.Equal((0, true, 300), (status, (bool)JsonNode.Parse(said)!["holds"]!, (int)JsonNode.Parse(said)!["events"]!));
        Assert.Equal(0, (await WithLog("audit", "verify", "--policy", In("policy"))).Status);
        Assert.Equal(1, (await WithLog("audit", "verify", "--policy", In("other.policy"))).Status);

        await File.WriteAllTextAsync(In("kept"), (await _log.Newest()).Note.ToString());
        await _log.Tamper("update events.mt_events set type = 'other.v1' where seq_id = 77");
        (status, said) = await WithLog("audit", "verify", "--since", In("kept"));
        Assert.Equal(1, status);
        Assert.Contains("The first wrong position is 77.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_is_checked_with_no_server_no_database_and_no_network()
    {
        Assert.Equal(0, (await WithLog("audit", "prove", "123", "--out", In("proof"))).Status);
        var (status, said) = await Alone("audit", "check", In("proof"), "--policy", In("policy"));
        Assert.Equal(0, status);
        Assert.Contains("Position   123 of 300", said, StringComparison.Ordinal);
        Assert.Contains("The event is in the log.", said, StringComparison.Ordinal);
        Assert.Equal(1, (await Alone("audit", "check", In("proof"), "--policy", In("other.policy"))).Status);

        var text = await File.ReadAllTextAsync(In("proof"));
        await File.WriteAllTextAsync(In("proof"), text.Replace("index 122", "index 121", StringComparison.Ordinal));
        Assert.Equal(1, (await Alone("audit", "check", In("proof"), "--policy", In("policy"), "--json")).Status);
        Assert.Equal(1, (await WithLog("audit", "prove", "301")).Status);
        Assert.Equal(2, (await Alone("audit", "check", In("missing"), "--policy", In("policy"))).Status);
    }

    [Fact]
    public async Task Tiles_are_exported_and_put_back()
    {
        Assert.Equal(0, (await WithLog("log", "export", In("tree"), "--entries")).Status);
        Assert.True(File.Exists(In("tree/tile/0/000")) && File.Exists(In("tree/tile/entries/001.p/44")) && File.Exists(In("tree/checkpoint")));
        await _log.Tamper("delete from transparency.tiles");
        var (status, said) = await WithLog("log", "rebuild", $"--ConnectionStrings:Coordination={_log.Database.Administrator}");
        Assert.Equal((0, "3 tiles were put back."), (status, said.Trim()));
        Assert.Equal(2, (await WithLog("log", "rebuild")).Status);
    }

    private string In(string name) => Path.Combine(_folder, name);

    private Task<(int Status, string Said)> WithLog(params string[] arguments) =>
        Alone([.. arguments, $"--ConnectionStrings:Writer={_log.Database.Writer}", $"--TransparencyLog:KeyFile={In("log.key")}"]);

    private async Task<(int Status, string Said)> Alone(params string[] arguments)
    {
        var command = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        foreach (var variable in command.Environment.Keys.Where(name => name.Contains("ConnectionStrings", StringComparison.OrdinalIgnoreCase)).ToList())
            command.Environment.Remove(variable);
        Array.ForEach(["exec", Path.Combine(AppContext.BaseDirectory, "Coordination.Host.dll"), .. arguments], command.ArgumentList.Add);
        using var process = Process.Start(command)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        await complained;
        return (process.ExitCode, await said);
    }
}
