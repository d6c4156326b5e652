using Coordination.Domain.Partners;

namespace Coordination.Domain.Consent;

/// <summary>
/// Questions about what was signed and explained, asked alike when a release is captured and at the gate. They run on every read:
/// lists are walked by index, since an enumerator of an interface is an allocation.
/// </summary>
public static class ReleaseExtensions
{
    private const int AllTopics =
        (1 << (int)NoticeTopic.Risks) | (1 << (int)NoticeTopic.Alternatives) | (1 << (int)NoticeTopic.Consequences);

    /// <summary>True when the terms name the agency, and the person where they name persons (CG-06).</summary>
    public static bool Names(this ReleaseTerms terms, AgencyId agency, PersonId? person)
    {
        for (var i = 0; i < terms.Recipients.Count; i++)
        {
            var named = terms.Recipients[i];
            if (named.Agency == agency && (named.Persons.Count == 0 || (person is { } one && named.Persons.Contains(one))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the terms except the person of the agency, or somebody of it where no person is named (CG-06).</summary>
    public static bool Excepts(this ReleaseTerms terms, AgencyId agency, PersonId? person)
    {
        for (var i = 0; i < terms.Recipients.Count; i++)
        {
            var named = terms.Recipients[i];
            if (named.Except is { Count: > 0 } except && named.Agency == agency && (person is not { } one || except.Contains(one)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the terms name the agency, whatever persons of it.</summary>
    public static bool NamesAgency(this ReleaseTerms terms, AgencyId agency)
    {
        for (var i = 0; i < terms.Recipients.Count; i++)
        {
            if (terms.Recipients[i].Agency == agency)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True when each grant and each purpose of these terms is one that the others give (CG-50). A consent for counseling notes is one of
    /// its own (42 CFR 2.31(b)): it is never the narrower form of another.
    /// </summary>
    internal static bool GivesNoMoreThan(this ReleaseTerms terms, ReleaseTerms others)
    {
        for (var i = 0; i < terms.Purposes.Count; i++)
        {
            if (!others.Allows(terms.Purposes[i]))
            {
                return false;
            }
        }

        for (var i = 0; i < terms.Grants.Count; i++)
        {
            if (!others.Gives(terms.Grants[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when the terms give all that this grant gives: its items in at least its mode, and counseling notes where it is for
    /// them.</summary>
    public static bool Gives(this ReleaseTerms terms, CategoryGrant grant) =>
        grant.OnlyItems is { } items ? terms.GivesEach(grant, items) : terms.GivesWhole(grant);

    /// <summary>True when the terms allow the purpose (CG-07).</summary>
    public static bool Allows(this ReleaseTerms terms, Purpose purpose)
    {
        for (var i = 0; i < terms.Purposes.Count; i++)
        {
            var allowed = terms.Purposes[i];
            if (allowed == purpose)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the terms grant the item (CG-07).</summary>
    public static bool Covers(this ReleaseTerms terms, RecordItemId item, InformationCategory category) =>
        terms.WidestMode(item, category) is not null;

    /// <summary>The widest mode in which the terms grant the item; null when they do not (CG-38).</summary>
    public static SharingMode? WidestMode(this ReleaseTerms terms, RecordItemId item, InformationCategory category)
    {
        SharingMode? widest = null;
        for (var i = 0; i < terms.Grants.Count; i++)
        {
            var grant = terms.Grants[i];
            if (grant.Category == category && (grant.OnlyItems is null || grant.OnlyItems.Contains(item)) && !(grant.WidestMode <= widest))
            {
                widest = grant.WidestMode;
            }
        }

        return widest;
    }

    private static bool GivesWhole(this ReleaseTerms terms, CategoryGrant grant)
    {
        for (var i = 0; i < terms.Grants.Count; i++)
        {
            if (terms.Grants[i] is { OnlyItems: null } given && IsAsWide(given, grant))
            {
                return true;
            }
        }

        return false;
    }

    private static bool GivesEach(this ReleaseTerms terms, CategoryGrant grant, IReadOnlyList<RecordItemId> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (!terms.GivesItem(grant, items[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool GivesItem(this ReleaseTerms terms, CategoryGrant grant, RecordItemId item)
    {
        for (var i = 0; i < terms.Grants.Count; i++)
        {
            var given = terms.Grants[i];
            if ((given.OnlyItems is null || given.OnlyItems.Contains(item)) && IsAsWide(given, grant))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAsWide(CategoryGrant given, CategoryGrant grant) =>
        given.Category == grant.Category && grant.WidestMode <= given.WidestMode
            && (given.CounselingNotes == true) == (grant.CounselingNotes == true);

    /// <summary>True when risks, alternatives and consequences of this recipient were explained at or before <paramref name="signedAt"/>,
    /// and recorded before place <paramref name="order"/> (CG-03).</summary>
    public static bool WasInformed(this ConsentPosition consent, AgencyId recipient, DateTimeOffset? signedAt, long order)
    {
        var explained = 0;

        // The newest first: what was explained for a release was mostly explained just before it.
        for (var at = consent.Notices.Length - 1; at >= 0 && (explained & AllTopics) != AllTopics; at--)
        {
            var notice = consent.Notices[at];
            if (notice.Order < order && notice.Given.GivenAt <= signedAt && notice.Given.Recipients.Contains(recipient))
            {
                for (var i = 0; i < notice.Given.Topics.Count; i++)
                {
                    var topic = notice.Given.Topics[i];
                    explained |= topic is >= NoticeTopic.Risks and <= NoticeTopic.Consequences ? 1 << (int)topic : 0;
                }
            }
        }

        return (explained & AllTopics) == AllTopics;
    }

    /// <summary>True when a refusal covers this recipient and category. An agency of unknown kind, or outside the task force, counts as any
    /// kind.</summary>
    public static bool Covers(this Declination declination, AgencyId agency, PartnerPosition position, InformationCategory category) =>
        declination.Covers(agency, (position as PartnerPosition.Partner)?.Kind, category);

    /// <summary>True when a refusal covers this recipient, of this kind, and category. An agency of unknown kind counts as any
    /// kind.</summary>
    public static bool Covers(this Declination declination, AgencyId agency, AgencyKind? kind, InformationCategory category)
    {
        var said = declination.Said;
        return (said.Categories.Count == 0 || said.Categories.Contains(category))
            && ((said.Recipients.Count == 0 && said.RecipientKinds.Count == 0)
                || said.Recipients.Contains(agency)
                || (said.RecipientKinds.Count > 0 && (kind is not { } known || said.RecipientKinds.Contains(known))));
    }

    /// <summary>The same from 2026-2 on: who is refused is refused with all its divisions. Refusing a division does not refuse the rest of
    /// the agency.</summary>
    public static bool CoversPartOf(this Declination declination, AgencyId agency, PartnerPosition position,
        InformationCategory category) =>
        declination.Covers(agency, position.KindIfKnown, category)
        || (position.Whole() is { } whole && declination.Said.Recipients.Contains(whole)
            && (declination.Said.Categories.Count == 0 || declination.Said.Categories.Contains(category)));

    /// <summary>True when she signed herself (CG-02, CG-09, CG-10).</summary>
    public static bool AreBySurvivor(this IReadOnlyList<Signature> signatures)
    {
        for (var i = 0; i < signatures.Count; i++)
        {
            var signature = signatures[i];
            if (signature.Capacity == SignerCapacity.Survivor)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a known parent or guardian signed who is not disqualified (CG-09).</summary>
    public static bool AreByParentOrGuardian(this IReadOnlyList<Signature> signatures, ConsentPosition consent) =>
        signatures.Any(s => s.Capacity is SignerCapacity.Parent or SignerCapacity.Guardian or SignerCapacity.CourtAppointedGuardian
            && IsQualified(s, consent));

    /// <summary>True when a known guardian signed whom a court appointed, and who is not disqualified (CG-12).</summary>
    public static bool AreByCourtAppointedGuardian(this IReadOnlyList<Signature> signatures, ConsentPosition consent) =>
        signatures.Any(s => s.Capacity == SignerCapacity.CourtAppointedGuardian && IsQualified(s, consent));

    /// <summary>
    /// True when nobody but personal representatives of somebody who died signed, each let consent, not disqualified, and appointed by a
    /// document that is on record and in force when they signed, after her death, and now (CG-45).
    /// </summary>
    public static bool AreByRepresentative(this IReadOnlyList<Signature> signatures, ConsentPosition consent, DateTimeOffset at)
    {
        for (var i = 0; i < signatures.Count; i++)
        {
            if (!signatures[i].IsByRepresentative(consent, at))
            {
                return false;
            }
        }

        return signatures.Count > 0;
    }

    /// <summary>True when a personal representative signed it whose standing is on record.</summary>
    public static bool IsByRepresentative(this Signature signature, ConsentPosition consent, DateTimeOffset at) =>
        signature.Capacity == SignerCapacity.PersonalRepresentative && MayConsent(signature, consent) && signature.SignedAt is { } signed
        && consent.DiedAt <= signed
        && consent.Guardians[signature.Guardian!.Value].Appointment is { } appointment && appointment.HoldsAt(signed)
        && appointment.HoldsAt(at);

    /// <summary>
    /// True when somebody signed who may sign for a minor: a parent or guardian, or whoever a court appointed for the child and let consent
    /// (CG-09). None of them is disqualified.
    /// </summary>
    public static bool AreForMinor(this IReadOnlyList<Signature> signatures, ConsentPosition consent) =>
        signatures.AreByParentOrGuardian(consent)
            || signatures.Any(s => s.Capacity is SignerCapacity.GuardianAdLitem or SignerCapacity.ChildsAttorney && MayConsent(s, consent));

    /// <summary>True when the agent under her health-care power of attorney signed, whom it lets consent, and who is not disqualified
    /// (CG-12).</summary>
    public static bool AreByHealthCareAgent(this IReadOnlyList<Signature> signatures, ConsentPosition consent) =>
        signatures.Any(s => s.Capacity == SignerCapacity.HealthCareAgent && MayConsent(s, consent));

    /// <summary>True when it is in ink or electronic and dated, and its date has come (CG-02).</summary>
    public static bool IsWrittenAt(this Signature signature, DateTimeOffset at) =>
        signature.Method is SignatureMethod.Ink or SignatureMethod.Electronic && signature.SignedAt <= at;

    /// <summary>True when there is a signature, and each is in ink or electronic and dated, and its date has come: an accommodation does
    /// not do.</summary>
    public static bool AreWrittenAt(this IReadOnlyList<Signature> signatures, DateTimeOffset at)
    {
        for (var i = 0; i < signatures.Count; i++)
        {
            if (!signatures[i].IsWrittenAt(at))
            {
                return false;
            }
        }

        return signatures.Count > 0;
    }

    /// <summary>True when an alleged abuser is among the signers (CG-11).</summary>
    public static bool IncludeDisqualified(this IReadOnlyList<Signature> signatures, ConsentPosition consent)
    {
        for (var i = 0; i < signatures.Count; i++)
        {
            var signature = signatures[i];
            if (signature.Guardian is { } id && consent.Guardians.TryGetValue(id, out var guardian) && guardian.IsDisqualified)
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayConsent(Signature signature, ConsentPosition consent) =>
        IsQualified(signature, consent) && consent.Guardians[signature.Guardian!.Value].MayConsent;

    private static bool IsQualified(Signature signature, ConsentPosition consent) =>
        signature.Guardian is { } id && consent.Guardians.TryGetValue(id, out var guardian)
        && guardian.Capacity == signature.Capacity && !guardian.IsDisqualified;
}
