using Coordination.Domain;
using Coordination.Domain.Services;
using Coordination.Projections.PartnerInbox;
using Xunit;

namespace Coordination.Projections.Tests.PartnerInbox;

/// <summary>A referral is in the inbox of the agency to which it was made, and tells nothing about her.</summary>
public class InboxReferralTests
{
    private static readonly AgencyId s_harbor = new("harbor"), s_bridge = new("bridge-housing");
    private static readonly ReferralId s_referral = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly string s_stream = $"services-{new SurvivorId(new Guid(2, 0, 0, new byte[8]))}";

    private static readonly ReferralMade s_made = new(s_referral, GoalKind.Housing, s_bridge, null,
        [new(ConditionKind.Capacity, null, null), new(ConditionKind.Age, 18, null)], Sensitive.Of("she has two children"));

    [Fact]
    public void The_agency_is_told_what_kind_of_help_is_asked_for_on_which_conditions_and_by_whom()
    {
        var referral = Assert.IsType<InboxReferral>(Assert.Single(Rows(s_made)));

        Assert.Equal((s_referral, s_bridge, s_harbor, GoalKind.Housing), (referral.Referral, referral.To, referral.From, referral.Help));
        Assert.Equal([new(ConditionKind.Age, 18, null), new(ConditionKind.Capacity, null, null)], referral.Conditions);
        Assert.Equal(Log.Start.AddMinutes(1), referral.MadeAt);
        Assert.Equal(new RowPlace(Compartment.Of(s_bridge), "2026-03-01T09:01:00.0000000Z") { Party = s_harbor }, referral.Place);
    }

    [Fact]
    public void What_came_of_it_and_what_else_is_in_her_plan_touch_no_row_of_that_agency()
    {
        GoalId goal = new(new Guid(3, 0, 0, new byte[8]));
        var more = Rows(new GoalSet(goal, GoalKind.Housing, Sensitive.Of("A door of my own.")), s_made,
            new ReferralOutcomeRecorded(s_referral, ReferralResult.Waiting, Sensitive.Of("in a month")), new GoalReached(goal));

        Assert.Equal(s_referral, Assert.IsType<InboxReferral>(Assert.Single(more)).Referral);
        Assert.DoesNotContain("two children", Log.Text(AllProjections.PartnerInbox, more[0]), StringComparison.Ordinal);
    }

    private static List<View> Rows(params ServiceEvent[] events) => [.. new Log().By("harbor", s_stream, events).Fold(AllProjections.PartnerInbox).Values];
}
