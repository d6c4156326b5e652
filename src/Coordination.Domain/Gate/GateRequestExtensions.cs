using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate;

/// <summary>Questions about a request that several rules ask.</summary>
internal static class GateRequestExtensions
{
    /// <summary>The item stays with the agency that holds it.</summary>
    public static bool StaysWithCustodian(this GateRequest request, RequestedItem item) =>
        item.Custodian == request.Discloser && item.Custodian == request.Recipient.Agency;

    /// <summary>The release is open now, from the discloser to the recipient, for this item.</summary>
    public static bool IsOpenFor(this Release release, RequestedItem item, GateRequest request, GateFacts facts) =>
        release.IsOpenAt(facts.Now) && release.Terms.Discloser == request.Discloser
        && release.Terms.Names(request.Recipient.Agency, request.Recipient.Person) && release.Terms.Covers(item.Item, item.Category);

    /// <summary>The team looks at the case: that there is a case is then told by any item of it.</summary>
    public static bool IsReview(this GateRequest request) => request.Occasion is GateOccasion.Agenda or GateOccasion.Room;
}
