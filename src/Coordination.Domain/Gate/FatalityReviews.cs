using Coordination.Domain.Consent;
using Coordination.Domain.Gate.Rules;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate;

/// <summary>What the gate says of reviews of deaths, for what is signed for them.</summary>
internal static class FatalityReviews
{
    /// <summary>Whether the laws that bind a discloser let a review of deaths be told at all, if only by a release of a personal
    /// representative (CG-45).</summary>
    internal static bool MayBeTold(PartnerPosition discloser, DateTimeOffset at) => Cg45FatalityReview.MayBeTold(discloser, at);

    /// <summary>The release of a personal representative by which an item goes to a review that Part 2 or HIPAA keeps from it without one;
    /// null where it needs none, and where there is none.</summary>
    internal static Release? ReleaseFor(RequestedItem item, GateRequest request, GateFacts facts) =>
        Cg45FatalityReview.ReleaseFor(item, request, facts);

    /// <summary>Whether nobody signed but personal representatives, so that it opens something to a review of deaths only.</summary>
    internal static bool AreFor(Release release) =>
        release.Signatures.Count > 0 && release.Signatures.All(signature => signature.Capacity == SignerCapacity.PersonalRepresentative);

    /// <summary>What the gate has against such a release, asked by a review that is recorded with all that it needs and names the item.
    /// Nothing where the item would go, and the release does for it.</summary>
    internal static IReadOnlyList<RuleFinding> Against(Release release, RequestedItem item, GateRequest request, GateFacts facts)
    {
        var asked = request with { Basis = ClaimedBasis.FatalityReview, Occasion = GateOccasion.Disclosure, Items = [item] };
        var on = facts with { Process = Recorded(item, asked, facts) };
        var line = ConsentGate.Evaluate(asked, on).Lines[0];
        return line.Outcome == Outcome.Permit
            ? Cg45FatalityReview.Accepts(release, item, asked, on) ? [] : [new("CG-45", RuleEffect.Deny, "representative")]
            : line.Findings.Where(finding => finding is { Release: null, Effect: RuleEffect.Deny or RuleEffect.Hold })
                .ToList() is { Count: > 0 } against ? against : [Cg01ActiveRelease.Absent];
    }

    private static ProcessFacts Recorded(RequestedItem item, GateRequest asked, GateFacts facts) => new()
    {
        Process = default,
        Version = 0,
        IsPending = true,
        Basis = ClaimedBasis.FatalityReview,
        Survivor = facts.Consent.Survivor ?? default,
        Served = asked.Discloser,
        Authority = asked.Recipient,
        Names = new ProcessScope([item.Item], [item.Category]),
        Narrowed = null,
        ReachesPart2 = false,
        Finding = null,
        SurvivorTold = false,
        TellingTried = false,
        IsProtected = false,
        Role = null,
        Jurisdiction = null,
        Conditions = Enum.GetValues<FatalityCondition>(),
    };
}
