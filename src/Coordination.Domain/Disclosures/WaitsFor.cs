using Coordination.Domain.Gate;

namespace Coordination.Domain.Disclosures;

/// <summary>Who has to act before something goes out.</summary>
[JsonConverter(typeof(NameConverter<WaitsFor>))]
public enum WaitsFor
{
    /// <summary>The survivor: to be told, or for a term of her own to be met.</summary>
    Survivor,
    /// <summary>Counsel: to look at what was served.</summary>
    Counsel,
    /// <summary>A second person of the discloser: nobody does both halves of a disclosure that is compelled.</summary>
    SecondPerson,
    /// <summary>The discloser itself: to record on what it rests, a finding, the conditions of a review of deaths; or to report by
    /// telephone.</summary>
    Discloser,
}

public static class Waiting
{
    /// <summary>For whom this one waits at its custodian; nobody, where nothing holds it.</summary>
    public static IReadOnlyList<WaitsFor> Of(DisclosureState state) => state switch
    {
        DisclosureState.Held held => Of(held.Verdict),
        DisclosureState.Authorised { Terms.Basis: var basis } when !SinglePersonRule.IsEnough(basis) => [WaitsFor.SecondPerson],
        _ => [],
    };

    /// <summary>For whom the gate holds it, by the next step of each reason (<see cref="HoldReasons"/>).</summary>
    public static IReadOnlyList<WaitsFor> Of(Verdict verdict) => [.. HoldReasons.Of(verdict).Select(step => step.Whom).Distinct().Order()];
}
