using Coordination.Domain.Gate;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Consent;

/// <summary>
/// The elements of a release for want of which the gate would open nothing, where rules bind by profile: of an authorization under HIPAA
/// (CG-26), of a consent to disclose what Part 2 protects (CG-22), and advice of her own where somebody represents her together with
/// somebody else (CG-47).
/// </summary>
internal static class ElementRules
{
    /// <summary>The refusal that names the element that is missing.</summary>
    internal static Refusal? Missing(SignRelease command, SigningLaw law, ConsentPosition state) =>
        !law.Rules.ByProfile
            ? IndexOfCounselingNotes(command.Terms.Grants) is var flagged and >= 0
                ? new Refusal(RefusalReason.InvalidInput,
                    "The rules in force here know no counseling notes apart from other substance-use records: leave it out.",
                    $"terms.grants[{flagged}].counselingNotes")
                : null
            : Known(command, law)
                ?? CounselingNotes(command.Terms.Grants)
                ?? WarnedOfTheDefense(command, law)
                ?? Authorization(command, law)
                ?? Part2(command, law, state)
                ?? Advised(command, law, state)
                ?? InTheirOwnMatter(command, law, state);

    // The gate opens nothing of an agency of which nobody knows what binds it (CG-29).
    private static Refusal? Known(SignRelease command, SigningLaw law) =>
        law.Discloser.ProfilesAt(command.At).AreKnown ? null : new Refusal(
            RefusalReason.WrongState,
            "Nobody recorded which laws bind this agency, so nothing would go under the release. The agency's counsel or administrator " +
                "records them, or that none does (POST /v1/me/profiles), or the task force's office does; then record the release as " +
                "she signed it.",
            "terms.discloser");

    // As CG-46 would hold it: who receives does not sign for her.
    private static Refusal? InTheirOwnMatter(SignRelease command, SigningLaw law, ConsentPosition state)
    {
        for (var i = 0; i < command.Signatures.Count; i++)
        {
            if (command.Signatures[i].Guardian is { } id && state.Guardians.TryGetValue(id, out var guardian)
                && command.Terms.Recipients
                    .Any(recipient => guardian.WorksFor(recipient.Agency, law.Of(recipient.Agency), law.WholeOf(law.Of(recipient.Agency)))))
            {
                return new Refusal(RefusalReason.ConsentRequired,
                    "Who works for the recipient or for another part of its agency, or is the recipient, does not sign for her: somebody " +
                        "else signs who has no such part (CG-46).", $"signatures[{i}].guardian");
            }
        }

        return null;
    }

    private static int IndexOfCounselingNotes(IReadOnlyList<CategoryGrant> grants) =>
        grants.Index().Where(at => at.Item.CounselingNotes == true).Select(at => at.Index).DefaultIfEmpty(-1).First();

    private static Refusal? CounselingNotes(IReadOnlyList<CategoryGrant> grants)
    {
        if (IndexOfCounselingNotes(grants) < 0)
        {
            return null;
        }

        for (var i = 0; i < grants.Count; i++)
        {
            if (grants[i] is { CounselingNotes: true, Category: not InformationCategory.SubstanceUse })
            {
                return new Refusal(RefusalReason.InvalidInput, "Counseling notes of this kind are substance-use records (CG-22).",
                    $"terms.grants[{i}].category");
            }

            if (grants[i].CounselingNotes != true)
            {
                return new Refusal(RefusalReason.ConsentRequired,
                    "Counseling notes need a release of their own: take this out, or sign two releases (CG-22, 42 CFR 2.31(b)).",
                    $"terms.grants[{i}]");
            }
        }

        return null;
    }

    private static Refusal? Authorization(SignRelease command, SigningLaw law) =>
        law.Discloser.ProfilesAt(command.At).Contains(PolicyProfile.Hipaa)
            ? Signed(command, "An authorization under HIPAA is signed; an accommodation does not do (CG-26, 45 CFR 164.508(c)(1)(vi)).")
                ?? Warned(command, ReleaseElements.OfAuthorization, "HIPAA binds the discloser, so the release states",
                    "CG-26, 45 CFR 164.508(c)(2)")
            : null;

    // What a program that Part 2 binds holds is such a record, of whatever category it is.
    private static Refusal? Part2(SignRelease command, SigningLaw law, ConsentPosition state)
    {
        var discloser = law.Discloser.ProfilesAt(command.At);
        if (!command.Terms.Grants.Any(grant => Part2Records.Include(grant.Category, discloser)))
        {
            return null;
        }

        // Part 2 knows no minor for whom a parent consents alone (42 CFR 2.14(b)(1)).
        if (!RepresentativeRules.Apply(law, state) && !command.Signatures.AreBySurvivor()
            && state.Minority.IsMinorByLaw(command.Signatures.Min(signature => signature.SignedAt) ?? command.At,
                law.TaskForce, command.At))
        {
            return new Refusal(RefusalReason.ConsentRequired,
                "Records of a substance-use program go by the signature of the minor and of a parent or guardian, also where the minor " +
                    "was found not capable of consenting. Take them out, or have the minor sign, too (CG-22, 42 CFR 2.14(b)(1)).",
                "signatures");
        }

        var bound = discloser.Contains(PolicyProfile.Part2);
        return Signed(command, bound
                ? "Whatever a substance-use program discloses needs a release that is signed; an accommodation does not do (CG-22, 42 " +
                    "CFR 2.31(a)(8))."
                : "A release of substance-use records is signed; an accommodation does not do. Take them out, or have it signed (CG-22, " +
                    "42 CFR 2.31(a)(8)).")
            ?? Warned(
                command, [.. command.Terms.Purposes.SelectMany(ReleaseElements.OfPart2).Distinct()],
                bound ? "42 CFR Part 2 binds the discloser, so the release states" : "A release of substance-use records states",
                "CG-22, 42 CFR 2.31(a)");
    }

    private static Refusal? WarnedOfTheDefense(SignRelease command, SigningLaw law) =>
        command.WarningsAcknowledged.Contains(ReleaseWarning.MayReachDefense)
            || !command.Terms.Recipients.Any(recipient => Gate.DefenseWarning.IsNeededFor(law.Of(recipient.Agency))) ? null
            : new Refusal(
                RefusalReason.ConsentRequired,
                "Police and prosecutors have to show the defense what they hold. Before she signs, tell her that it may reach the " +
                    "defense, have her sign again, and name that among the warnings (mayReachDefense, CG-28).",
                "warningsAcknowledged");

    private static Refusal? Signed(SignRelease command, string message) =>
        command.Signatures.Index().Where(at => at.Item.Accommodation is not null)
            .Select(at => new Refusal(RefusalReason.ConsentRequired, message, $"signatures[{at.Index}].accommodation")).FirstOrDefault();

    private static Refusal? Warned(SignRelease command, IReadOnlyList<ReleaseWarning> asked, string what, string source)
    {
        var missing = asked.Where(warning => !command.WarningsAcknowledged.Contains(warning)).Select(InWords).ToList();
        return missing.Count == 0 ? null
            : new Refusal(RefusalReason.ConsentRequired,
                $"{what} {string.Join(", and ", missing)}. Explain it, have her sign again, and name it among the warnings ({source}).",
                "warningsAcknowledged");
    }

    private static Refusal? Advised(SignRelease command, SigningLaw law, ConsentPosition state)
    {
        var signed = command.Signatures.Min(signature => signature.SignedAt);
        return LacksAdvice(command.Terms.Discloser, law.Discloser, law, signed, state) ? NotAdvised("terms.discloser")
            : command.Terms.Recipients.Index().Where(at => LacksAdvice(at.Item.Agency, law.Of(at.Item.Agency), law, signed, state))
                .Select(at => NotAdvised($"terms.recipients[{at.Index}].agency")).FirstOrDefault();
    }

    private static bool LacksAdvice(AgencyId agency, PartnerPosition position, SigningLaw law, DateTimeOffset? signed,
        ConsentPosition state) =>
        state.RepresentedTogetherBy.Any(together =>
            position.IsOfOneWith(agency, together, law.WholeOf(position)) && !state.WasAdvisedAlone(together, signed));

    private static Refusal NotAdvised(string field) =>
        new(RefusalReason.ConsentRequired,
            "This agency, or another part of it, represents her together with somebody else. Before she signs, somebody who represents " +
                "nobody else advises her alone, and that is recorded (CG-47).", field);

    private static string InWords(ReleaseWarning warning) => warning switch
    {
        ReleaseWarning.MayBeRevoked => "that she may revoke it and how (mayBeRevoked)",
        ReleaseWarning.MayBeRedisclosed => "that what goes may be passed on (mayBeRedisclosed)",
        ReleaseWarning.NotACondition => "that nothing depends on signing (notACondition)",
        ReleaseWarning.ConsequencesOfRefusing => "what follows when she does not sign (consequencesOfRefusing)",
        _ => $"{warning}",
    };
}
