namespace Coordination.Projections.AgencyKinds;

/// <summary>The kind of an agency. The walls in the database look here whom a login may read for.</summary>
public sealed record AgencyKindRow : View
{
    /// <summary>The agency.</summary>
    public required AgencyId Agency { get; init; }
    /// <summary>What it does, as it joined last.</summary>
    public required AgencyKind Does { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.Of(Agency), "", Does.Named());
}
