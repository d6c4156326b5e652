namespace Coordination.Domain.TaskForce;

/// <summary>Decides about the task force itself.</summary>
public static class TaskForceDecider
{
    /// <summary>The most adoptions of rule-sets, and the most settings of the policy: the gate looks through them.</summary>
    public const int MostAdoptions = 1_000;

    private static readonly Refusal NotFormed = new(RefusalReason.WrongState, "The task force has not been formed yet.");

    /// <summary>A task force is formed once.</summary>
    public static Decision<TaskForceEvent> Decide(FormTaskForce command, TaskForceState state)
    {
        if (state is TaskForceState.Formed formed)
        {
            return formed.CoordinatingAgency == command.CoordinatingAgency && formed.Name == command.Name
                && formed.Jurisdiction == command.Jurisdiction
                ? Decision.Nothing<TaskForceEvent>()
                : new Refusal(RefusalReason.AlreadyExists, "The task force has been formed already.");
        }

        var wrong = TextRules.RequiredPlain(command.Name, TextRules.LongestLabel, "name")
            ?? TextRules.RequiredPlain(command.Jurisdiction, TextRules.LongestLabel, "jurisdiction");
        return wrong is not null ? wrong : new TaskForceFormed(command.Name, command.Jurisdiction, command.CoordinatingAgency);
    }

    /// <summary>The first policy is set in one step, within bounds, from now or later. After that it changes as the protocol
    /// does.</summary>
    public static Decision<TaskForceEvent> Decide(SetPolicy command, TaskForceState state)
    {
        if (state is not TaskForceState.Formed formed)
        {
            return NotFormed;
        }

        if (command.EffectiveFrom is null && HoldsAlready(command.Settings, formed, command.At))
        {
            return Decision.Nothing<TaskForceEvent>();
        }

        if (!formed.Policies.IsEmpty)
        {
            return new Refusal(RefusalReason.WrongState,
                "There is a policy. It changes as the protocol does: propose the new settings (POST /v1/council/changes, policy), " +
                    "consult the survivors' council on them, and have somebody else adopt the change.");
        }

        var wrong = PolicyBounds.AreWrong(command.Settings, formed, command.EffectiveFrom ?? command.At, "settings")
            ?? DateIsWrong(command.EffectiveFrom, command.At, "effectiveFrom");
        return wrong is not null ? wrong : new PolicySet(command.EffectiveFrom ?? command.At, command.Settings);
    }

    /// <summary>Null when these settings can be proposed as the policy.</summary>
    public static Refusal? IsWrong(ProposedPolicy policy, TaskForceState.Formed taskForce, DateTimeOffset at) =>
        PolicyBounds.AreWrong(policy.Settings, taskForce, policy.EffectiveFrom ?? at, "policy.settings")
            ?? DateIsWrong(policy.EffectiveFrom, at, "policy.effectiveFrom");

    /// <summary>A change that was adopted is the policy from then on, or from its later date. Bounds hold for the task force as it is
    /// now.</summary>
    public static Decision<TaskForceEvent> Decide(AdoptPolicy command, TaskForceState state)
    {
        if (state is not TaskForceState.Formed formed)
        {
            return NotFormed;
        }

        var settings = command.Policy.Settings;
        var from = command.Policy.EffectiveFrom is { } later && later > command.At ? later : command.At;
        return from == command.At && HoldsAlready(settings, formed, command.At) ? Decision.Nothing<TaskForceEvent>()
            : formed.Policies.Length >= MostAdoptions ? new Refusal(RefusalReason.InvalidInput,
                $"The policy was set {MostAdoptions} times, which is as often as it can be.", "policy")
            : PolicyBounds.AreWrong(settings, formed, from, "policy.settings") is { } wrong ? wrong
            : new PolicySet(from, settings) { Change = command.Change };
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
            : formed.RuleSets.Length >= MostAdoptions
            ? new Refusal(RefusalReason.InvalidInput, $"At most {MostAdoptions} adoptions.", "ruleSet")
            : new RuleSetAdopted(from, command.RuleSet);
    }

    public static Decision<TaskForceEvent> Decide(AddMemberAgency command, TaskForceState state) =>
        state is not TaskForceState.Formed ? NotFormed
        : state.HasMember(command.Agency) ? Decision.Nothing<TaskForceEvent>()
        : new MemberAgencyAdded(command.Agency);

    public static Decision<TaskForceEvent> Decide(RemoveMemberAgency command, TaskForceState state) =>
        state is not TaskForceState.Formed ? NotFormed
        : state.HasMember(command.Agency) ? new MemberAgencyRemoved(command.Agency)
        : Decision.Nothing<TaskForceEvent>();

    // When another policy was set for later, setting this one again is a decision.
    private static bool HoldsAlready(PolicySettings settings, TaskForceState.Formed formed, DateTimeOffset at) =>
        formed.PolicyAt(at)?.SaysTheSameAs(settings) == true && formed.Policies.All(policy => policy.EffectiveFrom <= at);

    private static Refusal? DateIsWrong(DateTimeOffset? from, DateTimeOffset at, string field) => from < at
        ? new Refusal(RefusalReason.InvalidInput,
            "A policy takes effect now or later: what was decided before stands under the policy of its time.", field)
        : null;
}
