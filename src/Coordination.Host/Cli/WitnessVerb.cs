using System.CommandLine;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Signing;
using Coordination.Host.TransparencyLog.Witnessing;

namespace Coordination.Host.Cli;

/// <summary><c>witness</c>: any agency can watch that a log only grows, with a key, an address and a folder; no database.</summary>
public static class WitnessVerb
{
    public static Command Make()
    {
        var key = new Option<string>(
            "--key")
        { Description = "This witness's key file: signing-key generate <file> --name <address> --witness", Required = true };
        var log = new Option<string[]>(
            "--log")
        {
            Description = "A public key of a log, as signing-key show prints it, or a file with such keys; may be given " +
                "several times.",
            Required = true
        };
        var listen = new Option<string>("--listen")
        {
            Description = "Where to take checkpoints, such as http://127.0.0.1:8099.",
            Required = true
        };
        var state = new Option<string>("--state")
        {
            Description = "The folder where the last checkpoint is kept, and evidence of forks.",
            Required = true
        };
        var verb = new Command("witness",
            "Cosigns checkpoints of logs that grew out of what it saw last; refuses forks and keeps the evidence.") { key,
                log, listen, state };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var keys = KeyFile.Read(parsed.GetRequiredValue(key));
            if (keys.Signers[0].Public.Type is SignatureType.Ed25519)
                throw new SettingsException(
                    "--key: this is a log's key. A witness's is made with: signing-key generate <file> --name <address> --witness");
            using var folder = new WitnessFolder(parsed.GetRequiredValue(state));
            var book = new WitnessCosigner(keys.Signers[0], [.. parsed.GetRequiredValue(log).SelectMany(Logs)], folder,
                TimeProvider.System);
            await using var app = WitnessHost.Build(book, parsed.GetRequiredValue(listen));
            await app.StartAsync(cancellation);
            await parsed.InvocationConfiguration.Output
                .WriteLineAsync($"{keys.Signers[0].Public} listens on {string.Join(", ", app.Urls)}");
            await app.WaitForShutdownAsync(cancellation);
            return 0;
        });
        return verb;
    }

    private static IEnumerable<VerifierKey> Logs(string keyOrFile)
    {
        var lines = File.Exists(keyOrFile) ? File.ReadAllLines(keyOrFile).Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith('#')) : [keyOrFile];
        foreach (var line in lines)
            yield return VerifierKey.Parse(line).IsValid(out var key) && key.Type is not SignatureType.Ed25519Cosignature
                ? key
                : throw new SettingsException($"--log: '{keyOrFile}' is neither a log's public key nor a file of them.");
    }
}
