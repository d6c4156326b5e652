using Coordination.Domain.Council;
using Coordination.Domain.Mandates;
using Coordination.Domain.Operations;

namespace Coordination.Host.Features.Audit;

/// <summary>Where an operation, a mandate, or the protocol stood.</summary>
internal static class PracticeFacts
{
    public static IEnumerable<StateFact> Of(OperationState state, DateTimeOffset at)
    {
        if (state is not OperationState.Known { Requested: var requested })
            yield break;
        yield return new("operation",
            $"{state.GetType().Name.ToLowerInvariant()}: {requested.RequestedBy} asked {requested.Asked}, for " +
                $"{Words.Of(requested.StartsAt)}");
        if (state is OperationState.Agreed { Answer: var answer })
            yield return new("conditions", Words.List(answer.Conditions, Words.Of));
        if (state is OperationState.Debriefed { Debrief: var debrief })
            yield return new("debrief",
                $"offered {Words.List(debrief.Offered, Words.Of)}; harm seen: {Words.List(debrief.Harms, Words.Of)}");
    }

    public static IEnumerable<StateFact> Of(MandateState state, DateTimeOffset at)
    {
        if (state.RecordIfAny is not { } record)
            yield break;
        yield return new("mandate",
            $"{Words.Of(record.Recorded.Kind)}: {(state is MandateState.Ended { With: var ended } ? Words.Of(ended.End) : "open")}");
        yield return new("about", $"survivor {record.Recorded.Survivor}, represented by {record.Recorded.Agency}");
        foreach (var requirement in record.Requirements)
            yield return new($"requirement {requirement.Imposed.Requirement}",
                $"{Words.Of(requirement.Imposed.Kind)}: {(requirement.IsMet ? "met" : "open")}, missed " +
                    $"{Quantity.Of(requirement.Misses.Count, "time")}");
        foreach (var (number, consequence) in record.Consequences.Index())
            yield return new($"consequence {number + 1}", Words.Of(consequence.Consequence));
    }

    public static IEnumerable<StateFact> Of(CouncilState state, DateTimeOffset at) => state.Changes.Select(change => new StateFact(
        $"change {change.Proposed.Change}",
        $"{change.Proposed.Title}: {change.Standing.GetType().Name.ToLowerInvariant()}; " +
            $"{(change.Consultations.IsEmpty ? "council not consulted" : $"council: {Words.List(change.Consultations, Consulted)}")}"));

    private static string Consulted(CouncilConsulted held) =>
        $"{Words.Of(held.Stage)}, {held.SeatsFilled} of {Quantity.Of(held.Seats, "seat")}, " +
        $"{Quantity.Of(held.CompensationInDollars, "dollar")} each";
}
