using System.CommandLine;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Telemetry;

namespace Coordination.Host.Cli;

/// <summary><c>rebuild</c>: builds a projection again from the first event. Hosts that serve go on serving the old rows until it is
/// done.</summary>
public static class RebuildVerb
{
    public static Command Make()
    {
        var name = new Argument<string>("projection") { Description = string.Join(", ", AllProjections.InOrder.Select(p => p.Name)) };
        var resume = new Option<bool>(
            "--resume")
        { Description = "Goes on where a rebuild by this same version of the host was stopped, if there is one." };
        var verb = new Command("rebuild",
            "Builds a projection again from the first event; the old rows serve until it is done.") { name, resume };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction((parsed, cancellation) =>
            Rebuild(parsed.GetRequiredValue(name), parsed.GetValue(resume), [.. parsed.UnmatchedTokens], cancellation));
        return verb;
    }

    private static async Task<int> Rebuild(string name, bool resumes, string[] settings, CancellationToken cancellation)
    {
        var projection = AllProjections.Find(name)
            ?? throw new SettingsException(
                $"There is no projection '{name}'. There are: {string.Join(", ", AllProjections.InOrder.Select(p => p.Name))}.");
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddFaultSummaries()
            .AddSingleton(HostSettings.Read(settings).Configuration)
            .AddEventStore()
            .AddPostgresViewStore()
            .AddExecution()
            .AddLogFollowing()
            .BuildServiceProvider();
        var clock = TimeProvider.System.GetTimestamp();
        try
        {
            var rebuilt = await services.GetRequiredService<ProjectionRebuild>()
                .Rebuild(projection, ProjectionRebuild.PageSize, new Shown(), cancellation, resumes);
            var took = TimeProvider.System.GetElapsedTime(clock);
            await Console.Out.WriteLineAsync(
                $"{projection.Name}: {Quantity.Of(rebuilt.Position, "event")} in {took.TotalSeconds:F1} s; generation " +
                    $"{rebuilt.Number} serves.");
            return 0;
        }
        catch (Exception refused) when (refused is RebuildRefusedException or StoreUnavailableException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private sealed class Shown : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => Console.Error.Write(
            $"\r{value.Position} of {Quantity.Of(value.Head, "event")} ({100.0 * value.Position / Math.Max(1, value.Head):F0} " +
                $"%){(value.Position == value.Head ? "\n" : "")}");
    }
}
