using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate;

/// <summary>Whom to give something the survivor is warned of the defense for: asked alike when a release is captured and at the gate
/// (CG-28).</summary>
public static class DefenseWarning
{
    /// <summary>Police and prosecutors, in the task force and outside: they have to show it to the defense.</summary>
    public static bool IsNeededFor(PartnerPosition recipient) =>
        recipient.KindIfKnown is AgencyKind.LawEnforcement or AgencyKind.Prosecution;
}
