using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Gate;

/// <summary>What somebody still has to do, or may do, when the gate lets nothing go from here.</summary>
public static class GateNotes
{
    /// <summary>What is added to the answer about a report that is not disclosed.</summary>
    public const string Duty = "Your duty to report stands. This only means that it does not go from here.";

    /// <summary>What is added to the answer about a danger or a duty to warn when nothing is disclosed.</summary>
    public const string Danger =
        "What identifies nobody may be said: that there is a danger, of what kind and where. In an emergency call for help at once.";

    /// <summary>What is added when nobody recorded which laws bind the discloser.</summary>
    public const string Unknown =
        "Nobody recorded which laws bind this agency, so every law that keeps something from going is taken to bind it. The agency's own " +
        "counsel or administrator records them, or that none does (POST /v1/me/profiles), or the task force's office does.";

    /// <summary>A note to add to an answer of the gate, in words; null when there is none.</summary>
    /// <param name="verdict">The answer.</param>
    /// <param name="basis">On what the request rests.</param>
    /// <param name="hotlines">Where one telephones, as the tables in force have it, the first to be called first.</param>
    public static string? Of(Verdict verdict, ClaimedBasis basis, IReadOnlyList<Hotline> hotlines) => (basis, verdict.Outcome) switch
    {
        (ClaimedBasis.MandatedReport, not Outcome.Permit) when verdict.Lines.Any(line => line.Outcome != Outcome.Permit) =>
            With(Duty, hotlines),
        (ClaimedBasis.ImminentRisk or ClaimedBasis.DutyToWarn, Outcome.Deny or Outcome.Hold) when verdict.Lines.Count > 0 =>
            With(Danger, hotlines),
        _ => null,
    };

    /// <summary>A note to add to an answer of the gate, with the numbers of the tables in force; null when there is none.</summary>
    public static string? Of(Verdict verdict, ClaimedBasis basis, GateFacts facts) =>
        (InTime(verdict, basis, facts), IsUnknown(verdict, facts)) switch
        {
            (var said, false) => said,
            (null, true) => Unknown,
            (var said, true) => $"{said} {Unknown}",
        };

    private static bool IsUnknown(Verdict verdict, GateFacts facts) =>
        verdict.Outcome != Outcome.Permit && RuleSets.Find(verdict.RuleSet) is { ByProfile: true }
            && !facts.Discloser.ProfilesAt(facts.Now).AreKnown;

    private static string? InTime(Verdict verdict, ClaimedBasis basis, GateFacts facts) => Of(verdict, basis, basis switch
    {
        ClaimedBasis.MandatedReport =>
            JurisdictionLaw.HotlineFor(facts.TaskForce, facts.Now, facts.Process?.Jurisdiction, facts.Process?.Report) is { } line
                ? [line]
                : [],
        ClaimedBasis.ImminentRisk or ClaimedBasis.DutyToWarn => JurisdictionLaw.HotlinesInDanger(facts.TaskForce, facts.Now),
        _ => [],
    });

    internal static string Besides(Verdict verdict, ClaimedBasis basis, GateFacts? facts) =>
        (facts is null ? Of(verdict, basis, hotlines: []) : Of(verdict, basis, facts)) is { } said ? $" {said}" : "";

    private static string With(string said, IReadOnlyList<Hotline> hotlines) =>
        hotlines.Count == 0 ? said : $"{said} {string.Join(" ", hotlines.Select(line => $"{line.Name}: {line.Number}."))}";
}
