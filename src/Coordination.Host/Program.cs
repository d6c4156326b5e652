using System.CommandLine;
using Coordination.Host.Cli;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Telemetry;
using Microsoft.AspNetCore.Connections;

// Dates, numbers and the order of words are the same on every machine, whatever its language.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
var root = new RootCommand("Coordination: multidisciplinary response to human trafficking. Without a verb it serves.")
{
    ServeVerb.Make(),
    MigrateVerb.Make(),
    TokenVerb.Make(),
    RebuildVerb.Make(),
    MessagesVerb.Make(),
    AuditVerb.Make(),
    GateVerb.Make(),
    LawVerb.Make(),
    KeysVerb.Make(),
    SigningKeyVerb.Make(),
    LogTreeVerb.Make(),
    WitnessVerb.Make(),
};
root.TreatUnmatchedTokensAsErrors = false;
root.SetAction((parsed, cancellation) => parsed.UnmatchedTokens is [{ } word, ..] && !word.StartsWith('-') && !word.StartsWith('/')
    && !word.Contains('=', StringComparison.Ordinal)
    ? throw new SettingsException($"There is no verb {word}. --help lists them; without a verb, the host serves.")
    : ServeVerb.Serve([.. parsed.UnmatchedTokens], cancellation));
try
{
    return await root.Parse(args)
        .InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30)
        });
}
catch (SettingsException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("It was stopped before it was done.");
    return 1;
}
catch (IOException fault) when (fault.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync("An address of --urls is in use by another process. Stop that one, or choose another port.");
    return 1;
}
catch (Exception fault)
{
    // The runtime would print its message, which may quote what a person said.
    await Console.Error.WriteLineAsync(new ScrubbedException(fault, [new PostgresFaultNames()]).ToString());
    return 1;
}

/// <summary>The entry point, public for the test host.</summary>
public partial class Program;
