using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate;

/// <summary>The recipients for which the survivor is warned about the defense. The check is the same at signing and at the gate
/// (CG-28).</summary>
public static class DefenseWarning
{
    /// <summary>Police and prosecutors, in the task force and outside: they have to show it to the defense.</summary>
    public static bool IsNeededFor(PartnerPosition recipient) =>
        recipient.KindIfKnown is AgencyKind.LawEnforcement or AgencyKind.Prosecution;
}
