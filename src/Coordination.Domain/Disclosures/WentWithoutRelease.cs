using Coordination.Domain.Gate;

namespace Coordination.Domain.Disclosures;

/// <summary>Why something went without her release, for herself: on what it rests, by which law, and what she can do. As words that she can read, and as fields.</summary>
/// <param name="Basis">On what it rests.</param>
/// <param name="Report">What was reported; null where it is no report, or nobody said.</param>
/// <param name="Because">Why, in words: "because a law requires a report: abuse or neglect of a child".</param>
/// <param name="Jurisdiction">Under whose law; null where nobody said, and where it does not depend on that.</param>
/// <param name="Law">The lines of the law on which it rests; empty where it rests on none, such as an order.</param>
/// <param name="Said">All of it in one paragraph.</param>
/// <param name="WhatYouCanDo">What she can do about it.</param>
public sealed record WentWithoutRelease(ClaimedBasis Basis, ReportKind? Report, string Because, string? Jurisdiction, IReadOnlyList<LawLine> Law, string Said, IReadOnlyList<string> WhatYouCanDo)
{
    private const string OwnWork = "CG-41", TeamStatute = "CG-42";

    /// <summary>The explanation.</summary>
    /// <param name="basis">On what the disclosure was said to rest.</param>
    /// <param name="report">What was reported.</param>
    /// <param name="jurisdiction">Under whose law.</param>
    /// <param name="law">The lines of the law.</param>
    /// <param name="letGoBy">The rules that let items go where no release did.</param>
    public static WentWithoutRelease Of(ClaimedBasis basis, ReportKind? report, string? jurisdiction, IReadOnlyList<LawLine> law, IReadOnlyCollection<string> letGoBy)
    {
        var because = Why(basis, report, letGoBy);
        var whose = jurisdiction ?? (law.Select(line => line.Jurisdiction).Distinct().ToList() is [var only] ? only : null);
        return new(basis, report, because, whose, law, $"You did not sign for this. It went {because}{Where(whose, law)}.", CanDo(basis, letGoBy));
    }

    private static string Where(string? jurisdiction, IReadOnlyList<LawLine> law) =>
        (jurisdiction is null ? "" : $", under the law of {jurisdiction}")
        + (law.Count == 0 ? "" : $" ({string.Join("; ", law.Select(line => line.Citation).Distinct())})");

    private static string Why(ClaimedBasis basis, ReportKind? report, IReadOnlyCollection<string> letGoBy) => basis switch
    {
        ClaimedBasis.CourtOrder => "because a court ordered it",
        ClaimedBasis.Subpoena => "because a court or a lawyer demanded it with a subpoena",
        ClaimedBasis.Statute => "because a law makes the agency give it to this authority when asked",
        ClaimedBasis.MandatedReport => $"because a law requires a report{What(report)}",
        ClaimedBasis.PermittedReport => $"because a law allows a report{What(report)}; the agency decided to make it",
        ClaimedBasis.ImminentRisk => "because of an emergency: somebody's life or health was in danger",
        ClaimedBasis.DutyToWarn => "because the law makes the agency warn of a danger",
        ClaimedBasis.TeamStatute => "because a law lets the agencies of a team share it",
        ClaimedBasis.FatalityReview => "because a review of deaths asked for it, as the law allows",
        _ when letGoBy.Contains(OwnWork) => "because police or prosecutors made it themselves in their own work, and may share that with each other",
        _ when letGoBy.Contains(TeamStatute) => "because a law lets the agencies of a team share it",
        _ => "because a rule of the task force lets this go without a signature, as nobody can be recognised in it",
    };

    private static string What(ReportKind? report) => report switch
    {
        ReportKind.ChildAbuse => ": abuse or neglect of a child",
        ReportKind.MissingFromCare => ": a child missing from foster care",
        ReportKind.SexTraffickingInCare => ": sex trafficking of a child in foster care",
        ReportKind.LaborTraffickingInCare => ": labor trafficking of a child in foster care",
        ReportKind.ForeignMinor => ": a minor from abroad who may be trafficked",
        ReportKind.VulnerableAdult => ": abuse of an adult who is disabled or old",
        ReportKind.Injury => ": an injury that the law has reported",
        _ => "",
    };

    private static IReadOnlyList<string> CanDo(ClaimedBasis basis, IReadOnlyCollection<string> letGoBy) =>
    [
        "Ask your advocate what exactly was told, to whom, and to show you what is written about it.",
        basis switch
        {
            ClaimedBasis.CourtOrder or ClaimedBasis.Subpoena => "Ask a lawyer whether the court can be asked to change it, or to keep what was given from others. Your advocate can find you one.",
            ClaimedBasis.Statute => "Ask a lawyer whether this law really makes the agency give it. Your advocate can find you one.",
            ClaimedBasis.MandatedReport => "You can tell the authority yourself what is true for you, and have your advocate or a lawyer with you. That it had to be reported is no judgement of you.",
            ClaimedBasis.PermittedReport => "Ask the agency why it decided to report. The law did not make it. You can tell the authority yourself what is true for you, with your advocate or a lawyer beside you.",
            ClaimedBasis.ImminentRisk or ClaimedBasis.DutyToWarn => "Ask the agency what danger it saw. If it was wrong about it, say so, and have that written into your record. Go through your safety plan with your advocate.",
            ClaimedBasis.FatalityReview => "Whoever acts for the person who died can ask the agency what was told.",
            _ when letGoBy.Contains(OwnWork) || letGoBy.Contains(TeamStatute) || basis == ClaimedBasis.TeamStatute =>
                "Tell your advocate if you do not want it shared. For what a team shares by law, your no holds from then on. For what police or prosecutors wrote themselves, they decide.",
            _ => "Tell your advocate if you think that somebody can recognise you in it.",
        },
        "If you think that it should not have gone, your advocate can raise a concern about the agency for you, and you can complain to the task force.",
    ];
}
