using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.Services;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.TaskForce;

/// <summary>A table of the law is loaded when each line can be checked; it takes effect now or later, and never twice.</summary>
public sealed class JurisdictionTableDeciderTests
{
    private static readonly TableDuty Duty = new(ReportKind.ChildAbuse, null, null, AuthorityKind.ChildWelfare, [InformationCategory.Identity], 24, "Code 1", Certainty.Text);

    private static readonly JurisdictionTable Table = new()
    {
        Jurisdiction = "us-xx",
        Name = "Somewhere",
        Version = "2026-11",
        Duties = [Duty],
        PermittedReports = [Duty],
        Mandates = [new StatutoryMandate([AgencyKind.Medical], AuthorityKind.ChildWelfare, [InformationCategory.Safety], "A statute", Certainty.Practice)],
        DutiesToWarn = [new WarningDuty([AgencyKind.Medical], [InformationCategory.Safety], "A case", Certainty.Practice)],
        FatalityReviews = [new FatalityReviewTeam(AuthorityKind.ChildWelfare, "Code 8", Certainty.Practice)],
        TeamStatutes = [new TeamStatute([AgencyKind.ChildWelfare, AgencyKind.LawEnforcement], [Purpose.Investigation], [InformationCategory.Narrative], "Code 2", Certainty.Excerpt)],
        LongestRelease = new TableLimit(90, "Code 3", Certainty.Text),
        AgeOfMajority = new TableLimit(19, "Code 4", Certainty.Text),
        MinorAloneServices = [new MinorService(GoalKind.Health, "Code 5", Certainty.Text)],
        Accounting = [new AccountingPeriod(PolicyProfile.Hipaa, 6, true, true, "Code 6", Certainty.Text)],
        Hotlines = [new Hotline(null, "A line", "1-800-555-0100", "example.org")],
    };

    private static readonly IReadOnlyList<AuthorityNamed> Authorities = [new(AuthorityKind.ChildWelfare, Clinic)];

    private static readonly Dictionary<AgencyId, AgencyKind> Kinds = new() { [Clinic] = AgencyKind.ChildWelfare, [Harbor] = AgencyKind.ChildWelfare, [Police] = AgencyKind.LawEnforcement };

    private static Past<TaskForceState, TaskForceEvent> Force => GivenWhenThen.Given(TaskForceStream.Definition, new TaskForceFormed("Valley task force", "Valley", Harbor));

    [Fact]
    public void It_takes_effect_now_or_later_and_never_in_the_past()
    {
        Force.When(s => Decide(Table, s)).Then(new JurisdictionTableLoaded(Noon, Table, Authorities, Ana));
        Force.When(s => Decide(Table, s, Noon.AddDays(1))).Then(new JurisdictionTableLoaded(Noon.AddDays(1), Table, Authorities, Ana));
        Force.When(s => Decide(Table, s, Noon.AddTicks(-1))).ThenRefused(RefusalReason.InvalidInput, "effectiveFrom");
        GivenWhenThen.Given(TaskForceStream.Definition).When(s => Decide(Table, s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void The_same_again_records_nothing_and_anything_else_does()
    {
        var loaded = Force.And(new JurisdictionTableLoaded(Noon.AddDays(-1), Table, Authorities, Dale));

        loaded.When(s => Decide(Table with { Duties = [.. Table.Duties], Hotlines = [.. Table.Hotlines] }, s)).ThenNothing();
        foreach (var other in Others)
        {
            Assert.False(other.SaysTheSameAs(Table));
            loaded.When(s => Decide(other, s)).Then(new JurisdictionTableLoaded(Noon, other, Authorities, Ana));
        }

        loaded.And(new JurisdictionTableLoaded(Noon.AddDays(1), Table with { Version = "2027-01" }, Authorities, Dale)).When(s => Decide(Table, s)).Then(new JurisdictionTableLoaded(Noon, Table, Authorities, Ana));
    }

    [Fact]
    public void Loading_again_drops_nobody_who_is_not_named_as_dropped()
    {
        var (loaded, newer) = (Force.And(new JurisdictionTableLoaded(Noon.AddDays(-1), Table, Authorities, Dale)), Table with { Version = "2026-12" });
        AuthorityNamed harbor = new(AuthorityKind.ChildWelfare, Harbor);
        Decision<TaskForceEvent> Load(JurisdictionTable table, AuthorityNamed[] named, AuthorityNamed[] dropped, TaskForceState state) =>
            JurisdictionTableDecider.Decide(new LoadJurisdictionTable(table, named, Kinds, null, Ana, Noon) { DropAuthorities = dropped }, state);

        loaded.When(s => Load(Table, [], [], s)).ThenNothing();
        loaded.When(s => Load(newer, [], [], s)).Then(new JurisdictionTableLoaded(Noon, newer, Authorities, Ana));
        loaded.When(s => Load(Table, [harbor], [], s)).Then(new JurisdictionTableLoaded(Noon, Table, [.. Authorities, harbor], Ana));
        loaded.When(s => Load(Table, [harbor], [.. Authorities], s)).Then(new JurisdictionTableLoaded(Noon, Table, [harbor], Ana));
        loaded.When(s => Load(Table, [], [harbor], s)).ThenRefused(RefusalReason.InvalidInput, "dropAuthorities[0]");
        loaded.When(s => Load(Table, [.. Authorities], [.. Authorities], s)).ThenRefused(RefusalReason.InvalidInput, "dropAuthorities[0]");
        var later = new JurisdictionTableLoaded(Noon.AddDays(9), newer, Authorities, Dale);
        loaded.And(later).When(s => Load(Table, [harbor], [], s)).Then(new JurisdictionTableLoaded(Noon, Table, [.. Authorities, harbor], Ana), later with { Authorities = [.. Authorities, harbor], By = Ana });
        Force.When(s => JurisdictionTableDecider.Decide(new LoadJurisdictionTable(Table with { Jurisdiction = "us-yy" }, [], Kinds, null, Ana, Noon), s)).Then(new JurisdictionTableLoaded(Noon, Table with { Jurisdiction = "us-yy" }, [], Ana));
    }

    private static IEnumerable<JurisdictionTable> Others =>
    [
        Table with { Name = "Elsewhere" },
        Table with { Duties = [Duty with { Reporters = [AgencyKind.Legal] }] },
        Table with { Duties = [Duty with { Roles = [ReporterRole.Advocate] }] },
        Table with { Duties = [Duty with { Categories = [InformationCategory.Contact] }] },
        Table with { Duties = [Duty with { Citation = "Code 9" }] },
        Table with { PermittedReports = [] },
        Table with { Mandates = null },
        Table with { FatalityReviews = null },
        Table with { FatalityReviews = [Table.FatalityReviews![0] with { Citation = "Code 9" }] },
        Table with { Duties = [Duty with { About = AboutWhom.Minors }] },
        Table with { Duties = [Duty with { About = AboutWhom.Minors, UnderAge = 21 }] },
        Table with { TeamStatutes = [Table.TeamStatutes[0] with { About = AboutWhom.Minors }] },
        Table with { Mandates = [Table.Mandates![0] with { Reporters = null }] },
        Table with { Mandates = [Table.Mandates![0] with { Categories = null }] },
        Table with { DutiesToWarn = [Table.DutiesToWarn[0] with { Reporters = null }] },
        Table with { DutiesToWarn = [Table.DutiesToWarn[0] with { Categories = [InformationCategory.Contact] }] },
        Table with { TeamStatutes = [Table.TeamStatutes[0] with { Members = [AgencyKind.ChildWelfare, AgencyKind.Medical] }] },
        Table with { TeamStatutes = [Table.TeamStatutes[0] with { Purposes = [Purpose.Prosecution] }] },
        Table with { TeamStatutes = [Table.TeamStatutes[0] with { Categories = null }] },
        Table with { LongestRelease = null },
        Table with { AgeOfMajority = new TableLimit(18, "Code 4", Certainty.Text) },
        Table with { MinorAloneServices = null },
        Table with { MinorAloneServices = [] },
        Table with { Accounting = [] },
        Table with { Hotlines = [] },
    ];

    [Fact]
    public void What_cannot_be_a_table_is_refused_by_its_field()
    {
        var many = Enumerable.Repeat(Duty, JurisdictionTableDecider.MostLines + 1).ToList();
        (string Field, JurisdictionTable Wrong)[] all =
        [
            ("table.jurisdiction", Table with { Jurisdiction = "North Carolina" }),
            ("table.jurisdiction", Table with { Jurisdiction = "" }),
            ("table.jurisdiction", Table with { Jurisdiction = "us-" }),
            ("table.jurisdiction", Table with { Jurisdiction = new string('a', JurisdictionTableDecider.LongestJurisdiction + 1) }),
            ("table.name", Table with { Name = " " }),
            ("table.version", Table with { Version = "banana" }),
            ("table.version", Table with { Version = "2026-13" }),
            ("table.version", Table with { Version = "2026-1" }),
            ("table.version", Table with { Version = "" }),
            ("table.duties", Table with { Duties = many }),
            ("table.duties[1]", Table with { Duties = [Duty, Duty with { Citation = "Code 7", WithinHours = null }] }),
            ("table.duties[0].reporters", Table with { Duties = [Duty with { Reporters = [] }] }),
            ("table.duties[0].roles[1]", Table with { Duties = [Duty with { Roles = [ReporterRole.Anyone, ReporterRole.Anyone] }] }),
            ("table.duties[0].categories", Table with { Duties = [Duty with { Categories = [] }] }),
            ("table.duties[0].withinHours", Table with { Duties = [Duty with { WithinHours = 0 }] }),
            ("table.duties[0].withinHours", Table with { Duties = [Duty with { WithinHours = JurisdictionTableDecider.MostHours + 1 }] }),
            ("table.duties[0].citation", Table with { Duties = [Duty with { Citation = "" }] }),
            ("table.permittedReports[0].citation", Table with { PermittedReports = [Duty with { Citation = new string('x', 201) }] }),
            ("table.mandates[0].reporters", Table with { Mandates = [Table.Mandates![0] with { Reporters = [] }] }),
            ("table.mandates[0].categories", Table with { Mandates = [Table.Mandates![0] with { Categories = [] }] }),
            ("table.mandates[0].citation", Table with { Mandates = [Table.Mandates![0] with { Citation = "" }] }),
            ("table.duties[0].underAge", Table with { Duties = [Duty with { UnderAge = 21 }] }),
            ("table.duties[0].underAge", Table with { Duties = [Duty with { About = AboutWhom.Minors, UnderAge = JurisdictionTableDecider.LeastAge - 1 }] }),
            ("table.permittedReports[0].underAge", Table with { PermittedReports = [Duty with { Report = ReportKind.ForeignMinor, UnderAge = JurisdictionTableDecider.MostAge + 1 }] }),
            ("table.teamStatutes[0].underAge", Table with { TeamStatutes = [Table.TeamStatutes[0] with { UnderAge = 21 }] }),
            ("table.fatalityReviews[0].citation", Table with { FatalityReviews = [Table.FatalityReviews![0] with { Citation = "" }] }),
            ("table.fatalityReviews[1]", Table with { FatalityReviews = [Table.FatalityReviews![0], Table.FatalityReviews![0]] }),
            ("table.mandates[1]", Table with { Mandates = [Table.Mandates![0], Table.Mandates![0]] }),
            ("table.dutiesToWarn[0].categories", Table with { DutiesToWarn = [Table.DutiesToWarn[0] with { Categories = [] }] }),
            ("table.dutiesToWarn[1]", Table with { DutiesToWarn = [Table.DutiesToWarn[0], Table.DutiesToWarn[0]] }),
            ("table.teamStatutes[0].members", Table with { TeamStatutes = [Table.TeamStatutes[0] with { Members = [AgencyKind.ChildWelfare] }] }),
            ("table.teamStatutes[0].members[1]", Table with { TeamStatutes = [Table.TeamStatutes[0] with { Members = [AgencyKind.ChildWelfare, AgencyKind.ChildWelfare] }] }),
            ("table.teamStatutes[0].purposes", Table with { TeamStatutes = [Table.TeamStatutes[0] with { Purposes = [] }] }),
            ("table.teamStatutes[0].categories", Table with { TeamStatutes = [Table.TeamStatutes[0] with { Categories = [] }] }),
            ("table.longestRelease.value", Table with { LongestRelease = new TableLimit(0, "Code 3", Certainty.Text) }),
            ("table.longestRelease.citation", Table with { LongestRelease = new TableLimit(9, "", Certainty.Text) }),
            ("table.ageOfMajority.value", Table with { AgeOfMajority = new TableLimit(JurisdictionTableDecider.LeastAge - 1, "Code 4", Certainty.Text) }),
            ("table.ageOfMajority.value", Table with { AgeOfMajority = new TableLimit(JurisdictionTableDecider.MostAge + 1, "Code 4", Certainty.Text) }),
            ("table.minorAloneServices[1]", Table with { MinorAloneServices = [Table.MinorAloneServices![0], Table.MinorAloneServices[0]] }),
            ("table.minorAloneServices[0].citation", Table with { MinorAloneServices = [new MinorService(GoalKind.Health, "", Certainty.Text)] }),
            ("table.accounting[0].years", Table with { Accounting = [Table.Accounting[0] with { Years = 0 }] }),
            ("table.accounting[1]", Table with { Accounting = [Table.Accounting[0], Table.Accounting[0] with { Years = 3 }] }),
            ("table.hotlines[0].number", Table with { Hotlines = [Table.Hotlines[0] with { Number = "call us" }] }),
            ("table.hotlines[0].name", Table with { Hotlines = [Table.Hotlines[0] with { Name = "" }] }),
            ("table.hotlines[0].source", Table with { Hotlines = [Table.Hotlines[0] with { Source = "" }] }),
            ("table", Table with { Hotlines = [.. Enumerable.Range(100, 50).Select(n => new Hotline(null, new string('\u6f22', 200), $"{n}", new string('\u6f22', 200)))] }),
        ];

        Assert.All(all, one => Force.When(s => Decide(one.Wrong, s)).ThenRefused(RefusalReason.InvalidInput, one.Field));
        Assert.All(all.Where(one => one.Field != "table"), one => Assert.Equal(one.Field["table.".Length..], JurisdictionTableDecider.IsWrong(one.Wrong, null)!.Field));
    }

    public static TheoryData<string, string, JurisdictionTable> Repeating => new()
    {
        { "duties[0].reporters[2]", "legal", Table with { Duties = [Duty with { Reporters = [AgencyKind.Legal, AgencyKind.Medical, AgencyKind.Legal] }] } },
        { "duties[0].roles[1]", "childWelfareWorker", Table with { Duties = [Duty with { Roles = [ReporterRole.ChildWelfareWorker, ReporterRole.ChildWelfareWorker] }] } },
        { "permittedReports[0].categories[1]", "safety", Table with { PermittedReports = [Duty with { Categories = [InformationCategory.Safety, InformationCategory.Safety] }] } },
        { "dutiesToWarn[0].reporters[1]", "medical", Table with { DutiesToWarn = [Table.DutiesToWarn[0] with { Reporters = [AgencyKind.Medical, AgencyKind.Medical] }] } },
        { "dutiesToWarn[0].categories[1]", "safety", Table with { DutiesToWarn = [Table.DutiesToWarn[0] with { Categories = [InformationCategory.Safety, InformationCategory.Safety] }] } },
        { "mandates[0].reporters[1]", "medical", Table with { Mandates = [Table.Mandates![0] with { Reporters = [AgencyKind.Medical, AgencyKind.Medical] }] } },
        { "mandates[0].categories[1]", "safety", Table with { Mandates = [Table.Mandates![0] with { Categories = [InformationCategory.Safety, InformationCategory.Safety] }] } },
        { "teamStatutes[0].members[1]", "childWelfare", Table with { TeamStatutes = [Table.TeamStatutes[0] with { Members = [AgencyKind.ChildWelfare, AgencyKind.ChildWelfare] }] } },
        { "teamStatutes[0].purposes[1]", "investigation", Table with { TeamStatutes = [Table.TeamStatutes[0] with { Purposes = [Purpose.Investigation, Purpose.Investigation] }] } },
        { "teamStatutes[0].categories[1]", "narrative", Table with { TeamStatutes = [Table.TeamStatutes[0] with { Categories = [InformationCategory.Narrative, InformationCategory.Narrative] }] } },
    };

    [Theory, MemberData(nameof(Repeating))]
    public void A_word_that_is_named_twice_is_told(string field, string word, JurisdictionTable table)
    {
        var wrong = JurisdictionTableDecider.IsWrong(table, null)!;

        Assert.Equal((field, $"{word} is named twice. Name it once."), (wrong.Field, wrong.Message));
    }

    [Fact]
    public void The_media_are_no_member_of_a_team()
    {
        var wrong = JurisdictionTableDecider.IsWrong(Table with { TeamStatutes = [Table.TeamStatutes[0] with { Members = [AgencyKind.ChildWelfare, AgencyKind.LawEnforcement, AgencyKind.Media] }] }, "table")!;

        Assert.Equal("table.teamStatutes[0].members[2]", wrong.Field);
        Assert.StartsWith("media is no member of a team", wrong.Message, StringComparison.Ordinal);
        Assert.EndsWith("Take it out.", wrong.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, JurisdictionTable> Privileged
    {
        get
        {
            IReadOnlyList<InformationCategory> both = [InformationCategory.Safety, InformationCategory.PrivilegedCommunication];
            return new()
            {
                { "duties[0]", Table with { Duties = [Duty with { Categories = both }] } },
                { "permittedReports[0]", Table with { PermittedReports = [Duty with { Categories = both }] } },
                { "dutiesToWarn[0]", Table with { DutiesToWarn = [Table.DutiesToWarn[0] with { Categories = both }] } },
                { "mandates[0]", Table with { Mandates = [Table.Mandates![0] with { Categories = both }] } },
                { "teamStatutes[0]", Table with { TeamStatutes = [Table.TeamStatutes[0] with { Categories = both }] } },
            };
        }
    }

    [Theory, MemberData(nameof(Privileged))]
    public void What_was_said_under_a_privilege_goes_by_no_line(string line, JurisdictionTable table)
    {
        var wrong = JurisdictionTableDecider.IsWrong(table, "table")!;

        Assert.Equal($"table.{line}.categories[1]", wrong.Field);
        Assert.StartsWith("privilegedCommunication goes by her own waiver or a court's ruling", wrong.Message, StringComparison.Ordinal);
        Assert.EndsWith("Take it out.", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_authority_may_be_several_agencies_each_named_once()
    {
        Force.When(s => Name(s, [.. Authorities, .. Authorities])).ThenRefused(RefusalReason.InvalidInput, "authorities[1]");
        IReadOnlyList<AuthorityNamed> two = [.. Authorities, new(AuthorityKind.ChildWelfare, Harbor)];
        Force.When(s => Name(s, two)).Then(new JurisdictionTableLoaded(Noon, Table, two, Ana));
    }

    [Fact]
    public void An_agency_that_is_named_for_an_authority_is_known_and_of_its_kind()
    {
        var table = Table with { Duties = [.. Enum.GetValues<AuthorityKind>().Select(authority => Duty with { Authority = authority })] };
        Decision<TaskForceEvent> One(TaskForceState state, AuthorityKind authority, AgencyKind? kind) => JurisdictionTableDecider.Decide(
            new LoadJurisdictionTable(table, [new(authority, Clinic)], kind is { } known ? new Dictionary<AgencyId, AgencyKind> { [Clinic] = known } : [], null, Ana, Noon), state);

        foreach (var authority in Enum.GetValues<AuthorityKind>())
        {
            Force.When(s => One(s, authority, null)).ThenRefused(RefusalReason.InvalidInput, "authorities[0].agency");
            foreach (var kind in Enum.GetValues<AgencyKind>())
            {
                var fits = authority is AuthorityKind.ChildWelfare or AuthorityKind.LawEnforcement or AuthorityKind.Prosecution ? $"{kind}" == $"{authority}"
                    : kind != AgencyKind.Media && (authority != AuthorityKind.FatalityReview || kind is not (AgencyKind.LawEnforcement or AgencyKind.Prosecution or AgencyKind.Funder));
                var asked = Force.When(s => One(s, authority, kind));
                if (fits)
                    asked.Then(new JurisdictionTableLoaded(Noon, table, [new(authority, Clinic)], Ana));
                else
                    asked.ThenRefused(RefusalReason.InvalidInput, "authorities[0].agency");
            }
        }
    }

    [Fact]
    public void An_authority_to_which_no_line_goes_is_refused_with_those_that_there_are()
    {
        Force.When(s => Name(s, [.. Authorities, new(AuthorityKind.LawEnforcement, Police)])).ThenRefused(RefusalReason.InvalidInput, "authorities[1].kind");
        var wrong = JurisdictionTableDecider.AuthoritiesAreWrong([new(AuthorityKind.LawEnforcement, Police)], Table, "authorities")!;
        Assert.Contains("goes to lawEnforcement", wrong.Message, StringComparison.Ordinal);
        Assert.EndsWith(": childWelfare.", wrong.Message, StringComparison.Ordinal);
        foreach (var one in new[] { Table with { Duties = [], PermittedReports = [] }, Table with { Duties = [], Mandates = null }, Table with { PermittedReports = [], Mandates = null } })
            Assert.Null(JurisdictionTableDecider.AuthoritiesAreWrong(Authorities, one, "authorities"));
        Assert.Null(JurisdictionTableDecider.AuthoritiesAreWrong(Authorities, Table with { Duties = [], PermittedReports = [], Mandates = null }, "authorities"));
        Assert.Contains("needs no authorities", JurisdictionTableDecider.AuthoritiesAreWrong(Authorities, Table with { Duties = [], PermittedReports = [], Mandates = null, FatalityReviews = null }, "authorities")!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_told_for_which_authorities_nobody_is_named()
    {
        Assert.Equal([AuthorityKind.ChildWelfare], JurisdictionTableDecider.NobodyIsNamedFor(Table, []));
        Assert.Empty(JurisdictionTableDecider.NobodyIsNamedFor(Table, Authorities));
    }

    [Fact]
    public void A_policy_allows_no_longer_releases_than_the_law_that_is_in_force_when_it_begins()
    {
        var settings = new PolicySettings(91, 3, 10);
        var force = Force.And(new JurisdictionTableLoaded(Noon.AddDays(1), Table, [], Ana));

        force.When(s => TaskForceDecider.Decide(new SetPolicy(settings, null, Noon), s)).Then(new PolicySet(Noon, settings));
        force.When(s => TaskForceDecider.Decide(new SetPolicy(settings, Noon.AddDays(1), Noon), s)).ThenRefused(RefusalReason.InvalidInput, "settings.longestReleaseDays");
        force.When(s => TaskForceDecider.Decide(new SetPolicy(settings with { LongestReleaseDays = 90 }, Noon.AddDays(1), Noon), s)).Then(new PolicySet(Noon.AddDays(1), settings with { LongestReleaseDays = 90 }));
    }

    private static Decision<TaskForceEvent> Decide(JurisdictionTable table, TaskForceState state, DateTimeOffset? from = null) =>
        JurisdictionTableDecider.Decide(new LoadJurisdictionTable(table, Authorities, Kinds, from, Ana, Noon), state);

    private static Decision<TaskForceEvent> Name(TaskForceState state, IReadOnlyList<AuthorityNamed> authorities) =>
        JurisdictionTableDecider.Decide(new LoadJurisdictionTable(Table, authorities, Kinds, null, Ana, Noon), state);
}
