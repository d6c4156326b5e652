using Coordination.Domain.Gate;

namespace Coordination.Domain.Disclosures;

/// <summary>Why something went without her release, for herself: on what it rests, by which law, and what she can do. As words that she can
/// read, and as fields.</summary>
/// <param name="Basis">On what it rests.</param>
/// <param name="Report">What was reported; null where it is no report, or nobody said.</param>
/// <param name="Because">Why, in words: "because a law requires a report: abuse or neglect of a child".</param>
/// <param name="Jurisdiction">Under whose law: the one of the lines, else what the agency said; null where nobody said, and where it does
/// not depend on that.</param>
/// <param name="Law">The lines of the law on which it rests; empty where it rests on none, such as an order, and where none is
/// known.</param>
/// <param name="Said">All of it in one paragraph.</param>
/// <param name="WhatYouCanDo">What she can do about it.</param>
public sealed record WentWithoutRelease(ClaimedBasis Basis, ReportKind? Report, string Because, string? Jurisdiction,
    IReadOnlyList<LawLine> Law, string Said, IReadOnlyList<string> WhatYouCanDo)
{
    private const string OwnWork = "CG-41", TeamStatute = "CG-42";

    public static WentWithoutRelease Of(WhyItWent why)
    {
        var (basis, law) = (why.Basis, why.Law);
        var lines = law.Select(line => line.Jurisdiction).Distinct().ToList();
        var field = lines is [var only] ? only : why.Jurisdiction;
        WentWithoutRelease Explained(string because, string said, IReadOnlyList<string> canDo) =>
            new(basis, why.Report, because, field, law, $"You did not sign for this. {said}", canDo);

        if (basis == ClaimedBasis.FatalityReview && why.SheLives)
        {
            return Explained(
                "because your death had been recorded by mistake, and a review of deaths asked for it",
                "Your death had been recorded by mistake, and a review of deaths was given this because of that. The mistake was put " +
                    "right, and the copy is asked back.",
                [
                    "Ask your advocate what exactly was told, and whether the copy came back or was destroyed.",
                    "You can write to the review yourself, with your advocate or a lawyer beside you, and ask that it keep " +
                    "nothing about you.",
                    Complain,
                ]);
        }

        if (law.Count == 0 && why.LetGoBy.Count == 0 && Claimed(basis, why.Report) is { } claim)
        {
            var agency = why.Agency ?? "The agency";
            return Explained(
                $"because the agency said that {claim}", $"{agency} said that {claim}. No law is recorded here that does.",
                [AskWhat, "Ask the agency which law that is, and to show it to you. You can tell whoever was told what is true for you, " +
                    "and have your advocate or a lawyer with you.", Complain]);
        }

        var because = Why(basis, why.Report, why.LetGoBy);
        return Explained(because, $"It went {because}{Where(lines, why)}.", CanDo(basis, why.LetGoBy));
    }

    private static string Where(List<string> lines, WhyItWent why) =>
        ((lines is [var only] ? only : lines.Count == 0 ? why.Jurisdiction : null) is { } code
            && why.Names.GetValueOrDefault(code) is { } name ? $", under the law of {name}" : "")
        + (why.Law.Count == 0 ? "" : $" ({string.Join("; ", why.Law.Select(line => line.Citation).Distinct())})");

    // What an agency says of a report or a warning that was told by telephone: no answer of the gate let it go.
    private static string? Claimed(ClaimedBasis basis, ReportKind? report) => basis switch
    {
        ClaimedBasis.MandatedReport => $"a law requires this report{What(report)}",
        ClaimedBasis.PermittedReport => $"a law allows this report{What(report)}",
        ClaimedBasis.DutyToWarn => "a law makes it warn of a danger",
        _ => null,
    };

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
        _ when letGoBy.Contains(OwnWork) =>
            "because police or prosecutors made it themselves in their own work, and may share that with each other",
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

    private const string AskWhat = "Ask your advocate what exactly was told, to whom, and to show you what is written about it.";

    private const string Complain = "If you think that it should not have gone, your advocate can raise a concern about the agency for " +
        "you, and you can complain to the task force.";

    private static IReadOnlyList<string> CanDo(ClaimedBasis basis, IReadOnlyCollection<string> letGoBy) =>
    [
        AskWhat,
        basis switch
        {
            ClaimedBasis.FatalityReview => "Whoever acts for the person who died can ask the agency what was told.",
            _ when AboutIt(basis) is { } known => known,
            _ when letGoBy.Contains(OwnWork) || letGoBy.Contains(TeamStatute) || basis == ClaimedBasis.TeamStatute =>
                "Tell your advocate if you do not want it shared. For what a team shares by law, your no holds from then on. For what " +
                "police or prosecutors wrote themselves, they decide.",
            _ => "Tell your advocate if you think that somebody can recognise you in it.",
        },
        Complain,
    ];

    private static string? AboutIt(ClaimedBasis basis) => basis switch
    {
        ClaimedBasis.CourtOrder or ClaimedBasis.Subpoena =>
            "Ask a lawyer whether the court can be asked to change it, or to keep what was given from others. Your advocate can " +
            "find you one.",
        ClaimedBasis.Statute => "Ask a lawyer whether this law really makes the agency give it. Your advocate can find you one.",
        ClaimedBasis.MandatedReport =>
            "You can tell the authority yourself what is true for you, and have your advocate or a lawyer with you. That it had to be " +
            "reported is no judgement of you.",
        ClaimedBasis.PermittedReport =>
            "Ask the agency why it decided to report. The law did not make it. You can tell the authority yourself what is true for you, " +
            "with your advocate or a lawyer beside you.",
        ClaimedBasis.ImminentRisk or ClaimedBasis.DutyToWarn =>
            "Ask the agency what danger it saw. If it was wrong about it, say so, and have that written into your record. Go through " +
            "your safety plan with your advocate.",
        _ => null,
    };
}

/// <summary>What is known of why something went without her release.</summary>
/// <param name="Basis">On what it was said to rest.</param>
public sealed record WhyItWent(ClaimedBasis Basis)
{
    /// <summary>What was reported; null where it is no report, or nobody said.</summary>
    public ReportKind? Report { get; init; }

    /// <summary>Under whose law, as the agency said; null where nobody said.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>The lines of the law on which it rests.</summary>
    public IReadOnlyList<LawLine> Law { get; init; } = [];

    /// <summary>The rules that let items go where no release did; none for what was told by telephone or in person.</summary>
    public IReadOnlyCollection<string> LetGoBy { get; init; } = [];

    /// <summary>What the tables of the law call each jurisdiction. One without a table has no name here.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>What the agency is called that told it; null where nobody recorded a name.</summary>
    public string? Agency { get; init; }

    public bool SheLives { get; init; }
}
