using Coordination.Domain.Gate.Rules;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate;

/// <summary>What police and prosecutors found out or wrote in their own work: the limits on victim services do not reach it (34 USC
/// 12291(b)(2)(D)(i)(III)).</summary>
internal static class OwnWork
{
    /// <summary>
    /// CG-41: the item goes from police or a prosecutor to police or a prosecutor without her word, for their work, where no law binds the
    /// discloser that keeps things from going. CG-33, CG-35 and CG-39 give way to it, too. That the discloser holds the item, CG-08 sees
    /// to.
    /// </summary>
    public static bool GoesWithoutWord(RequestedItem item, GateRequest request, GateFacts facts) =>
        item.Origin == ItemOrigin.OwnWork
        && !item.IsPart2Record(facts)
        && !request.StaysWithCustodian(item)
        && Concerns(request, facts);

    /// <summary>Whether any item may go so.</summary>
    public static bool Concerns(GateRequest request, GateFacts facts) =>
        request.Purpose is Purpose.Investigation or Purpose.Prosecution
        && !request.IsReview()
        && facts.Recipient.KindIfKnown is AgencyKind.LawEnforcement or AgencyKind.Prosecution
        && facts.Discloser.KindIfKnown is AgencyKind.LawEnforcement or AgencyKind.Prosecution
        && Cg41OwnGenerated.Permission.IsOpenTo(facts.Discloser.ProfilesAt(facts.Now));
}
