using Coordination.Domain.Services;

namespace Coordination.Host.Features.Audit;

/// <summary>What a survivor set out to reach and was offered, without what she said.</summary>
internal static class ServiceFacts
{
    public static IEnumerable<StateFact> Of(ServicePlan plan, DateTimeOffset at)
    {
        foreach (var goal in plan.Goals)
            yield return new($"goal {goal.Set.Goal}",
                $"{Words.Of(goal.Set.Kind)}: {Standing(goal.Standing)}; she says {Rated(goal.BySurvivor)}, staff say " +
                    $"{Rated(goal.ByStaff)}");
        foreach (var offer in plan.Offers)
            yield return new($"offer {offer.Made.Offer}",
                $"{Words.Of(offer.Made.Kind)} by {offer.Made.Provider}: {Standing(offer.Standing)}; conditions " +
                    $"{Conditions(offer.Made.Conditions)}");
        foreach (var referral in plan.Referrals)
            yield return new($"referral {referral.Made.Referral}",
                $"{Words.Of(referral.Made.Kind)} to {referral.Made.To}: " +
                    $"{(referral.Outcome is { } outcome ? Words.Of(outcome.Result) : "nothing known")}; conditions " +
                    $"{Conditions(referral.Made.Conditions)}");
        foreach (var refused in plan.Refused)
            yield return new("condition refused",
                $"{refused.Rule}: {Words.Of(refused.Attached)} of {Words.Of(refused.Kind)} by {refused.Provider} on condition of " +
                    $"{Words.List(refused.Conditions, Words.Of)}");
    }

    private static string Standing(object standing) => standing.GetType().Name.ToLowerInvariant();

    private static string Rated(GoalProgress? progress) => progress is { } rated ? Words.Of(rated) : "nothing yet";

    private static string Conditions(IReadOnlyList<Condition> conditions) => Words.List(conditions, condition => Words.Of(condition.Kind));
}
