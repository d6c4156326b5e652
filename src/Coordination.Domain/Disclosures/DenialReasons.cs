using Coordination.Domain.Gate;

namespace Coordination.Domain.Disclosures;

/// <summary>Why the gate denies something, and what can be done, in words: the one place where these texts are. A test asks for every
/// reason that a rule can give.</summary>
public static class DenialReasons
{
    private const string Sign = "POST /v1/consent/…/releases", Serve = "POST /v1/processes";

    /// <summary>What is said of what a verdict denies, each once, in the order of the rules.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="facts">What the gate was asked on, by which the cause of a reason is told; null where nobody has it at hand.</param>
    public static IReadOnlyList<string> Of(Verdict verdict, GateFacts? facts = null) =>
        [.. verdict.Lines.SelectMany(line => line.Findings).Where(finding => finding.Effect == RuleEffect.Deny)
            .OrderBy(finding => finding.Rule, StringComparer.Ordinal).ThenBy(finding => finding.Reason, StringComparer.Ordinal)
            .Select(finding => (facts is null ? null : Known(finding, facts)) ?? Known(finding.Rule, finding.Reason)
                ?? "No rule permits it.").DefaultIfEmpty("No rule permits it.").Distinct()];

    // One reason can have several causes, and each is said as it is.
    private static string? Known(RuleFinding finding, GateFacts facts) => (finding.Rule, finding.Reason) switch
    {
        ("CG-09", "signatures") when finding.Release is { } id && facts.Consent.Find(id) is { } release =>
            Causes.OfMinorsSignatures(release, facts) switch
            {
                MinorLacks.Hers => $"Somebody signed for a minor, and she herself did not: she signs beside them, again ({Sign}, field " +
                    $"signatures).",
                MinorLacks.Both => $"Neither the minor herself signed nor anybody who may sign for her: both sign again ({Sign}, field " +
                    $"signatures).",
                _ => null,
            },
        ("CG-32", "need-to-know") => Causes.OfNoRight(facts) switch
        {
            NoRight.Suspended => "The recipient's standing here is suspended, so nothing goes to anybody there until the task force " +
                "lifts that.",
            NoRight.NoStanding => "The recipient is no member here now, or has no agreement in force, so nothing goes to anybody there.",
            NoRight.Untrained => "Nobody of the recipient is trained to keep it confidential, so nothing goes to anybody there.",
            _ => null,
        },
        _ => null,
    };

    /// <summary>The words of a reason; null where nobody wrote any.</summary>
    public static string? Known(string rule, string reason) => (rule, reason) switch
    {
        ("CG-01", "absent") => $"No release of hers that is in force lets it go. She can sign one that names this recipient, this " +
            $"information and this purpose ({Sign}).",
        ("CG-01", "superseded") => "A release was renewed, and only the renewal counts.",
        ("CG-01", "void") => $"A release was found void. She can sign a new one ({Sign}).",
        ("CG-02", "not-written") =>
            $"A release has no signature that is written and dated. She signs in ink or electronically, with the date ({Sign}, field " +
            $"signatures).",
        ("CG-03", "not-informed") =>
            $"Before she signed, nobody explained what may follow. Explain it and record it (POST /v1/consent/…/notices); then she signs " +
            $"again ({Sign}).",
        ("CG-04", "expired") => "A release has ended. She can renew it (POST /v1/consent/…/releases/…/renew).",
        ("CG-04", "no-expiry") => $"A release has no end, and so gives nothing. She signs one with an end ({Sign}, field terms.expires).",
        ("CG-04", "not-yet") => "A release has not begun yet.",
        ("CG-06", "recipient") => $"A release does not name this recipient. She can sign one that does ({Sign}, field terms.recipients).",
        ("CG-06", "refused-person") =>
            "She let it go to this agency, but not to everybody there. Name a person of that agency whom she did not leave out.",
        ("CG-06", "several-agencies") => $"A release names several agencies at once. She signs one for each of them ({Sign}).",
        ("CG-07", "purpose") => $"A release is for another purpose. She can sign one for this purpose ({Sign}, field terms.purposes).",
        ("CG-07", "scope") => $"A release does not cover this information. She can sign one that does ({Sign}, field terms.grants).",
        ("CG-08", "direction") =>
            "A release is one of another agency, or the information is another agency's. Ask the agency that holds it (POST " +
            "/v1/disclosure-requests).",
        ("CG-09", "signatures") => $"She signed as a minor: beside her a parent or a guardian signs who may ({Sign}, field signatures).",
        ("CG-10", "signatures") => $"She receives this service alone, so her own signature is needed ({Sign}, field signatures).",
        ("CG-11", "abuser-signer") =>
            $"Somebody signed for her who may not, because they are said to have abused her. Somebody else signs ({Sign}).",
        ("CG-12", "capacity") => $"She cannot sign in law, and nobody signed for her who may: a guardian whom a court appointed, or " +
            $"whoever else the law lets sign ({Sign}, field signatures).",
        ("CG-14", "revoked") => "She took a release back. Nothing goes under it.",
        ("CG-17" or "CG-18" or "CG-19" or "CG-43" or "CG-44" or "CG-45", "not-named") =>
            $"What was recorded does not name this item, or counsel took it out, and only what is named goes. Leave the item out; if it " +
            $"belongs to it, record that it is named ({Serve}, field names).",
        ("CG-17" or "CG-44", "part2-order") =>
            $"Records of substance-use treatment, and whatever a substance-use program holds, go only by an order under 42 CFR 2.61 to " +
            $"2.67. Leave them out, or ask counsel for such an order ({Serve}, field part2Order).",
        ("CG-18" or "CG-19", "purpose") =>
            "A report is made so that somebody is kept safe, is helped or treated, or somebody looks into it or charges somebody, and " +
            "for nothing else. Begin another disclosure for one of these purposes (POST /v1/disclosures/by-process, field purpose).",
        ("CG-43" or "CG-44", "purpose") =>
            "A danger is told to keep somebody safe or to treat her, and for nothing else. Begin another disclosure for one of these " +
            "purposes (POST /v1/disclosures/by-process, field purpose).",
        ("CG-45", "purpose") => "A review of deaths is told for the review and for nothing else (POST /v1/disclosures/by-process, " +
            "purpose caseReview).",
        ("CG-18", "not-mandated") =>
            "No law lets your agency make this report to this recipient without her word. Ask her for a release, or ask counsel whether " +
            "a law requires the report.",
        ("CG-17" or "CG-18" or "CG-19" or "CG-44", "not-required") =>
            "The law does not have this kind of information told here: it has less told than that. Leave the item out.",
        ("CG-18" or "CG-43" or "CG-44" or "CG-45", "unknown-recipient") =>
            "Nobody recorded who the recipient is. Name an agency of the task force, or record the office outside it first (POST " +
            "/v1/outside-recipients). In danger, telephone first.",
        ("CG-19", "part2-report") =>
            "Records of substance-use treatment, and whatever a substance-use program holds, go with a report of child abuse only. " +
            "Leave them out.",
        ("CG-20", "funder") => "Funders and shared databases get figures in which nobody can be found, and nothing about a person.",
        ("CG-22", "part2-counseling") =>
            $"Counseling notes of a substance-use program need a release for them alone, which opens nothing else ({Sign}, field " +
            $"terms.grants).",
        ("CG-22", "part2-elements") =>
            $"A release lacks something that a release of substance-use records, or of what a substance-use program holds, must have: " +
            $"recipients, purposes, what goes, an end, written signatures, and what she was warned of ({Sign}, fields terms, signatures " +
            $"and warningsAcknowledged).",
        ("CG-23", "part2-separate") =>
            $"Records of substance-use treatment, and whatever a substance-use program holds, go into a case or a hearing only by a " +
            $"release for that purpose alone ({Sign}, field terms.purposes).",
        ("CG-24", "part2-notice") =>
            "Records of substance-use treatment, and whatever a substance-use program holds, cannot go without the notice that belongs " +
            "to them: nothing of them is said in a review.",
        ("CG-26", "agreement") =>
            "Police and prosecutors get it from a clinic only by her agreement. Ask her for a release, or wait for an order.",
        ("CG-26", "hipaa-elements") =>
            $"A release lacks something that a release by a clinic must have: recipients, purposes, what goes, an end, written " +
            $"signatures, and what she was warned of ({Sign}, fields terms, signatures and warningsAcknowledged).",
        ("CG-27", "privilege") =>
            "It was said under a privilege. It goes only when she herself waives it (POST /v1/consent/…/privilege-waivers), or a court " +
            "ruled on it.",
        ("CG-28", "defense-warning") =>
            $"She was not warned that it may reach the lawyers of the accused. Warn her; then she signs again ({Sign}, field " +
            $"warningsAcknowledged).",
        ("CG-29", "protected-immigration") =>
            "The law protects what is known of her immigration case (8 USC 1367). It does not go to this recipient for this purpose.",
        ("CG-29", "profiles-unknown") =>
            "Your agency's counsel or administrator records which laws bind it, or that none does (POST /v1/me/profiles); or the task " +
            "force's office does (POST /v1/agencies/…/profiles). Then ask here again.",
        ("CG-29", "written-consent") =>
            $"The law protects what is known of her immigration case (8 USC 1367). It goes only by her consent in writing ({Sign}).",
        ("CG-31", "review") => $"Nobody in the room hears it without a release that is for reviews ({Sign}, field terms.purposes).",
        ("CG-32", "need-to-know") =>
            "The recipient has no part in this case for this purpose. Where they have, record it (POST /v1/cases/…/participants).",
        ("CG-33", "refused") => "She refused this after she signed. Her no holds until she signs again.",
        ("CG-33", "merged-record" or "merged-unread") =>
            "Her record was merged with another, and what is on record there keeps this. If the two are not one person, take them apart " +
            "(POST /v1/consent/…/separate).",
        ("CG-35", "deceased") => "She has died, and had not said that her releases go on.",
        ("CG-36", "shelter-location") =>
            "Where a shelter is goes only when whoever runs it authorised that in writing (POST /v1/consent/…/shelter-authorisations).",
        ("CG-38", "mode") => "A release does not let it go in this form. Ask for a summary, or for less that identifies her (field mode).",
        ("CG-39", "third-party") => "It tells of somebody else who did not release it. Leave that part out, or ask that person.",
        ("CG-40", "standing") => "Membership, an agreement, training or a policy is lacking, or somebody is suspended. The task force's " +
            "office puts it in order.",
        ("CG-43", "imminent-risk") => "The law that binds your agency lets nothing about her go in a danger without her word.",
        ("CG-43", "part2-emergency") =>
            "Records of substance-use treatment, and whatever a substance-use program holds, go in a danger only to those who treat her " +
            "in a medical emergency (42 CFR 2.51). Leave them out.",
        ("CG-45", "alive") => "A review of deaths asks about people who died. No death is on record here (POST /v1/consent/…/death).",
        ("CG-45", "fatality-review") => "The law that binds your agency does not let a review of deaths be told.",
        ("CG-45", "part2-deceased") =>
            $"Records of substance-use treatment of somebody who died, and whatever a substance-use program holds of her, go only by a " +
            $"release that her personal representative signed ({Sign}).",
        ("CG-45", "hipaa-deceased") =>
            $"What a clinic holds of somebody who died goes to a review only by an authorization that her personal representative " +
            $"signed ({Sign}).",
        ("CG-45", "refused") => "She refused this while she lived. Nobody takes her no back.",
        ("CG-47", "independent-advice") =>
            "An agency that represents her together with somebody else is part of this. Somebody who represents nobody else advises her " +
            "alone first (POST /v1/consent/…/independent-advice); then she signs again.",
        ("CG-48", "media") => "Nothing about her goes to whoever publishes.",
        ("CG-49", "outside-recipient") =>
            $"The recipient is outside the task force. It goes there only by a release that names the person ({Sign}, field " +
            $"terms.recipients).",
        _ => null,
    };
}
