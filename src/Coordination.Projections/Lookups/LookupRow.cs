namespace Coordination.Projections.Lookups;

/// <summary>What the host looks up by a key: identifiers, instants and states. No text that describes a person is ever in one.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PersonRow), LookupKinds.Person)]
[JsonDerivedType(typeof(AgencyRow), LookupKinds.Agency)]
[JsonDerivedType(typeof(SurvivorRow), LookupKinds.Survivor)]
[JsonDerivedType(typeof(DisclosureRow), LookupKinds.Disclosure)]
[JsonDerivedType(typeof(ProcessRow), LookupKinds.Process)]
[JsonDerivedType(typeof(ReleaseRow), LookupKinds.Release)]
[JsonDerivedType(typeof(ItemRow), LookupKinds.Item)]
[JsonDerivedType(typeof(CaseRow), LookupKinds.Case)]
[JsonDerivedType(typeof(ReviewRow), LookupKinds.Review)]
[JsonDerivedType(typeof(ConcernRow), LookupKinds.Concern)]
[JsonDerivedType(typeof(ConcernsRow), LookupKinds.Concerns)]
[JsonDerivedType(typeof(OperationsRow), LookupKinds.Operations)]
[JsonDerivedType(typeof(CertificationsRow), LookupKinds.Certifications)]
[JsonDerivedType(typeof(EndpointsRow), LookupKinds.Endpoints)]
[JsonDerivedType(typeof(ErasedRow), LookupKinds.Erased)]
[JsonDerivedType(typeof(DueRow), LookupKinds.Due)]
public abstract record LookupRow : View
{
    private protected LookupRow() { }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.TaskForce, "");
}

public static class LookupKinds
{
    public const string Person = "person";
    public const string Agency = "agency";
    public const string Survivor = "survivor";
    public const string Disclosure = "disclosure";
    public const string Process = "process";
    public const string Release = "release";
    public const string Item = "item";
    public const string Case = "case";
    public const string Review = "review";
    public const string Concern = "concern";
    /// <summary>By whom they are about or who raised them: <see cref="ConcernsRow"/>.</summary>
    public const string Concerns = "concerns";
    public const string Operations = "operations";
    public const string Certifications = "certifications";
    public const string Endpoints = "endpoints";
    public const string Erased = "erased";
    /// <summary>By release, or by the stream of what is due: <see cref="DueRow"/>.</summary>
    public const string Due = "due";
}

/// <summary>The key of a row, and of which type the row is.</summary>
/// <param name="Row">The key.</param>
/// <typeparam name="TRow">The type of the row.</typeparam>
public readonly record struct LookupKey<TRow>(RowKey Row) where TRow : LookupRow
{
    internal LookupKey(string kind, string id) : this(new RowKey(kind, id)) { }

    public static implicit operator RowKey(LookupKey<TRow> key) => key.Row;
}

/// <summary>A disclosure that was made, and its position. A question as of an event leaves out later ones.</summary>
/// <param name="Disclosure">The disclosure.</param>
/// <param name="Position">The position of the event that says so.</param>
public sealed record MadeAt(DisclosureId Disclosure, long Position);
