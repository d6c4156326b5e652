using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.Gate.GateAssert;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Gate;

/// <summary>What police and prosecutors found out themselves (CG-41), and what a statute lets a team share (CG-42).</summary>
public sealed class OwnWorkAndTeamRuleTests
{
    private static readonly AgencyId Attorney = new("county-attorney");
    private static readonly AgencyId Welfare = new("child-welfare");

    [Theory]
    [InlineData(AgencyKind.LawEnforcement, AgencyKind.Prosecution, Purpose.Prosecution)]
    [InlineData(AgencyKind.Prosecution, AgencyKind.LawEnforcement, Purpose.Investigation)]
    [InlineData(AgencyKind.LawEnforcement, AgencyKind.LawEnforcement, Purpose.Investigation)]
    public void CG41_what_they_found_out_themselves_goes_without_her_word(AgencyKind from, AgencyKind to, Purpose purpose) => Goes(OwnWork(from, to, purpose), "CG-41", "own-generated");

    [Fact]
    public void CG41_a_profile_makes_nobody_a_police_department()
    {
        Stays(OwnWork(AgencyKind.Legal, AgencyKind.Prosecution, Purpose.Prosecution));
        Stays(OwnWork(AgencyKind.HousingAndServices, AgencyKind.LawEnforcement, Purpose.Investigation));
        Stays(OwnWork(AgencyKind.Legal, profiles: [PolicyProfile.LawEnforcement]));
        var unit = OwnWork(AgencyKind.VictimServices);
        Stays(unit with { Discloser = [.. unit.Discloser.Select(e => e is AgencyJoined joined ? new DivisionFormed(joined.Agency, Attorney, joined.Name, joined.Kind, joined.Profiles) : e)] });
    }

    [Theory]
    [InlineData(ItemOrigin.FromHer)]
    [InlineData(ItemOrigin.FromOthers)]
    [InlineData(null)]
    public void CG41_what_they_have_from_somebody_else_does_not(ItemOrigin? origin) =>
        Stays(OwnWork().AskingFor(item => item with { Origin = origin }));

    [Fact]
    public void CG41_it_goes_for_their_work_to_them_and_to_nobody_else()
    {
        Stays(OwnWork(AgencyKind.LawEnforcement, AgencyKind.Prosecution, Purpose.ServiceDelivery));
        Stays(OwnWork(AgencyKind.LawEnforcement, AgencyKind.VictimServices, Purpose.Investigation));
        Stays(OwnWork().AskingFor(item => item with { Category = InformationCategory.SubstanceUse }));
        Stays(OwnWork().Asking(request => request with { Occasion = GateOccasion.Room }));
    }

    [Fact]
    public void CG41_her_refusal_does_not_stop_it() =>
        Goes(OwnWork().And(Refused(Attorney)), "CG-41", "own-generated");

    [Fact]
    public void CG41_privilege_and_the_need_to_know_hold_as_always()
    {
        Denied(OwnWork().AskingFor(item => item with { Category = InformationCategory.PrivilegedCommunication }), "CG-27", "privilege");
        Denied(OwnWork().Asking(request => request with { Involvements = [] }), "CG-32", "need-to-know");
    }

    [Theory]
    [InlineData(PolicyProfile.Vawa)]
    [InlineData(PolicyProfile.Fvpsa)]
    [InlineData(PolicyProfile.Voca)]
    [InlineData(PolicyProfile.Hipaa)]
    [InlineData(PolicyProfile.Part2)]
    [InlineData(PolicyProfile.Ferpa)]
    [InlineData(PolicyProfile.Federal1367)]
    public void CG41_and_CG42_give_way_to_every_law_that_keeps_things(PolicyProfile restricting)
    {
        Stays(OwnWork(profiles: [PolicyProfile.LawEnforcement, restricting]));
        Stays(Team(profiles: [PolicyProfile.ChildWelfare, restricting]));
    }

    [Fact]
    public void CG41_and_CG42_are_closed_where_nobody_knows_what_binds()
    {
        Stays(OwnWork(profiles: []));
        Stays(Team(profiles: []));
    }

    [Fact]
    public void CG42_members_share_by_the_statute_of_a_table_in_force()
    {
        Goes(Team(), "CG-42", "team-statute");
        Stays(Team() with { TaskForce = [.. Permitting.TaskForce] });
        Goes(Team() with { Now = Noon.AddDays(-1) }, "CG-42", "team-statute");
        Stays(Team() with { Now = Noon.AddDays(-1).AddTicks(-1) });
    }

    [Fact]
    public void CG42_only_members_only_for_its_purposes_and_only_its_categories()
    {
        Stays(Team(members: [AgencyKind.ChildWelfare, AgencyKind.Prosecution]));
        Stays(Team(members: [AgencyKind.LawEnforcement, AgencyKind.Prosecution]));
        Stays(Team(purposes: [Purpose.Prosecution]));
        Stays(Team(categories: [InformationCategory.Contact]));
        Goes(Team(categories: null), "CG-42", "team-statute");
        Stays(Team(categories: null).AskingFor(item => item with { Category = InformationCategory.SubstanceUse }));
    }

    [Theory]
    [InlineData(ItemOrigin.FromHer)]
    [InlineData(ItemOrigin.FromOthers)]
    [InlineData(null)]
    public void CG42_what_the_discloser_has_from_somebody_else_waits_for_her_word(ItemOrigin? origin) =>
        Stays(Team().AskingFor(item => item with { Origin = origin }));

    [Fact]
    public void CG42_it_is_said_to_rest_on_the_statute_and_is_no_review()
    {
        Stays(Team().Asking(request => request with { Basis = ClaimedBasis.Release }));
        Stays(Team().Asking(request => request with { Occasion = GateOccasion.Room }));
    }

    [Fact]
    public void CG42_a_statute_about_minors_lets_nothing_go_where_she_is_recorded_as_an_adult()
    {
        var team = Team();
        var ofMinors = team with
        {
            TaskForce = [.. team.TaskForce.Select(e => e is JurisdictionTableLoaded loaded
                ? loaded with { Table = loaded.Table with { TeamStatutes = [.. loaded.Table.TeamStatutes.Select(statute => statute with { About = AboutWhom.Minors })] } }
                : e)],
        };
        Goes(ofMinors, "CG-42", "team-statute");
        Stays(ofMinors.And(new MinorityRecorded(false, false, false)));
        Goes(team.And(new MinorityRecorded(false, false, false)), "CG-42", "team-statute");
    }

    [Fact]
    public void CG42_her_refusal_holds() =>
        Denied(Team().And(Refused(Police)), "CG-33", "refused");

    private static GateWorld OwnWork(AgencyKind from = AgencyKind.LawEnforcement, AgencyKind to = AgencyKind.Prosecution, Purpose purpose = Purpose.Prosecution, PolicyProfile[]? profiles = null) =>
        Between(Police, from, profiles ?? [PolicyProfile.OwnRecords], Attorney, to, purpose).AskingFor(item => item with { Category = InformationCategory.Evidence, Origin = ItemOrigin.OwnWork });

    private static GateWorld Team(
        AgencyKind[]? members = null, Purpose[]? purposes = null, InformationCategory[]? categories = null, PolicyProfile[]? profiles = null)
    {
        var statute = new TeamStatute(members ?? [AgencyKind.ChildWelfare, AgencyKind.LawEnforcement], purposes ?? [Purpose.Investigation], categories, "Code 1", Certainty.Practice);
        var table = new JurisdictionTable { Jurisdiction = "valley", Name = "Valley", Version = "1", TeamStatutes = [statute] };
        var world = Between(Welfare, AgencyKind.ChildWelfare, profiles ?? [PolicyProfile.ChildWelfare], Police, AgencyKind.LawEnforcement, Purpose.Investigation)
            .Asking(request => request with { Basis = ClaimedBasis.TeamStatute }).AskingFor(item => item with { Origin = ItemOrigin.OwnWork });
        return world with { TaskForce = [.. world.TaskForce, new JurisdictionTableLoaded(Noon.AddDays(-1), table, [], Ana)] };
    }

    private static GateWorld Between(AgencyId discloser, AgencyKind from, PolicyProfile[] profiles, AgencyId recipient, AgencyKind to, Purpose purpose) => Permitting with
    {
        Rules = RuleSets.V2026R2,
        Consent = [new ConsentRecordOpened(Survivor, discloser)],
        Discloser = [new AgencyJoined(discloser, "The discloser", from, profiles), Mou],
        Recipient = [new AgencyJoined(recipient, "The recipient", to, [PolicyProfile.OwnRecords]), Mou, new ConfidentialityTrainingRecorded(Dale, Noon.AddDays(-100), Noon.AddDays(100))],
        TaskForce = [.. Permitting.TaskForce, new MemberAgencyAdded(Attorney), new MemberAgencyAdded(Welfare)],
        Request = Permitting.Request with
        {
            Discloser = discloser,
            Recipient = new GateRecipient(recipient, Dale),
            Purpose = purpose,
            Involvements = [new Involvement(recipient, Dale, purpose)],
            Items = [Permitting.Request.Items[0] with { Custodian = discloser }],
        },
    };

    private static ConsentDeclined Refused(AgencyId recipient) => new(new DeclinationId(Numbered(21)), [recipient], [], [], Ana, Channel.InPerson, Noon.AddDays(-1));

    private static void Goes(GateWorld world, string rule, string reason)
    {
        Assert.Equal(Outcome.Permit, world.Line.Outcome);
        Assert.Contains(world.Line.Findings, finding => finding.Rule == rule && finding.Reason == reason);
    }

    private static void Stays(GateWorld world)
    {
        Assert.NotEqual(Outcome.Permit, world.Line.Outcome);
        Assert.DoesNotContain(world.Line.Findings, finding => finding.Rule is "CG-41" or "CG-42");
    }
}
