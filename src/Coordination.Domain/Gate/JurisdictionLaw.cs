using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Gate;

/// <summary>
/// What the tables of the jurisdictions in force say about a question. This is the only place that looks for rows in them: a rule asks
/// here, and names no state. Nothing is looked for where the basis of the request does not need it.
/// </summary>
public static class JurisdictionLaw
{
    // What the rules themselves cite is federal law.
    private const string FederalLaw = "us";

    private static readonly Rules.Cg18ReportNotMandated2026R2 s_permittedReport = new();
    private static readonly Rules.Cg43ImminentRisk s_risk = new();

    /// <summary>A table in force, of the jurisdiction under whose law the report is made, makes this reporter report this to this
    /// authority.</summary>
    internal static bool HasDuty(this GateFacts facts, GateRequest request, ProcessFacts process) =>
        facts.TableOf(process) is { } loaded && Any(loaded.Table.Duties, loaded, request, facts, process, null);

    /// <summary>A duty of the table has the report contain this category.</summary>
    internal static bool HasDuty(this GateFacts facts, InformationCategory category, GateRequest request, ProcessFacts process) =>
        facts.TableOf(process) is { } loaded && Any(loaded.Table.Duties, loaded, request, facts, process, category);

    /// <summary>A duty that has the report contain the item is about her: one about minors is not about an adult, but where the item names
    /// a child of hers.</summary>
    internal static bool HasDutyAboutHer(this GateFacts facts, RequestedItem item, GateRequest request, ProcessFacts process) =>
        facts.TableOf(process) is { } loaded && Any(loaded.Table.Duties, loaded, request, facts, process, item.Category, item);

    /// <summary>
    /// The duties of the table in force at an instant that make this agency report this to this authority, in the order of the table. It is
    /// asked when a report is recorded.
    /// </summary>
    internal static IReadOnlyList<TableDuty> DutiesOf(TaskForceState taskForce, DateTimeOffset at, string jurisdiction, ReporterRole? role,
        ReportKind? report, AgencyKind? reporter, AgencyId authority) =>
        taskForce.TableAt(jurisdiction, at) is { } loaded
            ? [.. loaded.Table.Duties
                .Where(row => row.Report == report && Binds(row.Reporters, reporter) && Binds(row.Roles, role, reporter)
                    && Names(loaded, row.Authority, authority))]
            : [];

    /// <summary>The duties of the same table to report the same to others, with the agencies that are named for them.</summary>
    internal static IReadOnlyList<(TableDuty Duty, IReadOnlyList<AgencyId> Agencies)> DutiesElsewhere(TaskForceState taskForce,
        DateTimeOffset at, string jurisdiction, ReporterRole? role, ReportKind? report, AgencyKind? reporter, AgencyId authority) =>
        taskForce.TableAt(jurisdiction, at) is { } loaded
            ?
            [
                .. loaded.Table.Duties.Where(row => row.Report == report && Binds(row.Reporters, reporter)
                    && Binds(row.Roles, role, reporter) && !Names(loaded, row.Authority, authority))
                    .Select(row => (row, (IReadOnlyList<AgencyId>)[.. loaded.Authorities.Where(named => named.Kind == row.Authority)
                        .Select(named => named.Agency)])),
            ]
            : [];

    /// <summary>A table in force permits this reporter to report this to this authority, without requiring it.</summary>
    internal static bool MayReport(this GateFacts facts, GateRequest request, ProcessFacts process) =>
        facts.TableOf(process) is { } loaded && Any(loaded.Table.PermittedReports, loaded, request, facts, process, null);

    /// <summary>A report that the table permits may contain this category.</summary>
    internal static bool MayReport(this GateFacts facts, InformationCategory category, GateRequest request, ProcessFacts process) =>
        facts.TableOf(process) is { } loaded && Any(loaded.Table.PermittedReports, loaded, request, facts, process, category);

    /// <summary>A report that the table permits and that may contain the item is about her, as a duty is.</summary>
    internal static bool MayReportAboutHer(this GateFacts facts, RequestedItem item, GateRequest request, ProcessFacts process) =>
        facts.TableOf(process) is { } loaded && Any(loaded.Table.PermittedReports, loaded, request, facts, process, item.Category, item);

    /// <summary>The courts of the jurisdiction imposed a duty to warn on an agency of the discloser's kind.</summary>
    internal static bool HasDutyToWarn(this GateFacts facts, ProcessFacts process) => facts.Warns(process, null);

    /// <summary>Under the duty to warn this category may be told.</summary>
    internal static bool HasDutyToWarn(this GateFacts facts, InformationCategory category, ProcessFacts process) =>
        facts.Warns(process, category);

    /// <summary>A statute in the table of the jurisdiction that the process names compels the discloser to answer this authority.</summary>
    internal static bool HasMandate(this GateFacts facts, GateRequest request, ProcessFacts process) =>
        facts.Compels(request, process, null);

    /// <summary>The statute has the answer contain this category.</summary>
    internal static bool HasMandate(this GateFacts facts, InformationCategory category, GateRequest request, ProcessFacts process) =>
        facts.Compels(request, process, category);

    /// <summary>A statute of a table in force lets these two share the item for this purpose, as members of a team. One about minors is not
    /// about an adult, but where the item names a child of hers.</summary>
    internal static bool HasTeamStatute(this GateFacts facts, RequestedItem item, GateRequest request)
    {
        if (facts.Discloser.KindIfKnown is not { } discloser || facts.Recipient.KindIfKnown is not { } recipient)
        {
            return false;
        }

        foreach (var loaded in facts.TaskForce.TablesAt(facts.Now))
        {
            foreach (var statute in loaded.Table.TeamStatutes)
            {
                if (Shares(statute, discloser, recipient, request.Purpose, item.Category) && IsAbout(statute.Below, item, facts))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>A table in force has a review of deaths, and this agency is named for it.</summary>
    internal static bool IsFatalityReview(this TaskForceState taskForce, AgencyId agency, DateTimeOffset at)
    {
        foreach (var loaded in taskForce.TablesAt(at))
        {
            foreach (var review in loaded.Table.FatalityReviews ?? [])
            {
                if (Names(loaded, review.Authority, agency))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// Where somebody reports by telephone at once: the number for this kind of report, else the one for every report; of the jurisdiction
    /// that is named, else of any table in force. Null where no table names one.
    /// </summary>
    /// <param name="taskForce">The task force, with its tables.</param>
    /// <param name="at">The instant.</param>
    /// <param name="jurisdiction">Under whose law the report is made; null where nobody said.</param>
    /// <param name="report">What is reported; null where nobody said.</param>
    public static Hotline? HotlineFor(TaskForceState taskForce, DateTimeOffset at, string? jurisdiction, ReportKind? report) =>
        taskForce.TablesAt(at)
            .OrderBy(loaded => loaded.Table.Jurisdiction == jurisdiction ? 0 : 1)
            .SelectMany(loaded => loaded.Table.Hotlines
                .Where(line => line.Emergency != true && (line.Report is null || line.Report == report))
                .OrderBy(line => line.Report is null ? 1 : 0))
            .FirstOrDefault();

    /// <summary>Where somebody telephones who knows of a danger: the numbers for emergencies first, then those that take every report; of
    /// all tables in force, each once.</summary>
    public static IReadOnlyList<Hotline> HotlinesInDanger(TaskForceState taskForce, DateTimeOffset at) =>
        [.. taskForce.TablesAt(at).SelectMany(loaded => loaded.Table.Hotlines).Where(line => line.Report is null)
            .OrderBy(line => line.Emergency == true ? 0 : 1).DistinctBy(line => line.Number)];

    /// <summary>
    /// The lines of the tables in force on which the basis of a request rests for an item, for whoever is told why it went: the same lines
    /// that the rules look for. Empty where the basis needs no line, and where there is none.
    /// </summary>
    public static IReadOnlyList<LawLine> LinesFor(RequestedItem item, GateRequest request, GateFacts facts)
    {
        IEnumerable<JurisdictionTableLoaded> named = facts.Process is { } recorded && facts.TableOf(recorded) is { } table ? [table] : [];
        var all = facts.TaskForce.TablesAt(facts.Now);
        return
        [
            .. request.Basis switch
            {
                ClaimedBasis.MandatedReport => Cited(named, loaded => Reports(loaded, loaded.Table.Duties)),
                ClaimedBasis.PermittedReport => Cited(named, loaded => Reports(loaded, loaded.Table.PermittedReports)),
                ClaimedBasis.DutyToWarn =>
                    Cited(named, loaded => loaded.Table.DutiesToWarn
                        .Where(row => Binds(row.Reporters, facts) && row.Categories.Contains(item.Category)).Select(row => row.Citation)),
                ClaimedBasis.Statute => Cited(named,
                    loaded =>
                        (loaded.Table.Mandates ?? []).Where(row => Applies(row, loaded, request, facts)
                            && row.Categories?.Contains(item.Category) != false).Select(row => row.Citation)),
                ClaimedBasis.TeamStatute when facts is { Discloser.KindIfKnown: { } discloser, Recipient.KindIfKnown: { } recipient } =>
                    Cited(all, loaded =>
                    loaded.Table.TeamStatutes
                        .Where(row => Shares(row, discloser, recipient, request.Purpose, item.Category) && IsAbout(row.Below, item, facts))
                        .Select(row => row.Citation)),
                ClaimedBasis.FatalityReview =>
                    Cited(all,
                        loaded => (loaded.Table.FatalityReviews ?? []).Where(row => Names(loaded, row.Authority, request.Recipient.Agency))
                            .Select(row => row.Citation)),
                _ => [],
            },
        ];

        IEnumerable<string> Reports(JurisdictionTableLoaded loaded, IReadOnlyList<TableDuty> rows) =>
            rows.Where(row => Applies(row, loaded, request, facts, facts.Process!) && row.Categories.Contains(item.Category)
                && IsAbout(row.Below, item, facts)).Select(row => row.Citation);

        static IEnumerable<LawLine> Cited(IEnumerable<JurisdictionTableLoaded> tables,
            Func<JurisdictionTableLoaded, IEnumerable<string>> citations) =>
            tables.SelectMany(loaded =>
                citations(loaded).Select(citation => new LawLine(loaded.Table.Jurisdiction, loaded.Table.Version, citation)));
    }

    /// <summary>The same, with the duties of the policy beside; where the rules in force do not go by what binds each agency, those
    /// alone.</summary>
    public static IReadOnlyList<LawLine> WithPolicyFor(RequestedItem item, GateRequest request, GateFacts facts) =>
        [.. RuleSets.InForce(facts.TaskForce, facts.Now).ByProfile ? LinesFor(item, request, facts) : [],
            .. Compulsion.PolicyLinesFor(item.Category, request, facts)];

    /// <summary>
    /// What the law that binds the discloser itself says where it lets it report or tell of a danger: the cells of the rule for each of its
    /// profiles. Empty where none of them lets it, and where no such law binds it.
    /// </summary>
    public static IReadOnlyList<LawLine> LetByItsOwnLaw(GateRequest request, GateFacts facts)
    {
        var set = RuleSets.InForce(facts.TaskForce, facts.Now);
        var bound = facts.Discloser.ProfilesAt(facts.Now);
        GateRule? rule = request.Basis switch
        {
            ClaimedBasis.PermittedReport when facts.Process is { } process && facts.PermitsReport(request, process) => s_permittedReport,
            ClaimedBasis.ImminentRisk
                when facts.Recipient.KindIfKnown is not null && s_risk.Permissions.All(permission => permission.IsOpenTo(bound)) => s_risk,
            _ => null,
        };
        return rule is null || !set.ByProfile
            ? []
            : [.. rule.Bindings.Cells.Where(cell => cell.Kind == BindingKind.Law && bound.AreKnown && bound.Contains(cell.Profile))
                .Select(cell => new LawLine(FederalLaw, set.Version, cell.Why))];
    }

    private static JurisdictionTableLoaded? TableOf(this GateFacts facts, ProcessFacts process) =>
        process.Jurisdiction is { } jurisdiction ? facts.TaskForce.TableAt(jurisdiction, facts.Now) : null;

    private static bool Any(IReadOnlyList<TableDuty> rows, JurisdictionTableLoaded loaded, GateRequest request, GateFacts facts,
        ProcessFacts process, InformationCategory? category, RequestedItem? about = null)
    {
        foreach (var row in rows)
        {
            if (Applies(row, loaded, request, facts, process) && (category is not { } one || row.Categories.Contains(one))
                && (about is null || IsAbout(row.Below, about, facts)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Applies(TableDuty row, JurisdictionTableLoaded loaded, GateRequest request, GateFacts facts,
        ProcessFacts process) =>
        row.Report == process.Report && Binds(row.Reporters, facts) && Binds(row.Roles, process.Role, facts.Discloser.KindIfKnown)
            && Names(loaded, row.Authority, request.Recipient.Agency);

    private static bool Applies(StatutoryMandate row, JurisdictionTableLoaded loaded, GateRequest request, GateFacts facts) =>
        Binds(row.Reporters, facts) && Names(loaded, row.Authority, request.Recipient.Agency);

    private static bool Shares(TeamStatute statute, AgencyKind discloser, AgencyKind recipient, Purpose purpose,
        InformationCategory category) =>
        statute.Members.Contains(discloser) && statute.Members.Contains(recipient) && statute.Purposes.Contains(purpose)
            && statute.Categories?.Contains(category) != false;

    // Below that age, or nobody knows; or the item names a child of hers, about whom it then is.
    private static bool IsAbout(int? below, RequestedItem item, GateFacts facts)
    {
        if (below is not { } years || !facts.Consent.Minority.HasReached(years, facts.Now))
        {
            return true;
        }

        for (var i = 0; i < item.ThirdPersons?.Count; i++)
        {
            if (item.ThirdPersons[i].IsHerChild == true)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Warns(this GateFacts facts, ProcessFacts process, InformationCategory? category)
    {
        foreach (var row in facts.TableOf(process)?.Table.DutiesToWarn ?? [])
        {
            if (Binds(row.Reporters, facts) && (category is not { } one || row.Categories.Contains(one)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Compels(this GateFacts facts, GateRequest request, ProcessFacts process, InformationCategory? category)
    {
        if (facts.TableOf(process) is not { } loaded)
        {
            return false;
        }

        foreach (var row in loaded.Table.Mandates ?? [])
        {
            if (Applies(row, loaded, request, facts) && (category is not { } one || row.Categories?.Contains(one) != false))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Binds(IReadOnlyList<AgencyKind>? reporters, GateFacts facts) => Binds(reporters, facts.Discloser.KindIfKnown);

    private static bool Binds(IReadOnlyList<AgencyKind>? reporters, AgencyKind? reporter) =>
        reporters is null || (reporter is { } kind && reporters.Contains(kind));

    // A role that nobody of the reporter's kind can hold is no role: what the law has everybody report, it has them report, too.
    private static bool Binds(IReadOnlyList<ReporterRole>? roles, ReporterRole? role, AgencyKind? reporter) =>
        roles is null || roles.Contains(ReporterRole.Anyone)
            || (role is { } one && roles.Contains(one) && (reporter is not { } kind || one.IsHeldAt(kind)));

    private static bool Names(JurisdictionTableLoaded loaded, AuthorityKind authority, AgencyId agency)
    {
        foreach (var named in loaded.Authorities)
        {
            if (named.Kind == authority && named.Agency == agency)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A line of a table of the law.</summary>
/// <param name="Jurisdiction">Whose law: <c>us</c>.</param>
/// <param name="Version">The version of the table in which it stands; of the rule-set, for what a rule cites itself; <c>policy</c> for a
/// line of the policy.</param>
/// <param name="Citation">What it cites.</param>
public sealed record LawLine(string Jurisdiction, string Version, string Citation);
