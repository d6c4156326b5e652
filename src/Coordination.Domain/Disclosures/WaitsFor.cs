using System.Text.Json.Serialization;
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
}

/// <summary>For whom disclosures wait.</summary>
public static class Waiting
{
    /// <summary>For whom this one waits at its custodian; nobody, where nothing holds it.</summary>
    public static IReadOnlyList<WaitsFor> Of(DisclosureState state) => state switch
    {
        DisclosureState.Held held => Of(held.Verdict),
        DisclosureState.Authorised { Terms.Basis: not ClaimedBasis.Release } => [WaitsFor.SecondPerson],
        _ => [],
    };

    /// <summary>For whom the gate holds it. Her own terms and her being told are hers (CG-17, CG-37); everything else about a process is counsel's.</summary>
    public static IReadOnlyList<WaitsFor> Of(Verdict verdict) =>
        [.. verdict.Lines.SelectMany(line => line.Findings).Where(finding => finding.Effect == RuleEffect.Hold)
            .Select(finding => finding.Reason is "condition" or "tell-survivor" ? WaitsFor.Survivor : WaitsFor.Counsel).Distinct().Order()];
}
