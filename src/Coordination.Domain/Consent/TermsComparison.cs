namespace Coordination.Domain.Consent;

/// <summary>Compares what two sets of terms permit.</summary>
public static class TermsComparison
{
    /// <summary>What of <paramref name="terms"/> goes beyond <paramref name="limit"/>: a refusal that names the field, or null when nothing
    /// does.</summary>
    public static Refusal? WhatIsWider(ReleaseTerms terms, ReleaseTerms limit) =>
        Wider(terms.Discloser != limit.Discloser, "terms.discloser")
        ?? (terms.Recipients.Count == 0 ? Empty("terms.recipients") : null)
        ?? First(terms.Recipients, recipient => !IsNamed(recipient, limit), "terms.recipients")
        ?? (terms.Grants.Count == 0 ? Empty("terms.grants") : null)
        ?? Wider(limit.Grants.Any(grant => !Enum.IsDefined(grant.WidestMode)), "terms.grants")
        ?? First(terms.Grants, grant => !IsGranted(grant, limit), "terms.grants")
        ?? Wider(BecomesConsentOfItsOwn(terms, limit), "terms.grants")
        ?? (terms.Purposes.Count == 0 ? Empty("terms.purposes") : null)
        ?? First(terms.Purposes, purpose => !limit.Allows(purpose), "terms.purposes")
        ?? Wider(terms.Starts < limit.Starts, "terms.starts")
        ?? Wider(terms.Expires is null != limit.Expires is null || terms.Expires > limit.Expires, "terms.expires")
        ?? Wider(limit.Conditions.Any(condition => !terms.Conditions.Contains(condition)), "terms.conditions");

    // What the gate denies as it stands (no end, no such mode) must not begin to hold by narrowing: it has no narrower form. Of whom she
    // excepts nobody is let in again; she may except more, or name the persons instead.
    private static bool IsNamed(ReleaseRecipient recipient, ReleaseTerms limit) =>
        recipient.Persons.Count == 0
            ? limit.Recipients.Any(named => named.Agency == recipient.Agency && named.Persons.Count == 0)
                && limit.Recipients.All(named =>
                    named.Agency != recipient.Agency || (named.Except ?? []).All(person => recipient.Except?.Contains(person) == true))
            : recipient.Persons.All(person => limit.Names(recipient.Agency, person) && !limit.Excepts(recipient.Agency, person));

    private static bool IsGranted(CategoryGrant grant, ReleaseTerms limit) => limit.Gives(grant);

    // Counseling notes have a consent of their own (42 CFR 2.31(b)): what was signed for them and for other things does not become one.
    private static bool BecomesConsentOfItsOwn(ReleaseTerms terms, ReleaseTerms limit) => IsMixed(limit) && !IsMixed(terms);

    private static bool IsMixed(ReleaseTerms terms) =>
        terms.Grants.Any(grant => grant.CounselingNotes == true) && terms.Grants.Any(grant => grant.CounselingNotes != true);

    private static Refusal? First<T>(IReadOnlyList<T> entries, Func<T, bool> goesBeyond, string field)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (goesBeyond(entries[i]))
            {
                return Wider(true, $"{field}[{i}]");
            }
        }

        return null;
    }

    private static Refusal? Wider(bool isWider, string field) => isWider
        ? new Refusal(RefusalReason.ConsentRequired,
            "This would be wider than what was signed. Take something out here, or sign a new release.", field)
        : null;

    private static Refusal Empty(string field) =>
        new(RefusalReason.InvalidInput, "Nothing would remain of the release: take it back instead.", field);
}
