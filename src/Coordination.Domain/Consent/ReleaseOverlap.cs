namespace Coordination.Domain.Consent;

/// <summary>
/// What two releases for one agency both speak of (CG-50), asked alike at the gate and when a release is captured. Where the newer one
/// gives no more than the older one, in what, how and why, it speaks of all that the older one gives. Where it gives something else
/// besides, it speaks of what both cover, if they share a purpose and somebody who may be told. Two releases that share no such thing
/// complement one another. Where she said that the older one goes on beside the newer, nothing is asked.
/// </summary>
public static class ReleaseOverlap
{
    /// <summary>What the two speak of, whatever the item: it is worked out once for a pair.</summary>
    public static SpokenOf WhatBothSpeakOf(this Release newer, Release older, AgencyId recipient) =>
        !AreComparable(newer, older, recipient) ? SpokenOf.Nothing
        : newer.Terms.GivesNoMoreThan(older.Terms) ? SpokenOf.All
        : ShareAGrant(newer.Terms, older.Terms) && ShareAPurpose(newer.Terms, older.Terms)
            && ShareAPerson(newer.Terms, older.Terms, recipient) ? SpokenOf.WhatBothCover
        : SpokenOf.Nothing;

    /// <summary>True when the newer release speaks of this item, of which the older one speaks.</summary>
    /// <param name="spokenOf">What the two speak of.</param>
    /// <param name="newer">The newer one.</param>
    /// <param name="older">The older one.</param>
    /// <param name="item">The item.</param>
    /// <param name="category">What it is about.</param>
    public static bool Includes(this SpokenOf spokenOf, Release newer, Release older, RecordItemId item, InformationCategory category) =>
        spokenOf == SpokenOf.All || (spokenOf == SpokenOf.WhatBothCover && BothCover(newer.Terms, older.Terms, item, category));

    /// <summary>What of the older release the newer one speaks of: each grant, down to the items of both. Empty where the two complement
    /// one another.</summary>
    public static IReadOnlyList<CategoryGrant> WhatItSpeaksOf(this Release newer, Release older, AgencyId recipient) =>
        newer.WhatBothSpeakOf(older, recipient) switch
        {
            SpokenOf.Nothing => [],
            SpokenOf.All => older.Terms.Grants,
            _ => [.. from known in older.Terms.Grants from grant in newer.Terms.Grants where Meet(grant, known)
                select OfBoth(grant, known)],
        };

    // A renewal is not beside what it renews.
    private static bool AreComparable(Release newer, Release older, AgencyId recipient) =>
        newer.Renews != older.Id && newer.Terms.Discloser == older.Terms.Discloser && !newer.KeepsBeside.Contains(older.Id)
        && newer.Terms.NamesAgency(recipient) && older.Terms.NamesAgency(recipient);

    private static bool ShareAPurpose(ReleaseTerms newer, ReleaseTerms older)
    {
        for (var i = 0; i < newer.Purposes.Count; i++)
        {
            if (older.Allows(newer.Purposes[i]))
            {
                return true;
            }
        }

        return false;
    }

    // Anybody of the agency, when one of them names nobody there.
    private static bool ShareAPerson(ReleaseTerms newer, ReleaseTerms older, AgencyId recipient)
    {
        for (var i = 0; i < newer.Recipients.Count; i++)
        {
            for (var j = 0; j < older.Recipients.Count; j++)
            {
                if (newer.Recipients[i].Agency == recipient && older.Recipients[j].Agency == recipient
                    && ShareAPerson(newer.Recipients[i].Persons, older.Recipients[j].Persons))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool ShareAPerson(IReadOnlyList<PersonId> newer, IReadOnlyList<PersonId> older)
    {
        for (var i = 0; i < newer.Count; i++)
        {
            if (older.Contains(newer[i]))
            {
                return true;
            }
        }

        return newer.Count == 0 || older.Count == 0;
    }

    private static bool ShareAGrant(ReleaseTerms newer, ReleaseTerms older)
    {
        for (var i = 0; i < newer.Grants.Count; i++)
        {
            for (var j = 0; j < older.Grants.Count; j++)
            {
                if (Meet(newer.Grants[i], older.Grants[j]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool BothCover(ReleaseTerms newer, ReleaseTerms older, RecordItemId item, InformationCategory category)
    {
        for (var i = 0; i < newer.Grants.Count; i++)
        {
            for (var j = 0; newer.Grants[i].Category == category && j < older.Grants.Count; j++)
            {
                if (AreOfOneKind(newer.Grants[i], older.Grants[j]) && Covers(newer.Grants[i], item) && Covers(older.Grants[j], item))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Meet(CategoryGrant grant, CategoryGrant other)
    {
        if (!AreOfOneKind(grant, other))
        {
            return false;
        }

        for (var i = 0; i < grant.OnlyItems?.Count; i++)
        {
            if (Covers(other, grant.OnlyItems[i]))
            {
                return true;
            }
        }

        return grant.OnlyItems is null && other.OnlyItems is not { Count: 0 };
    }

    // A consent for counseling notes is one of its own (42 CFR 2.31(b)): it and one for the rest speak of two things.
    private static bool AreOfOneKind(CategoryGrant grant, CategoryGrant other) =>
        grant.Category == other.Category && (grant.CounselingNotes == true) == (other.CounselingNotes == true);

    private static bool Covers(CategoryGrant grant, RecordItemId item) => grant.OnlyItems?.Contains(item) != false;

    private static CategoryGrant OfBoth(CategoryGrant newer, CategoryGrant older) =>
        newer.OnlyItems is { } items ? older with { OnlyItems = [.. items.Where(item => Covers(older, item))] } : older;
}

/// <summary>What of an older release a newer one speaks of.</summary>
public enum SpokenOf
{
    /// <summary>They do not conflict: they complement one another, or she said that both hold.</summary>
    Nothing,
    WhatBothCover,
    /// <summary>They conflict over everything that the older one gives.</summary>
    All,
}
