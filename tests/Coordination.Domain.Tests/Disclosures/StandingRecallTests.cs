using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.Disclosures;

public sealed class StandingRecallTests
{
    private static readonly DisclosureMade Copy = Made(
        Permit(Account, SharingMode.IdentifiedSummary), Permit(Plate, SharingMode.DeIdentified), Permit(Clinic, SharingMode.IdentifiedVerbatim, OtherRelease));
    private static readonly DateTimeOffset Due = Now.AddDays(10);
    private static readonly RecallDisclosure Revoked = new(SignedRelease, RecallCause.Revoked, null, [], Due);

    private static DisclosureState Delivered(params DisclosureEvent[] events) => Given([Offered, Authorized(), Copy, .. events]);

    [Fact]
    public void An_agency_that_lost_its_standing_is_asked_once_for_everything_that_it_still_holds()
    {
        var lost = new RecallForStanding(RecallCause.AgencySuspended, Due);
        var notice = DeliveryDecider.Decide(Revoked, Delivered()).Recorded<RecallNoticeSent>(); // two of three

        var asked = DeliveryDecider.Decide(lost, Delivered(notice)).Recorded<StandingNoticeSent>();
        var delivery = ((DisclosureState.RecallPending)Delivered(notice, asked)).Delivery;

        Assert.Equal((RecallCause.AgencySuspended, Due), (asked.Cause, asked.Due));
        Assert.Equal([Copy.Items[2].Copy], asked.Copies);
        Assert.All(delivery.Copies, copy => Assert.Equal(CopyStanding.UnderRecall, copy.Standing));
        Assert.False(delivery.Recalls[^1].FoundWrong);
        Assert.Equal(3, DeliveryDecider.Decide(lost, Delivered()).Recorded<StandingNoticeSent>().Copies.Count);
        DeliveryDecider.Decide(lost with { Cause = RecallCause.AgencyLeft }, Delivered(notice, asked)).RecordedNothing();
        DeliveryDecider.Decide(lost, Given(Offered, Authorized())).RecordedNothing();
    }

    [Fact]
    public void What_rested_on_a_death_is_asked_back_once_when_it_is_taken_back()
    {
        var process = new ProcessId(Guid.NewGuid());
        var made = Copy with
        {
            Verdict = Copy.Verdict with { Process = new ProcessRead(process, 1), Lines = [.. Copy.Verdict.Lines.Select((line, at) => at == 0 ? line with { Release = null } : line)] },
        };
        DisclosureState Given(ClaimedBasis basis, params DisclosureEvent[] events) => DisclosureScene.Given([Offered with { Basis = basis }, Authorized(), made, .. events]);
        var withdrawn = new RecallForError(RecallCause.DeathWithdrawn, Due, LetterBy: Due.AddDays(-1)) { Untold = [OtherRelease] };

        var decided = DeliveryDecider.Decide(withdrawn, Given(ClaimedBasis.FatalityReview)).Events;
        var (review, untold) = (Assert.IsType<ErrorNoticeSent>(decided[0]), Assert.IsType<RecallNoticeSent>(decided[1]));

        Assert.Equal((process, RecallCause.DeathWithdrawn, true), (review.Process, review.Cause, review.ByLetter));
        Assert.Equal([Copy.Items[0].Copy], review.Copies);
        Assert.Equal((OtherRelease, RecallCause.DeathWithdrawn), (untold.Release, untold.Cause));
        Assert.Equal([Copy.Items[2].Copy], untold.Copies);
        DeliveryDecider.Decide(withdrawn, Given(ClaimedBasis.FatalityReview, review, untold)).RecordedNothing();
        DeliveryDecider.Decide(withdrawn with { Untold = [] }, Given(ClaimedBasis.CourtOrder)).RecordedNothing();
        Assert.Null(DeliveryDecider.Decide(new RecallForError(RecallCause.RecordedInError, Due, null) { Process = process }, Given(ClaimedBasis.CourtOrder)).Recorded<ErrorNoticeSent>().Cause);
        DeliveryDecider.Decide(new RecallForError(RecallCause.RecordedInError, Due, null) { Process = new(Guid.NewGuid()) }, Given(ClaimedBasis.CourtOrder)).RecordedNothing();
    }

    [Fact]
    public void What_a_legal_process_demanded_stays_with_an_agency_that_lost_its_standing()
    {
        var served = Copy with { Verdict = Copy.Verdict with { Process = new ProcessRead(new ProcessId(Guid.NewGuid()), 1) } };

        DeliveryDecider.Decide(new RecallForStanding(RecallCause.AgencyLeft, Due), Given(Offered, Authorized(), served)).RecordedNothing();
    }
}
