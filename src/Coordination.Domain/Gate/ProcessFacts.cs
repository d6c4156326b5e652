using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Gate;

/// <summary>What the gate reads of a recorded legal process (CG-16 to CG-19). What a requester only claims is not in here.</summary>
public sealed record ProcessFacts
{
    /// <summary>The process.</summary>
    public required ProcessId Process { get; init; }

    /// <summary>The version of its stream.</summary>
    public required long Version { get; init; }

    /// <summary>False once it came to its end.</summary>
    public required bool IsPending { get; init; }

    /// <summary>What it is; never <see cref="ClaimedBasis.Release"/>.</summary>
    public required ClaimedBasis Basis { get; init; }

    /// <summary>Whom it is about.</summary>
    public required SurvivorId Survivor { get; init; }

    public required AgencyId Served { get; init; }

    /// <summary>Who would receive. Where it names a person, nobody else.</summary>
    public required GateRecipient Authority { get; init; }

    public required ProcessScope Names { get; init; }

    /// <summary>What counsel left of that; null where counsel took nothing away.</summary>
    public required ProcessScope? Narrowed { get; init; }

    /// <summary>Whether a court ordered it under 42 CFR 2.61 to 2.67.</summary>
    public required bool ReachesPart2 { get; init; }

    /// <summary>What counsel found; null while counsel has not looked.</summary>
    public required CounselFinding? Finding { get; init; }

    public required bool SurvivorTold { get; init; }

    public required bool TellingTried { get; init; }

    /// <summary>Whether steps were taken to protect her.</summary>
    public required bool IsProtected { get; init; }

    /// <summary>For a mandated report: as what the reporter is bound.</summary>
    public required ReporterRole? Role { get; init; }

    /// <summary>For a mandated report: under whose law.</summary>
    public required string? Jurisdiction { get; init; }

    /// <summary>For a report: of what kind; null where nobody said so.</summary>
    public ReportKind? Report { get; init; }

    /// <summary>For an order under 42 CFR 2.61 to 2.67: whether a subpoena or a like mandate came with it, which compels (42 CFR
    /// 2.61(a)).</summary>
    public bool HasMandate { get; init; }

    /// <summary>Further rulings of the court after it looked at the records. They cover only the items that they name.</summary>
    public IReadOnlyList<ProcessRuling> Rulings { get; init; } = [];

    /// <summary>The order that forbids telling her; null where none does.</summary>
    public TellingForbidden? TellingForbidden { get; init; }

    /// <summary>For an imminent risk: what was found and attested; null where nobody attested it.</summary>
    public RiskFinding? Risk { get; init; }

    /// <summary>For a review of deaths: the conditions of 34 USC 12291(b)(2)(H) that somebody attested.</summary>
    public IReadOnlyList<FatalityCondition> Conditions { get; init; } = [];

    /// <summary>Whether a court ruled on this item in this respect.</summary>
    public bool RuledOn(RulingSubject subject, RecordItemId item) =>
        Basis == ClaimedBasis.CourtOrder && Rulings.Any(ruling => ruling.Subject == subject && ruling.Items.Contains(item));

    /// <summary>Whether an order forbids telling her at this instant.</summary>
    public bool ForbidsTellingAt(DateTimeOffset at) => TellingForbidden?.HoldsAt(at) == true;

    /// <summary>Whether it names the item, after what counsel left of it.</summary>
    public bool Includes(RecordItemId item, InformationCategory category) =>
        Names.Includes(item, category) && Narrowed?.Includes(item, category) != false;
}

/// <summary>What a process names. An item is named by itself or by its category.</summary>
/// <param name="Items">Items by themselves.</param>
/// <param name="Categories">Categories as a whole.</param>
public sealed record ProcessScope(IReadOnlyList<RecordItemId> Items, IReadOnlyList<InformationCategory> Categories)
{
    public bool Includes(RecordItemId item, InformationCategory category) => Items.Contains(item) || Categories.Contains(category);
}

/// <summary>What a court decided about single items after it had looked at them.</summary>
/// <param name="Subject">On what it ruled.</param>
/// <param name="Items">The items that it named: the ruling reaches no other.</param>
public sealed record ProcessRuling(RulingSubject Subject, IReadOnlyList<RecordItemId> Items);

/// <summary>On what a court rules before something goes that is otherwise kept from every order.</summary>
[JsonConverter(typeof(NameConverter<RulingSubject>))]
public enum RulingSubject
{
    /// <summary>That a privilege does not hold, or was lost (CG-27).</summary>
    Privilege,
    /// <summary>That the location of a shelter is to be told to it (CG-36).</summary>
    ShelterLocation,
    /// <summary>That an agency that is not in standing has to disclose nonetheless (CG-40).</summary>
    Standing,
}

/// <summary>An order that forbids telling her.</summary>
/// <param name="Why">The reason that the order gives.</param>
/// <param name="Until">Until just before when; null where the order gives no end.</param>
public sealed record TellingForbidden(Sensitive<string> Why, DateTimeOffset? Until)
{
    /// <summary>Whether it forbids telling her at this instant.</summary>
    public bool HoldsAt(DateTimeOffset at) => !(Until <= at);
}

/// <summary>A finding that somebody is in imminent danger. Who records it attests it.</summary>
/// <param name="Kind">What danger.</param>
/// <param name="What">What was seen or heard, and why it cannot wait.</param>
/// <param name="FoundAt">When it was found.</param>
public sealed record RiskFinding(RiskKind Kind, Sensitive<string> What, DateTimeOffset FoundAt);

/// <summary>What danger somebody is in.</summary>
[JsonConverter(typeof(NameConverter<RiskKind>))]
public enum RiskKind
{
    /// <summary>Serious harm to her.</summary>
    HarmToHer,
    /// <summary>Serious harm to somebody else.</summary>
    HarmToOthers,
    /// <summary>A medical emergency in which she cannot be asked (42 CFR 2.51).</summary>
    MedicalEmergency,
}

/// <summary>The conditions under which a review of deaths may be told of a person who died (34 USC 12291(b)(2)(H)).</summary>
[JsonConverter(typeof(NameConverter<FatalityCondition>))]
public enum FatalityCondition
{
    /// <summary>Its aims are to prevent deaths, to make people safer and offenders more accountable (i).</summary>
    Purpose,
    /// <summary>Its protocols keep what identifies people, her children among them, from going further (ii).</summary>
    Protocols,
    /// <summary>A reasonable effort was made to have a release from her personal representative and from surviving children or their
    /// guardian (iii).</summary>
    Effort,
    /// <summary>What is told is limited to what the review needs (iv).</summary>
    Minimum,
}

/// <summary>What a report is about.</summary>
[JsonConverter(typeof(NameConverter<ReportKind>))]
public enum ReportKind
{
    /// <summary>Abuse or neglect of a child.</summary>
    ChildAbuse,
    /// <summary>A child who is missing from foster care.</summary>
    MissingFromCare,
    /// <summary>A child in foster care who is a victim of sex trafficking.</summary>
    SexTraffickingInCare,
    /// <summary>A child in foster care who is a victim of labor trafficking.</summary>
    LaborTraffickingInCare,
    /// <summary>A minor without lawful status who may be a victim of trafficking.</summary>
    ForeignMinor,
    /// <summary>Abuse, neglect or exploitation of an adult who is disabled or old.</summary>
    VulnerableAdult,
    /// <summary>A wound or an injury that the law has reported.</summary>
    Injury,
    /// <summary>Something else.</summary>
    Other,
}

/// <summary>A version of a process that the gate read.</summary>
public sealed record ProcessRead(ProcessId Process, long Version);

/// <summary>What counsel says of a process.</summary>
[JsonConverter(typeof(NameConverter<CounselFinding>))]
public enum CounselFinding
{
    /// <summary>It is in order: what it compels, it compels.</summary>
    Complies,
    /// <summary>It is to be quashed: nothing goes while that is not decided.</summary>
    Quash,
    /// <summary>It asks for too much: less of it is to be obeyed.</summary>
    Narrow,
}
