using System.Diagnostics;
using System.Text.Json.Serialization;
using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Survivors;

namespace Coordination.Projections.AdvocateCaseload;

/// <summary>
/// When a survivor comes of age: from then on she signs for herself alone, and her advocate asks her whether she wants to sign anew. The row is gone
/// once she has signed since, or her age group is recorded anew without a day.
/// </summary>
public sealed record CaseloadMajority : CaseloadRow
{
    /// <summary>The survivor.</summary>
    public required SurvivorId Survivor { get; init; }
    /// <summary>The agency that serves her.</summary>
    public required AgencyId Custodian { get; init; }
    /// <summary>The instant from which she is eighteen.</summary>
    public required DateTimeOffset EighteenFrom { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override SurvivorId? Describes => Survivor;

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.Of(Custodian), EighteenFrom.Sortable(), Due: EighteenFrom);
}

/// <summary>Folds when survivors come of age, from their own streams and their consent streams.</summary>
internal static class CaseloadMajorityFold
{
    /// <summary>Whether an event is about it.</summary>
    public static bool IsAbout(DomainEvent @event) =>
        @event is MinorStatusRecorded or MinorityRecorded or ReleaseSigned or ReleaseRenewed or SurvivorDied or SurvivorErased;

    public static CaseloadMajority? Apply(RowKey key, CaseloadMajority? view, Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        MinorStatusRecorded e => Of(key, e.EighteenFrom, recorded.Meta),
        MinorityRecorded e => Of(key, e.EighteenFrom, recorded.Meta),
        ReleaseSigned e => Unless(view, e.Signatures),
        ReleaseRenewed e => Unless(view, e.Signatures),
        SurvivorDied or SurvivorErased => null,
        _ => throw new UnreachableException(),
    };

    private static CaseloadMajority? Of(RowKey key, DateTimeOffset? from, EventMeta meta) =>
        from is { } at ? new() { Survivor = new(Guid.Parse(key.Id)), Custodian = meta.Actor.Agency, EighteenFrom = at } : null;

    private static CaseloadMajority? Unless(CaseloadMajority? view, IReadOnlyList<Signature> signatures) =>
        view is not null && signatures.Any(signature => signature.Capacity == SignerCapacity.Survivor && signature.SignedAt >= view.EighteenFrom) ? null : view;
}
