using System.CommandLine;
using Coordination.Demo.Seeding;
using Coordination.Domain;
using Coordination.Host.Cli;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Identity;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Telemetry;

namespace Coordination.Demo;

/// <summary>
/// <c>seed</c>: fills an empty database with an invented task force of a size, through the deciders, so that its log is one that could have
/// happened. The same seed gives the same people, cases and identifiers. Development only.
/// </summary>
public static class SeedVerb
{
    public static Command Make()
    {
        var size = new Option<string>("--size") { Description = $"{string.Join(", ", SeedSize.Named.Keys)}.", DefaultValueFactory = _ => "small" };
        var seed = new Option<int>("--seed") { Description = "Another number gives another task force.", DefaultValueFactory = _ => 1 };
        var verb = new Command("seed", "Fills an empty database with an invented task force (Development only).") { size, seed };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction((parsed, cancellation) => Fill(parsed.GetRequiredValue(size), parsed.GetRequiredValue(seed), [.. parsed.UnmatchedTokens], cancellation));
        return verb;
    }

    private static async Task<int> Fill(string size, int seed, string[] settings, CancellationToken cancellation)
    {
        var host = HostSettings.Read(settings);
        if (!host.Environment.IsDevelopment())
            throw new SettingsException($"Invented people have no place in {host.Environment.EnvironmentName}. Set ASPNETCORE_ENVIRONMENT=Development.");
        if (!SeedSize.Named.TryGetValue(size, out var wanted))
            throw new SettingsException($"There is no size '{size}'. There are: {string.Join(", ", SeedSize.Named.Keys)}.");
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddFaultSummaries()
            .AddSingleton(host.Configuration)
            .AddMetrics()
            .AddEventStore()
            .AddExecution()
            .BuildServiceProvider();
        var store = services.GetRequiredService<IEventStore>();
        if (await store.Head(cancellation) > 0)
        {
            await Console.Error.WriteLineAsync("The log is not empty. An invented task force is put into an empty database only.");
            return 1;
        }
        var clock = TimeProvider.System.GetTimestamp();
        await new Seeder(services.GetRequiredService<CommandRunner>(), wanted, seed).Fill(cancellation);
        await Console.Out.WriteLineAsync(
            $"{Quantity.Of(wanted.Agencies, "agency", "agencies")}, {Quantity.Of(wanted.Cases, "case")}, {Quantity.Of(wanted.Releases, "release")}, {Quantity.Of(wanted.Reviews, "review")}: {Quantity.Of(await store.Head(cancellation), "event")} in {TimeProvider.System.GetElapsedTime(clock).TotalSeconds:F1} s.");
        return 0;
    }
}
