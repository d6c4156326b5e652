using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Gate;

/// <summary>What somebody still has to do, or may do, when the gate lets nothing go from here.</summary>
public static class WhatStands
{
    /// <summary>What is said besides of a report that does not go.</summary>
    public const string Duty = "Your duty to report stands. This only means that it does not go from here.";

    /// <summary>What is said besides of a danger that this agency may not tell of.</summary>
    public const string Danger = "What identifies nobody may be said: that there is a danger, of what kind and where. In an emergency call for help at once.";

    /// <summary>What stands besides an answer of the gate, in words; null where nothing does.</summary>
    /// <param name="verdict">The answer.</param>
    /// <param name="basis">On what the request rests.</param>
    /// <param name="hotline">Where such a report is made by telephone, as the table in force has it; null where it has none.</param>
    public static string? Of(Verdict verdict, ClaimedBasis basis, Hotline? hotline) => (basis, verdict.Outcome) switch
    {
        (ClaimedBasis.MandatedReport, not Outcome.Permit) when verdict.Lines.Any(line => line.Outcome != Outcome.Permit) => hotline is null ? Duty : $"{Duty} {hotline.Name}: {hotline.Number}.",
        (ClaimedBasis.ImminentRisk, Outcome.Deny) when verdict.Lines.Any(line => line.Findings.Any(IsUnlawful)) => Danger,
        _ => null,
    };

    /// <summary>What stands besides an answer of the gate, with the number that the table in force has; null where nothing does.</summary>
    public static string? Of(Verdict verdict, ClaimedBasis basis, GateFacts facts) =>
        Of(verdict, basis, basis == ClaimedBasis.MandatedReport ? JurisdictionLaw.HotlineFor(facts.TaskForce, facts.Now, facts.Process?.Jurisdiction, facts.Process?.Report) : null);

    internal static string Besides(Verdict verdict, ClaimedBasis basis, GateFacts? facts) =>
        (facts is null ? Of(verdict, basis, hotline: null) : Of(verdict, basis, facts)) is { } said ? $" {said}" : "";

    private static bool IsUnlawful(RuleFinding finding) => finding is { Rule: "CG-43", Effect: RuleEffect.Deny, Reason: Rules.Cg43ImminentRisk.Risk };
}
