using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate;

/// <summary>The cause of a finding, when one reason has several possible causes.</summary>
internal static class Causes
{
    /// <summary>Which signature a minor's release lacks (CG-09); null where it lacks none.</summary>
    internal static MinorLacks? OfMinorsSignatures(Release release, GateFacts facts)
    {
        var hers = release.Signatures.AreBySurvivor() || facts.Consent.IsFoundNotCapable(facts.Now);
        return (release.Signatures.AreForMinor(facts.Consent), hers) switch
        {
            (true, true) => null,
            (true, false) => MinorLacks.Hers,
            (false, true) => MinorLacks.Second,
            (false, false) => MinorLacks.Both,
        };
    }

    /// <summary>Why nobody of the recipient has a right to know (CG-32); null where it is not known what it is, and for an office
    /// outside.</summary>
    internal static NoRight? OfNoRight(GateFacts facts) => facts.Recipient switch
    {
        PartnerPosition.Outside => null,
        PartnerPosition.Partner { SuspendedBecause: not null } => NoRight.Suspended,
        PartnerPosition.Partner partner => !partner.IsInStanding(partner.Agency, facts.Now) ? NoRight.NoStanding
            : !partner.Trainings.Keys.Any(person => partner.IsTrained(person, facts.Now)) ? NoRight.Untrained
            : null,
        _ => NoRight.NoStanding,
    };
}

/// <summary>Which signature a minor's release lacks.</summary>
internal enum MinorLacks
{
    /// <summary>The signature of a parent, a guardian or somebody else who may sign for her.</summary>
    Second,
    Hers,
    Both,
}

/// <summary>Why nobody of an agency has a right to know.</summary>
internal enum NoRight
{
    Suspended,
    /// <summary>It is no member, or has no agreement in force.</summary>
    NoStanding,
    Untrained,
}
