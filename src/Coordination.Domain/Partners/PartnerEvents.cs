using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.Partners;

/// <summary>What can happen to a partner agency: stream <c>agency-{id}</c>.</summary>
[JsonDerivedType(typeof(AgencyJoined), "agency-joined.v2")]
[JsonDerivedType(typeof(AgencyProfilesSet), "agency-profiles-set.v2")]
[JsonDerivedType(typeof(DivisionFormed), "division-formed.v1")]
[JsonDerivedType(typeof(DivisionAdded), "division-added.v1")]
[JsonDerivedType(typeof(OutsideRecipientRecorded), "outside-recipient-recorded.v1")]
[JsonDerivedType(typeof(AgreementSigned), "agreement-signed.v1")]
[JsonDerivedType(typeof(AgreementEnded), "agreement-ended.v2")]
[JsonDerivedType(typeof(ConfidentialityTrainingRecorded), "confidentiality-training-recorded.v1")]
[JsonDerivedType(typeof(StandingSuspended), "standing-suspended.v2")]
[JsonDerivedType(typeof(StandingRestored), "standing-restored.v2")]
[JsonDerivedType(typeof(AgencyLeft), "agency-left.v2")]
[JsonDerivedType(typeof(ConcernRaised), "concern-raised.v1")]
[JsonDerivedType(typeof(ConcernPutToAgency), "concern-put-to-agency.v1")]
[JsonDerivedType(typeof(ConcernAnswered), "concern-answered.v1")]
[JsonDerivedType(typeof(ConcernUpheld), "concern-upheld.v1")]
[JsonDerivedType(typeof(ConcernDismissed), "concern-dismissed.v1")]
public abstract record PartnerEvent : DomainEvent { private protected PartnerEvent() { } }

/// <summary>What an agency does, which decides the view that its people get.</summary>
[JsonConverter(typeof(NameConverter<AgencyKind>))]
public enum AgencyKind
{
    /// <summary>Advocacy and services for survivors.</summary>
    VictimServices,
    /// <summary>Police, sheriff, federal agents, labor inspectors with police powers.</summary>
    LawEnforcement,
    /// <summary>Prosecutors.</summary>
    Prosecution,
    /// <summary>Hospitals, clinics, behavioural health.</summary>
    Medical,
    /// <summary>Lawyers for survivors.</summary>
    Legal,
    /// <summary>Housing, employment and other services.</summary>
    HousingAndServices,
    /// <summary>The agency that coordinates the task force.</summary>
    Coordinating,
    /// <summary>Child welfare.</summary>
    ChildWelfare,
    /// <summary>Funders, their auditors, and databases that programs share: nobody may be found in what they get (CG-20).</summary>
    Funder,
    /// <summary>Newspapers, broadcasters and others who publish: nothing about a person goes to them (CG-48).</summary>
    Media,
}

/// <summary>Which body of law binds an agency as a discloser. An agency may have several, and all of them apply.</summary>
[JsonConverter(typeof(NameConverter<PolicyProfile>))]
public enum PolicyProfile
{
    /// <summary>Grantees under the Violence Against Women Act (34 USC 12291(b)(2); 28 CFR 90.4(b)).</summary>
    Vawa,
    /// <summary>Covered entities under HIPAA (45 CFR Parts 160 and 164).</summary>
    Hipaa,
    /// <summary>Substance-use programs (42 CFR Part 2).</summary>
    Part2,
    /// <summary>DHS, DOJ and DOS holding protected immigration applications (8 USC 1367).</summary>
    Federal1367,
    /// <summary>Law enforcement and prosecution, about their own files.</summary>
    OwnRecords,
    /// <summary>Grantees under the Family Violence Prevention and Services Act (42 USC 10406(c)(5); 45 CFR 1370.4).</summary>
    Fvpsa,
    /// <summary>Programs paid from the Crime Victims Fund (28 CFR 94.115).</summary>
    Voca,
    /// <summary>Schools and colleges, about education records (20 USC 1232g; 34 CFR Part 99).</summary>
    Ferpa,
    /// <summary>Law enforcement agencies.</summary>
    LawEnforcement,
    /// <summary>Prosecutors.</summary>
    Prosecution,
    /// <summary>Child welfare agencies.</summary>
    ChildWelfare,
}

/// <summary>An agency joined the task force.</summary>
public sealed record AgencyJoined(AgencyId Agency, string Name, AgencyKind Kind, IReadOnlyList<PolicyProfile> Profiles) : PartnerEvent
{
    /// <summary>When it joined; null where that was not kept with the event.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    internal override string Summary => $"{Agency} joined as {Kind.Named()}, profiles {Names(Profiles)}";
}

/// <summary>
/// A division of an agency was formed: a compartment of its own, with profiles of its own, to which the rest of the agency is a recipient
/// like any other (28 CFR 90.4(b)(2)(iii)).
/// </summary>
/// <param name="Division">The division.</param>
/// <param name="PartOf">The agency of which it is a part.</param>
/// <param name="Name">Its name in full.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Profiles">The bodies of law that bind it as a discloser.</param>
public sealed record DivisionFormed(AgencyId Division, AgencyId PartOf, string Name, AgencyKind Kind,
    IReadOnlyList<PolicyProfile> Profiles) : PartnerEvent
{
    /// <summary>When it was formed; null where that was not kept with the event.</summary>
    public DateTimeOffset? FormedAt { get; init; }

    internal override string Summary => $"{Division} formed as a division of {PartOf}, {Kind.Named()}, profiles {Names(Profiles)}";
}

/// <summary>A division of the agency was formed, which stands in the task force as the agency does.</summary>
public sealed record DivisionAdded(AgencyId Division) : PartnerEvent
{
    internal override string Summary => $"{Division} is a division from now on";
}

/// <summary>
/// Somebody outside the task force became known to whom survivors may choose to release something: a detective of another county, a lawyer
/// of her own. By itself it opens nothing: her release has to name the person.
/// </summary>
/// <param name="Agency">The identifier under which releases name the office.</param>
/// <param name="Name">The name of the office in full.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Person">The person who receives, for the office.</param>
/// <param name="Address">Name and postal address of the person, for copies and for letters that ask them back.</param>
/// <param name="By">Who recorded it.</param>
public sealed record OutsideRecipientRecorded(AgencyId Agency, string Name, AgencyKind Kind, PersonId Person, Sensitive<string> Address,
    PersonId By) : PartnerEvent
{
    /// <summary>The agency that serves whoever chose the person: nobody else is shown the office. Null where it was not said, and then
    /// nobody is.</summary>
    public AgencyId? For { get; init; }

    internal override string Summary => $"{Person} of {Agency}, {Kind.Named()} outside the task force, recorded by {By} for {For}";
}

/// <summary>
/// Which bodies of law bind the agency as a discloser from <paramref name="EffectiveFrom"/> on, all of them together. Before that, those
/// hold that held. An empty list says that nobody knows, unless somebody found that none binds it. What the agency says itself lifts what
/// the office had set for that instant or a later one.
/// </summary>
public sealed record AgencyProfilesSet(DateTimeOffset EffectiveFrom, IReadOnlyList<PolicyProfile> Profiles) : PartnerEvent
{
    /// <summary>Who said so; null where that was not kept with the event.</summary>
    public ProfileSetter? SetBy { get; init; }

    /// <summary>When it was said; null where that was not kept with the event.</summary>
    public DateTimeOffset? SetAt { get; init; }

    /// <summary>The finding that none binds it; only beside an empty list.</summary>
    public ProfileFinding? FoundBy { get; init; }

    internal override string Summary =>
        $"profiles effective {Day(EffectiveFrom)}: " +
        $"{Names(Profiles)}{(FoundBy is { } finding ? $", as {finding.By} found, to be looked at again {Day(finding.LookAgainAt)}" : "")}" +
        $"{(SetBy is { } setter ? setter == ProfileSetter.Agency ? "; by the agency itself" : "; by the office" : "")}";
}

/// <summary>Who said which bodies of law bind an agency.</summary>
[JsonConverter(typeof(NameConverter<ProfileSetter>))]
public enum ProfileSetter
{
    /// <summary>The office of the task force.</summary>
    Office,
    /// <summary>The agency itself: its counsel or its administrator.</summary>
    Agency,
}

/// <summary>That no body of law binds the agency as a discloser. Until just before <paramref name="LookAgainAt"/> it holds; from then on
/// nobody knows.</summary>
/// <param name="By">Who recorded it.</param>
/// <param name="Advice">On whose advice, and why.</param>
/// <param name="LookAgainAt">When it has to be looked at again.</param>
public sealed record ProfileFinding(PersonId By, Sensitive<string> Advice, DateTimeOffset LookAgainAt);

/// <summary>The agency signed the task force's agreement, which holds from <paramref name="Starts"/> until just before
/// <paramref name="Ends"/>.</summary>
public sealed record AgreementSigned(string Reference, DateTimeOffset Starts, DateTimeOffset Ends) : PartnerEvent
{
    internal override string Summary => $"agreement {Reference} signed, {Day(Starts)} to {Day(Ends)}";
}

/// <summary>The agreement was ended before its time.</summary>
public sealed record AgreementEnded(string Reference, Sensitive<string> Reason) : PartnerEvent
{
    internal override string Summary => $"agreement {Reference} ended, for a reason that is on record";
}

/// <summary>A person of the agency completed the confidentiality training, good until just before <paramref name="ValidUntil"/>.</summary>
public sealed record ConfidentialityTrainingRecorded(PersonId Person, DateTimeOffset CompletedAt, DateTimeOffset ValidUntil) : PartnerEvent
{
    internal override string Summary => $"{Person} trained, valid until {Day(ValidUntil)}";
}

/// <summary>The agency's standing was suspended: nothing goes to it or comes from it until it is restored.</summary>
public sealed record StandingSuspended(Sensitive<string> Reason) : PartnerEvent
{
    internal override string Summary => "standing suspended, for a reason that is on record";
}

/// <summary>The agency's standing was restored.</summary>
public sealed record StandingRestored(Sensitive<string> Reason) : PartnerEvent
{
    internal override string Summary => "standing restored, for a reason that is on record";
}

/// <summary>The agency left the task force.</summary>
public sealed record AgencyLeft(Sensitive<string> Reason) : PartnerEvent
{
    /// <summary>When it left; null where that was not kept with the event.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    internal override string Summary => "agency left, for a reason that is on record";
}
