using Coordination.Domain.ImmigrationRelief;

namespace Coordination.Host.Features.Audit;

/// <summary>Where the search for immigration relief stood.</summary>
internal static class ReliefFacts
{
    public static IEnumerable<StateFact> Of(ReliefState state, DateTimeOffset at)
    {
        if (state is not ReliefState.Known { Record: var record })
            yield break;
        yield return new("relief",
            $"{Words.Of(record.Sought.Kind)}: {state.GetType().Name.ToLowerInvariant()}; {ReliefKinds.Says(record.Sought.Kind)}");
        yield return new("about", $"survivor {record.Sought.Survivor}, represented by {record.Sought.Agency}");
        foreach (var ask in record.Asks)
            yield return new($"certifier {ask.Asked.Certifier}", $"due {Words.Of(ask.Asked.Due)}: {Standing(ask.Standing)}");
        foreach (var refused in record.Refused)
            yield return new("condition refused",
                $"{refused.Rule}: {refused.DemandedBy} on condition of {Words.List(refused.Conditions, Words.Of)}");
    }

    private static string Standing(AskStanding standing) => standing switch
    {
        AskStanding.Waiting => "waiting",
        AskStanding.Silent => "silent",
        AskStanding.Answered { With: var answer } =>
            $"{Words.Of(answer.Answer)}{(answer.FollowsConcerns.Count > 0
                ? $", possible retaliation: after concern {Words.List(answer.FollowsConcerns, concern => $"{concern}")}"
                : "")}",
        _ => throw new UnreachableException(),
    };
}
