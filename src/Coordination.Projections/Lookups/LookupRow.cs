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

/// <summary>The kinds of rows.</summary>
public static class LookupKinds
{
    /// <summary>By person: <see cref="PersonRow"/>.</summary>
    public const string Person = "person";
    /// <summary>By agency: <see cref="AgencyRow"/>.</summary>
    public const string Agency = "agency";
    /// <summary>By survivor: <see cref="SurvivorRow"/>.</summary>
    public const string Survivor = "survivor";
    /// <summary>By disclosure: <see cref="DisclosureRow"/>.</summary>
    public const string Disclosure = "disclosure";
    /// <summary>By legal process: <see cref="ProcessRow"/>.</summary>
    public const string Process = "process";
    /// <summary>By release: <see cref="ReleaseRow"/>.</summary>
    public const string Release = "release";
    /// <summary>By record item: <see cref="ItemRow"/>.</summary>
    public const string Item = "item";
    /// <summary>By case: <see cref="CaseRow"/>.</summary>
    public const string Case = "case";
    /// <summary>By review: <see cref="ReviewRow"/>.</summary>
    public const string Review = "review";
    /// <summary>By concern: <see cref="ConcernRow"/>.</summary>
    public const string Concern = "concern";
    /// <summary>By whom they are about or who raised them: <see cref="ConcernsRow"/>.</summary>
    public const string Concerns = "concerns";
    /// <summary>By agency: <see cref="OperationsRow"/>.</summary>
    public const string Operations = "operations";
    /// <summary>By certifier: <see cref="CertificationsRow"/>.</summary>
    public const string Certifications = "certifications";
    /// <summary>One row: <see cref="EndpointsRow"/>.</summary>
    public const string Endpoints = "endpoints";
    /// <summary>One row: <see cref="ErasedRow"/>.</summary>
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

    /// <summary>The key alone.</summary>
    public static implicit operator RowKey(LookupKey<TRow> key) => key.Row;
}

/// <summary>A disclosure that was made, and where in the log: whoever asks as of an event leaves out what came later.</summary>
/// <param name="Disclosure">The disclosure.</param>
/// <param name="Position">The position of the event that says so.</param>
public sealed record MadeAt(DisclosureId Disclosure, long Position);
