using Coordination.Domain.Cases;
using Coordination.Domain.Survivors;

namespace Coordination.Host.Features.Audit;

/// <summary>What a custodian's records held, without what they said.</summary>
internal static class RecordFacts
{
    public static IEnumerable<StateFact> Of(CaseState state, DateTimeOffset at)
    {
        if (state.RecordIfAny is not { } record)
            yield break;
        yield return new("case", state is CaseState.Closed ? "closed" : "open");
        yield return new("survivor", $"{record.Survivor}");
        yield return new("custodian", $"{record.Custodian}, advocate {record.Advocate}");
        yield return new("own descriptions", $"{record.OwnDescriptions.Count}");
        foreach (var label in record.Characterisations)
            yield return new("characterisation",
                $"{Words.Of(label.Purpose)}; acts {Words.List(label.Acts, Words.Of)}; means {Words.List(label.Means, Words.Of)}");
        foreach (var item in record.Items)
            yield return new($"item {item.Item}",
                $"{Words.Of(item.Category)}, {Words.Of(item.Sensitivity)}{(item.Retracted ? ", retracted" : "")}");
        foreach (var part in record.Involvements)
            yield return new("part in the case", $"{part.Person} of {part.Agency}, {Words.Of(part.Purpose)}");
    }

    public static IEnumerable<StateFact> Of(SurvivorState state, DateTimeOffset at) => state switch
    {
        SurvivorState.NotWelcomed => [],
        SurvivorState.Welcomed known =>
        [
            new("survivor", $"{known.Survivor}"),
            new("custodian", $"{known.Custodian}"),
            new("own words", $"recorded {Quantity.Of(known.OwnWords.Count, "time")}"),
            new("safe contact", known.Contact is null ? "not recorded" : "recorded"),
            new("erasure", known.ErasureRequestedBy is { } requester ? $"requested through {requester}" : "not requested"),
            .. known.Holds.Select(hold => new StateFact("legal hold", $"{hold.Hold} by {hold.By}")),
            new("age group", known.Age is not { } age ? "not recorded"
                : age.IsUnderEighteenAt(at) ? age.Emancipated ? "under eighteen, emancipated" : "under eighteen" : "adult"),
        ],
        SurvivorState.Erased known =>
        [
            new("survivor", $"{known.Survivor}"),
            new("custodian", $"{known.Custodian}"),
            new("erased", $"requested through {known.Order.RequestedBy}, carried out by {known.Order.By}"),
            new("keys", known.KeysDestroyedAt is { } destroyed ? $"destroyed at {destroyed:u}" : "being destroyed"),
            .. known.OutOfReach.Select(copy =>
                new StateFact("out of reach", $"{Quantity.Of(copy.Items, "item")} of disclosure {copy.Disclosure} at {copy.Recipient}")),
        ],
        _ => throw new UnreachableException(),
    };
}
