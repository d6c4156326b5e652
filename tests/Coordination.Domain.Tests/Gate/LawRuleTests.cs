using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateAssert;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>What goes, waits or stays by law in 2026-2: reports, dangers, warnings, reviews of deaths, and what a court ruled on.</summary>
public sealed class LawRuleTests
{
    private static readonly AgencyId Court = new("superior-court");
    private static readonly ProcessEvent[] Prepared = [new SurvivorTold(Channel.InPerson, Noon, Ana), new ProtectiveStepsTaken([ProtectiveStep.SealedFiling], null, Ana)];

    private static ProcessServed Served(ProcessKind kind) => new()
    {
        Process = new ProcessId(Numbered(70)),
        Kind = kind,
        Agency = Harbor,
        Survivor = Survivor,
        Case = new CaseId(Numbered(71)),
        Authority = new GateRecipient(Police, null),
        IssuedBy = Sensitive.Of("the law"),
        Reference = Sensitive.Of("Code 1"),
        Names = new ProcessScope([Story], []),
        Part2Order = false,
        By = Ana,
    };

    private static ProcessServed Order(params ProcessRuling[] rulings) => Served(ProcessKind.CourtOrder) with { Authority = new GateRecipient(Court, null), Rulings = rulings };

    private static ProcessServed Report(ProcessKind kind, ReportKind? report = ReportKind.ChildAbuse) =>
        Served(kind) with { Duty = new ReporterDuty(ReporterRole.Advocate, "us-xx"), Report = report };

    private static ProcessServed Danger(RiskKind kind = RiskKind.HarmToHer, DateTimeOffset? at = null) =>
        Served(ProcessKind.ImminentRisk) with { Risk = new RiskFinding(kind, Sensitive.Of("what was heard"), at ?? Noon) };

    private static ProcessServed Review(params FatalityCondition[] conditions) => Served(ProcessKind.FatalityReview) with { Conditions = conditions };

    private static TableDuty Row(ReportKind report = ReportKind.ChildAbuse, params InformationCategory[] categories) =>
        new(report, null, null, AuthorityKind.LawEnforcement, categories.Length > 0 ? categories : [InformationCategory.Narrative], null, "Code 1", Certainty.Practice);

    private static JurisdictionTableLoaded Loaded(JurisdictionTable? table = null, DateTimeOffset? from = null) => new(
        from ?? Noon.AddDays(-10), table ?? new JurisdictionTable { Jurisdiction = "us-xx", Name = "A state", Version = "1" },
        [new AuthorityNamed(AuthorityKind.LawEnforcement, Police)], Ana);

    private static JurisdictionTableLoaded ReviewNamed() =>
        Loaded(new JurisdictionTable { Jurisdiction = "us-xx", Name = "A state", Version = "1", FatalityReviews = [new FatalityReviewTeam(AuthorityKind.FatalityReview, "Code 1", Certainty.Practice)] }) with
        { Authorities = [new AuthorityNamed(AuthorityKind.FatalityReview, Police)] };

    private static JurisdictionTableLoaded WithDuty(params TableDuty[] rows) => Loaded(new JurisdictionTable { Jurisdiction = "us-xx", Name = "A state", Version = "1", Duties = rows });

    private static JurisdictionTableLoaded WithPermitted(params TableDuty[] rows) => Loaded(new JurisdictionTable { Jurisdiction = "us-xx", Name = "A state", Version = "1", PermittedReports = rows });

    private static ProcessServed Statute(string? jurisdiction = "us-xx") => Served(ProcessKind.Statute) with { Jurisdiction = jurisdiction };

    private static StatutoryMandate Compelling => new(null, AuthorityKind.LawEnforcement, null, "Code 2", Certainty.Text);

    private static JurisdictionTableLoaded WithMandate(params StatutoryMandate[] rows) => Loaded(new JurisdictionTable { Jurisdiction = "us-xx", Name = "A state", Version = "1", Mandates = rows });

    // No release, no part in the case: by law or not at all.
    private static GateWorld By(ProcessServed served, params ProcessEvent[] after) => Permitting.Without<ReleaseSigned>().Asking(r => r with
    {
        Purpose = BasisPurposes.Of(Enum.Parse<ClaimedBasis>(served.Kind.ToString()))?[0] ?? r.Purpose,
        Recipient = served.Authority,
        Basis = Enum.Parse<ClaimedBasis>(served.Kind.ToString()),
        Involvements = [],
        Items = [r.Items[0]],
    }) with
    { Process = [served, .. after], Rules = RuleSets.V2026R2 };

    private static GateWorld Bound(GateWorld world, AgencyKind kind, params PolicyProfile[] profiles) => world with { Discloser = [new AgencyJoined(Harbor, "Harbor", kind, profiles), Mou] };

    private static GateWorld Bound(GateWorld world, params PolicyProfile[] profiles) => Bound(world, AgencyKind.VictimServices, profiles);

    private static GateWorld Under(GateWorld world, params TaskForceEvent[] tables) => world with { TaskForce = [.. world.TaskForce, .. tables] };

    private static GateWorld Of(GateWorld world, InformationCategory category) => world.AskingFor(item => item with { Category = category });

    private static GateWorld Refused(GateWorld world) => world.And(new ConsentDeclined(new(Numbered(72)), [], [], [], Ana, Channel.InPerson, Noon));

    [Fact]
    public void CG17_a_part_two_order_needs_a_mandate_beside_it()
    {
        var order = Order() with { Part2Order = true };
        Held(Of(By(order, Prepared), InformationCategory.SubstanceUse), "CG-17", "mandate");
        Permitted(Of(By(order with { Mandate = true }, Prepared), InformationCategory.SubstanceUse));
        Held(By(order, Prepared), "CG-17", "mandate");
        Permitted(By(order with { Mandate = true }, Prepared));
        Denied(Of(By(Order(), Prepared), InformationCategory.SubstanceUse), "CG-17", "part2-order");
    }

    [Fact]
    public void Whatever_a_program_holds_is_under_part_two()
    {
        var program = Bound(By(Order(), Prepared), PolicyProfile.Part2);
        Denied(program, "CG-17", "part2-order");
        Held(program with { Process = [Order() with { Part2Order = true }, .. Prepared] }, "CG-17", "mandate");
        Permitted(program with { Process = [Order() with { Part2Order = true, Mandate = true }, .. Prepared] });
        Permitted(Bound(By(Order(), Prepared), PolicyProfile.Fvpsa));
        Assert.Contains(Obligation.Part2Notice, (program with { Process = [Order() with { Part2Order = true, Mandate = true }, .. Prepared] }).Evaluate().Obligations);

        var report = Under(By(Report(ProcessKind.MandatedReport, ReportKind.VulnerableAdult)), WithDuty(Row(ReportKind.VulnerableAdult)));
        Denied(Bound(report, PolicyProfile.Part2), "CG-19", "part2-report");
        Permitted(Bound(report, PolicyProfile.Fvpsa));
        Permitted(Bound(Under(By(Report(ProcessKind.MandatedReport)), WithDuty(Row())), PolicyProfile.Part2));

        Denied(Bound(By(Danger()), PolicyProfile.Part2), "CG-43", "part2-emergency");
        Permitted(Bound(By(Danger()), PolicyProfile.Fvpsa));
        Permitted(Bound(By(Danger(RiskKind.MedicalEmergency)), PolicyProfile.Part2) with { Recipient = [new AgencyJoined(Police, "A clinic", AgencyKind.Medical, [])] });
    }

    [Fact]
    public void CG29_where_nobody_knows_what_binds_the_agency_nobody_is_told_more_than_anybody_and_a_report_waits()
    {
        var released = Bound(Permitting.Signing(signed => signed with { WarningsAcknowledged = Enum.GetValues<ReleaseWarning>() }).WithTerms(terms => terms with { Purposes = [Purpose.Investigation] }), AgencyKind.HousingAndServices) with { Rules = RuleSets.V2026R2 };
        Denied(released, "CG-29", "profiles-unknown");
        Denied(released with { Recipient = [.. released.Recipient.Select(e => e is AgencyJoined joined ? joined with { Kind = AgencyKind.Medical } : e)] }, "CG-29", "profiles-unknown");
        Permitted(Bound(released, AgencyKind.HousingAndServices, PolicyProfile.Fvpsa));
        Assert.Contains(GateNotes.Unknown, GateNotes.Of(released.Evaluate(), ClaimedBasis.Release, released.Facts), StringComparison.Ordinal);
        Assert.Null(GateNotes.Of((released with { Rules = RuleSets.V2026R1 }).Evaluate(), ClaimedBasis.Release, released.Facts));

        var report = Bound(Under(By(Report(ProcessKind.MandatedReport)), WithDuty(Row(), Row(ReportKind.VulnerableAdult))), AgencyKind.HousingAndServices);
        Held(report, "CG-29", "profiles-unknown");
        Held(report with { Process = [Report(ProcessKind.MandatedReport, ReportKind.VulnerableAdult)] }, "CG-19", "profiles-unknown");
        Denied(Of(report, InformationCategory.Medical), "CG-19", "not-required");
        Assert.Equal($"{GateNotes.Duty} {GateNotes.Unknown}", GateNotes.Of(report.Evaluate(), ClaimedBasis.MandatedReport, report.Facts));
    }

    [Fact]
    public void CG29_a_federal_official_makes_the_reports_that_federal_law_asks_of_officials()
    {
        var foreign = Row(ReportKind.ForeignMinor) with { Authority = AuthorityKind.HealthAndHumanServices };
        var named = WithDuty(Row(), foreign, foreign with { Report = ReportKind.VulnerableAdult }) with { Authorities = [new AuthorityNamed(AuthorityKind.HealthAndHumanServices, Police), new AuthorityNamed(AuthorityKind.LawEnforcement, Police)] };
        GateWorld By1367(ReportKind kind) => Bound(Under(By(Report(ProcessKind.MandatedReport, kind)), named), AgencyKind.Coordinating, PolicyProfile.Federal1367) with { Recipient = [new AgencyJoined(Police, "A department", AgencyKind.HousingAndServices, [])] };

        Permitted(By1367(ReportKind.ForeignMinor));
        Permitted(By1367(ReportKind.ChildAbuse));
        Assert.Contains(Obligation.ProtectedImmigration, By1367(ReportKind.ForeignMinor).Evaluate().Obligations);
        Denied(By1367(ReportKind.VulnerableAdult), "CG-29", "protected-immigration");
        foreach (var untold in new[] { By1367(ReportKind.ForeignMinor), By1367(ReportKind.ChildAbuse), By1367(ReportKind.VulnerableAdult), By1367(ReportKind.ChildAbuse) with { Process = [] } })
        {
            Held(untold with { TaskForce = Permitting.TaskForce }, "CG-29", "duty-stands");
        }

        Denied(By1367(ReportKind.ForeignMinor).Asking(r => r with { Basis = ClaimedBasis.CourtOrder }), "CG-29", "protected-immigration");
    }

    [Fact]
    public void CG19_a_role_that_nobody_there_can_hold_brings_nobody_under_a_line()
    {
        GateWorld As(ReporterRole role, AgencyKind at, params ReporterRole[]? roles) =>
            Bound(Under(By(Report(ProcessKind.MandatedReport) with { Duty = new ReporterDuty(role, "us-xx") }), WithDuty(Row() with { Roles = roles })), at, PolicyProfile.Fvpsa);

        Permitted(As(ReporterRole.HealthProfessional, AgencyKind.HousingAndServices, ReporterRole.HealthProfessional));
        Held(As(ReporterRole.PeaceOfficer, AgencyKind.HousingAndServices, ReporterRole.PeaceOfficer), "CG-18", "duty-stands");
        Permitted(As(ReporterRole.PeaceOfficer, AgencyKind.HousingAndServices, null));
        Permitted(As(ReporterRole.PeaceOfficer, AgencyKind.HousingAndServices, ReporterRole.PeaceOfficer, ReporterRole.Anyone));
        Permitted(As(ReporterRole.PeaceOfficer, AgencyKind.LawEnforcement, ReporterRole.PeaceOfficer));
    }

    [Fact]
    public void CG17_while_an_order_forbids_it_nobody_waits_to_tell_her_and_nobody_tells_her()
    {
        var order = Order() with { TellingForbidden = new(Sensitive.Of("sealed"), Noon.AddTicks(1)) };
        var world = By(order, Prepared[1]);
        Permitted(world);
        Assert.Equal([Obligation.Account], world.Evaluate().Obligations);
        Held(world with { Now = Noon.AddTicks(1) }, "CG-17", "tell-survivor");
        Permitted(By(order with { TellingForbidden = new(Sensitive.Of("sealed"), null) }, Prepared[1]));
    }

    [Fact]
    public void CG17_and_CG37_from_the_instant_of_her_death_nothing_waits_to_tell_her_and_nobody_has_to()
    {
        var order = By(Order(), Prepared[1]);
        Held(order, "CG-17", "tell-survivor");
        Permitted(order.And(new SurvivorDied(Noon)));
        Assert.Equal([Obligation.Account], order.And(new SurvivorDied(Noon)).Evaluate().Obligations);
        Held(order.And(new SurvivorDied(Noon.AddTicks(1))), "CG-17", "tell-survivor");

        var released = Permitting.WithTerms(terms => terms with { Conditions = [ReleaseCondition.TellMeFirst] }).And(new EventOfDeathInstructionGiven(true)) with { Rules = RuleSets.V2026R2 };
        Held(released, "CG-37", "condition");
        Permitted(released.And(new SurvivorDied(Noon)));
        Assert.DoesNotContain(Obligation.TellSurvivor, released.And(new SurvivorDied(Noon)).Evaluate().Obligations);
        Held(released.And(new SurvivorDied(Noon)) with { Rules = RuleSets.V2026R1 }, "CG-37", "condition");
    }

    [Fact]
    public void CG18_a_duty_that_is_not_known_here_waits_and_is_never_denied()
    {
        Held(By(Report(ProcessKind.MandatedReport)), "CG-18", "duty-stands");
        Held(By(Report(ProcessKind.MandatedReport)) with { Process = [] }, "CG-18", "duty-stands");
        Held(By(Report(ProcessKind.MandatedReport)) with { Process = [], Recipient = [] }, "CG-18", "duty-stands");
        Held(Permitting.Asking(r => r with { Basis = ClaimedBasis.MandatedReport }) with { Rules = RuleSets.V2026R2 }, "CG-18", "duty-stands");
        Held(Under(By(Report(ProcessKind.MandatedReport, ReportKind.Injury)), WithDuty(Row())), "CG-18", "duty-stands");
    }

    [Theory]
    [InlineData(PolicyProfile.Vawa, false)]
    [InlineData(PolicyProfile.Voca, false)]
    [InlineData(PolicyProfile.Ferpa, false)]
    [InlineData(PolicyProfile.Federal1367, false)]
    [InlineData(PolicyProfile.Fvpsa, true)]
    [InlineData(PolicyProfile.Hipaa, true)]
    [InlineData(PolicyProfile.Part2, true)]
    [InlineData(PolicyProfile.OwnRecords, true)]
    public void CG18_a_report_that_is_permitted_goes_where_every_law_that_binds_leaves_it(PolicyProfile profile, bool goes)
    {
        var world = Under(By(Report(ProcessKind.PermittedReport)), WithPermitted(Row()));
        if (goes)
            Permitted(Refused(Bound(world, profile)));
        else
            Denied(Bound(world, profile), "CG-18", "not-mandated");
        Denied(Bound(world, profile, PolicyProfile.Vawa), "CG-18", "not-mandated");
        Denied(Bound(world, AgencyKind.HousingAndServices), "CG-18", "not-mandated");
    }

    [Fact]
    public void CG18_hipaa_needs_no_line_of_a_table_and_fvpsa_does()
    {
        var world = By(Report(ProcessKind.PermittedReport));
        Permitted(Bound(world, PolicyProfile.Hipaa));
        Denied(Bound(world, PolicyProfile.Hipaa, PolicyProfile.Fvpsa), "CG-18", "not-mandated");
        Denied(Bound(By(Report(ProcessKind.PermittedReport, ReportKind.VulnerableAdult)), PolicyProfile.Hipaa), "CG-18", "not-mandated");
        Denied(Bound(world with { Recipient = [new AgencyJoined(Police, "A lawyer", AgencyKind.Legal, [])] }, PolicyProfile.Hipaa), "CG-18", "not-mandated");
        Denied(Bound(Of(world, InformationCategory.SubstanceUse), PolicyProfile.Hipaa), "CG-18", "not-mandated");
        Permitted(Bound(Of(Under(world, WithPermitted(Row(ReportKind.ChildAbuse, InformationCategory.SubstanceUse))), InformationCategory.SubstanceUse), PolicyProfile.Hipaa));
    }

    [Fact]
    public void CG18_a_line_says_what_a_report_may_contain()
    {
        var world = Bound(Under(By(Report(ProcessKind.PermittedReport)), WithPermitted(Row())), PolicyProfile.Fvpsa);
        Denied(Of(world, InformationCategory.Medical), "CG-18", "not-required");
        Denied(world.AskingFor(item => item with { Item = Phone }), "CG-18", "not-named");
        Held(world with { Process = [.. world.Process, new CounselReviewed(CounselFinding.Quash, null, null, Nina)] }, "CG-18", "quash");
    }

    [Fact]
    public void CG19_a_duty_of_a_table_is_one_of_its_jurisdiction_its_reporters_its_roles_and_its_authority()
    {
        var world = Under(By(Report(ProcessKind.MandatedReport)), WithDuty(Row()));
        Permitted(world);
        Held(Under(By(Report(ProcessKind.MandatedReport)), WithDuty(Row() with { Reporters = [AgencyKind.Medical] })), "CG-18", "duty-stands");
        Held(Under(By(Report(ProcessKind.MandatedReport)), WithDuty(Row() with { Roles = [ReporterRole.Educator] })), "CG-18", "duty-stands");
        Held(Under(By(Report(ProcessKind.MandatedReport)), WithDuty(Row() with { Authority = AuthorityKind.ChildWelfare })), "CG-18", "duty-stands");
        Held(Under(By(Report(ProcessKind.MandatedReport) with { Duty = new(ReporterRole.Advocate, "us-yy") }), WithDuty(Row())), "CG-18", "duty-stands");
        Permitted(Under(By(Report(ProcessKind.MandatedReport)), WithDuty(Row() with { Reporters = [AgencyKind.VictimServices], Roles = [ReporterRole.Anyone] })));
    }

    [Fact]
    public void CG19_the_table_in_force_counts_and_no_other()
    {
        var world = By(Report(ProcessKind.MandatedReport));
        Held(Under(world, Loaded(WithDuty(Row()).Table, Noon.AddTicks(1))), "CG-18", "duty-stands");
        Permitted(Under(world, Loaded(WithDuty(Row()).Table, Noon)));
        Held(Under(world, WithDuty(Row()), Loaded()), "CG-18", "duty-stands");
        Permitted(Under(world, WithDuty(Row()), Loaded(from: Noon.AddDays(-11))));
        Permitted(Under(world, WithDuty(Row()), Loaded(new JurisdictionTable { Jurisdiction = "us-yy", Name = "Another", Version = "1" })));
    }

    [Fact]
    public void CG19_substance_use_goes_in_a_report_of_child_abuse_and_in_no_other()
    {
        Permitted(Of(Under(By(Report(ProcessKind.MandatedReport)), WithDuty(Row(ReportKind.ChildAbuse, InformationCategory.SubstanceUse))), InformationCategory.SubstanceUse));
        Denied(Of(Under(By(Report(ProcessKind.MandatedReport, ReportKind.Injury)), WithDuty(Row(ReportKind.Injury, InformationCategory.SubstanceUse))), InformationCategory.SubstanceUse), "CG-19", "part2-report");
    }

    [Fact]
    public void CG19_the_duty_of_the_policy_counts_beside_the_tables()
    {
        var world = By(Report(ProcessKind.MandatedReport, null) with { Duty = new(ReporterRole.Advocate, "Valley") });
        var policy = new PolicySet(Noon.AddDays(-1), new PolicySettings(90, 3, 10) { MandatedReports = [new ReportingDuty(AgencyKind.VictimServices, ReporterRole.Advocate, "Valley", Police, [InformationCategory.Narrative], "Code 1")] });
        Permitted(Under(world, policy));
        Denied(Of(Under(world, policy), InformationCategory.Medical), "CG-19", "not-required");
    }

    [Theory]
    [InlineData(RulingSubject.Privilege, InformationCategory.PrivilegedCommunication, "CG-27", "privilege")]
    [InlineData(RulingSubject.ShelterLocation, InformationCategory.ShelterLocation, "CG-36", "shelter-location")]
    public void CG27_and_CG36_a_ruling_opens_the_item_that_it_names_and_no_other(RulingSubject subject, InformationCategory category, string rule, string reason)
    {
        Permitted(Of(By(Order(new ProcessRuling(subject, [Story])), Prepared), category));
        Held(Of(By(Order(new ProcessRuling(subject, [Phone])), Prepared), category), rule, "ruling");
        Held(Of(By(Order(new ProcessRuling(RulingSubject.Standing, [Story])), Prepared), category), rule, "ruling");
        Held(Of(By(Order(), Prepared), category), rule, "ruling");
        Denied(Of(Under(By(Statute() with { Rulings = [new ProcessRuling(subject, [Story])] }, Prepared), WithMandate(Compelling)), category), rule, reason);
        Denied(Of(Permitting with { Rules = RuleSets.V2026R2 }, category), rule, reason);
    }

    [Fact]
    public void CG40_a_court_reaches_an_agency_out_of_standing_by_a_ruling_only()
    {
        var suspended = new StandingSuspended(Sensitive.Of("a breach"));
        GateWorld Suspended(GateWorld world) => world with { Discloser = [.. world.Discloser, suspended] };
        GateWorld Out(params ProcessRuling[] rulings) => Suspended(By(Order(rulings), Prepared));

        Permitted(Out(new ProcessRuling(RulingSubject.Standing, [Story])));
        Held(Out(new ProcessRuling(RulingSubject.Standing, [Phone])), "CG-40", "ruling");
        Held(Out(new ProcessRuling(RulingSubject.Privilege, [Story])), "CG-40", "ruling");
        Denied(Suspended(Under(By(Report(ProcessKind.MandatedReport)), WithDuty(Row()))), "CG-40", "standing");
        Denied(By(Order(), Prepared) with { Process = [], Recipient = [] }, "CG-40", "standing");
    }

    [Theory]
    [InlineData(PolicyProfile.Vawa, false)]
    [InlineData(PolicyProfile.Voca, false)]
    [InlineData(PolicyProfile.Federal1367, false)]
    [InlineData(PolicyProfile.Fvpsa, true)]
    [InlineData(PolicyProfile.Hipaa, true)]
    [InlineData(PolicyProfile.Ferpa, true)]
    [InlineData(PolicyProfile.ChildWelfare, true)]
    public void CG43_who_may_tell_of_a_danger_tells_the_minimum_at_once(PolicyProfile profile, bool goes)
    {
        var world = Refused(Bound(By(Danger()), profile));
        if (goes)
        {
            Permitted(world);
            Assert.Equal([Obligation.TellSurvivor, Obligation.Account], world.Evaluate().Obligations);
            Assert.False(world.Evaluate().IsCompelled());
            Denied(world.AskingFor(item => item with { Item = Phone }), "CG-43", "not-named");
        }
        else
        {
            Denied(world, "CG-43", "imminent-risk");
        }

        Denied(Bound(By(Danger())), "CG-43", "imminent-risk");
    }

    [Fact]
    public void CG18_CG43_and_CG45_tell_nothing_to_whom_nobody_recorded()
    {
        var report = Bound(By(Report(ProcessKind.PermittedReport)), PolicyProfile.Hipaa);
        var danger = Bound(By(Danger()), PolicyProfile.Fvpsa);
        var review = Under(Bound(By(Review(Enum.GetValues<FatalityCondition>())), PolicyProfile.Vawa).And(new SurvivorDied(Noon)), ReviewNamed());
        var outside = new OutsideRecipientRecorded(Police, "Police of another county", AgencyKind.LawEnforcement, Dale, Sensitive.Of("a street"), Ana);
        foreach (var (world, rule) in new[] { (report, "CG-18"), (danger, "CG-43"), (review, "CG-45") })
        {
            Denied(world with { Recipient = [] }, rule, "unknown-recipient");
            Denied(world with { Recipient = [], Process = [] }, rule, "unknown-recipient");
            Permitted(world with { Recipient = [outside] });
        }

        Denied(Bound(danger, PolicyProfile.Vawa) with { Recipient = [] }, "CG-43", "imminent-risk");
        Denied(Bound(review, PolicyProfile.Ferpa) with { Recipient = [] }, "CG-45", "fatality-review");
        Denied(report with { Recipient = [] }, "CG-32", "need-to-know");
    }

    [Fact]
    public void CG43_a_danger_waits_until_somebody_attests_it()
    {
        Held(Bound(By(Served(ProcessKind.ImminentRisk)), PolicyProfile.Fvpsa), "CG-43", "finding");
        Held(Bound(By(Danger()) with { Process = [] }, PolicyProfile.Fvpsa), "CG-43", "finding");
        Held(Bound(By(Danger(at: Noon.AddTicks(1))), PolicyProfile.Fvpsa), "CG-43", "finding");
        Held(Bound(By(Danger(), new ProcessClosed(ProcessEnd.RecordedInError, null, Ana)), PolicyProfile.Fvpsa), "CG-43", "finding");
    }

    [Fact]
    public void CG43_substance_use_goes_to_medical_personnel_in_an_emergency_and_to_nobody_else()
    {
        GateWorld Used(RiskKind kind, AgencyKind to) => Of(Bound(By(Danger(kind)), PolicyProfile.Part2), InformationCategory.SubstanceUse) with { Recipient = [new AgencyJoined(Police, "To", to, []), Mou] };

        Permitted(Used(RiskKind.MedicalEmergency, AgencyKind.Medical));
        Denied(Used(RiskKind.HarmToHer, AgencyKind.Medical), "CG-43", "part2-emergency");
        Denied(Used(RiskKind.MedicalEmergency, AgencyKind.LawEnforcement), "CG-43", "part2-emergency");
    }

    [Theory]
    [InlineData(ProcessKind.MandatedReport, "CG-19", Purpose.SafetyPlanning, Purpose.Investigation, Purpose.Prosecution, Purpose.ServiceDelivery, Purpose.MedicalCare)]
    [InlineData(ProcessKind.PermittedReport, "CG-18", Purpose.SafetyPlanning, Purpose.Investigation, Purpose.Prosecution, Purpose.ServiceDelivery, Purpose.MedicalCare)]
    [InlineData(ProcessKind.ImminentRisk, "CG-43", Purpose.SafetyPlanning, Purpose.MedicalCare)]
    [InlineData(ProcessKind.DutyToWarn, "CG-44", Purpose.SafetyPlanning, Purpose.MedicalCare)]
    [InlineData(ProcessKind.FatalityReview, "CG-45", Purpose.CaseReview)]
    public void What_goes_by_law_goes_for_the_purpose_of_that_law(ProcessKind kind, string rule, params Purpose[] purposes)
    {
        var table = new JurisdictionTable
        {
            Jurisdiction = "us-xx",
            Name = "A state",
            Version = "1",
            Duties = [Row()],
            DutiesToWarn = [new WarningDuty(null, [InformationCategory.Narrative], "A v. B", Certainty.Practice)],
            FatalityReviews = [new FatalityReviewTeam(AuthorityKind.FatalityReview, "Code 1", Certainty.Practice)],
        };
        var served = Report(kind) with { Risk = Danger().Risk, Conditions = Enum.GetValues<FatalityCondition>() };
        var world = Under(Bound(By(served), kind is ProcessKind.FatalityReview ? PolicyProfile.Vawa : PolicyProfile.Hipaa).And(new SurvivorDied(Noon)), Loaded(table) with
        {
            Authorities = [new AuthorityNamed(AuthorityKind.LawEnforcement, Police), new AuthorityNamed(AuthorityKind.FatalityReview, Police)],
        });
        foreach (var purpose in Enum.GetValues<Purpose>())
        {
            var asked = world.Asking(r => r with { Purpose = purpose });
            if (purposes.Contains(purpose))
                Permitted(asked);
            else
                Denied(asked, rule, "purpose");
        }
    }

    [Fact]
    public void CG17_a_statute_compels_what_a_line_of_the_table_has()
    {
        var world = By(Statute(), Prepared);

        Permitted(Refused(Under(world, WithMandate(Compelling))));
        Permitted(Under(world, WithMandate(Compelling with { Reporters = [AgencyKind.VictimServices], Categories = [InformationCategory.Narrative] })));
        Held(world, "CG-17", "citation");
        Held(Under(world, Loaded()), "CG-17", "citation");
        Held(Under(world, WithMandate(Compelling with { Reporters = [AgencyKind.Medical] })), "CG-17", "citation");
        Held(Under(world, WithMandate(Compelling with { Authority = AuthorityKind.ChildWelfare })), "CG-17", "citation");
        Held(Under(By(Statute("us-yy"), Prepared), WithMandate(Compelling)), "CG-17", "citation");
        Held(Under(By(Statute(null), Prepared), WithMandate(Compelling)), "CG-17", "citation");
        Denied(Under(world, WithMandate(Compelling with { Categories = [InformationCategory.Contact] })), "CG-17", "not-required");
        Denied(Under(By(Statute() with { Names = new ProcessScope([Phone], []) }, Prepared), WithMandate(Compelling with { Categories = [InformationCategory.Contact] })), "CG-17", "not-named");
        Held(Under(By(Statute()), WithMandate(Compelling)), "CG-17", "tell-survivor");
        Permitted(By(Order(), Prepared));
    }

    [Fact]
    public void CG44_a_duty_that_courts_imposed_is_a_mandate_with_the_categories_of_its_line()
    {
        var served = Served(ProcessKind.DutyToWarn) with { Duty = new(ReporterRole.Counsellor, "us-xx") };
        JurisdictionTableLoaded Warning(params AgencyKind[] kinds) => Loaded(new JurisdictionTable
        {
            Jurisdiction = "us-xx",
            Name = "A state",
            Version = "1",
            DutiesToWarn = [new WarningDuty(kinds, [InformationCategory.Narrative, InformationCategory.SubstanceUse], "A v. B", Certainty.Practice)],
        });

        Permitted(Refused(Bound(Under(By(served), Warning(AgencyKind.VictimServices)), PolicyProfile.Vawa)));
        Assert.True(Refused(Bound(Under(By(served), Warning(AgencyKind.VictimServices)), PolicyProfile.Vawa)).Evaluate().IsCompelled());
        Held(Under(By(served), Warning(AgencyKind.Medical)), "CG-44", "citation");
        Held(By(served), "CG-44", "citation");
        Denied(Of(Under(By(served), Warning(AgencyKind.VictimServices)), InformationCategory.Medical), "CG-44", "not-required");
        Denied(Of(Under(By(served), Warning(AgencyKind.VictimServices)), InformationCategory.SubstanceUse), "CG-44", "part2-order");
        Denied(Under(By(served), Warning(AgencyKind.VictimServices)) with { Recipient = [] }, "CG-44", "unknown-recipient");
        Denied(By(served) with { Recipient = [], Process = [] }, "CG-44", "unknown-recipient");
        Permitted(Under(By(served), Warning(AgencyKind.VictimServices)) with { Recipient = [new OutsideRecipientRecorded(Police, "Police of another county", AgencyKind.LawEnforcement, Dale, Sensitive.Of("a street"), Ana)] });
    }

    [Fact]
    public void CG18_CG19_and_CG42_what_the_law_says_of_minors_waits_where_she_is_recorded_as_an_adult()
    {
        var missing = Under(By(Report(ProcessKind.MandatedReport, ReportKind.MissingFromCare)), WithDuty(Row(ReportKind.MissingFromCare), Row(ReportKind.Injury)));
        Permitted(missing);
        Permitted(missing.And(new MinorityRecorded(true, false, false)));
        Held(missing.And(new MinorityRecorded(false, false, false)), "CG-19", "adult-on-record");
        Held(missing.And(new MinorityRecorded(true, false, false) { EighteenFrom = Noon }), "CG-19", "adult-on-record");
        Permitted(missing.And(new MinorityRecorded(true, false, false) { EighteenFrom = Noon.AddTicks(1) }));
        Permitted(missing.And(new MinorityRecorded(false, false, false)).AskingFor(item => item with { ThirdPersons = [new NamedPerson(null, null) { IsHerChild = true }] }));
        Permitted(missing.And(new MinorityRecorded(false, false, false)) with { Process = [Report(ProcessKind.MandatedReport, ReportKind.Injury)] });

        var until21 = Under(By(Report(ProcessKind.MandatedReport, ReportKind.MissingFromCare)), WithDuty(Row(ReportKind.MissingFromCare) with { UnderAge = 21 }));
        Permitted(until21.And(new MinorityRecorded(true, false, false) { EighteenFrom = Noon.AddYears(-2) }));
        Held(until21.And(new MinorityRecorded(true, false, false) { EighteenFrom = Noon.AddYears(-3) }), "CG-19", "adult-on-record");
        Permitted(until21.And(new MinorityRecorded(false, false, false))); // how old she is nobody knows

        var permitted = Bound(Under(By(Report(ProcessKind.PermittedReport)), WithPermitted(Row() with { About = AboutWhom.Minors })), PolicyProfile.Fvpsa);
        Permitted(permitted);
        Held(permitted.And(new MinorityRecorded(false, false, false)), "CG-18", "adult-on-record");
    }

    [Fact]
    public void CG45_a_review_of_deaths_is_told_on_four_conditions_and_keeps_it()
    {
        var all = Enum.GetValues<FatalityCondition>();
        var world = Under(Bound(By(Review(all)), PolicyProfile.Vawa).And(new SurvivorDied(Noon)), ReviewNamed());

        Permitted(world);
        Held(Bound(By(Review(all)), PolicyProfile.Vawa).And(new SurvivorDied(Noon)), "CG-45", "review-not-named");
        Held(Under(Bound(By(Review(all)), PolicyProfile.Vawa).And(new SurvivorDied(Noon)), ReviewNamed() with { Authorities = [new AuthorityNamed(AuthorityKind.LawEnforcement, Police)] }), "CG-45", "review-not-named");
        Held(world with { Now = Noon.AddDays(-10).AddTicks(-1), Consent = [.. world.Consent, new SurvivorDied(Noon.AddDays(-20))] }, "CG-45", "review-not-named");
        Assert.Equal([Obligation.Account, Obligation.StaysWithReview], world.Evaluate().Obligations);
        Assert.False(world.Evaluate().IsCompelled());
        Denied(Bound(By(Review(all)), PolicyProfile.Vawa), "CG-45", "alive");
        Denied(Bound(By(Review(all)), PolicyProfile.Vawa).And(new SurvivorDied(Noon.AddTicks(1))), "CG-45", "alive");
        foreach (var missing in all)
            Held(Under(Bound(By(Review([.. all.Where(condition => condition != missing)])), PolicyProfile.Vawa).And(new SurvivorDied(Noon)), ReviewNamed()), "CG-45", "conditions");
        foreach (var closing in new[] { PolicyProfile.Fvpsa, PolicyProfile.Voca, PolicyProfile.Ferpa, PolicyProfile.Federal1367 })
        {
            Denied(Bound(world, closing), "CG-45", "fatality-review");
            Denied(Bound(world, PolicyProfile.Vawa, closing), "CG-45", "fatality-review");
        }

        Denied(Of(world, InformationCategory.SubstanceUse), "CG-45", "part2-deceased");
        Denied(Bound(world, PolicyProfile.Hipaa), "CG-45", "hipaa-deceased");
    }

    [Fact]
    public void CG45_a_personal_representative_lets_a_review_be_told_what_Part_2_and_HIPAA_keep_from_it_and_never_what_she_refused()
    {
        var (died, signed) = (Noon.AddDays(-2), Noon.AddDays(-1));
        var appointed = new GuardianRecorded(new GuardianId(Numbered(62)), SignerCapacity.PersonalRepresentative) { MayConsent = true, Appointment = new(Sensitive.Of("letters"), Sensitive.Of("a court"), signed, Noon.AddTicks(1)) };
        GateWorld With(GuardianRecorded guardian, Func<ReleaseSigned, ReleaseSigned>? change = null) =>
            Of(Under(Bound(By(Review(Enum.GetValues<FatalityCondition>())), PolicyProfile.Vawa, PolicyProfile.Part2), ReviewNamed()), InformationCategory.SubstanceUse).And(new SurvivorDied(died), guardian, (change ?? (s => s))(new ReleaseSigned(
                new ReleaseId(Numbered(63)), new ReleaseTerms
                {
                    Discloser = Harbor,
                    Recipients = [new ReleaseRecipient(Police, [])],
                    Grants = [new CategoryGrant(InformationCategory.SubstanceUse, SharingMode.IdentifiedVerbatim), new CategoryGrant(InformationCategory.Narrative, SharingMode.IdentifiedVerbatim)],
                    Purposes = [Purpose.CaseReview],
                    Starts = signed,
                    Expires = Noon.AddDays(9),
                },
                [new Signature(SignerCapacity.PersonalRepresentative, SignatureMethod.Ink, signed, guardian.Guardian)], [ReleaseWarning.MayBeRevoked, ReleaseWarning.MayBeRedisclosed, ReleaseWarning.NotACondition], Ana)));
        static GuardianRecorded Bent(GuardianRecorded guardian, Func<Appointment, Appointment> bend) => guardian with { Appointment = bend(guardian.Appointment!) };

        Permitted(With(appointed));
        Permitted(Bound(With(appointed), PolicyProfile.Hipaa, PolicyProfile.Part2));
        Denied(With(appointed with { Appointment = null }), "CG-45", "part2-deceased");
        Denied(With(appointed with { MayConsent = null }), "CG-45", "part2-deceased");
        Denied(With(Bent(appointed, a => a with { From = signed.AddTicks(1) })), "CG-45", "part2-deceased");
        Denied(With(Bent(appointed, a => a with { Until = Noon })), "CG-45", "part2-deceased");
        Denied(With(appointed).And(new GuardianDisqualified(appointed.Guardian)), "CG-45", "part2-deceased");
        Denied(With(appointed with { Agencies = [Police] }), "CG-45", "part2-deceased");
        Denied(With(appointed, s => s with { Signatures = [.. s.Signatures, HerSignature] }), "CG-45", "part2-deceased");
        Denied(With(appointed, s => s with { Signatures = [s.Signatures[0] with { SignedAt = died.AddTicks(-1) }] }), "CG-45", "part2-deceased");
        Denied(With(appointed, s => s with { Terms = s.Terms with { Purposes = [Purpose.Investigation] } }), "CG-45", "part2-deceased");
        Denied(With(appointed, s => s with { WarningsAcknowledged = [ReleaseWarning.MayBeRedisclosed, ReleaseWarning.NotACondition] }), "CG-45", "part2-deceased");
        Denied(Of(Bound(With(appointed, s => s with { WarningsAcknowledged = [ReleaseWarning.MayBeRevoked] }), PolicyProfile.Hipaa), InformationCategory.Narrative), "CG-45", "hipaa-deceased");
        Denied(With(appointed).And(new ConsentDeclined(new DeclinationId(Numbered(64)), [Police], [], [], Ana, Channel.InPerson, Noon.AddDays(-30))), "CG-45", "refused");
        Permitted(With(appointed).And(new ConsentDeclined(new DeclinationId(Numbered(64)), [Clinic], [], [], Ana, Channel.InPerson, Noon.AddDays(-30))));
        Denied(With(appointed).Asking(r => r with { Basis = ClaimedBasis.Release, Recipient = new GateRecipient(Police, Dale), Involvements = [new Involvement(Police, Dale, Purpose.CaseReview)] }).And(new EventOfDeathInstructionGiven(true)), "CG-02", "not-written"); // it opens nothing else
    }

    [Fact]
    public void CG33_and_CG35_what_goes_by_law_is_no_question_of_her_word_and_what_no_law_permits_is()
    {
        var report = Refused(Under(By(Report(ProcessKind.MandatedReport)), WithDuty(Row()))).And(new SurvivorDied(Noon));
        Permitted(report);
        var unlawful = Refused(Bound(By(Report(ProcessKind.PermittedReport)), PolicyProfile.Vawa)).And(new SurvivorDied(Noon));
        Denied(unlawful, "CG-33", "refused");
        Denied(unlawful, "CG-35", "deceased");
        Denied(unlawful, "CG-32", "need-to-know");
    }

    [Fact]
    public void CG39_a_child_of_hers_who_is_not_served_is_hers_to_speak_for_where_it_is_for_safety()
    {
        GateWorld Naming(NamedPerson person, Purpose purpose) => (Permitting.AskingFor(item => item with { ThirdPersons = [person] })
            .Asking(r => r with { Purpose = purpose, Items = [r.Items[0]], Involvements = [new Involvement(Police, Dale, purpose)] }) with
        { Rules = RuleSets.V2026R2 })
            .WithTerms(terms => terms with { Purposes = [purpose] });
        var child = new NamedPerson(null, null) { IsHerChild = true };

        Permitted(Naming(child, Purpose.SafetyPlanning));
        Denied(Naming(child, Purpose.Investigation), "CG-39", "third-party");
        Denied(Naming(child with { Survivor = SameSurvivor }, Purpose.SafetyPlanning), "CG-39", "third-party");
        Denied(Naming(new NamedPerson(null, null), Purpose.SafetyPlanning), "CG-39", "third-party");
    }

    [Fact]
    public void CG39_a_danger_reaches_somebody_else_where_it_names_the_very_item()
    {
        var world = Bound(By(Danger()), PolicyProfile.Fvpsa).AskingFor(item => item with { ThirdPersons = [new NamedPerson(null, null)] });
        Permitted(world);
        Denied(world with { Process = [Danger() with { Names = new ProcessScope([], [InformationCategory.Narrative]) }] }, "CG-39", "third-party");
    }

    [Fact]
    public void Each_of_two_merged_records_is_asked_by_itself_and_the_law_compels_both()
    {
        var report = Under(By(Report(ProcessKind.MandatedReport)), WithDuty(Row()));
        Permitted(report.MergedWith(new ConsentRecordOpened(Survivor, Harbor), new ConsentDeclined(new(Numbered(72)), [], [], [], Ana, Channel.InPerson, Noon)));
        Denied(Bound(By(Review(Enum.GetValues<FatalityCondition>())), PolicyProfile.Vawa).And(new SurvivorDied(Noon)).MergedWith(new ConsentRecordOpened(Survivor, Harbor)), "CG-45", "alive");
    }

    [Theory]
    [InlineData(Purpose.Investigation, true)]
    [InlineData(Purpose.Prosecution, true)]
    [InlineData(Purpose.SafetyPlanning, false)]
    public void CG33_her_refusal_does_not_keep_what_police_wrote_in_their_own_work_for_their_work(Purpose purpose, bool goes)
    {
        var world = Bound(Permitting.AskingFor(item => item with { Origin = ItemOrigin.OwnWork }).Asking(r => r with { Purpose = purpose }), AgencyKind.LawEnforcement, PolicyProfile.LawEnforcement);
        static bool Goes(GateWorld asked) => !(Refused(asked).Without<ReleaseSigned>() with { Rules = RuleSets.V2026R2 }).Line.Findings.Any(found => found.Rule == "CG-33");

        Assert.Equal(goes, Goes(world));
        Assert.False(Goes(world.AskingFor(item => item with { Origin = null })));
        Assert.False(Goes(world.AskingFor(item => item with { Origin = ItemOrigin.FromOthers })));
        Assert.False(Goes(Of(world, InformationCategory.SubstanceUse)));
        Assert.False(Goes(world.Asking(r => r with { Occasion = GateOccasion.Room })));
        Assert.False(Goes(Bound(world, AgencyKind.LawEnforcement, PolicyProfile.LawEnforcement, PolicyProfile.Vawa)));
        Assert.False(Goes(Bound(world, AgencyKind.LawEnforcement)));
        Assert.False(Goes(Bound(world, AgencyKind.HousingAndServices, PolicyProfile.ChildWelfare)));
        Assert.False(Goes(world with { Recipient = [new AgencyJoined(Police, "A clinic", AgencyKind.Medical, [])] }));
    }

    [Fact]
    public void The_number_is_of_the_jurisdiction_and_of_the_report_where_there_is_one()
    {
        static Hotline Line(string number, ReportKind? report = null) => new(report, "Intake", number, "a page");
        static JurisdictionTableLoaded Of(string jurisdiction, params Hotline[] lines) => Loaded(new JurisdictionTable { Jurisdiction = jurisdiction, Name = jurisdiction, Version = "1", Hotlines = lines });
        var state = TaskForceStream.Definition.Fold(TaskForceState.Initial, [.. Permitting.TaskForce, Of("us", Line("1")), Of("us-xx", Line("2"), Line("3", ReportKind.ChildAbuse))]);

        Assert.Equal("3", JurisdictionLaw.HotlineFor(state, Noon, "us-xx", ReportKind.ChildAbuse)!.Number);
        Assert.Equal("2", JurisdictionLaw.HotlineFor(state, Noon, "us-xx", ReportKind.Injury)!.Number);
        Assert.Equal("1", JurisdictionLaw.HotlineFor(state, Noon, "us-zz", null)!.Number);
        Assert.Null(JurisdictionLaw.HotlineFor(state, Noon.AddDays(-20), "us", null));
    }

    [Fact]
    public void What_does_not_go_from_here_says_that_the_duty_stands_and_what_may_be_said()
    {
        var world = Under(By(Report(ProcessKind.MandatedReport)), Loaded(new JurisdictionTable { Jurisdiction = "us-xx", Name = "A state", Version = "1", Hotlines = [new(null, "Intake", "1-800-000", "a page")] }));
        Assert.Equal("Your duty to report stands. This only means that it does not go from here. Intake: 1-800-000.", GateNotes.Of(world.Evaluate(), world.Request.Basis, world.Facts));
        Assert.Equal(GateNotes.Duty, GateExplainer.Explain(By(Report(ProcessKind.MandatedReport)).Request, By(Report(ProcessKind.MandatedReport)).Facts, RuleSets.V2026R2).Stands);
        var danger = Bound(By(Danger()), PolicyProfile.Vawa);
        Assert.Equal(GateNotes.Danger, GateNotes.Of(danger.Evaluate(), danger.Request.Basis, danger.Facts));
        var warned = Under(danger, Loaded(new JurisdictionTable { Jurisdiction = "us-xx", Name = "A state", Version = "1", Hotlines = [new(null, "Hotline", "1-888", "a page"), new(ReportKind.Injury, "Injuries", "3", "a page"), new(null, "Emergency", "911", "a page", Emergency: true)] }));
        Assert.Equal($"{GateNotes.Danger} Emergency: 911. Hotline: 1-888.", GateNotes.Of(warned.Evaluate(), warned.Request.Basis, warned.Facts));
        var warning = Under(By(Report(ProcessKind.DutyToWarn, null)), Loaded(new JurisdictionTable { Jurisdiction = "us-xx", Name = "A state", Version = "1", Hotlines = [new(null, "Hotline", "1-888", "a page")] }));
        Assert.Equal($"{GateNotes.Danger} Hotline: 1-888.", GateNotes.Of(warning.Evaluate(), warning.Request.Basis, warning.Facts));
        Assert.Equal("Hotline", JurisdictionLaw.HotlineFor(warned.Facts.TaskForce, Noon, null, null)!.Name);
        Assert.Null(GateNotes.Of(Permitting.Evaluate(), ClaimedBasis.Release, Permitting.Facts));
    }
}
