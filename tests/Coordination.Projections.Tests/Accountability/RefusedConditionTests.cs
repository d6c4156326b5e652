using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Domain.Services;
using Coordination.Projections.Accountability;
using Xunit;

namespace Coordination.Projections.Tests.Accountability;

public class RefusedConditionTests
{
    private static readonly AgencyId s_bridge = new("bridge-housing");
    private static readonly string s_services = $"services-{Id(1)}";
    private static readonly CoerciveConditionRefused s_refused = new("CG-13", HelpOffered.Offer, GoalKind.Housing, s_bridge, [ConditionKind.Testimony]);

    [Fact]
    public void A_condition_that_another_agency_entered_does_not_stand_before_the_agency_was_heard()
    {
        var log = new Log().By("open-door", s_services, s_refused);
        Assert.Equal((new AgencyId("open-door"), MarkStanding.NotHeard), MarkOf(log));

        var concern = new ConcernId(Id(3));
        log.By("office", "agency-bridge-housing", new ConcernRaised(concern, ConcernKind.ConditionedHelp, new("office"), Sensitive.Of("x")) { Mark = Account(log).RefusedConditions[0].Mark });
        Assert.Equal(MarkStanding.NotHeard, MarkOf(log).Standing);
        log.By("office", "agency-bridge-housing", new ConcernPutToAgency(concern, Sensitive.Of("x")) { AnswerDue = Log.Start.AddDays(14) });
        Assert.Equal(MarkStanding.PutToAgency, MarkOf(log).Standing);
        log.By("bridge-housing", "agency-bridge-housing", new ConcernAnswered(concern, Sensitive.Of("y")));
        Assert.Equal(MarkStanding.PutToAgency, MarkOf(log).Standing);
        Assert.Equal(MarkStanding.Stands, MarkOf(Copy(log).By("office", "agency-bridge-housing", new ConcernUpheld(concern, Sensitive.Of("z")))).Standing);
        Assert.Equal(MarkStanding.Dismissed, MarkOf(Copy(log).By("office", "agency-bridge-housing", new ConcernDismissed(concern, Sensitive.Of("z")))).Standing);
    }

    [Fact]
    public void What_an_agency_entered_itself_stands_and_a_concern_about_something_else_moves_no_mark()
    {
        Assert.Equal((s_bridge, MarkStanding.Stands), MarkOf(new Log().By("bridge-housing", s_services, s_refused)));

        var concern = new ConcernId(Id(3));
        var other = new Log().By("open-door", s_services, s_refused)
            .By("office", "agency-bridge-housing", new ConcernRaised(concern, ConcernKind.ConditionedHelp, new("office"), Sensitive.Of("x")), new ConcernUpheld(concern, Sensitive.Of("z")));
        Assert.Equal(MarkStanding.NotHeard, MarkOf(other).Standing);
    }

    [Fact]
    public void A_mark_that_stands_goes_on_standing_whatever_becomes_of_another_concern_about_it()
    {
        ConcernId upheld = new(Id(3)), another = new(Id(4));
        var log = new Log().By("open-door", s_services, s_refused);
        var mark = Account(log).RefusedConditions[0].Mark;
        log.By("office", "agency-bridge-housing",
            new ConcernRaised(upheld, ConcernKind.ConditionedHelp, new("office"), Sensitive.Of("x")) { Mark = mark }, new ConcernUpheld(upheld, Sensitive.Of("z")),
            new ConcernRaised(another, ConcernKind.ConditionedHelp, new("office"), Sensitive.Of("x")) { Mark = mark }, new ConcernDismissed(another, Sensitive.Of("z")));
        Assert.Equal(MarkStanding.Stands, MarkOf(log).Standing);
    }

    private static Log Copy(Log log) => log.Events.Aggregate(new Log(), (copy, recorded) => copy.By(recorded.Meta.Actor.Agency.Value, recorded.Meta.Stream, recorded.Event));

    private static (AgencyId EnteredBy, MarkStanding Standing) MarkOf(Log log) => Account(log).RefusedConditions is [var mark] ? (mark.EnteredBy, mark.Standing) : throw new InvalidOperationException();

    private static AgencyAccount Account(Log log) => log.Fold(AllProjections.Accountability).Values.OfType<AgencyAccount>().Single(account => account.Agency == s_bridge);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
