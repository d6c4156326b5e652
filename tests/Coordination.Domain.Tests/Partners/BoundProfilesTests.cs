using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Partners.PolicyProfile;
using static Coordination.Testing.GateWorld;

namespace Coordination.Domain.Tests.Partners;

/// <summary>Which bodies of law bind an agency as a discloser: what was recorded, what its kind implies, and the strictest where nobody knows.</summary>
public sealed class BoundProfilesTests
{
    private static readonly PolicyProfile[] Strictest = [Vawa, Hipaa, Part2, Federal1367, Fvpsa, Voca, Ferpa];
    private static readonly ProfileFinding Finding = new(Ana, Sensitive.Of("no federal grants; counsel, in January"), Noon.AddDays(365));

    [Fact]
    public void An_agency_without_a_profile_is_bound_by_every_restricting_profile_and_by_no_other()
    {
        foreach (var unknown in new[] { PartnerPosition.Initial, Of(AgencyKind.VictimServices), Of(AgencyKind.Prosecution), Of(AgencyKind.VictimServices, [Vawa], new AgencyLeft(Sensitive.Of("moved"))) })
        {
            Assert.False(unknown.ProfilesAt(Noon).AreKnown);
            Assert.Equal(Strictest, unknown.ProfilesAt(Noon).List());
        }
    }

    [Fact]
    public void Whatever_was_recorded_binds_and_nothing_else()
    {
        Assert.Equal([Vawa, Part2], Of(AgencyKind.VictimServices, [Part2, Vawa]).ProfilesAt(Noon).List());
        Assert.Equal([OwnRecords], Of(AgencyKind.VictimServices, [OwnRecords]).ProfilesAt(Noon).List());
    }

    [Theory]
    [InlineData(AgencyKind.LawEnforcement, LawEnforcement)]
    [InlineData(AgencyKind.Prosecution, Prosecution)]
    [InlineData(AgencyKind.ChildWelfare, ChildWelfare)]
    [InlineData(AgencyKind.Medical, Hipaa)]
    public void Some_kinds_of_agency_imply_a_profile(AgencyKind kind, PolicyProfile implied) =>
        Assert.Equal([Vawa, implied], Of(kind, [Vawa]).ProfilesAt(Noon).List());

    [Fact]
    public void That_none_binds_it_holds_from_the_finding_until_it_has_to_be_looked_at_again_to_the_tick()
    {
        var agency = Of(AgencyKind.HousingAndServices, [Voca], new AgencyProfilesSet(Noon, []) { FoundBy = Finding });

        Assert.Equal([Voca], agency.ProfilesAt(Noon.AddTicks(-1)).List());
        Assert.Equal(BoundProfiles.None, agency.ProfilesAt(Noon));
        Assert.Equal(BoundProfiles.None, agency.ProfilesAt(Finding.LookAgainAt.AddTicks(-1)));
        Assert.Equal(BoundProfiles.Unknown, agency.ProfilesAt(Finding.LookAgainAt));
    }

    [Fact]
    public void A_setting_without_profiles_and_without_a_finding_means_that_nobody_knows() =>
        Assert.Equal(BoundProfiles.Unknown, Of(AgencyKind.VictimServices, [Vawa], new AgencyProfilesSet(Noon, [])).ProfilesAt(Noon));

    [Fact]
    public void Of_every_profile_it_is_said_whether_it_keeps_things_from_going()
    {
        Assert.Equal(Strictest, PolicyProfiles.All.Where(profile => profile.Restricts()));
        Assert.All(PolicyProfiles.All, profile => Assert.Equal([profile], BoundProfiles.Of(profile).List()));
        Assert.False(BoundProfiles.Unknown.With(OwnRecords).Contains(OwnRecords));
    }

    [Fact]
    public void A_finding_stands_beside_no_profile_says_on_whose_advice_and_is_looked_at_again_in_time()
    {
        var joined = new AgencyJoined(Harbor, "Harbor", AgencyKind.HousingAndServices, []);
        var past = GivenWhenThen.Given(PartnerStream.Definition, joined);
        var set = new SetProfiles([], null, Noon) { FoundBy = Finding };

        past.When(s => PartnerDecider.Decide(set, s)).Then(new AgencyProfilesSet(Noon, []) { FoundBy = Finding, SetBy = ProfileSetter.Office, SetAt = Noon });
        past.And(new AgencyProfilesSet(Noon, []) { FoundBy = Finding }).When(s => PartnerDecider.Decide(set, s)).ThenNothing();
        past.When(s => PartnerDecider.Decide(set with { FoundBy = null }, s)).ThenNothing();
        past.When(s => PartnerDecider.Decide(set with { Profiles = [Vawa] }, s)).ThenRefused(RefusalReason.InvalidInput, "foundBy");
        past.When(s => PartnerDecider.Decide(set with { FoundBy = Finding with { Advice = Sensitive.Of(" ") } }, s)).ThenRefused(RefusalReason.InvalidInput, "foundBy.advice");
        past.When(s => PartnerDecider.Decide(set with { FoundBy = Finding with { LookAgainAt = Noon } }, s)).ThenRefused(RefusalReason.InvalidInput, "foundBy.lookAgainAt");
        past.When(s => PartnerDecider.Decide(set with { FoundBy = Finding with { LookAgainAt = Noon.AddDays(PartnerDecider.LongestFindingDays).AddTicks(1) } }, s)).ThenRefused(RefusalReason.InvalidInput, "foundBy.lookAgainAt");
    }

    private static PartnerPosition Of(AgencyKind kind, PolicyProfile[]? profiles = null, params PartnerEvent[] then) =>
        PartnerStream.Definition.Fold(PartnerPosition.Initial, [new AgencyJoined(Harbor, "Harbor", kind, profiles ?? []), .. then]);
}
