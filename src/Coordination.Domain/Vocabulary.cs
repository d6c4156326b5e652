namespace Coordination.Domain;

/// <summary>Writes and reads enumerations as their camel-case names, and refuses numbers.</summary>
public sealed class NameConverter<TEnum>()
    : JsonStringEnumConverter<TEnum>(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;

/// <summary>Names of the values of enumerations.</summary>
public static class EnumNames
{
    /// <summary>The camel-case name, as the JSON has it.</summary>
    public static string Named<TEnum>(this TEnum value) where TEnum : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>What a piece of information is about. A release names categories; nothing is released by default.</summary>
[JsonConverter(typeof(NameConverter<InformationCategory>))]
public enum InformationCategory
{
    /// <summary>Name, date of birth, documents, appearance.</summary>
    Identity,
    /// <summary>Ways to reach the person.</summary>
    Contact,
    /// <summary>Where the person is or was, other than a shelter.</summary>
    Location,
    /// <summary>Where a confidential shelter is.</summary>
    ShelterLocation,
    /// <summary>What happened, in the survivor's words or another's.</summary>
    Narrative,
    /// <summary>Threats, risks, safety plan.</summary>
    Safety,
    /// <summary>Who exploited the person and how: names, vehicles, places of work.</summary>
    ExploiterInformation,
    /// <summary>Objects, messages, photographs, records.</summary>
    Evidence,
    /// <summary>Health other than mental health and substance use.</summary>
    Medical,
    /// <summary>Mental health.</summary>
    MentalHealth,
    /// <summary>Records of a substance-use program (42 CFR Part 2).</summary>
    SubstanceUse,
    /// <summary>Legal matters other than immigration.</summary>
    Legal,
    /// <summary>Immigration status and applications.</summary>
    Immigration,
    /// <summary>What was said under a privilege.</summary>
    PrivilegedCommunication,
    /// <summary>Services offered, accepted, received.</summary>
    Services,
    /// <summary>Work, wages, debts.</summary>
    Employment,
    /// <summary>Children and other relatives.</summary>
    Family,
}

/// <summary>How far a piece of information identifies a person.</summary>
[JsonConverter(typeof(NameConverter<Sensitivity>))]
public enum Sensitivity
{
    /// <summary>Cannot be linked to a person, alone or with other information.</summary>
    NonIdentifying,
    /// <summary>Identifies a person, directly or with other information.</summary>
    Identifying,
    /// <summary>Identifies a person and could put somebody in danger.</summary>
    HighRisk,
}

/// <summary>Why the recipient wants it.</summary>
[JsonConverter(typeof(NameConverter<Purpose>))]
public enum Purpose
{
    /// <summary>To be discussed in a case review.</summary>
    CaseReview,
    /// <summary>To keep somebody safe.</summary>
    SafetyPlanning,
    /// <summary>To investigate a crime.</summary>
    Investigation,
    /// <summary>To prosecute a crime.</summary>
    Prosecution,
    /// <summary>To deliver a service.</summary>
    ServiceDelivery,
    /// <summary>To give medical care.</summary>
    MedicalCare,
    /// <summary>To seek immigration relief.</summary>
    ImmigrationRelief,
    /// <summary>To represent the person legally.</summary>
    LegalRepresentation,
}

/// <summary>How something may be shared. The order is from the narrowest to the widest, and comparisons rely on it.</summary>
[JsonConverter(typeof(NameConverter<SharingMode>))]
public enum SharingMode : byte
{
    /// <summary>Only the survivor's advocate conveys it; the copy carries no text.</summary>
    ThroughAdvocate,
    /// <summary>Spoken in a review; the copy carries no text.</summary>
    VerbalInReview,
    /// <summary>A text from which nobody can be found.</summary>
    DeIdentified,
    /// <summary>A summary that identifies the person.</summary>
    IdentifiedSummary,
    /// <summary>The full text.</summary>
    IdentifiedVerbatim,
}

/// <summary>How somebody told us something.</summary>
[JsonConverter(typeof(NameConverter<Channel>))]
public enum Channel
{
    /// <summary>Spoken, face to face.</summary>
    InPerson,
    /// <summary>Spoken, by telephone or video.</summary>
    Telephone,
    /// <summary>A text message or chat.</summary>
    TextMessage,
    /// <summary>Electronic mail.</summary>
    Email,
    /// <summary>A letter or a form on paper.</summary>
    Letter,
    /// <summary>The advocate passed it on.</summary>
    ThroughAdvocate,
    /// <summary>The survivor's own account in this system.</summary>
    OwnAccount,
}
