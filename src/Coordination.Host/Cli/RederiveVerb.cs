using System.CommandLine;
using Coordination.Domain.Gate;
using Coordination.Domain.Readings;
using Coordination.Host.Features.Audit;
using Coordination.Host.Features.Audit.Replay;

namespace Coordination.Host.Cli;

/// <summary><c>audit rederive</c>: asks every stored answer of the gate again, from the log before it.</summary>
public static class RederiveVerb
{
    /// <summary>Every answer follows again; or another rule-set was asked about, and all was said.</summary>
    public const int Follows = 0;

    /// <summary>An answer does not follow under its own rules: something was altered, or was wrong then.</summary>
    public const int Differs = 1;

    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(2);

    public static Command Make()
    {
        var ruleSet = new Option<string?>(
            "--ruleset")
        {
            Description = $"Under these rules instead of those of the time: " +
                $"{string.Join(", ", RuleSets.All.Select(set => set.Version))}. Lists what would differ."
        };
        var json = new Option<bool>("--json") { Description = "As JSON Lines: each difference as it is found, the summary last." };
        var verb = new Command("rederive",
            "Asks every stored answer of the gate again, from the log before it. Exit status 0 only when none differs under " +
                "its own rules.") { ruleSet, json };
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var services = AuditCommands.Services(HostSettings.Read([.. parsed.UnmatchedTokens]).Configuration);
            return await Run(services, parsed.GetValue(ruleSet), parsed.GetValue(json), Console.Out, Console.Error, cancellation);
        });
        return verb;
    }

    internal static async Task<int> Run(IServiceProvider services, string? ruleSet, bool asJson, TextWriter output, TextWriter reports,
        CancellationToken cancellation)
    {
        var rules = ruleSet is null ? null : RuleSets.Find(ruleSet)
            ?? throw new SettingsException($"--ruleset: expected one of {string.Join(", ", RuleSets.All.Select(set => set.Version))}.");
        await services.GetRequiredService<AuditReadings>()
            .Record(AuditCommands.Reader, ReadingKind.Rederivation, ruleSet ?? "the log", cancellation);
        var time = services.GetRequiredService<TimeProvider>();
        var (began, last) = (time.GetTimestamp(), time.GetTimestamp());
        var came = await services.GetRequiredService<LogRederivation>().Run(new RederivationScope(rules), Tell, Report, cancellation);
        var summary = new RederivationSummary(ruleSet, came.Through, came.Events, came.Verdicts, came.Admissions, came.Differences);
        await output.WriteLineAsync(asJson
            ? JsonSerializer.Serialize(summary, ReplayJson.Default.RederivationSummary)
            : AuditText.Of(summary));
        return rules is null && came.Differences > 0 ? Differs : Follows;

        async ValueTask Tell(RederivedDifference difference) =>
            await output.WriteLineAsync(asJson
                ? JsonSerializer.Serialize(difference, ReplayJson.Default.RederivedDifference)
                : AuditText.Of(difference));

        void Report(RederivationProgress so)
        {
            if (time.GetElapsedTime(last) < BetweenReports)
                return;
            last = time.GetTimestamp();
            reports.WriteLine($"position {so.Through}: {Quantity.Of(so.Verdicts, "answer")} asked again, " +
                $"{Quantity.Of(so.Differences, "difference")}, {so.Events / time.GetElapsedTime(began).TotalSeconds:N0} events/s");
        }
    }
}
