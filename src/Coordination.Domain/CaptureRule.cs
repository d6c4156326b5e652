namespace Coordination.Domain;

/// <summary>
/// A rule that holds where something is written down, before any gate is asked: a command that breaks it is refused, and what
/// it wanted does not come about. The other rules of the table are the gate's own.
/// </summary>
/// <param name="Id">Its id, for example <c>CG-13</c>.</param>
/// <param name="Source">Where it comes from, so that a reader can check it.</param>
/// <param name="Reason">The reason of its refusals.</param>
/// <param name="Says">What it says, in a sentence or two.</param>
public sealed record CaptureRule(string Id, string Source, RefusalReason Reason, string Says)
{
    /// <summary>CG-05.</summary>
    public static CaptureRule LongestRelease { get; } = new(
        "CG-05", "policy of the task force, and the tables of the law in force, with their effective dates", RefusalReason.PolicyLimit,
        "A release lasts no longer than the policy in force allows, nor longer than the law in force allows, and starts within the same " +
            "time. The limit is named, and where it is the law's, its citation.");

    /// <summary>CG-13.</summary>
    public static CaptureRule NoCoercion { get; } = new(
        "CG-13", "34 USC 12291(b)(2)(D)(ii)(I) for a release; policy of the task force for every other demand", RefusalReason.Coercive,
        "No service, housing, benefit or referral on condition of a release, a report to police, testimony, cooperation with law " +
        "enforcement or engagement in a mandate. "
        + "The statute forbids grantees to make services depend on a release; that nothing else is demanded either is policy. Conditions " +
        "are words of a closed list: age, place and capacity may stand, nothing else does. That it was tried is recorded; a note is only " +
        "a note and conditions nothing.");

    /// <summary>CG-15.</summary>
    public static CaptureRule NoSpokenGrant { get; } = new(
        "CG-15", "practice standard; 45 CFR 1370.4(b) for an accommodation", RefusalReason.InvalidInput,
        "A release is signed in ink or electronically, never spoken. Taking it back may be spoken. Where rules bind by profile, an " +
            "accommodation that somebody else witnessed stands in place of a signature which a disability prevents. At the gate, CG-02 " +
            "says the same of what was recorded.");

    /// <summary>CG-30.</summary>
    public static CaptureRule NoConditionedRelief { get; } = new(
        "CG-30", "policy of the task force: nobody adds to what the law asks (22 USC 7105(b)(1)(E)(i)(I), (c)(3); 8 USC 1184(p)(1); 8 " +
            "CFR 214.204(e))", RefusalReason.Coercive,
        "No continued presence, declaration or certification on condition of cooperation, a report, testimony, a release or engagement " +
        "in a mandate: neither by who "
        + "seeks it for her nor by the certifier. What the law itself asks of an applicant stands there, with its exceptions (for a " +
        "certification by Health and Human Services, to be willing to assist in every reasonable way, "
        + "or to be unable to for trauma; for T status no declaration at all, which is optional evidence); that nobody adds a demand of " +
        "their own is policy. That it was tried, and by whom, is recorded. That a certifier says no after a concern about that agency is " +
        "marked for the auditor.");

    /// <summary>The rules, in the order of their ids.</summary>
    public static IReadOnlyList<CaptureRule> All { get; } = [LongestRelease, NoCoercion, NoSpokenGrant, NoConditionedRelief];

    /// <summary>Refuses a command by this rule, which the message names.</summary>
    internal Refusal Refuse(string message, string field) => new(Reason, $"{message} ({Id})", field);
}
