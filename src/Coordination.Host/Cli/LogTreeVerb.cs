using System.CommandLine;
using Coordination.Host.TransparencyLog;
using Coordination.Host.TransparencyLog.Storage;

namespace Coordination.Host.Cli;

/// <summary><c>log export | rebuild</c>: the tree and its checkpoint as files, and its tiles computed again.</summary>
public static class LogTreeVerb
{
    private const string Administrator = "ConnectionStrings:Coordination";

    public static Command Make() => new("log", "The transparency log's tree: its files, and its repair.") { Export(), Rebuild() };

    private static Command Export()
    {
        var folder = new Argument<string>(
            "folder")
        { Description = "The folder to write to. Files that are complete are not written again." };
        var entries = new Option<bool>("--entries") { Description = "The entries, too: for auditors only." };
        var verb = new Command("export",
            "Writes tiles and the newest checkpoint to files (C2SP tlog-tiles), so that another party can keep them.") { folder, entries };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var services = LogCommands.Services(HostSettings.Read([.. parsed.UnmatchedTokens]).Configuration);
            var export = ActivatorUtilities.CreateInstance<TreeExport>(services);
            if (await export.Export(parsed.GetRequiredValue(folder), parsed.GetValue(entries), cancellation) is not { } size)
                return await Fail(parsed, "Nothing is signed yet, or tiles are missing: audit verify says which.");
            await parsed.InvocationConfiguration.Output
                .WriteLineAsync($"A tree of {Quantity.Of(size, "entry", "entries")} and its checkpoint are in " +
                    $"{parsed.GetRequiredValue(folder)}.");
            return 0;
        });
        return verb;
    }

    private static Command Rebuild()
    {
        var verb = new Command("rebuild",
            $"Computes all tiles again and puts back those that differ; refuses when the events are not those that were signed. Takes " +
                $"{Administrator}.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var host = HostSettings.Read([.. parsed.UnmatchedTokens]);
            if (host.Configuration[Administrator] is not { Length: > 0 } administrator)
                throw new SettingsException($"{Administrator} is not set: only an administrator may write tiles again.");
            var trusted = LogCommands.Trusted(null, null, TransparencySettings.Read(host.Configuration, host.Environment.IsDevelopment()));
            await using var services = LogCommands.Services(host.Configuration);
            var rebuild = ActivatorUtilities.CreateInstance<TreeRebuild>(services, new PostgresTreeRestoration(administrator));
            var (putBack, refused) = await rebuild.Rebuild(trusted, null, cancellation);
            if (refused.Count > 0)
                return await Fail(parsed, $"Nothing was done: the events are not those that were signed. {refused[0].What}");
            await parsed.InvocationConfiguration.Output.WriteLineAsync(putBack == 0
                ? "Every tile is as it should be."
                : $"{Quantity.Of(putBack, "tile was", "tiles were")} put back.");
            return 0;
        });
        return verb;
    }

    private static async Task<int> Fail(ParseResult parsed, string why)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync(why);
        return 1;
    }
}
