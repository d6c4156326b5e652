using Coordination.Domain.Services;
using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.TaskForce;

/// <summary>What can happen to the task force itself: stream <c>taskforce</c>.</summary>
[JsonDerivedType(typeof(TaskForceFormed), "task-force-formed.v1")]
[JsonDerivedType(typeof(PolicySet), "policy-set.v1")]
[JsonDerivedType(typeof(RuleSetAdopted), "rule-set-adopted.v1")]
[JsonDerivedType(typeof(JurisdictionTableLoaded), "jurisdiction-table-loaded.v1")]
[JsonDerivedType(typeof(MemberAgencyAdded), "member-agency-added.v1")]
[JsonDerivedType(typeof(MemberAgencyRemoved), "member-agency-removed.v1")]
[JsonDerivedType(typeof(AgendaTemplateSet), "agenda-template-set.v1")]
[JsonDerivedType(typeof(AgendaTemplateRetired), "agenda-template-retired.v1")]
public abstract record TaskForceEvent : DomainEvent { private protected TaskForceEvent() { } }

/// <summary>The task force was formed.</summary>
public sealed record TaskForceFormed(string Name, string Jurisdiction, AgencyId CoordinatingAgency) : TaskForceEvent
{
    internal override string Summary => $"task force formed in {Jurisdiction}, coordinated by {CoordinatingAgency}";
}

/// <summary>The policy settings of the jurisdiction were set, effective from <paramref name="EffectiveFrom"/>.</summary>
public sealed record PolicySet(DateTimeOffset EffectiveFrom, PolicySettings Settings) : TaskForceEvent
{
    /// <summary>The change of the protocol by which it was adopted; null for the first policy, and for those set before policies were
    /// adopted.</summary>
    public ProtocolChangeId? Change { get; init; }

    internal override string Summary =>
        $"policy effective {Moment(EffectiveFrom)}: {Settings.Summary}{(Change is { } change ? $"; by change {change}" : "")}";
}

/// <summary>The task force adopted a version of the rules of the consent gate, effective from <paramref name="EffectiveFrom"/>.</summary>
public sealed record RuleSetAdopted(DateTimeOffset EffectiveFrom, string RuleSet) : TaskForceEvent
{
    internal override string Summary => $"rule-set {RuleSet} adopted, effective {Day(EffectiveFrom)}";
}

/// <summary>
/// The task force loaded what the law of a jurisdiction says, effective from <paramref name="EffectiveFrom"/>. It takes the place of the
/// table of the same jurisdiction before it. <paramref name="Authorities"/> says which agencies its authorities are here.
/// </summary>
public sealed record JurisdictionTableLoaded(DateTimeOffset EffectiveFrom, JurisdictionTable Table,
    IReadOnlyList<AuthorityNamed> Authorities, PersonId By) : TaskForceEvent
{
    internal override string Summary =>
        $"table of {Table.Jurisdiction} loaded, version {Table.Version}, effective {Moment(EffectiveFrom)}: " +
        $"{Quantity.Of(Table.Duties.Count, "duty", "duties")} to report, {Quantity.Of(Table.TeamStatutes.Count, "team statute")}; by {By}";
}

/// <summary>An agency became a member.</summary>
public sealed record MemberAgencyAdded(AgencyId Agency) : TaskForceEvent
{
    internal override string Summary => $"{Agency} is a member";
}

/// <summary>An agency ceased to be a member.</summary>
public sealed record MemberAgencyRemoved(AgencyId Agency) : TaskForceEvent
{
    internal override string Summary => $"{Agency} is no longer a member";
}

/// <summary>A template of agendas was set, or set again under its name.</summary>
public sealed record AgendaTemplateSet(AgendaTemplate Template) : TaskForceEvent
{
    internal override string Summary =>
        $"template of agendas set: {Template.Name}, for {Template.Kind.Named()} reviews, " +
        $"{Quantity.Of(Template.Sections.Count, "section")}, disciplines {Names(Template.Disciplines)}";
}

/// <summary>A template of agendas is not used any more.</summary>
public sealed record AgendaTemplateRetired(string Name) : TaskForceEvent
{
    internal override string Summary => $"template of agendas retired: {Name}";
}

/// <summary>Settings that a jurisdiction chooses, within <see cref="PolicyBounds"/>. Each number is a setting, none is legal
/// advice.</summary>
/// <param name="LongestReleaseDays">The longest time for which a release may be signed, in days (CG-05).</param>
/// <param name="QuorumMembers">How many member agencies must be in the room for a decision.</param>
/// <param name="RecallDays">Days that a recipient has to answer a recall.</param>
public sealed record PolicySettings(int LongestReleaseDays, int QuorumMembers, int RecallDays)
{
    /// <summary>Who must report what to whom (CG-19); null and empty mean that nobody must.</summary>
    public IReadOnlyList<ReportingDuty>? MandatedReports { get; init; }

    /// <summary>The time for one case in a review, in minutes; null means <see cref="AgendaTemplate.UsualMinutesPerItem"/>.</summary>
    public int? MinutesPerItem { get; init; }

    /// <summary>Published counts of people from 1 to this are withheld (CG-21); null means ten.</summary>
    public int? SmallCellThreshold { get; init; }

    /// <summary>Days that an agency has to answer a concern that was put to it, before which it is not upheld without an answer; null means
    /// <see cref="UsualConcernAnswerDays"/>.</summary>
    public int? ConcernAnswerDays { get; init; }

    /// <summary>Days within which a copy that nobody can read here is handed over, and a letter that asks copies back is sent; null means
    /// <see cref="UsualPaperDays"/>.</summary>
    public int? PaperDays { get; init; }

    /// <summary>How many seats of the survivors' council have to be filled, and at least half of all, for a change to be adopted; null
    /// means <see cref="UsualCouncilSeats"/>.</summary>
    public int? CouncilSeats { get; init; }

    /// <summary>What each member of the council is paid at least for a consultation on which a change is adopted, in dollars; null means
    /// <see cref="UsualCouncilCompensation"/>.</summary>
    public int? CouncilCompensationInDollars { get; init; }

    /// <summary>The days to answer a concern where the policy says nothing else.</summary>
    public const int UsualConcernAnswerDays = 14;

    /// <summary>The days for what goes on paper where the policy says nothing else.</summary>
    public const int UsualPaperDays = 2;

    /// <summary>The filled seats of the council where the policy says nothing else.</summary>
    public const int UsualCouncilSeats = 3;

    /// <summary>What a member of the council is paid where the policy says nothing else, in dollars.</summary>
    public const int UsualCouncilCompensation = 25;

    /// <summary>How many concerns a person may raise within a day; null means <see cref="UsualConcernsPerDay"/>.</summary>
    public int? ConcernsPerDay { get; init; }

    /// <summary>What holds where the policy sets no other number of concerns.</summary>
    public const int UsualConcernsPerDay = 20;

    /// <summary>The services that a minor may lawfully receive alone (CG-10); null where no list is kept, and it is said person by
    /// person.</summary>
    public IReadOnlyList<GoalKind>? MinorAloneServices { get; init; }

    /// <summary>Where the task force is, by the IANA name of its time zone, such as <c>America/Chicago</c>: a day on which something is due
    /// ends there. Null means UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether these settings say the same. Two lists are never equal by themselves.</summary>
    public bool SaysTheSameAs(PolicySettings other) =>
        this with { MandatedReports = null, MinorAloneServices = null } == other with { MandatedReports = null, MinorAloneServices = null }
        && MinorAloneServices is null == other.MinorAloneServices is null
        && (MinorAloneServices ?? []).SequenceEqual(other.MinorAloneServices ?? [])
        && (MandatedReports ?? []).SequenceEqual(other.MandatedReports ?? [], ReportingDuty.BySubstance);

    internal string Summary =>
        $"longest release {Quantity.Of(LongestReleaseDays, "day")}, quorum {Text(QuorumMembers)}, recall {Quantity.Of(RecallDays, "day")}"
        + Set("minutes a case", MinutesPerItem) + Set("small cells to", SmallCellThreshold) + Set("days for what goes on paper", PaperDays)
        + Set("days to answer a concern", ConcernAnswerDays) + Set("concerns a person and day", ConcernsPerDay)
        + Set("council seats", CouncilSeats) + Set("council pay in dollars", CouncilCompensationInDollars)
        + (TimeZone is { } zone ? $", days end in {zone}" : "")
        + (MinorAloneServices is { } alone ? $", services that a minor receives alone {Names(alone)}" : "")
        + (MandatedReports is { } duties ? $", mandated reports: {Listed(duties, duty => duty.Summary)}" : "");

    private static string Set(string what, int? value) => value is { } number ? $", {what} {Text(number)}" : "";
}

/// <summary>A report that the law of a jurisdiction makes somebody make.</summary>
/// <param name="Reporter">The kind of agency that is bound.</param>
/// <param name="Role">The role in which its people are bound.</param>
/// <param name="Jurisdiction">Whose law it is.</param>
/// <param name="Authority">To whom the report goes, and to nobody else.</param>
/// <param name="Categories">What the report requires, and nothing else.</param>
/// <param name="Citation">Where it is written.</param>
public sealed record ReportingDuty(
    Partners.AgencyKind Reporter, ReporterRole Role, string Jurisdiction, AgencyId Authority,
    IReadOnlyList<InformationCategory> Categories, string Citation)
{
    internal static IEqualityComparer<ReportingDuty> BySubstance { get; } = EqualityComparer<ReportingDuty>.Create(
        (one, other) => one! with { Categories = [] } == other! with { Categories = [] } && one.Categories.SequenceEqual(other.Categories));

    internal string Summary => $"{Role.Named()} of {Reporter.Named()} to {Authority} in {Jurisdiction} ({Citation}): {Names(Categories)}";
}

/// <summary>In which role somebody is bound to report.</summary>
[JsonConverter(typeof(NameConverter<ReporterRole>))]
public enum ReporterRole
{
    /// <summary>Advocates for survivors.</summary>
    Advocate,
    /// <summary>Doctors, nurses and others who give care.</summary>
    HealthProfessional,
    /// <summary>Counsellors, psychologists and social workers.</summary>
    Counsellor,
    /// <summary>Teachers and others in schools.</summary>
    Educator,
    /// <summary>Peace officers.</summary>
    PeaceOfficer,
    /// <summary>Workers of child welfare.</summary>
    ChildWelfareWorker,
    /// <summary>Anybody: where the law makes everybody report.</summary>
    Anyone,
}
