namespace Coordination.Projections.AdvocateCaseload;

/// <summary>What the people of a serving agency work with: their own survivors, cases and disclosures.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CaseloadSurvivor), CaseloadKinds.Survivor)]
[JsonDerivedType(typeof(CaseloadCase), CaseloadKinds.Case)]
[JsonDerivedType(typeof(CaseloadDisclosure), CaseloadKinds.Disclosure)]
[JsonDerivedType(typeof(CaseloadEnding), CaseloadKinds.Ending)]
[JsonDerivedType(typeof(CaseloadMajority), CaseloadKinds.Majority)]
[JsonDerivedType(typeof(CaseloadMandate), CaseloadKinds.Mandate)]
[JsonDerivedType(typeof(CaseloadReport), CaseloadKinds.Report)]
public abstract record CaseloadRow : View, IHasRowSubjects
{
    private protected CaseloadRow() { }

    /// <summary>The survivor whom the row describes; null where that is not known.</summary>
    [JsonIgnore]
    public virtual SurvivorId? Describes => null;

    /// <inheritdoc/>
    [JsonIgnore]
    public abstract RowSubjects? RowSubjects { get; }

    /// <summary>What is left of the row once she is erased: nothing, but for what recipients still have to answer.</summary>
    public virtual CaseloadRow? AfterErasure() => null;
}

public static class CaseloadKinds
{
    /// <summary>A survivor and her consent.</summary>
    public const string Survivor = "survivor";
    /// <summary>A case.</summary>
    public const string Case = "case";
    /// <summary>A disclosure by this agency, from the request to the recall.</summary>
    public const string Disclosure = "disclosure";
    /// <summary>A release that ends some day.</summary>
    public const string Ending = "ending";
    /// <summary>When somebody who is under eighteen comes of age.</summary>
    public const string Majority = "majority";
    /// <summary>What a court or a probation office requires of a survivor.</summary>
    public const string Mandate = "mandate";
    /// <summary>An authority that a report of the law goes to and that was not told yet.</summary>
    public const string Report = "report";
}
