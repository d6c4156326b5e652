namespace Coordination.Projections.AdvocateCaseload;

/// <summary>
/// When a release ends that nothing has ended yet: a row of its own for each, so that what ends next is found without reading whole
/// caseloads. It is gone with the release.
/// </summary>
public sealed record CaseloadEnding : CaseloadRow
{
    /// <summary>The release.</summary>
    public required ReleaseId Release { get; init; }
    /// <summary>The agency that serves her who signed it.</summary>
    public required AgencyId Custodian { get; init; }
    /// <summary>Who signed it; null in rows from before this was kept.</summary>
    public SurvivorId? Survivor { get; init; }
    public required DateTimeOffset EndsAt { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowSubjects? RowSubjects => null;

    /// <inheritdoc/>
    [JsonIgnore]
    public override SurvivorId? Describes => Survivor;

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.Of(Custodian), EndsAt.Sortable(), Due: EndsAt);
}

internal static class CaseloadEndingFold
{
    /// <summary>The rows of the releases that an event is about, after the survivor's own.</summary>
    public static IEnumerable<RowKey> Touches(DomainEvent @event) => @event switch
    {
        ReleaseSigned e => [KeyOf(e.Release)],
        ReleaseRenewed e => [KeyOf(e.Release), KeyOf(e.Renewal)],
        ReleaseNarrowed e => [KeyOf(e.Release)],
        ReleaseRevoked e => [KeyOf(e.Release)],
        ReleaseVoided e => [KeyOf(e.Release)],
        ReleaseExpired e => [KeyOf(e.Release)],
        _ => [],
    };

    public static CaseloadEnding? Apply(RowKey key, CaseloadEnding? view, DomainEvent @event, SurvivorId survivor) => @event switch
    {
        ReleaseSigned e => Of(e.Release, e.Terms, survivor),
        ReleaseRenewed e => key == KeyOf(e.Renewal) ? Of(e.Renewal, e.Terms, survivor) : null,
        ReleaseNarrowed e => view is null ? null : Of(e.Release, e.Terms, survivor),
        ReleaseRevoked or ReleaseVoided or ReleaseExpired => null,
        _ => throw new UnreachableException(),
    };

    private static CaseloadEnding? Of(ReleaseId release, ReleaseTerms terms, SurvivorId survivor) =>
        // without an end it permits nothing (CG-04)
        terms.Expires is { } endsAt ? new() { Release = release, Survivor = survivor, Custodian = terms.Discloser, EndsAt = endsAt } : null;

    private static RowKey KeyOf(ReleaseId release) => new(CaseloadKinds.Ending, $"{release}");
}
