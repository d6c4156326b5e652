using Coordination.Domain.Gate.Rules;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate;

/// <summary>What the gate says of reviews of deaths, for what is signed for them.</summary>
internal static class FatalityReviews
{
    /// <summary>Whether the laws that bind a discloser let a review of deaths be told at all, if only by a release of a personal representative (CG-45).</summary>
    internal static bool MayBeTold(PartnerPosition discloser, DateTimeOffset at) => Cg45FatalityReview.MayBeTold(discloser, at);
}
