namespace Coordination.Projections.AgencyKinds;

/// <summary>The kind of each agency that ever joined, and of each division, whose people read for themselves: one that left still reads
/// what it has to give back.</summary>
public sealed class AgencyKindsProjection : Projection<AgencyKindRow>
{
    public const string Agency = "agency";

    /// <inheritdoc/>
    public override string Name => "agency-kinds";

    /// <inheritdoc/>
    public override IReadOnlyList<RowKey> Touches(Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        AgencyJoined e => Row(Agency, e.Agency),
        DivisionFormed e => Row(Agency, e.Division),
        _ => Nothing,
    };

    /// <inheritdoc/>
    protected override AgencyKindRow? Apply(RowKey key, AgencyKindRow? view, Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        AgencyJoined joined => new() { Agency = joined.Agency, Does = joined.Kind },
        DivisionFormed formed => new() { Agency = formed.Division, Does = formed.Kind },
        _ => throw new UnreachableException(),
    };
}
