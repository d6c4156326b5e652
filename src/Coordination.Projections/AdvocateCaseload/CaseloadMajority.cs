using Coordination.Domain.TaskForce;

namespace Coordination.Projections.AdvocateCaseload;

/// <summary>
/// When a survivor comes of age: from then on she signs for herself alone, and her advocate asks her whether she wants to sign again. The
/// row is gone once she has signed since, whatever age a table of the law sets, or she is recorded as an adult without a day. Of a minor
/// whose day nobody knows there is a row that is never due: her releases may lack a signature.
/// </summary>
public sealed record CaseloadMajority : CaseloadRow
{
    /// <summary>The survivor.</summary>
    public required SurvivorId Survivor { get; init; }
    /// <summary>The agency that serves her.</summary>
    public required AgencyId Custodian { get; init; }
    /// <summary>The instant from which she is eighteen; null where she is a minor and nobody knows.</summary>
    public DateTimeOffset? EighteenFrom { get; init; }
    /// <summary>When she signed last since then; null while she has not. Where the law sets a higher age she may still have signed as a
    /// minor.</summary>
    public DateTimeOffset? LastSignedAt { get; init; }

    /// <summary>Whether it is recorded that she died; null means no. Nobody asks her then, and everybody does again where that was a
    /// mistake.</summary>
    public bool? Deceased { get; init; }

    /// <summary>The instant from which she is as old as the law asks, where that is so many years more than eighteen; null where nobody
    /// knows.</summary>
    public DateTimeOffset? AdultFrom(int yearsMore) => yearsMore == 0 ? EighteenFrom : EighteenFrom?.AddYears(yearsMore);

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowSubjects? RowSubjects => null;

    /// <inheritdoc/>
    [JsonIgnore]
    public override SurvivorId? Describes => Survivor;

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(
        Compartment.Of(Custodian), EighteenFrom?.Sortable() ?? "", Deceased == true ? Died : LastSignedAt is null ? null : SignedSince,
        Deceased == true || LastSignedAt is not null ? null : EighteenFrom);

    /// <summary>The state of a row of somebody who has signed since she was eighteen.</summary>
    public const string SignedSince = "signed";

    public const string Died = "died";
}

/// <summary>Folds when survivors come of age, from their own streams and their consent streams.</summary>
internal static class CaseloadMajorityFold
{
    // By then she is as old as any table may ask, leap days counted.
    private static readonly TimeSpan MostYearsMore = TimeSpan.FromDays(366 * (JurisdictionTableDecider.MostAge - AgeOfMajority.Years));

    public static bool IsAbout(DomainEvent @event) =>
        @event is MinorStatusRecorded or MinorityRecorded or ReleaseSigned or ReleaseRenewed or SurvivorDied
            or DeathWithdrawn or SurvivorErased;

    public static CaseloadMajority? Apply(RowKey key, CaseloadMajority? view, Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        MinorStatusRecorded e => Of(key, e.UnderEighteen, e.EighteenFrom, view, recorded.Meta),
        MinorityRecorded e => Of(key, e.UnderEighteen, e.EighteenFrom, view, recorded.Meta),
        ReleaseSigned e => Unless(view, e.Signatures),
        ReleaseRenewed e => Unless(view, e.Signatures),
        SurvivorDied => view is null ? null : view with { Deceased = true },
        DeathWithdrawn => view is null ? null : view with { Deceased = null },
        SurvivorErased => null,
        _ => throw new UnreachableException(),
    };

    private static CaseloadMajority? Of(RowKey key, bool isMinor, DateTimeOffset? from, CaseloadMajority? view, EventMeta meta) =>
        isMinor || from is not null
            ? new() { Survivor = new(Guid.Parse(key.Id)), Custodian = meta.Actor.Agency, EighteenFrom = from, Deceased = view?.Deceased }
            : null;

    private static CaseloadMajority? Unless(CaseloadMajority? view, IReadOnlyList<Signature> signatures) =>
        view is not { EighteenFrom: { } eighteen }
            || signatures.Where(signature => signature.Capacity == SignerCapacity.Survivor && signature.SignedAt >= eighteen)
                .Max(signature => signature.SignedAt) is not { } signed ? view
        : signed - eighteen >= MostYearsMore ? null
        : view with { LastSignedAt = signed > view.LastSignedAt || view.LastSignedAt is null ? signed : view.LastSignedAt };
}
