using Coordination.Domain.CaseReviews;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class ReviewStandingTests
{
    private static readonly ReviewState Told = Given(Called with { Chair = Lawyer }, Proposed, new AgendaPublished([new AgendaEntry(Item, [Advocate, Nurse])]));

    [Fact]
    public void The_coordinator_and_the_chair_lead_and_nobody_else()
    {
        Assert.Null(ReviewStanding.ToLead(Stranger, isCoordinator: true, Told));
        Assert.Null(ReviewStanding.ToLead(Lawyer, isCoordinator: false, Told));
        Assert.Equal(RefusalReason.NotYours, ReviewStanding.ToLead(Nurse, isCoordinator: false, Told)?.Reason);
        Assert.Equal(RefusalReason.NotFound, ReviewStanding.ToLead(Stranger, isCoordinator: false, Told)?.Reason);
        Assert.Equal(RefusalReason.NotFound, ReviewStanding.ToLead(Coordinator, isCoordinator: true, Uncalled)?.Reason);
    }

    [Fact]
    public void To_a_chair_who_was_not_told_of_an_item_there_is_none()
    {
        var withheld = ReviewStanding.ToLead(Item, Lawyer, isCoordinator: false, Told);
        Assert.Equal(ReviewStanding.ToLead(OtherItem, Lawyer, isCoordinator: false, Told), withheld);
        Assert.Equal(RefusalReason.NotFound, withheld?.Reason);
        Assert.Null(ReviewStanding.ToLead(Item, Coordinator, isCoordinator: true, Told));
    }

    [Fact]
    public void Only_the_invited_and_the_coordinator_know_of_a_review()
    {
        Assert.Null(ReviewStanding.ToKnow(Nurse, isCoordinator: false, Told));
        Assert.Null(ReviewStanding.ToKnow(Stranger, isCoordinator: true, Told));
        Assert.Equal(ReviewStanding.ToKnow(Nurse, isCoordinator: false, Uncalled), ReviewStanding.ToKnow(Stranger, isCoordinator: false, Told));
    }
}
