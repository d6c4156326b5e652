using Coordination.Domain.CaseReviews;
using Coordination.Testing;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class ReviewStreamTests
{
    private static readonly IReadOnlyList<ReviewState> Stages =
        [Uncalled, Given(Called, Proposed), Given(Called, Proposed, Published), InTheRoom, Decided, Decided.And(new ItemClosed(Item), new ReviewClosed())];

    [Fact]
    public void Every_event_folds_onto_every_stage()
    {
        foreach (var @event in EventSamples.All().Concat(EventSamples.AllSparse()).OfType<ReviewEvent>())
            Assert.All(Stages, stage => Assert.NotNull(ReviewStream.Evolve(stage, @event)));
    }

    [Fact]
    public void A_review_that_nobody_called_is_unknown() =>
        Assert.Equal(Uncalled, Given(new ReviewOpened(), new AttendanceRecorded(Nurse), new ReviewClosed()));

    [Fact]
    public void The_room_holds_who_came_without_who_stepped_out()
    {
        var room = ((OpenReview)InTheRoom.And(new MemberSteppedOut(Nurse))).Room;
        Assert.Equal([Advocate, Coordinator, Detective], room.Present);
        Assert.Equal([Advocate, Coordinator, Detective, Nurse], room.Attended);
        Assert.Equal([Advocate, Coordinator, Detective, Nurse], ((OpenReview)InTheRoom.And(new MemberSteppedOut(Nurse), new MemberReturned(Nurse))).Room.Present);
    }
}
