using System.CommandLine;
using Coordination.Host.TransparencyLog;

namespace Coordination.Host.Cli;

/// <summary><c>audit verify | prove | check | export</c>: what it takes to trust nobody.</summary>
public static class LogVerbs
{
    private static readonly Option<bool> AsJson = new("--json") { Description = "As JSON." };
    private static readonly Option<string?> Policy =
        new("--policy") { Description = "A policy file: the log's keys, and which witnesses must have cosigned." };

    public static IEnumerable<Command> All() => [Verify(), Prove(), Check(), Export()];

    private static Command Verify()
    {
        var since = new Option<string?>("--since") { Description = "A checkpoint that you kept: the log must have grown out of it." };
        var keys = new Option<string?>(
            "--keys")
        { Description = "A file with the log's public keys, one a line; else those of this host's key file." };
        var verb = new Command("verify",
            "Recomputes every leaf, tile, root and signature, and compares the versions of streams and the kept answers with the events. " +
                "Says what it could not check. Exit status 0 only when everything holds.") { since, keys, Policy, AsJson };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancellation) =>
        {
            var host = HostSettings.Read([.. parsed.UnmatchedTokens]);
            var settings = TransparencySettings.Read(host.Configuration, host.Environment.IsDevelopment());
            var kept = parsed.GetValue(since) is { } file ? LogCommands.Kept(file) : null;
            var trusted = LogCommands.Trusted(parsed.GetValue(Policy), parsed.GetValue(keys), settings);
            await using var services = LogCommands.Services(host.Configuration);
            return await Desk(parsed).Verify(services, trusted, kept, cancellation);
        });
        return verb;
    }

    private static Command Prove()
    {
        var position = new Argument<long>("position") { Description = "The position in the log, 1 for the first event." };
        var file = new Option<string?>("--out") { Description = "The file to write the proof to. Without it, the proof is printed." };
        var verb = new Command("prove",
            "Writes a file that proves, to somebody with nothing but a policy, that an event is in the log. It " +
                "carries the event.") { position, file };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var services = LogCommands.Services(HostSettings.Read([.. parsed.UnmatchedTokens]).Configuration);
            return await Desk(parsed).Prove(services, parsed.GetRequiredValue(position), parsed.GetValue(file), cancellation);
        });
        return verb;
    }

    private static Command Check()
    {
        var file = new Argument<string>(
            "file")
        { Description = "A proof file, as audit prove writes it; or a folder, as audit export does." };
        var policy = new Option<string>(
            "--policy")
        { Description = "A policy file: the log's keys, and which witnesses must have cosigned.", Required = true };
        var verb = new Command("check",
            "Checks a proof file or an export: no server, no database, no network. Exit status 0 only when everything holds.") { file,
                policy, AsJson };
        verb.SetAction((parsed, _) => Desk(parsed).Check(parsed.GetRequiredValue(file), parsed.GetRequiredValue(policy)));
        return verb;
    }

    private static Command Export()
    {
        var folder = new Argument<string>(
            "folder")
        { Description = "The folder to write to; for auditors only, since it holds the entries." };
        var verb = new Command("export",
            "Writes the whole log to files that are enough to verify it elsewhere: entries, tiles, checkpoint, keys.") { folder };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancellation) =>
        {
            var host = HostSettings.Read([.. parsed.UnmatchedTokens]);
            var keys = TransparencySettings.Read(host.Configuration, host.Environment.IsDevelopment()).Keys().Known;
            await using var services = LogCommands.Services(host.Configuration);
            return await Desk(parsed).Export(services, parsed.GetRequiredValue(folder), keys, cancellation);
        });
        return verb;
    }

    private static LogCommands Desk(ParseResult parsed) => new(Console.Out, Console.Error, parsed.GetValue(AsJson));
}
