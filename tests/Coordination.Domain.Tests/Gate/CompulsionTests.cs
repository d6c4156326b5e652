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

/// <summary>CG-16 to CG-19: what compels, what only claims to, and what stands even then.</summary>
public sealed class CompulsionTests
{
    private static readonly AgencyId Court = new("superior-court");
    private static readonly AgencyId Hotline = new("state-child-welfare");

    private static readonly ProcessEvent[] Prepared = [new SurvivorTold(Channel.InPerson, Noon, Ana), new ProtectiveStepsTaken([ProtectiveStep.SealedFiling], null, Ana)];

    private static ProcessServed Order => new()
    {
        Process = new ProcessId(Numbered(70)),
        Kind = ProcessKind.CourtOrder,
        Agency = Harbor,
        Survivor = Survivor,
        Case = new CaseId(Numbered(71)),
        Authority = new GateRecipient(Court, null),
        IssuedBy = Sensitive.Of("Superior Court"),
        Reference = Sensitive.Of("26-CR-1"),
        Names = new ProcessScope([Story], []),
        Part2Order = false,
        By = Ana,
    };

    private static ProcessServed Report => Order with
    {
        Kind = ProcessKind.MandatedReport,
        Authority = new GateRecipient(Hotline, null),
        Names = new ProcessScope([], [InformationCategory.Narrative, InformationCategory.Contact]),
        Duty = new ReporterDuty(ReporterRole.Advocate, "Valley"),
    };

    private static ReportingDuty Duty => new(AgencyKind.VictimServices, ReporterRole.Advocate, "Valley", Hotline, [InformationCategory.Narrative], "Family Code 261.101");

    // No release, no part in the case, and a court that is no member of the task force.
    private static GateWorld Served(ProcessServed service, params ProcessEvent[] after) => Permitting.Without<ReleaseSigned>().Asking(r => r with
    {
        Recipient = service.Authority,
        Basis = Enum.Parse<ClaimedBasis>(service.Kind.ToString()),
        Involvements = [],
    }) with
    { Recipient = [], Process = [service, .. after] };

    private static GateWorld Mandated(ProcessServed service, params ProcessEvent[] after) => Served(service, after) with
    {
        TaskForce = [.. Permitting.TaskForce, new PolicySet(Noon.AddDays(-1), new PolicySettings(90, 3, 10) { MandatedReports = [Duty] })],
    };

    private static GateWorld Subpoenaed(params ProcessEvent[] after) => Permitting.Asking(r => r with { Basis = ClaimedBasis.Subpoena }) with
    {
        Process = [Order with { Kind = ProcessKind.Subpoena, Authority = new GateRecipient(Police, Dale) }, .. after],
    };

    [Fact]
    public void CG16_a_subpoena_waits_for_counsel_with_or_without_a_release()
    {
        Held(Permitting.Asking(r => r with { Basis = ClaimedBasis.Subpoena }), "CG-16", "counsel");
        Held(Subpoenaed(), "CG-16", "counsel");
        Held(Subpoenaed(Prepared).Without<ReleaseSigned>(), "CG-16", "counsel");
        Denied(Subpoenaed() with { Discloser = [] }, "CG-40", "standing");
    }

    [Fact]
    public void CG16_after_counsels_review_her_own_word_decides_and_the_subpoena_permits_nothing()
    {
        var reviewed = Subpoenaed([new CounselReviewed(CounselFinding.Complies, null, null, Nina), .. Prepared]);

        Permitted(reviewed);
        Assert.Equal(HerRelease, reviewed.Line.Release);
        Denied(reviewed.Without<ReleaseSigned>(), "CG-01", "absent");
        Denied(reviewed.And(new ConsentDeclined(new(Numbered(72)), [Police], [], [], Ana, Channel.InPerson, Noon)), "CG-33", "refused");
        Held(Subpoenaed(new CounselReviewed(CounselFinding.Quash, null, null, Nina)), "CG-16", "quash");
    }

    [Fact]
    public void CG17_an_order_compels_the_minimum_that_it_names_without_a_release()
    {
        var verdict = Served(Order, Prepared).Evaluate();

        Assert.Equal([Outcome.Permit, Outcome.Deny], verdict.Lines.Select(line => line.Outcome));
        Assert.Equal(new RuleFinding("CG-17", RuleEffect.Permit, "compelled"), Assert.Single(verdict.Lines[0].Findings));
        Assert.Equal(new RuleFinding("CG-17", RuleEffect.Deny, "not-named"), Assert.Single(verdict.Lines[1].Findings));
        Assert.Equal((new ProcessRead(Order.Process, 3), true), (verdict.Process, verdict.IsCompelled()));
        Assert.Equal([Obligation.Account], verdict.Obligations);
        Permitted(Served(Order with { Kind = ProcessKind.Statute }, Prepared));
    }

    [Fact]
    public void CG17_what_is_missing_holds_by_name()
    {
        Denied(Served(Order) with { Process = [] }, "CG-40", "standing");
        Held(Permitting.Asking(r => r with { Basis = ClaimedBasis.CourtOrder }), "CG-17", "order");
        Held(Permitting.Asking(r => r with { Basis = ClaimedBasis.Statute }), "CG-17", "citation");
        Held(Served(Order), "CG-17", "tell-survivor");
        Held(Served(Order, Prepared[1]), "CG-17", "tell-survivor");
        Held(Served(Order, Prepared[0]), "CG-17", "protective-steps");
        Held(Served(Order, [.. Prepared, new CounselReviewed(CounselFinding.Quash, null, null, Nina)]), "CG-17", "quash");
    }

    [Fact]
    public void CG17_an_attempt_that_failed_is_enough_and_she_is_still_to_be_told()
    {
        var world = Served(Order, new SurvivorCouldNotBeTold(Channel.Telephone, Noon, Sensitive.Of("no answer"), Ana), Prepared[1]);

        Permitted(world);
        Assert.Contains(Obligation.TellSurvivor, world.Evaluate().Obligations);
    }

    [Fact]
    public void CG17_it_outranks_her_refusal_and_her_death_and_nothing_else()
    {
        var world = Served(Order, Prepared);

        Permitted(world.And(new ConsentDeclined(new(Numbered(72)), [], [], [], Ana, Channel.InPerson, Noon)));
        Permitted(world.And(new SurvivorDied(Noon)));
        Denied(world.AskingFor(item => item with { Custodian = Clinic }), "CG-08", "direction");
        Denied(world.AskingFor(item => item with { Category = InformationCategory.ShelterLocation }), "CG-36", "shelter-location");
        Denied(world.AskingFor(item => item with { Category = InformationCategory.PrivilegedCommunication }), "CG-27", "privilege");
        Denied(world with { Discloser = [.. world.Discloser, new StandingSuspended(Sensitive.Of("a breach"))] }, "CG-40", "standing");
    }

    [Fact]
    public void CG17_it_reaches_substance_use_records_only_when_the_court_said_so()
    {
        var world = Served(Order, Prepared).AskingFor(item => item with { Category = InformationCategory.SubstanceUse });

        Denied(world, "CG-17", "part2-order");
        Permitted(world with { Process = [Order with { Part2Order = true }, .. Prepared] });
    }

    [Fact]
    public void CG17_counsel_narrows_it_and_its_end_ends_it()
    {
        var narrowed = new CounselReviewed(CounselFinding.Narrow, new ProcessScope([], [InformationCategory.Contact]), null, Nina);

        Denied(Served(Order, [.. Prepared, narrowed]), "CG-17", "not-named");
        Permitted(Served(Order, [.. Prepared, narrowed with { Narrowed = new ProcessScope([Story], []) }]));
        Denied(Served(Order, [.. Prepared, new ProcessClosed(ProcessEnd.Withdrawn, null, Ana)]), "CG-40", "standing");
    }

    [Fact]
    public void CG17_an_order_about_somebody_else_to_somebody_else_or_of_another_kind_is_none()
    {
        Assert.NotEqual(Outcome.Permit, Served(Order with { Survivor = new(Numbered(73)) }, Prepared).Line.Outcome);
        Assert.NotEqual(Outcome.Permit, Served(Order with { Agency = Clinic }, Prepared).Line.Outcome);
        Assert.NotEqual(Outcome.Permit, Served(Order, Prepared).Asking(r => r with { Recipient = new GateRecipient(Police, null) }).Line.Outcome);
        Assert.NotEqual(Outcome.Permit, Served(Order, Prepared).Asking(r => r with { Basis = ClaimedBasis.Statute }).Line.Outcome);
        Assert.NotEqual(Outcome.Permit, Served(Order, Prepared).Asking(r => r with { Occasion = GateOccasion.Room }).Line.Outcome);
        Assert.NotEqual(Outcome.Permit, Served(Order with { Authority = new GateRecipient(Court, Dale) }, Prepared).Asking(r => r with { Recipient = new GateRecipient(Court, Nina) }).Line.Outcome);
    }

    [Fact]
    public void CG18_a_report_that_nobody_must_make_goes_under_her_release_or_not_at_all()
    {
        var permissive = Permitting.Asking(r => r with { Basis = ClaimedBasis.MandatedReport });

        Permitted(permissive);
        Denied(permissive.Without<ReleaseSigned>(), "CG-18", "not-mandated");
        Denied(permissive.WithTerms(t => t with { Expires = Noon }), "CG-18", "not-mandated");
        Permitted(permissive.WithTerms(t => t with { Expires = Noon.AddTicks(1) }));
        Denied(Served(Report), "CG-18", "not-mandated");
    }

    [Fact]
    public void CG19_a_mandated_report_goes_to_the_named_authority_with_what_it_requires()
    {
        var verdict = Mandated(Report).Evaluate();

        Assert.Equal([Outcome.Permit, Outcome.Deny], verdict.Lines.Select(line => line.Outcome));
        Assert.Equal(new RuleFinding("CG-19", RuleEffect.Permit, "mandated-report"), Assert.Single(verdict.Lines[0].Findings));
        Assert.Equal(new RuleFinding("CG-19", RuleEffect.Deny, "not-required"), Assert.Single(verdict.Lines[1].Findings));
        Assert.Contains(Obligation.TellSurvivor, verdict.Obligations);
        Permitted(Mandated(Report).And(new ConsentDeclined(new(Numbered(72)), [], [], [], Ana, Channel.InPerson, Noon)));
    }

    [Fact]
    public void CG19_another_authority_role_jurisdiction_kind_or_time_is_not_mandated()
    {
        Denied(Mandated(Report with { Authority = new GateRecipient(Court, null) }), "CG-18", "not-mandated");
        Denied(Mandated(Report with { Duty = new ReporterDuty(ReporterRole.Educator, "Valley") }), "CG-18", "not-mandated");
        Denied(Mandated(Report with { Duty = new ReporterDuty(ReporterRole.Advocate, "Hills") }), "CG-18", "not-mandated");
        Denied(Mandated(Report) with { Discloser = [new AgencyJoined(Harbor, "Harbor", AgencyKind.Legal, []), Mou] }, "CG-18", "not-mandated");
        Denied(Mandated(Report) with { Now = Noon.AddDays(-1).AddTicks(-1) }, "CG-18", "not-mandated");
        Permitted(Mandated(Report) with { Now = Noon.AddDays(-1) });
        Denied(Mandated(Report with { Names = new ProcessScope([Phone], []) }), "CG-19", "not-named");
        Held(Mandated(Report, new CounselReviewed(CounselFinding.Quash, null, null, Nina)), "CG-19", "quash");
    }
}
