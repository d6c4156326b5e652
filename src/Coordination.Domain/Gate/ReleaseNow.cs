using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate;

/// <summary>Whether a release lets anything go at an instant. Every display of a release uses this, so that none shows a release as valid
/// while the gate denies everything.</summary>
/// <param name="Holds">Whether something would go to one of its agencies at least.</param>
/// <param name="Obstacles">Agency by agency for which nothing would go: why, and what can be done.</param>
public sealed record ReleaseNow(bool Holds, IReadOnlyList<ReleaseObstacle> Obstacles)
{
    // Stands for whoever of an agency where nobody could get it: the gate then says what is lacking there, and not that it does not know
    // who asks.
    private static readonly PersonId s_anybody = new("anybody");

    /// <summary>Where she is told of each disclosure first: nothing goes before that, although the release holds. Null where she did not
    /// ask for it.</summary>
    public string? ToldFirst { get; init; }

    /// <summary>The same that the rules of the gate say of this release, asked about what it gives, for each of its agencies and purposes.
    /// A release by a personal representative permits disclosure to a review of deaths only, so the gate is asked on that basis
    /// (CG-45).</summary>
    /// <param name="release">The release.</param>
    /// <param name="now">The instant.</param>
    /// <param name="facts">What the gate knows for each agency that the release names, as of that instant.</param>
    public static ReleaseNow Of(Release release, DateTimeOffset now, IReadOnlyDictionary<AgencyId, GateFacts> facts)
    {
        if (EndedBy(release, now) is { } ended)
        {
            return new(false, [ReleaseObstacle.Of(null, ended, release)]);
        }

        var obstacles = new List<ReleaseObstacle>();
        var agencies = release.Terms.Recipients.Select(recipient => recipient.Agency).Distinct().ToList();
        foreach (var agency in agencies)
        {
            obstacles.AddRange(Fewest(release, agency, facts[agency])
                .Select(finding => ReleaseObstacle.Of(agency, finding, release, facts[agency])));
        }

        return new(agencies.Exists(agency => obstacles.TrueForAll(obstacle => obstacle.Agency != agency)), obstacles)
        {
            ToldFirst = release.Terms.Conditions.Contains(ReleaseCondition.TellMeFirst)
                && !facts.Values.Any(known => known.Consent.HasDied(now))
                ? "Each time something is to go under this release, the person who signed it is told first, as it says. Nothing goes " +
                    "before that."
                : null,
        };
    }

    /// <summary>The agencies about which facts are needed: none of a release that has ended or has not begun.</summary>
    public static IReadOnlyList<AgencyId> AgenciesOf(Release release, DateTimeOffset now) =>
        EndedBy(release, now) is not null ? [] : [.. release.Terms.Recipients.Select(recipient => recipient.Agency).Distinct()];

    private static RuleFinding? EndedBy(Release release, DateTimeOffset now) =>
        release.IsOpenAt(now) ? null
        : release.State switch
        {
            ReleaseState.Revoked => new("CG-14", RuleEffect.Deny, "revoked"),
            ReleaseState.Void => new("CG-01", RuleEffect.Deny, "void"),
            ReleaseState.Superseded => new("CG-01", RuleEffect.Deny, "superseded"),
            _ when release.Terms.Expires is null => new("CG-04", RuleEffect.Deny, "no-expiry"),
            ReleaseState.Active when now < release.Terms.Starts => new("CG-04", RuleEffect.Deny, "not-yet"),
            _ => new("CG-04", RuleEffect.Deny, "expired"),
        };

    // Nothing where something would go; else what speaks against what is nearest to going, each once.
    private static IReadOnlyList<RuleFinding> Fewest(Release release, AgencyId agency, GateFacts facts)
    {
        var rules = RuleSets.InForce(facts.TaskForce, facts.Now).Binding(facts);
        var person = ReleaseQuestion.PersonFor(agency, release.Terms, facts.Recipient, facts.Now) ?? s_anybody;
        IReadOnlyList<RuleFinding>? fewest = null;
        foreach (var purpose in release.Terms.Purposes.Distinct())
        {
            var request = ReleaseQuestion.Of(release.Terms, agency, person, purpose,
                ReleaseQuestion.Asked(release.Terms).Select(asked => asked.Item));
            foreach (var item in request.Items)
            {
                var against = RuleSets.InForce(facts.TaskForce, facts.Now).ByProfile && FatalityReviews.AreFor(release)
                    ? FatalityReviews.Against(release, item, request, facts)
                    : Against(WithoutTelling(release), item, request, facts, rules);
                if (against.Count == 0)
                {
                    return against;
                }

                fewest = fewest is null || against.Count < fewest.Count ? against : fewest;
            }
        }

        return fewest ?? [Rules.Cg01ActiveRelease.Absent];
    }

    // She is told of one disclosure after the other. That she wants to be is no reason to say that her release does not hold.
    private static Release WithoutTelling(Release release) =>
        release with
        {
            Terms = release.Terms
            with
            { Conditions = [.. release.Terms.Conditions.Where(condition => condition != ReleaseCondition.TellMeFirst)] }
        };

    private static List<RuleFinding> Against(Release release, RequestedItem item, GateRequest request, GateFacts facts, RuleSet rules)
    {
        var (findings, permits) = (new List<RuleFinding>(), false);
        foreach (var rule in rules.OnRequest)
        {
            Note(rule, rule.Examine(request, facts));
        }

        foreach (var rule in rules.OnItem)
        {
            Note(rule, rule.Concerns(request, facts) ? rule.Examine(item, request, facts) : Ruling.Silent);
        }

        foreach (var rule in rules.OnRelease)
        {
            Note(rule, rule.Examine(release, request, facts));
        }

        foreach (var rule in rules.OnGrant)
        {
            Note(rule, rule.Concerns(release, request, facts) ? rule.Examine(item, release, request, facts) : Ruling.Silent);
        }

        if (findings.Count == 0 && permits && facts.Consent.Merger is not null)
        {
            findings.AddRange(ConsentGate.Evaluate(request with { Items = [item] }, facts).Lines[0].Findings
                .Where(finding => finding is { Rule: "CG-33", Effect: RuleEffect.Deny or RuleEffect.Hold }));
        }

        if (findings.Count == 0 && !permits)
        {
            findings.Add(Rules.Cg01ActiveRelease.Absent);
        }

        findings.Sort(Findings.ById);
        return [.. findings.DistinctBy(finding => (finding.Rule, finding.Reason))];

        void Note(IGateRule rule, Ruling ruling)
        {
            permits |= ruling.Permits;
            if (ruling.Denies || ruling.Holds)
            {
                findings.Add(new RuleFinding(rule.Id, ruling.Effect, ruling.Reason!));
            }
        }
    }
}

/// <summary>Why nothing goes under a release now, and what can be done about it. The words are for her and for whoever reads it with
/// her.</summary>
/// <param name="Agency">To which agency nothing goes; null where it is so for all.</param>
/// <param name="Rule">The rule that keeps it, for example <c>CG-09</c>.</param>
/// <param name="Reason">Its reason, for example <c>signatures</c>.</param>
/// <param name="Said">Why, in words.</param>
/// <param name="Next">What can be done about it, in words.</param>
public sealed record ReleaseObstacle(AgencyId? Agency, string Rule, string Reason, string Said, string Next)
{
    private const string SignAnew = "It can be signed again.";

    /// <summary>The obstacle of a reason.</summary>
    internal static ReleaseObstacle Of(AgencyId? agency, RuleFinding finding, Release release, GateFacts? facts = null)
    {
        var (said, next) = (facts is null ? null : Known(finding, release, facts)) ?? Known(finding.Rule, finding.Reason)
            ?? ("A rule of the task force keeps it.", "The advocate can say which one, and what can be done about it.");
        return new(agency, finding.Rule, finding.Reason, said, next);
    }

    // One reason can have several causes, and each is said as it is.
    private static (string Said, string Next)? Known(RuleFinding finding, Release release, GateFacts facts) =>
        (finding.Rule, finding.Reason) switch
        {
            ("CG-09", "age-unknown") when facts.TaskForce.YearsOfMajority(facts.Now) is var years =>
                ($"She is recorded as an adult by a lower age than the law has now, which is {years}, and she signed alone.",
                    $"If she is {years} or older, her age is recorded again. Else a parent or a guardian signs beside her, again."),
            ("CG-09", "signatures") => Causes.OfMinorsSignatures(release, facts) switch
            {
                MinorLacks.Hers => ("Somebody signed for a minor, and she herself did not. The law wants her own signature, too.",
                    "She signs it beside them, again. Whoever has come of age signs again alone."),
                MinorLacks.Both => ("It was signed neither by the minor herself nor by anybody who may sign for her.",
                    "She signs again, and a parent, a guardian or whoever else the law lets sign does so beside her. Whoever has " +
                    "come of age " +
                    "signs again alone."),
                _ => null,
            },
            ("CG-32", "need-to-know") => Causes.OfNoRight(facts) switch
            {
                NoRight.Suspended => ("The agency's standing here is suspended, so nothing goes to anybody there.",
                    "Once the task force lifts that, the release holds again. Nothing has to be signed again."),
                NoRight.NoStanding => ("The agency is no member here now, or has no agreement in force, so nothing goes to anybody there.",
                    "The task force's office puts that in order. Nothing has to be signed again."),
                NoRight.Untrained => ("Nobody at this agency who may have it is trained to keep it confidential.",
                    "The agency has its people trained, and that is recorded. Nothing has to be signed again."),
                _ => null,
            },
            _ => null,
        };

    /// <summary>The words of a reason; null where nobody wrote any. A test asks for every reason that a rule can give about a
    /// release.</summary>
    public static (string Said, string Next)? Known(string rule, string reason) => (rule, reason) switch
    {
        ("CG-01", "superseded") => ("It was renewed.", "The renewal holds in its place."),
        ("CG-01", "void") => ("It never was valid.", SignAnew),
        ("CG-01", "absent") => ("It gives nothing.", SignAnew),
        ("CG-02", "not-written") =>
            ("It has no signature that is written and dated.",
                "It is signed again, in ink or electronically, with the date. Whoever cannot write can be helped to sign."),
        ("CG-03", "not-informed") =>
            ("Nobody explained, before it was signed, what may follow from it.", "The advocate explains it; then it can be signed again."),
        ("CG-04", "expired") => ("Its time is over.", "It can be renewed."),
        ("CG-04", "no-expiry") => ("It has no end, and so gives nothing.", "It can be signed again with an end."),
        ("CG-04", "not-yet") => ("It has not begun yet.", "Nothing has to be done. It can be taken back before it begins."),
        ("CG-06", "recipient" or "refused-person") =>
            ("Nobody is left at this agency who may have it.", "It can be signed again with the people who may."),
        ("CG-06", "several-agencies") => ("It names several agencies at once.", "It can be signed again, one for each agency."),
        ("CG-07", "purpose" or "scope") => ("It does not cover what it seems to give.", SignAnew),
        ("CG-08", "direction") => ("It is about what another agency holds.", "A release for that agency can be signed there."),
        ("CG-09", "age-unknown") =>
            ("She is recorded as an adult by a lower age than the law has now, and she signed alone.",
                "If she has reached the age that the law has now, her age is recorded again. Else a parent or a guardian signs " +
                "beside her, again."),
        ("CG-09", "signatures") =>
            ("It was signed by a minor, and nobody signed with her who may.",
                "A parent, a guardian or whoever else the law lets sign does so beside her, again. Whoever has come of age signs " +
                "again alone."),
        ("CG-10", "signatures") => ("The person herself did not sign it, and for this service only she can.", "She can sign it again."),
        ("CG-11", "abuser-signer") =>
            ("Somebody signed for her who may not, because they are said to have abused her.",
                "Somebody else signs, or she signs alone where she may."),
        ("CG-12", "capacity") => ("In law she cannot sign this alone, and nobody signed who may sign for her.",
            "A guardian whom a court appointed signs, or whoever else the law lets sign."),
        ("CG-14", "revoked") => ("It was taken back.", SignAnew),
        ("CG-20", "funder") => ("Funders and shared databases get figures only, and nothing about a person.",
            "Nothing can be done, and nothing has to be."),
        ("CG-22" or "CG-26", "part2-elements" or "hipaa-elements") =>
            ("It lacks something that the law asks of such a release: who gets it, why, what goes, an end, written signatures, or a " +
                "warning that belongs to it.", "It can be signed again with all of these. The advocate knows which one is missing."),
        ("CG-22", "part2-counseling") =>
            ("Counseling notes need a release for them alone.", "One can be signed for the notes, and another for the rest."),
        ("CG-23", "part2-separate") =>
            ("Records of substance-use treatment go into a case or a hearing only by a release for that purpose alone.",
                "One can be signed for that purpose alone."),
        ("CG-24", "part2-notice") =>
            ("Records of substance-use treatment are not spoken of in a meeting, because the notice that belongs to them cannot go along.",
                "They can go as a copy, to one person."),
        ("CG-26", "agreement") => ("Police and prosecutors get it from a clinic only by her agreement.", SignAnew),
        ("CG-27", "privilege") =>
            ("It was said under a privilege, which a release alone does not lift.",
                "She can waive the privilege, after a lawyer advised her."),
        ("CG-28", "defense-warning") =>
            ("Nobody warned her that it may reach the lawyers of the accused.", "The advocate explains it; then it can be signed again."),
        ("CG-29", "protected-immigration" or "written-consent") =>
            ("The law protects what is known of an immigration case, and does not let it go in this way.",
                "The advocate or a lawyer says what can be signed instead."),
        ("CG-29", "profiles-unknown") =>
            ("Nobody recorded which laws bind the agency that would give it.",
                "The agency has that recorded. Nothing has to be signed again."),
        ("CG-31", "review") => ("It is not for meetings of the team.", "One can be signed that is."),
        ("CG-32", "need-to-know") =>
            ("Nobody at this agency has a part in the case for this purpose.",
                "The advocate records who has one. Nothing has to be signed again."),
        ("CG-33", "refused") => ("It was refused after this was signed, and the no holds.", SignAnew),
        ("CG-33", "merged-record" or "merged-unread") =>
            ("Two records were put together, and what is said in the other one keeps it.",
                "The advocate looks at both. If they are not one person, they are taken apart."),
        ("CG-35", "deceased") => ("She has died, and had not said that it goes on.", "Nothing can be done, and nothing has to be."),
        ("CG-36", "shelter-location") =>
            ("Where a shelter is goes only when whoever runs it allowed that in writing.", "The advocate asks whoever runs the shelter."),
        ("CG-37", "condition") =>
            ("It is not to go while a trial is pending, and it is not on record that none is.",
                "The advocate records it once no trial is pending. It can be signed again without this term."),
        ("CG-38", "mode") => ("It does not let anything go in this form.", SignAnew),
        ("CG-40", "standing") =>
            ("The agency that would give it, or the one that would get it, is not in good standing here now, or nobody there is trained " +
                "to keep it confidential.", "The task force's office puts that in order. Nothing has to be signed again."),
        ("CG-45", "alive") => ("It is for a review of deaths, and no death is on record.", "Nothing can be done, and nothing has to be."),
        ("CG-45", "fatality-review") =>
            ("It is for a review of deaths, and a law that binds the agency lets nobody consent for a person who died.",
                "Nothing can be done, and nothing has to be."),
        ("CG-45", "unknown-recipient") =>
            ("It is for a review of deaths, and nobody recorded who that is.",
                "The advocate has it recorded. Nothing has to be signed again."),
        ("CG-45", "purpose") => ("What a personal representative signs is for a review of deaths, and this is for something else.",
            "One can be signed for the review."),
        ("CG-45", "review-not-named") =>
            ("It is for a review of deaths, and the agency is not named for one.",
                "The task force's office names it with a table of the law. Nothing has to be signed again."),
        ("CG-45", "refused") => ("The person refused this while she lived, and nobody takes her no back.",
            "Nothing can be done, and nothing has to be."),
        ("CG-45", "part2-deceased" or "hipaa-deceased" or "representative") => (
            "It does not do for a review of deaths: whoever represents her does not hold an appointment that lets them consent, or works " +
            "for the review, or something is lacking that the law asks of such a release.",
            "The appointment can be recorded again, and then it can be signed again. The advocate knows what is lacking."),
        ("CG-46", "conflict") => ("Whoever signed for her works for the agency that would get it, or is that agency.",
            "Somebody without such a part signs with her, again."),
        ("CG-47", "independent-advice") =>
            ("An agency that also represents somebody else is part of it, and nobody advised her alone before she signed.",
                "Somebody who represents nobody else advises her; then it can be signed again."),
        ("CG-48", "media") => ("Nothing goes to whoever publishes.", "What she wants to say in public, she says herself."),
        ("CG-49", "outside-recipient") =>
            ("It is for somebody outside the task force, and does not name the person.",
                "It can be signed again with the name of the person."),
        ("CG-50", "which-release") =>
            ("A newer release for the same agency gives less, and nobody knows which of the two is meant.",
                "She says which one counts: the older one can be taken back, or the newer one is signed again so that both go on."),
        _ => null,
    };
}
