using Coordination.Domain.Consent;

namespace Coordination.Domain.CaseReviews;

/// <summary>What a decision stands on, and whether that is still there.</summary>
public static class DecisionBasis
{
    /// <summary>
    /// Whether something on which the decision stood was withdrawn since: a release was revoked or found void, or narrowed so
    /// that together they no longer cover, for everybody who took part, all that was discussed. That a release ran
    /// out in time, as agreed, is no withdrawal.
    /// </summary>
    /// <param name="decision">The decision, which is not changed by the answer.</param>
    /// <param name="matter">What was discussed.</param>
    /// <param name="consent">What the survivor says now, or said at the moment of which it is asked.</param>
    public static bool WasWithdrawn(DecisionRecorded decision, Matter matter, ConsentPosition consent)
    {
        List<Release> reliedOn = [.. decision.ReleasesReliedOn.Select(consent.Find).OfType<Release>()];
        return reliedOn.Exists(release => release.State is ReleaseState.Revoked or ReleaseState.Void)
            || (reliedOn.Count > 0 && ReviewGate.Asked(matter, decision.Present).Any(member => !IsCovered(member, matter, reliedOn)));
    }

    private static bool IsCovered(Member member, Matter matter, List<Release> releases) =>
        matter.Items.All(item => releases.Exists(release =>
            release.Terms.Names(member.Agency, member.Person)
            && release.Terms.Allows(Purpose.CaseReview)
            && release.Terms.WidestMode(item.Item, item.Category) >= SharingMode.VerbalInReview));
}
