using System.CommandLine;
using System.Globalization;
using Coordination.Host.Platform.Identity;
using Coordination.Host.Platform.Telemetry;

namespace Coordination.Demo;

/// <summary>For demonstrations and measurements, and never part of what serves: it plays stories, and fills empty databases with invented people.</summary>
internal static class DemoProgram
{
    private static async Task<int> Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var root = new RootCommand("Coordination: stories and invented task forces (Development only).") { DemoVerb.Make(), SeedVerb.Make() };
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
        }
        catch (SettingsException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(new ScrubbedException(fault, []).ToString());
            return 1;
        }
    }
}
