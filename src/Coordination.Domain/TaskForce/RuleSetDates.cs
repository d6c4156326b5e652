namespace Coordination.Domain.TaskForce;

/// <summary>For when a version of the gate's rules can be adopted.</summary>
internal static class RuleSetDates
{
    /// <summary>Null when this version can be adopted from this instant on.</summary>
    internal static Refusal? AreWrong(AdoptRuleSet command, DateTimeOffset from, int chosen, TaskForceState.Formed formed) =>
        from < command.At
            ? new Refusal(RefusalReason.InvalidInput,
                "A rule-set takes effect now or later: what was decided before stands under the rule-set of its time.", "effectiveFrom")
        : from < command.Published[chosen].EffectiveFrom
            ? new Refusal(RefusalReason.InvalidInput,
                $"This rule-set takes effect on {command.Published[chosen].EffectiveFrom.UtcDateTime:yyyy-MM-dd} at the earliest.",
                "effectiveFrom")
        : LaterOneThatHolds(command, from, chosen, formed) is { } later
            ? new Refusal(RefusalReason.PolicyLimit,
                $"No rule-set takes the place of a later one, here {later}: what that closes would open again.", "ruleSet")
        : null;

    // Whatever holds at that instant, and whatever was adopted for later: neither may be a later version than the one chosen.
    private static string? LaterOneThatHolds(AdoptRuleSet command, DateTimeOffset from, int chosen, TaskForceState.Formed formed)
    {
        var then = formed.AdoptedRuleSetAt(from)
            ?? command.Published.LastOrDefault(set => !set.ByAdoptionOnly && set.EffectiveFrom <= from)?.Version;
        IEnumerable<string?> holds = [then,
            .. formed.RuleSets.Where(adopted => adopted.EffectiveFrom <= from).Select(adopted => adopted.RuleSet)];
        return command.Published.Skip(chosen + 1).Select(set => set.Version).LastOrDefault(holds.Contains);
    }
}
