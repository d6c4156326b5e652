using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Disclosures;

/// <summary>What somebody does so that a hold of the gate ends.</summary>
/// <param name="Whom">Who has to act.</param>
/// <param name="Text">Who does what, and where it is recorded: no codes, nothing of anybody.</param>
public sealed record NextStep(WaitsFor Whom, string Text);

/// <summary>The next step of each reason for which the gate holds something: the one place where these texts are. A test asks for every
/// reason that a rule can give.</summary>
public static class HoldReasons
{
    private const string Serve = "POST /v1/processes", Answer = "POST /v1/disclosures/by-process", Tables = "POST /v1/task-force/tables";

    /// <summary>The steps of what a verdict holds, each once, in the order of the rules.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="taskForce">Whose tables set the age of majority, which is then named; null where nobody has it at hand.</param>
    public static IReadOnlyList<NextStep> Of(Verdict verdict, TaskForceState? taskForce = null) =>
        [.. verdict.Lines.SelectMany(line => line.Findings).Where(finding => finding.Effect == RuleEffect.Hold)
            .OrderBy(finding => finding.Rule, StringComparer.Ordinal).ThenBy(finding => finding.Reason, StringComparer.Ordinal)
            .Select(finding => (finding.Rule, finding.Reason) is ("CG-09", "age-unknown") && taskForce is not null
                ? AgeUnknown(taskForce.YearsOfMajority(verdict.EvaluatedAt))
                : Of(finding)).Distinct()];

    public static NextStep Of(RuleFinding finding) => Known(finding.Rule, finding.Reason)
        ?? new(WaitsFor.Counsel, "Counsel of your agency has to look at it before anything goes.");

    private static NextStep AgeUnknown(int? years) => new(WaitsFor.Survivor,
        $"She is recorded as an adult by a lower age of majority than the tables of the law have " +
            $"now{(years is null ? "" : $", which is {years}")}. If she has reached " +
            $"{years?.ToString(CultureInfo.InvariantCulture) ?? "the age that they have now"}, record her age again (POST " +
            $"/v1/consent/…/minority). If she has not, one of her parents or guardians signs with her again (POST " +
            $"/v1/consent/…/releases).");

    /// <summary>The step of a reason; null where nobody wrote one.</summary>
    public static NextStep? Known(string rule, string reason) => (rule, reason) switch
    {
        ("CG-09", "age-unknown") => AgeUnknown(null),
        ("CG-16", "counsel") => new(WaitsFor.Counsel,
            $"Counsel of your agency looks at the subpoena first. If nobody recorded it, record it ({Serve}, kind subpoena). Then " +
                $"counsel, not the person who recorded it, says what it requires (POST /v1/processes/…/review, field finding)."),
        (_, "quash") => new(WaitsFor.Counsel,
            "Counsel of your agency is having it quashed, and nothing goes meanwhile. Once that is decided, counsel records what it " +
                "requires (POST /v1/processes/…/review, field finding) or ends it (POST /v1/processes/…/close, field end)."),
        ("CG-17", "order") => new(WaitsFor.Discloser,
            $"No order of a court that names this recipient is recorded here. If your agency was served with one, record it ({Serve}, " +
                $"kind courtOrder, fields authority and names), and begin the disclosure that answers it ({Answer})."),
        ("CG-17", "citation") => new(WaitsFor.Discloser,
            $"No statute is recorded here that makes your agency tell this recipient, or no table of the law in force has it. If your " +
                $"agency has its written demand, record it ({Serve}, kind statute, with the citation and the jurisdiction), and begin " +
                $"the disclosure that answers it ({Answer}). If the table lacks the statute, counsel asks the task force's office to " +
                $"load it ({Tables}, field table.mandates)."),
        ("CG-17", "mandate") => new(WaitsFor.Counsel,
            $"This order allows records of substance-use treatment to be given and makes nobody give them, nor anything else that it " +
                $"names. When a subpoena or a like mandate comes with it, record the order with it ({Serve}, fields part2Order and " +
                $"mandate), and begin the disclosure that answers it ({Answer})."),
        ("CG-17", "tell-survivor") => new(WaitsFor.Survivor,
            "Tell her what is demanded, or try to, before it goes, and record it (POST /v1/processes/…/survivor-told). If she cannot be " +
                "reached, record that and why (POST /v1/processes/…/survivor-not-reached, field why): the attempt is enough. If she has " +
                "died, record her death (POST /v1/consent/…/death): then nobody has to tell her. If the order forbids telling her, " +
                "record the order with that (field tellingForbidden)."),
        ("CG-17", "protective-steps") => new(WaitsFor.Counsel,
            "Before it goes, protect her and others whom it would affect: filing under seal, blacking out what was not demanded, a " +
                "protective order, her safety plan. Record what was done (POST /v1/processes/…/protective-steps, field steps)."),
        ("CG-18" or "CG-29", "duty-stands") => new(WaitsFor.Discloser,
            $"Neither the policy nor a table of the law in force has this report by your agency to this recipient. Report by telephone " +
                $"now, and record how and when ({Serve}, field made). Look whether report, duty, its role and authority are right there. " +
                $"If the table lacks the duty, ask the task force's office to load it ({Tables}, field table.duties)."),
        ("CG-18" or "CG-19", "adult-on-record") => new(WaitsFor.Discloser,
            "The law that is cited is about minors, and the record says that she is an adult. If the record is wrong, correct her age " +
                "(POST /v1/consent/…/minority). If it is about a child of hers, say so with the item (POST /v1/cases/…/items, field " +
                "thirdPersons). A report that you have to make you make by telephone meanwhile; anything else you ask her for."),
        ("CG-19" or "CG-29", "profiles-unknown") => new(WaitsFor.Discloser,
            $"Report by telephone now, and record how and when ({Serve}, field made). Your agency's counsel or administrator records " +
                $"which laws bind it, or that none does (POST /v1/me/profiles); or the task force's office does (POST " +
                $"/v1/agencies/…/profiles). Then ask here again."),
        ("CG-45", "review-not-named") => new(WaitsFor.Discloser,
            $"Nobody recorded that this recipient reviews deaths. The task force's office loads a table of the law that has such a " +
                $"review, and names it there ({Tables}, fields table.fatalityReviews and authorities)."),
        ("CG-27", "ruling") => new(WaitsFor.Counsel,
            $"What was said under a privilege goes by an order only after the court looked at it and ruled on this very item. Counsel of " +
                $"your agency asks the court, and the order is recorded with its ruling ({Serve}, field rulings, subject privilege). She " +
                $"herself may waive it instead (POST /v1/consent/…/privilege-waivers). The other items can go without this one."),
        ("CG-33", "merged-record") => new(WaitsFor.Counsel,
            "Her record was merged with another, and what is on record there holds this. Do the step that is named beside this one for " +
                "that record too. If the two are not one person, take them apart (POST /v1/consent/…/separate)."),
        ("CG-36", "ruling") => new(WaitsFor.Counsel,
            $"Where a shelter is goes by an order only after the court ruled on this very item. Counsel of your agency asks the court, " +
                $"and the order is recorded with its ruling ({Serve}, field rulings, subject shelterLocation). Whoever runs the shelter " +
                $"may authorise it in writing instead (POST /v1/consent/…/shelter-authorisations). The other items can go " +
                $"without this one."),
        ("CG-37", "condition") => new(WaitsFor.Survivor,
            "She released this on a term of hers that is not met yet. If she wants to be told first, tell her of this disclosure and " +
                "record it (POST /v1/consent/…/told-beforehand). If it is not to go while a trial is pending, record once none is (POST " +
                "/v1/consent/…/trial-status). She may also sign without the term (POST /v1/consent/…/releases)."),
        ("CG-40", "ruling") => new(WaitsFor.Counsel,
            $"Your agency is not in standing here, so an order reaches this item only after the court ruled that it does. Counsel of " +
                $"your agency asks the court, and the order is recorded with its ruling ({Serve}, field rulings, subject standing); or " +
                $"the task force's office puts what is missing in order: membership, agreement, training, policy."),
        ("CG-43", "finding") => new(WaitsFor.Discloser,
            $"Nobody has attested yet what danger there is. If it cannot wait, telephone first. Then whoever saw or heard it records it " +
                $"({Serve}, kind imminentRisk, field risk: what danger, what was seen or heard, and when), and begins the disclosure " +
                $"that answers it ({Answer})."),
        ("CG-44", "citation") => new(WaitsFor.Discloser,
            $"No duty to warn is recorded here that a table of the law in force has for your agency. If somebody is in danger, telephone " +
                $"first. If the courts of your jurisdiction impose the duty, record it ({Serve}, kind dutyToWarn, field " +
                $"duty.jurisdiction), and begin the disclosure that answers it ({Answer}). If the table lacks the duty, counsel asks the " +
                $"task force's office to load it ({Tables}, field table.dutiesToWarn)."),
        ("CG-45", "conditions") => new(WaitsFor.Discloser,
            $"A review of deaths is told something on four conditions only: purpose, protocols, effort and minimum. Whoever can attest " +
                $"all four records the review with them ({Serve}, kind fatalityReview, field conditions), and begins the disclosure that " +
                $"answers it ({Answer})."),
        ("CG-46", "conflict") => new(WaitsFor.Survivor,
            "Whoever signed for her works for the recipient, or is the recipient. Somebody without such a part signs with her " +
                "again (POST " +
                "/v1/consent/…/releases), or a court says who does; whoever should not sign for her at all is disqualified (POST " +
                "/v1/consent/…/guardians/…/disqualify)."),
        ("CG-50", "which-release") => new(WaitsFor.Survivor,
            "She signed two releases for this agency, and the newer one gives less. Ask her which she means. If only the newer one is to " +
                "count, she takes the older one back (POST /v1/consent/…/releases/…/revoke). If both are to count, she signs the newer " +
                "one again and says so (POST /v1/consent/…/releases, field besides)."),
        _ => null,
    };
}
