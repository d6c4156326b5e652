using Coordination.Domain.Gate;

namespace Coordination.Domain.CaseReviews;

/// <summary>How a review puts its questions to the consent gate.</summary>
public static class ReviewGate
{
    /// <summary>
    /// May this member hear this matter? An invitation to the review at which the custodian presents the case is the
    /// member's part in it (CG-32); whether the survivor agrees is what the release says (CG-31).
    /// </summary>
    public static GateRequest RequestFor(Matter matter, Member member, GateOccasion occasion) => new()
    {
        Discloser = matter.Custodian,
        Recipient = new GateRecipient(member.Agency, member.Person),
        Purpose = Purpose.CaseReview,
        Occasion = occasion,
        Items = [.. matter.Items.Select(item => item with { Mode = SharingMode.VerbalInReview })],
        Involvements = [new Involvement(member.Agency, member.Person, Purpose.CaseReview)],
    };

    /// <summary>Those for whom the gate is asked: everybody who is not of the custodian.</summary>
    public static IEnumerable<Member> Asked(Matter matter, IEnumerable<Member> members) =>
        members.Where(member => member.Agency != matter.Custodian).Distinct();
}
