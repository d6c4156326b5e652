namespace Coordination.Domain.Consent;

/// <summary>Questions of the gate about what a release alone does not give.</summary>
public static class PermissionExtensions
{
    /// <summary>True when she herself waived her privilege, in writing, for this item towards this agency (CG-27).</summary>
    public static bool HasWaived(this ConsentPosition consent, RecordItemId item, AgencyId recipient, DateTimeOffset at)
    {
        foreach (var waiver in consent.Waivers)
        {
            if (waiver.Signature is { Capacity: SignerCapacity.Survivor, Method: SignatureMethod.Ink or SignatureMethod.Electronic }
                && waiver.Signature.SignedAt <= at && waiver.Recipients.Contains(recipient) && waiver.Items.Contains(item))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the operator's newest word about this agency authorises it to learn where the shelter is (CG-36).</summary>
    public static bool MayLearnShelterLocation(this ConsentPosition consent, AgencyId recipient, DateTimeOffset at)
    {
        for (var i = consent.ShelterAuthorisations.Length - 1; i >= 0; i--)
        {
            var word = consent.ShelterAuthorisations[i];
            if (word.Recipients.Contains(recipient))
            {
                return word.SignedAt <= at && at < word.Expires;
            }
        }

        return false;
    }

    /// <summary>True when she was advised alone about releases to or from this agency, at or before the signature (CG-47).</summary>
    public static bool WasAdvisedAlone(this ConsentPosition consent, AgencyId agency, DateTimeOffset? signedAt) =>
        consent.AdvisedAlone.TryGetValue(agency, out var advised) && advised <= signedAt;

    /// <summary>Whether she had died by then: nobody can tell her anything, and nothing waits for it.</summary>
    public static bool HasDied(this ConsentPosition consent, DateTimeOffset at) => consent.DiedAt <= at;

    /// <summary>Whether she refused that this goes there. Nobody but she takes that back, so after her death it stands whatever is signed
    /// (CG-45).</summary>
    public static bool RefusedInLife(this ConsentPosition consent, AgencyId recipient, Partners.PartnerPosition position,
        InformationCategory category)
    {
        foreach (var declination in consent.Declinations)
        {
            if (declination.CoversPartOf(recipient, position, category))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when she was told of this disclosure before it (CG-37).</summary>
    public static bool WasToldOf(this ConsentPosition consent, DisclosureId? disclosure, DateTimeOffset at) =>
        disclosure is { } one && consent.ToldBeforehand.TryGetValue(one, out var told) && told <= at;
}
