using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.Services;

namespace Coordination.Domain.TaskForce;

/// <summary>
/// What the law of one jurisdiction says, as data: a file that is loaded by command and dated. It is no legal advice; each line says where
/// it is written, and how sure whoever wrote the table was.
/// </summary>
public sealed record JurisdictionTable
{
    /// <summary>Whose law it is, for example <c>us</c> or <c>us-nc</c>. Of one jurisdiction the table counts that took effect
    /// last.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>The jurisdiction in words.</summary>
    public required string Name { get; init; }

    /// <summary>The version of the table, for example <c>2026-11</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Who must report, and to whom (CG-19).</summary>
    public IReadOnlyList<TableDuty> Duties { get; init; } = [];

    /// <summary>Which reports the law permits without requiring them (CG-18).</summary>
    public IReadOnlyList<TableDuty> PermittedReports { get; init; } = [];

    /// <summary>Where the courts imposed a duty to warn or protect (CG-44).</summary>
    public IReadOnlyList<WarningDuty> DutiesToWarn { get; init; } = [];

    /// <summary>Statutes that compel an agency to answer an authority, by a demand of that authority and without a court (CG-17); null
    /// where the table has none.</summary>
    public IReadOnlyList<StatutoryMandate>? Mandates { get; init; }

    /// <summary>Statutes that let members of a team share with one another (CG-42).</summary>
    public IReadOnlyList<TeamStatute> TeamStatutes { get; init; } = [];

    /// <summary>Who reviews deaths (CG-45); null where the table has none.</summary>
    public IReadOnlyList<FatalityReviewTeam>? FatalityReviews { get; init; }

    /// <summary>The longest time for which a release may be signed; null where the law sets none (CG-05).</summary>
    public TableLimit? LongestRelease { get; init; }

    /// <summary>The age at which somebody is an adult for consent, in years; null where the table does not say so, which means
    /// 18.</summary>
    public TableLimit? AgeOfMajority { get; init; }

    /// <summary>The services that a minor receives alone (CG-10); null where the table keeps no list.</summary>
    public IReadOnlyList<MinorService>? MinorAloneServices { get; init; }

    /// <summary>For how long disclosures are accounted for, by profile (CG-25).</summary>
    public IReadOnlyList<AccountingPeriod> Accounting { get; init; } = [];

    /// <summary>Where somebody reports by telephone at once.</summary>
    public IReadOnlyList<Hotline> Hotlines { get; init; } = [];

    /// <summary>Whether the tables say the same, line by line. Two lists are never equal by themselves.</summary>
    public bool SaysTheSameAs(JurisdictionTable other) =>
        WithoutLists(this) == WithoutLists(other)
        && Duties.SequenceEqual(other.Duties, TableDuty.BySubstance)
        && PermittedReports.SequenceEqual(other.PermittedReports, TableDuty.BySubstance)
        && DutiesToWarn.SequenceEqual(other.DutiesToWarn, WarningDuty.BySubstance)
        && (Mandates ?? []).SequenceEqual(other.Mandates ?? [], StatutoryMandate.BySubstance)
        && (FatalityReviews ?? []).SequenceEqual(other.FatalityReviews ?? [])
        && TeamStatutes.SequenceEqual(other.TeamStatutes, TeamStatute.BySubstance)
        && Same(MinorAloneServices, other.MinorAloneServices)
        && Accounting.SequenceEqual(other.Accounting)
        && Hotlines.SequenceEqual(other.Hotlines);

    /// <summary>Whether two lists of words are the same; none is not the same as an empty one.</summary>
    internal static bool Same<T>(IReadOnlyList<T>? one, IReadOnlyList<T>? other) =>
        one is null || other is null ? one is null && other is null : one.SequenceEqual(other);

    private static JurisdictionTable WithoutLists(JurisdictionTable table) =>
        table with
        {
            Duties = [],
            PermittedReports = [],
            DutiesToWarn = [],
            Mandates = null,
            FatalityReviews = null,
            TeamStatutes = [],
            MinorAloneServices = null,
            Accounting = [],
            Hotlines = []
        };
}

/// <summary>A report that the law requires or permits.</summary>
/// <param name="Report">What is reported.</param>
/// <param name="Reporters">The kinds of agency that report; null means every one.</param>
/// <param name="Roles">The roles in which people report; null means everybody.</param>
/// <param name="Authority">To whom it goes.</param>
/// <param name="Categories">What the report may contain, and nothing else.</param>
/// <param name="WithinHours">Within how many hours; null where the law says at once or nothing.</param>
/// <param name="Citation">Where it is written.</param>
/// <param name="Certainty">How sure that is.</param>
public sealed record TableDuty(
    ReportKind Report, IReadOnlyList<AgencyKind>? Reporters, IReadOnlyList<ReporterRole>? Roles, AuthorityKind Authority,
    IReadOnlyList<InformationCategory> Categories, int? WithinHours, string Citation, Certainty Certainty)
{
    /// <summary>About whom it is; null means about anybody. A report of a child missing from care and one of a foreign minor are about
    /// minors in any case.</summary>
    public AboutWhom? About { get; init; }

    /// <summary>For a line about minors: below which age in years, where the law goes beyond 18, as extended foster care does (42 USC
    /// 675(8)(B)); null means 18.</summary>
    public int? UnderAge { get; init; }

    /// <summary>Below which age somebody has to be for it to be about her, in years; null where it is about anybody.</summary>
    internal int? Below => About == AboutWhom.Minors || Report is ReportKind.MissingFromCare or ReportKind.ForeignMinor
        ? UnderAge ?? AgeOfMajority.Years
        : null;

    internal static IEqualityComparer<TableDuty> BySubstance { get; } = EqualityComparer<TableDuty>.Create(
        (one, other) =>
            one! with { Reporters = null, Roles = null, Categories = [] } == other! with { Reporters = null, Roles = null, Categories = [] }
            && JurisdictionTable.Same(one.Reporters, other.Reporters) && JurisdictionTable.Same(one.Roles, other.Roles)
            && JurisdictionTable.Same(one.Categories, other.Categories));
}

/// <summary>A duty to warn or protect that courts imposed.</summary>
/// <param name="Reporters">The kinds of agency that it binds; null means every one.</param>
/// <param name="Categories">What may be told, and nothing else.</param>
/// <param name="Citation">The case.</param>
/// <param name="Certainty">How sure that is.</param>
public sealed record WarningDuty(IReadOnlyList<AgencyKind>? Reporters, IReadOnlyList<InformationCategory> Categories, string Citation,
    Certainty Certainty)
{
    internal static IEqualityComparer<WarningDuty> BySubstance { get; } = EqualityComparer<WarningDuty>.Create(
        (one, other) => one! with { Reporters = null, Categories = [] } == other! with { Reporters = null, Categories = [] }
            && JurisdictionTable.Same(one.Reporters, other.Reporters) && JurisdictionTable.Same(one.Categories, other.Categories));
}

/// <summary>A statute that compels an agency to tell an authority what it demands.</summary>
/// <param name="Reporters">The kinds of agency that it binds; null means every one.</param>
/// <param name="Authority">Whose demand it is.</param>
/// <param name="Categories">What has to be told, and nothing else; null means whatever the demand names.</param>
/// <param name="Citation">Where it is written.</param>
/// <param name="Certainty">How sure that is.</param>
public sealed record StatutoryMandate(IReadOnlyList<AgencyKind>? Reporters, AuthorityKind Authority,
    IReadOnlyList<InformationCategory>? Categories, string Citation, Certainty Certainty)
{
    internal static IEqualityComparer<StatutoryMandate> BySubstance { get; } = EqualityComparer<StatutoryMandate>.Create(
        (one, other) => one! with { Reporters = null, Categories = null } == other! with { Reporters = null, Categories = null }
            && JurisdictionTable.Same(one.Reporters, other.Reporters) && JurisdictionTable.Same(one.Categories, other.Categories));
}

/// <summary>A statute that lets the members of a team share with one another.</summary>
/// <param name="Members">The kinds of agency that it names.</param>
/// <param name="Purposes">For which purposes.</param>
/// <param name="Categories">What may be told; null means whatever the purpose needs.</param>
/// <param name="Citation">Where it is written.</param>
/// <param name="Certainty">How sure that is.</param>
public sealed record TeamStatute(IReadOnlyList<AgencyKind> Members, IReadOnlyList<Purpose> Purposes,
    IReadOnlyList<InformationCategory>? Categories, string Citation, Certainty Certainty)
{
    /// <summary>About whom the team shares; null means about anybody.</summary>
    public AboutWhom? About { get; init; }

    /// <summary>For a statute about minors: below which age in years, where it goes beyond 18; null means 18.</summary>
    public int? UnderAge { get; init; }

    /// <summary>Below which age somebody has to be for it to be about her, in years; null where it is about anybody.</summary>
    internal int? Below => About == AboutWhom.Minors ? UnderAge ?? AgeOfMajority.Years : null;

    internal static IEqualityComparer<TeamStatute> BySubstance { get; } = EqualityComparer<TeamStatute>.Create(
        (one, other) =>
            one! with { Members = [], Purposes = [], Categories = null } == other! with { Members = [], Purposes = [], Categories = null }
            && JurisdictionTable.Same(one.Members, other.Members) && JurisdictionTable.Same(one.Purposes, other.Purposes)
            && JurisdictionTable.Same(one.Categories, other.Categories));
}

/// <summary>Who reviews deaths, and may be told of somebody who died (34 USC 12291(b)(2)(H)).</summary>
/// <param name="Authority">The review: which agency that is here is said when the table is loaded.</param>
/// <param name="Citation">Where it is written.</param>
/// <param name="Certainty">How sure that is.</param>
public sealed record FatalityReviewTeam(AuthorityKind Authority, string Citation, Certainty Certainty);

/// <summary>A number that the law sets.</summary>
/// <param name="Value">The number; its unit is said where it is used.</param>
/// <param name="Citation">Where it is written.</param>
/// <param name="Certainty">How sure that is.</param>
public sealed record TableLimit(int Value, string Citation, Certainty Certainty);

/// <summary>A service that a minor receives alone.</summary>
/// <param name="Service">The service.</param>
/// <param name="Citation">Where it is written.</param>
/// <param name="Certainty">How sure that is.</param>
public sealed record MinorService(GoalKind Service, string Citation, Certainty Certainty);

/// <summary>For how long whoever a body of law binds accounts for disclosures.</summary>
/// <param name="Profile">The body of law.</param>
/// <param name="Years">For how many years back.</param>
/// <param name="WithoutAuthorised">Whether what she authorised need not be in it.</param>
/// <param name="MayBeSuspended">Whether law enforcement may have a part of it withheld for a time.</param>
/// <param name="Citation">Where it is written.</param>
/// <param name="Certainty">How sure that is.</param>
public sealed record AccountingPeriod(PolicyProfile Profile, int Years, bool WithoutAuthorised, bool MayBeSuspended, string Citation,
    Certainty Certainty);

/// <summary>Where somebody reports by telephone.</summary>
/// <param name="Report">What is reported there; null means everything.</param>
/// <param name="Name">Whose number it is.</param>
/// <param name="Number">The number, as it is dialled.</param>
/// <param name="Source">Where the number is published.</param>
/// <param name="Emergency">Whether it is for emergencies: it is named first where somebody is in danger, and not for a report. Null means
/// no.</param>
public sealed record Hotline(ReportKind? Report, string Name, string Number, string Source, bool? Emergency = null);

/// <summary>About whom a line of a table is.</summary>
[JsonConverter(typeof(NameConverter<AboutWhom>))]
public enum AboutWhom
{
    /// <summary>About children: whoever is recorded as an adult is none.</summary>
    Minors,
}

/// <summary>To whom a report goes. Which agency of the task force or outside it that is, is said when the table is loaded.</summary>
[JsonConverter(typeof(NameConverter<AuthorityKind>))]
public enum AuthorityKind
{
    /// <summary>Child welfare.</summary>
    ChildWelfare,
    /// <summary>Police or sheriff.</summary>
    LawEnforcement,
    /// <summary>The National Center for Missing and Exploited Children.</summary>
    MissingChildrenCenter,
    /// <summary>The National Crime Information Center of the FBI.</summary>
    CrimeInformationCenter,
    /// <summary>The Department of Health and Human Services.</summary>
    HealthAndHumanServices,
    /// <summary>Adult protective services.</summary>
    AdultProtectiveServices,
    /// <summary>The district attorney, or whoever prosecutes there.</summary>
    Prosecution,
    /// <summary>A team that reviews deaths.</summary>
    FatalityReview,
}

/// <summary>How sure a line of a table is.</summary>
[JsonConverter(typeof(NameConverter<Certainty>))]
public enum Certainty
{
    /// <summary>Read in the text that is cited.</summary>
    Text,
    /// <summary>Read in an excerpt or a summary of it.</summary>
    Excerpt,
    /// <summary>Known from practice: counsel has to confirm it.</summary>
    Practice,
}

/// <summary>Which agency an authority of the tables is here.</summary>
/// <param name="Kind">The authority.</param>
/// <param name="Agency">The agency.</param>
public sealed record AuthorityNamed(AuthorityKind Kind, AgencyId Agency);
