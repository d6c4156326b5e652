namespace Coordination.Domain.Partners;

/// <summary>
/// Records somebody outside the task force whom a survivor chose: a person of an office, with the name and postal address of the person.
/// The identifiers are minted, so that none of them tells anything, and no two agencies come to share one.
/// </summary>
public sealed record RecordOutsideRecipient
{
    /// <summary>Who records it, for the agency that serves her.</summary>
    public required Actor By { get; init; }

    /// <summary>The office: one that is minted, or one that the agency recorded before.</summary>
    public required AgencyId Office { get; init; }

    /// <summary>Whether <see cref="Office"/> was named, and so has to be there.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>The name of the office in full; null for one that is known.</summary>
    public string? Name { get; init; }

    /// <summary>What it does; null for one that is known.</summary>
    public AgencyKind? Kind { get; init; }

    /// <summary>The person: minted, or one of the office whose address changed.</summary>
    public required PersonId Person { get; init; }

    /// <summary>Whether <see cref="Person"/> was named, and so has to be there.</summary>
    public bool IsKnownPerson { get; init; }

    /// <summary>Name and postal address of the person.</summary>
    public required Sensitive<string> Address { get; init; }
}

/// <summary>An agency joins the task force.</summary>
public sealed record JoinTaskForce(AgencyId Agency, string Name, AgencyKind Kind, IReadOnlyList<PolicyProfile> Profiles, DateTimeOffset At);

/// <summary>Forms a division of an agency.</summary>
public sealed record FormDivision(AgencyId PartOf, AgencyId Division, string Name, AgencyKind Kind,
    IReadOnlyList<PolicyProfile> Profiles, DateTimeOffset At);

/// <summary>
/// Sets which bodies of law bind the agency. Without <paramref name="EffectiveFrom"/> it holds at once; it never holds for the past.
/// </summary>
public sealed record SetProfiles(IReadOnlyList<PolicyProfile> Profiles, DateTimeOffset? EffectiveFrom, DateTimeOffset At)
{
    /// <summary>The finding that none binds it; only beside an empty list.</summary>
    public ProfileFinding? FoundBy { get; init; }

    /// <summary>Whether the agency says it itself.</summary>
    public bool SaidByItself { get; init; }
}

/// <summary>The agency signs the agreement, in force from <paramref name="Starts"/> until just before <paramref name="Ends"/>.</summary>
public sealed record SignAgreement(string Reference, DateTimeOffset Starts, DateTimeOffset Ends);

/// <summary>Ends an agreement before its time.</summary>
public sealed record EndAgreement(string Reference, Sensitive<string> Reason);

/// <summary>A person of the agency completed the confidentiality training.</summary>
public sealed record RecordTraining(PersonId Person, DateTimeOffset CompletedAt, DateTimeOffset ValidUntil, DateTimeOffset At);

/// <summary>Suspends the agency's standing: nothing goes to it or comes from it.</summary>
public sealed record SuspendStanding(Sensitive<string> Reason);

/// <summary>Restores the agency's standing.</summary>
public sealed record RestoreStanding(Sensitive<string> Reason);

/// <summary>The agency leaves the task force.</summary>
public sealed record LeaveTaskForce(Sensitive<string> Reason, DateTimeOffset At);
