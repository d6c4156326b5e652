using System.Text.Json.Serialization.Metadata;
using Coordination.Domain.Readings;
using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Signing;
using Coordination.Host.Platform.Storage;
using Coordination.Host.TransparencyLog;
using Coordination.Host.TransparencyLog.Storage;

namespace Coordination.Host.Cli;

/// <summary>Verifies the log and makes and checks proofs, on a terminal. The answer is an exit status: 0 only when everything
/// holds.</summary>
public sealed class LogCommands(TextWriter output, TextWriter errors, bool asJson)
{
    /// <summary>What it takes to read the log and its tree: the writer's role, and no web host.</summary>
    public static ServiceProvider Services(IConfiguration configuration) => new ServiceCollection()
        .AddSingleton(configuration)
        .AddLogging(logging => logging.AddSimpleConsole(console => console.SingleLine = true)
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console =>
                console.LogToStandardErrorThreshold = LogLevel.Trace))
        .AddSingleton(TimeProvider.System)
        .AddSingleton(EventCodec.Current)
        .AddEventStore()
        .AddPostgresTree()
        .AddSingleton<LogVerifier>().AddSingleton<Prover>().AddSingleton<ReadingRecorder>().AddSingleton<AuditReadings>()
        .BuildServiceProvider();

    public async Task<int> Verify(IServiceProvider services, TrustedLog trusted, SignedCheckpoint? kept, CancellationToken cancellation)
    {
        var report = await services.GetRequiredService<LogVerifier>().Verify(trusted, kept, new Shown(errors), cancellation);
        await Tell(report, TransparencyText.Of, TransparencyJson.Default.VerificationReport);
        return report.Holds ? 0 : 1;
    }

    public async Task<int> Prove(IServiceProvider services, long position, string? file, CancellationToken cancellation)
    {
        await services.GetRequiredService<AuditReadings>()
            .Record(AuditCommands.Reader, ReadingKind.Proof, TransparencyRoutes.Neighbours(position), cancellation);
        var (proof, why) = await services.GetRequiredService<Prover>().Inclusion(position, cancellation);
        if (proof is null)
        {
            await errors.WriteLineAsync(why!.Why);
            return 1;
        }

        if (file is null)
            await output.WriteAsync($"{proof}");
        else
            await File.WriteAllTextAsync(file, $"{proof}", cancellation);
        return 0;
    }

    public async Task<int> Export(IServiceProvider services, string folder, IReadOnlyList<VerifierKey> keys, CancellationToken cancellation)
    {
        await services.GetRequiredService<AuditReadings>().Record(AuditCommands.Reader, ReadingKind.Export, "the log", cancellation);
        if (await ActivatorUtilities.CreateInstance<LogExport>(services)
            .Export(folder, keys, new Shown(errors), cancellation) is not { } size)
        {
            await errors.WriteLineAsync("Nothing is signed yet, or tiles are missing: audit verify says which.");
            return 1;
        }
        await output.WriteLineAsync(
            $"{size} entries, their tiles and checkpoint, and the log's public keys are in {folder}. Verify it anywhere: audit check " +
                $"{folder} --policy <file>, or docs/verify-export.py.");
        return 0;
    }

    private async Task<int> CheckExport(string folder, TrustedLog trusted)
    {
        if (!File.Exists(Path.Combine(folder, LogExport.Entries)))
            throw new SettingsException($"'{folder}' is not an export: it has no {LogExport.Entries}.");
        using var exported = new ExportedLog(folder);
        var report = await exported.Verify(trusted, null, new Shown(errors), CancellationToken.None);
        await Tell(report, TransparencyText.Of, TransparencyJson.Default.VerificationReport);
        return report.Holds ? 0 : 1;
    }

    public async Task<int> Check(string file, string policy)
    {
        if (Directory.Exists(file))
            return await CheckExport(file, Trusted(PolicyFile.Read(policy), policy));
        if (!File.Exists(file))
            throw new SettingsException($"There is no file '{file}'.");
        var found = ProofCheck.Check(await File.ReadAllBytesAsync(file), PolicyFile.Read(policy));
        await Tell(found, TransparencyText.Of, TransparencyJson.Default.CheckedProof);
        return found.Holds ? 0 : 1;
    }

    /// <summary>The keys whose signatures count: from a policy, a file of public keys, or this host's own key file.</summary>
    public static TrustedLog Trusted(string? policyFile, string? keysFile, TransparencySettings settings)
    {
        if (policyFile is not null)
            return Trusted(PolicyFile.Read(policyFile), policyFile);
        var keys = keysFile is null ? settings.Keys().Known : PublicKeys(keysFile);
        return new(keys[0].Name.Name, keys, settings.Witnesses());
    }

    private static TrustedLog Trusted(WitnessPolicy policy, string file) =>
        policy.Logs.Select(log => log.Key.Name.Name).Distinct().ToList() is [var origin]
        ? new(origin, [.. policy.Logs.Select(log => log.Key)], policy)
        : throw new SettingsException($"The policy '{file}' must name one log, with all keys that it ever had.");

    public static SignedCheckpoint Kept(string file)
    {
        if (!File.Exists(file))
            throw new SettingsException($"There is no checkpoint '{file}'.");
        var parsed = SignedCheckpoint.Parse(File.ReadAllBytes(file));
        return parsed.IsValid(out var kept) ? kept : throw new SettingsException($"'{file}' is not a checkpoint. {parsed.Problem}");
    }

    private static List<VerifierKey> PublicKeys(string file)
    {
        if (!File.Exists(file))
            throw new SettingsException($"There is no key file '{file}'.");
        var keys = File.ReadAllLines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(VerifierKey.Parse).ToList();
        return keys.Count > 0 && keys.All(key => key.Problem is null)
            ? [.. keys.Select(key => key.Value!)]
            : throw new SettingsException($"'{file}' has something else than public keys, one a line.");
    }

    private async Task Tell<T>(T found, Func<T, string> text, JsonTypeInfo<T> json) =>
        await output.WriteLineAsync((asJson ? JsonSerializer.Serialize(found, json) : text(found)).TrimEnd());

    /// <summary>One line, written over; only for somebody who watches.</summary>
    private sealed class Shown(TextWriter errors) : IProgress<LogProgress>
    {
        public void Report(LogProgress value)
        {
            if (!Console.IsErrorRedirected)
                errors.Write($"\r{value.Position} of {Quantity.Of(value.Head, "event")} " +
                    $"({100.0 * value.Position / Math.Max(1, value.Head):F0} %){(value.Position >= value.Head ? "\n" : "")}");
        }
    }
}
