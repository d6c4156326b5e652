namespace Coordination.Domain.TaskForce;

/// <summary>Decides about the task force itself.</summary>
public static class TaskForceDecider
{
    /// <summary>The longest release that any jurisdiction may allow, in days: ten years.</summary>
    public const int MostReleaseDays = 3_660;

    /// <summary>The largest quorum.</summary>
    public const int LargestQuorum = 100;

    /// <summary>The most days to answer a recall.</summary>
    public const int MostRecallDays = 365;

    /// <summary>The most mandated reports of one policy.</summary>
    public const int MostMandatedReports = 50;

    /// <summary>The most adoptions of rule-sets, and the most settings of the policy: the gate looks through them.</summary>
    public const int MostAdoptions = 1_000;

    /// <summary>The least that can be called too small to be published: of two people who are counted together each finds the other (CG-21).</summary>
    public const int LeastSmallCellThreshold = 2;

    /// <summary>The most that can be called too small to be published.</summary>
    public const int MostSmallCellThreshold = 100;

    private static readonly Refusal NotFormed = new(RefusalReason.WrongState, "The task force has not been formed yet.");

    /// <summary>A task force is formed once.</summary>
    public static Decision<TaskForceEvent> Decide(FormTaskForce command, TaskForceState state)
    {
        if (state is TaskForceState.Formed formed)
        {
            return formed.CoordinatingAgency == command.CoordinatingAgency && formed.Name == command.Name && formed.Jurisdiction == command.Jurisdiction
                ? Decision.Nothing<TaskForceEvent>()
                : new Refusal(RefusalReason.AlreadyExists, "The task force has been formed already.");
        }

        var wrong = TextRules.RequiredPlain(command.Name, TextRules.LongestLabel, "name")
            ?? TextRules.RequiredPlain(command.Jurisdiction, TextRules.LongestLabel, "jurisdiction");
        return wrong is not null ? wrong : new TaskForceFormed(command.Name, command.Jurisdiction, command.CoordinatingAgency);
    }

    /// <summary>A policy has sensible numbers, and takes effect now or later.</summary>
    public static Decision<TaskForceEvent> Decide(SetPolicy command, TaskForceState state)
    {
        if (state is not TaskForceState.Formed formed)
        {
            return NotFormed;
        }

        if (command.EffectiveFrom is null && HoldsAlready(command, formed))
        {
            return Decision.Nothing<TaskForceEvent>();
        }

        if (command.EffectiveFrom < command.At)
        {
            return new Refusal(RefusalReason.InvalidInput, "A policy takes effect now or later: what was decided before stands under the policy of its time.", "effectiveFrom");
        }

        if (formed.Policies.Length >= MostAdoptions)
        {
            return new Refusal(RefusalReason.InvalidInput, $"The policy was set {MostAdoptions} times, which is as often as it can be.", "settings");
        }

        var wrong = Between(command.Settings.LongestReleaseDays, MostReleaseDays, "settings.longestReleaseDays")
            ?? Between(command.Settings.QuorumMembers, LargestQuorum, "settings.quorumMembers")
            ?? Between(command.Settings.RecallDays, MostRecallDays, "settings.recallDays")
            ?? (command.Settings.MinutesPerItem is { } minutes ? Between(minutes, AgendaTemplateDecider.MostMinutes, "settings.minutesPerItem") : null)
            ?? (command.Settings.SmallCellThreshold is { } threshold ? Between(threshold, MostSmallCellThreshold, "settings.smallCellThreshold", LeastSmallCellThreshold) : null)
            ?? (command.Settings.MinorAloneServices is { } alone && alone.Distinct().Count() != alone.Count
                ? new Refusal(RefusalReason.InvalidInput, "Name each service once.", "settings.minorAloneServices")
                : null)
            ?? ReportsAreWrong(command.Settings.MandatedReports ?? []);
        return wrong is not null ? wrong : new PolicySet(command.EffectiveFrom ?? command.At, command.Settings);
    }

    /// <summary>
    /// A version of the rules is adopted for now or later, from its publication on, and never in place of a later one: what
    /// the later one closes would open again.
    /// </summary>
    public static Decision<TaskForceEvent> Decide(AdoptRuleSet command, TaskForceState state)
    {
        if (state is not TaskForceState.Formed formed)
        {
            return NotFormed;
        }

        var from = command.EffectiveFrom ?? command.At;
        var versions = command.Published.Select(set => set.Version).ToList();
        var chosen = versions.IndexOf(command.RuleSet);
        return chosen < 0
            ? new Refusal(RefusalReason.InvalidInput, $"Expected one of: {string.Join(", ", versions)}.", "ruleSet")
            : RuleSetDates.AreWrong(command, from, chosen, formed) is { } wrong ? wrong
            : formed.AdoptedRuleSetAt(from) == command.RuleSet ? Decision.Nothing<TaskForceEvent>()
            : formed.RuleSets.Length >= MostAdoptions ? new Refusal(RefusalReason.InvalidInput, $"At most {MostAdoptions} adoptions.", "ruleSet")
            : new RuleSetAdopted(from, command.RuleSet);
    }

    /// <summary>Adds a member.</summary>
    public static Decision<TaskForceEvent> Decide(AddMemberAgency command, TaskForceState state) =>
        state is not TaskForceState.Formed ? NotFormed
        : state.HasMember(command.Agency) ? Decision.Nothing<TaskForceEvent>()
        : new MemberAgencyAdded(command.Agency);

    /// <summary>Removes a member.</summary>
    public static Decision<TaskForceEvent> Decide(RemoveMemberAgency command, TaskForceState state) =>
        state is not TaskForceState.Formed ? NotFormed
        : state.HasMember(command.Agency) ? new MemberAgencyRemoved(command.Agency)
        : Decision.Nothing<TaskForceEvent>();

    // Where another policy was set for later, setting this one anew is a decision.
    private static bool HoldsAlready(SetPolicy command, TaskForceState.Formed formed) =>
        formed.PolicyAt(command.At)?.SaysTheSameAs(command.Settings) == true && formed.Policies.All(policy => policy.EffectiveFrom <= command.At);

    private static Refusal? ReportsAreWrong(IReadOnlyList<ReportingDuty> duties) => duties.Count > MostMandatedReports
        ? new Refusal(RefusalReason.InvalidInput, $"At most {MostMandatedReports} mandated reports.", "settings.mandatedReports")
        : duties.Select((duty, at) => IsWrong(duty, $"settings.mandatedReports[{at}]")).FirstOrDefault(refusal => refusal is not null);

    private static Refusal? IsWrong(ReportingDuty duty, string field) =>
        TextRules.RequiredPlain(duty.Jurisdiction, TextRules.LongestLabel, $"{field}.jurisdiction")
        ?? TextRules.RequiredPlain(duty.Citation, TextRules.LongestLabel, $"{field}.citation")
        ?? (duty.Categories.Count == 0 || duty.Categories.Distinct().Count() != duty.Categories.Count
            ? new Refusal(RefusalReason.InvalidInput, "Name what the report requires, each category once.", $"{field}.categories")
            : null);

    private static Refusal? Between(int value, int most, string field, int least = 1) =>
        value >= least && value <= most ? null : new Refusal(RefusalReason.InvalidInput, $"Expected a number from {least} to {most}.", field);
}
