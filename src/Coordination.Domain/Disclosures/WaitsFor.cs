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
    /// <summary>The discloser itself: to record on what it rests, a finding, the conditions of a review of deaths; or to report by telephone.</summary>
    Discloser,
}

/// <summary>For whom disclosures wait.</summary>
public static class Waiting
{
    /// <summary>For whom this one waits at its custodian; nobody, where nothing holds it.</summary>
    public static IReadOnlyList<WaitsFor> Of(DisclosureState state) => state switch
    {
        DisclosureState.Held held => Of(held.Verdict),
        DisclosureState.Authorised { Terms.Basis: var basis } when !OnePerson.IsEnough(basis) => [WaitsFor.SecondPerson],
        _ => [],
    };

    /// <summary>For whom the gate holds it. Her own terms, her being told, which of her releases she means and who else signs for her are hers (CG-17, CG-37, CG-46, CG-50); what nobody recorded is the discloser's (CG-18, CG-43, CG-45); everything else about a process is counsel's.</summary>
    public static IReadOnlyList<WaitsFor> Of(Verdict verdict) =>
        [.. verdict.Lines.SelectMany(line => line.Findings).Where(finding => finding.Effect == RuleEffect.Hold)
            .Select(finding => finding.Reason switch
            {
                "condition" or "tell-survivor" or "which-release" or "conflict" => WaitsFor.Survivor,
                "duty-stands" or "finding" or "conditions" => WaitsFor.Discloser,
                _ => WaitsFor.Counsel,
            }).Distinct().Order()];
}
