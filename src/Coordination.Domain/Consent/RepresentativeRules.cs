using Coordination.Domain.Gate;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Consent;

/// <summary>
/// What is signed after her death. Nobody speaks for her then but a personal representative whose standing is on record, and only so that a
/// review of deaths is told what a law keeps from it without that (CG-45: 34 USC 12291(b)(2)(H)(iii), 42 CFR 2.15(b)(2), 45 CFR
/// 164.502(g)(4)). Everything else rests on her own word: what she refused stays refused, and whether her releases go on she said herself
/// (CG-35).
/// </summary>
internal static class RepresentativeRules
{
    private static Refusal Died { get; } = new(RefusalReason.WrongState,
        "The survivor has died; nobody can sign for her. Where that was recorded by mistake, take it back (death/withdraw).");

    /// <summary>Whether the release is for a personal representative to sign: she has died, and the rules in force know such a
    /// release.</summary>
    internal static bool Apply(SigningLaw law, ConsentPosition state) => state.DiedAt is not null && law.Rules.ByProfile;

    /// <summary>The refusal of what may not be signed after her death, or by a representative while she lives.</summary>
    internal static Refusal? Refused(SignRelease command, SigningLaw law, ConsentPosition state) =>
        state.DiedAt is null ? law.Rules.ByProfile
            ? FirstOf(command.Signatures, (signature, at) => signature.Capacity == SignerCapacity.PersonalRepresentative
            ? new Refusal(RefusalReason.WrongState,
                "No death is on record, and while she lives she signs herself. Record her death first where she has died (death).",
                $"signatures[{at}].capacity") : null) : null
        : !law.Rules.ByProfile || command.Signatures.Any(signature => signature.Capacity != SignerCapacity.PersonalRepresentative) ? Died
        : Standing(command, state)
            ?? Renewal(command, state)
            ?? ForTheReview(command, law)
            ?? Refusals(command, law, state);

    private static Refusal? Standing(SignRelease command, ConsentPosition state) => FirstOf(command.Signatures, (signature, at) =>
        signature.Guardian is not { } id || !state.Guardians.TryGetValue(id, out var known)
            || known.Capacity != SignerCapacity.PersonalRepresentative
            ? Lacks("Record the personal representative first (POST /v1/consent/…/guardians), and name that here.", at)
        : known.IsDisqualified ? null
        : known is { MayConsent: false, Appointment: not null }
            ? Lacks("The document on record does not let this representative consent to what is told about her. If it does, record that " +
                "(POST /v1/consent/…/guardians/…, field mayConsent). If not, whoever it lets consent signs.", at)
        : known.Appointment is null
            ? Lacks("Nobody recorded on what the standing of the representative rests. Record the document, the court that issued it and " +
                "from when it holds (POST /v1/consent/…/guardians/…, fields appointment and mayConsent).", at)
        : signature.SignedAt < state.DiedAt
            ? new Refusal(RefusalReason.InvalidInput, "Nobody represents her before her death: correct the date.",
                $"signatures[{at}].signedAt")
        : signature.IsByRepresentative(state, command.At) || signature.SignedAt is null ? null
        : Lacks("The appointment did not hold when the representative signed, or does not now. Record the one that holds (POST " +
            "/v1/consent/…/guardians/…, field appointment), and have it signed again.", at));

    // A representative takes nothing of hers back, and puts nothing in its place.
    private static Refusal? Renewal(SignRelease command, ConsentPosition state) =>
        command.Renews is { } renews
            && state.Find(renews)?.Signatures.Any(signature => signature.Capacity != SignerCapacity.PersonalRepresentative) == true
            ? new Refusal(RefusalReason.WrongState,
                "She signed that release herself, and it ends as she said. The representative signs a release of its own.")
        : command.Besides is not null
            ? new Refusal(RefusalReason.InvalidInput, "What she signed herself stays as it is: leave this out.", "besides")
        : null;

    private static Refusal? ForTheReview(SignRelease command, SigningLaw law) =>
        (FatalityReviews.MayBeTold(law.Discloser, command.At) ? null
            : new Refusal(RefusalReason.ConsentRequired,
                "A law that binds this agency lets nobody consent for a person who died, and no review of deaths be told: nothing would " +
                    "go under the release (CG-45).", "terms.discloser"))
        ?? FirstOf(command.Terms.Purposes, (purpose, at) => purpose == Purpose.CaseReview ? null
            : new Refusal(RefusalReason.ConsentRequired,
                "A personal representative signs for a review of deaths (caseReview) and for no other purpose. What she let go on after " +
                    "her death goes on as she signed it (CG-35).", $"terms.purposes[{at}]"))
        ?? FirstOf(command.Terms.Recipients, (recipient, at) => law.TaskForce.IsFatalityReview(recipient.Agency, command.At) ? null
            : new Refusal(RefusalReason.ConsentRequired,
                "A personal representative signs for a review of deaths, and nobody named this agency for one. The task force's office " +
                    "names it with a table of the law (POST /v1/task-force/tables, field authorities).", $"terms.recipients[{at}].agency"));

    private static Refusal? Refusals(SignRelease command, SigningLaw law, ConsentPosition state) =>
        FirstOf(command.Terms.Grants, (grant, at) =>
        command.Terms.Recipients.Any(recipient => state.RefusedInLife(recipient.Agency, law.Of(recipient.Agency), grant.Category))
            ? new Refusal(RefusalReason.ConsentRequired,
                "She refused this while she lived, and nobody takes her no back. Take it out of the release (CG-45).",
                $"terms.grants[{at}].category")
            : null);

    private static Refusal Lacks(string message, int at) =>
        new(RefusalReason.ConsentRequired, $"{message} (CG-45)", $"signatures[{at}].guardian");

    private static Refusal? FirstOf<T>(IReadOnlyList<T> list, Func<T, int, Refusal?> check) =>
        list.Select(check).FirstOrDefault(refusal => refusal is not null);
}
