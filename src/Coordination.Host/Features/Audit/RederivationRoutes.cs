using Coordination.Domain.Gate;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Coordination.Host.Features.Audit;

/// <summary>Evaluates stored answers of the gate again, a part of the log for each question.</summary>
internal static class RederivationRoutes
{
    private const int MostEvents = 10_000;
    private const int MostDifferences = 200;

    public static async Task<Results<Reply<AuditedRederivation>, ProblemResult>> Get(
        LogRederivation log, CancellationToken cancellation, string? ruleSet = null, long afterPosition = 0)
    {
        if (ruleSet is not null && RuleSets.Find(ruleSet) is null)
            return Problems.InvalidInput.With($"Expected one of: {string.Join(", ", RuleSets.All.Select(set => set.Version))}.", "ruleSet");
        if (afterPosition < 0)
            return Problems.InvalidInput.With("Expected a position, 0 or greater.", "afterPosition");
        List<RederivedDifference> differences = [];
        var scope = new RederivationScope(ruleSet is null ? null : RuleSets.Find(ruleSet), afterPosition, MostEvents, MostDifferences);
        var came = await log.Run(scope, found => { differences.Add(found); return ValueTask.CompletedTask; }, _ => { }, cancellation);
        return Reply.Plain(new AuditedRederivation(
            ruleSet, afterPosition, came.Through, came.Events, came.Verdicts, came.Admissions, differences,
            came.ReachedTheEnd ? null : came.Through));
    }
}
