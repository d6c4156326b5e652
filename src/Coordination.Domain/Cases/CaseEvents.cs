using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.Cases;

/// <summary>What can happen in a case: stream <c>case-{id}</c>.</summary>
[JsonDerivedType(typeof(CaseOpened), "case-opened.v1")]
[JsonDerivedType(typeof(OwnDescriptionRecorded), "own-description-recorded.v1")]
[JsonDerivedType(typeof(CaseCharacterised), "case-characterised.v2")]
[JsonDerivedType(typeof(RecordItemAdded), "record-item-added.v1")]
[JsonDerivedType(typeof(RecordItemRetracted), "record-item-retracted.v1")]
[JsonDerivedType(typeof(ParticipantInvolved), "participant-involved.v1")]
[JsonDerivedType(typeof(ParticipantReleased), "participant-released.v1")]
[JsonDerivedType(typeof(AdvocateChanged), "advocate-changed.v1")]
[JsonDerivedType(typeof(CaseClosed), "case-closed.v1")]
public abstract record CaseEvent : DomainEvent { private protected CaseEvent() { } }

/// <summary>The acts of the Action–Means–Purpose model (22 USC 7102).</summary>
[JsonConverter(typeof(NameConverter<TraffickingAct>))]
public enum TraffickingAct
{
    /// <summary>Recruitment.</summary>
    Recruitment,
    /// <summary>Harboring.</summary>
    Harboring,
    /// <summary>Transportation.</summary>
    Transportation,
    /// <summary>Provision.</summary>
    Provision,
    /// <summary>Obtaining.</summary>
    Obtaining,
    /// <summary>Patronising (sex trafficking only).</summary>
    Patronising,
    /// <summary>Soliciting (sex trafficking only).</summary>
    Soliciting,
}

/// <summary>The means. Not required for commercial sex with a person under 18; required for labor at any age.</summary>
[JsonConverter(typeof(NameConverter<TraffickingMeans>))]
public enum TraffickingMeans
{
    /// <summary>Force.</summary>
    Force,
    /// <summary>Fraud.</summary>
    Fraud,
    /// <summary>Coercion: threats, debt, documents held, abuse of the legal process.</summary>
    Coercion,
}

/// <summary>The purpose. Neither stands above the other.</summary>
[JsonConverter(typeof(NameConverter<TraffickingPurpose>))]
public enum TraffickingPurpose
{
    /// <summary>Labor or services.</summary>
    LaborOrServices,
    /// <summary>Commercial sex.</summary>
    CommercialSex,
}

/// <summary>A legal label that may apply. There may be none, or several, and nobody has to accept one to be served.</summary>
public sealed record Characterisation(IReadOnlyList<TraffickingAct> Acts, IReadOnlyList<TraffickingMeans> Means, TraffickingPurpose Purpose,
    Sensitive<string>? Setting);

/// <summary>The texts of a record item, one for each way of sharing that carries text. Only the verbatim text is required.</summary>
public sealed record ItemTexts(Sensitive<string> Verbatim, Sensitive<string>? Summary, Sensitive<string>? DeIdentified);

/// <summary>An agency opened a case for a survivor it serves.</summary>
public sealed record CaseOpened(CaseId Case, SurvivorId Survivor, AgencyId Custodian, PersonId Advocate) : CaseEvent
{
    internal override string Summary => $"case {Case} opened for survivor {Survivor} by {Custodian}, advocate {Advocate}";
}

/// <summary>What the survivor says that this is, in her own words: stored first, shown first.</summary>
public sealed record OwnDescriptionRecorded(Sensitive<string> Description) : CaseEvent
{
    internal override string Summary => "own description recorded";
}

/// <summary>The legal characterisations that somebody qualified holds possible; they replace those before.</summary>
public sealed record CaseCharacterised(IReadOnlyList<Characterisation> Characterisations, int AgeInYearsAtTheTime, PersonId By) : CaseEvent
{
    internal override string Summary => $"characterised by {By}: {Listed(Characterisations, c => c.Purpose.Named())}";
}

/// <summary>A piece of information entered the record.</summary>
public sealed record RecordItemAdded(RecordItemId Item, InformationCategory Category, Sensitivity Sensitivity, ItemTexts Texts) : CaseEvent
{
    /// <summary>Whom it names besides the survivor; null when nobody (CG-39).</summary>
    public IReadOnlyList<ThirdPerson>? ThirdPersons { get; init; }

    /// <summary>Where the custodian has it from; null where nobody said so, which counts as received from somebody (CG-41).</summary>
    public Gate.ItemOrigin? Origin { get; init; }

    /// <summary>Whether it is a counseling note of a substance-use program (42 CFR 2.11, 2.31(b)); null means no.</summary>
    public bool? CounselingNote { get; init; }

    internal override string Summary =>
        $"item {Item} added: {Category.Named()}, " +
        $"{Sensitivity.Named()}{Said(CounselingNote, ", a counseling note", ", no counseling note")}" +
        $"{(Origin is { } origin ? $", origin {origin.Named()}" : "")}" +
        $"{(ThirdPersons is { } others ? $", names {others.Count} besides her" : "")}";
}

/// <summary>A piece of information was found wrong and is not used any more.</summary>
public sealed record RecordItemRetracted(RecordItemId Item, Sensitive<string> Reason) : CaseEvent
{
    /// <summary>The item that says it as it should be; null where it was only taken out.</summary>
    public RecordItemId? ReplacedBy { get; init; }

    internal override string Summary => $"item {Item} retracted{(ReplacedBy is { } by ? $", replaced by {by}" : "")}";
}

/// <summary>A person of an agency was given a part in the case for a purpose: the need to know (CG-32).</summary>
public sealed record ParticipantInvolved(AgencyId Agency, PersonId Person, Purpose Purpose) : CaseEvent
{
    internal override string Summary => $"{Person} of {Agency} involved for {Purpose.Named()}";
}

/// <summary>A person's part in the case ended.</summary>
public sealed record ParticipantReleased(AgencyId Agency, PersonId Person, Purpose Purpose) : CaseEvent
{
    internal override string Summary => $"{Person} of {Agency} no longer involved for {Purpose.Named()}";
}

/// <summary>Another advocate of the custodian took the case over.</summary>
public sealed record AdvocateChanged(PersonId Advocate) : CaseEvent
{
    internal override string Summary => $"advocate is now {Advocate}";
}

/// <summary>The case was closed; its record remains.</summary>
public sealed record CaseClosed(Sensitive<string>? Reason) : CaseEvent
{
    internal override string Summary => "case closed";
}
