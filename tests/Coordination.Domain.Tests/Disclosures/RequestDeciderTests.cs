using Coordination.Domain.Cases;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Tests.Cases;
using Xunit;
using static Coordination.Domain.Tests.Disclosures.DisclosureScene;

namespace Coordination.Domain.Tests.Disclosures;

public sealed class RequestDeciderTests
{
    private static readonly RequestDisclosure Ask = new(
        Detective, Disclosure, Advocate.Agency, Requested.Purpose, Requested.Categories, Requested.About, ClaimedBasis.Release);

    [Fact]
    public void A_request_is_recorded_as_it_was_put() => Assert.Equal(Requested, RequestDecider.Decide(Ask, Given()).Recorded<DisclosureRequested>());

    [Fact]
    public void Nothing_is_asked_for_by_default()
    {
        RequestDecider.Decide(Ask with { Categories = [] }, Given()).Refused(RefusalReason.InvalidInput);
        RequestDecider.Decide(Ask with { About = Sensitive.Of(" ") }, Given()).Refused(RefusalReason.InvalidInput);
        RequestDecider.Decide(Ask with { Discloser = Detective.Agency }, Given()).Refused(RefusalReason.InvalidInput);
    }

    [Fact]
    public void The_custodian_says_whom_a_request_is_about()
    {
        Assert.Equal(Matched, RequestDecider.Decide(new MatchRequest(Advocate, CaseScene.RosasCase), Case, Given(Requested)).Recorded<RequestMatched>());
        RequestDecider.Decide(new MatchRequest(Advocate, CaseScene.RosasCase), Case, Given(Requested, Matched)).RecordedNothing();
        RequestDecider.Decide(new MatchRequest(Advocate, CaseScene.RosasCase), CaseState.Initial, Given(Requested)).Refused(RefusalReason.NotFound);
    }

    [Fact]
    public void A_request_about_nobody_may_later_turn_out_to_be_about_somebody()
    {
        var unmatched = RequestDecider.Decide(new LeaveUnmatched(Advocate), Given(Requested)).Recorded<RequestUnmatched>();

        RequestDecider.Decide(new LeaveUnmatched(Advocate), Given(Requested, unmatched)).RecordedNothing();
        RequestDecider.Decide(new MatchRequest(Advocate, CaseScene.RosasCase), Case, Given(Requested, unmatched)).Recorded<RequestMatched>();
    }

    [Fact]
    public void The_requester_can_neither_match_nor_leave_unmatched()
    {
        RequestDecider.Decide(new MatchRequest(Detective, CaseScene.RosasCase), Case, Given(Requested)).Refused(RefusalReason.NotFound);
        RequestDecider.Decide(new LeaveUnmatched(Detective), Given(Requested)).Refused(RefusalReason.NotFound);
    }

    [Fact]
    public void An_offer_names_a_person_of_another_agency()
    {
        var offer = new OfferDisclosure(Advocate, Disclosure, new(Detective.Agency, Detective.Person), Purpose.Investigation, CaseScene.RosasCase);

        Assert.Equal(Offered, RequestDecider.Decide(offer, Case, Given()).Recorded<DisclosureOffered>());
        RequestDecider.Decide(offer with { Recipient = new(Detective.Agency, null) }, Case, Given()).Refused(RefusalReason.InvalidInput);
        RequestDecider.Decide(offer with { Recipient = new(Advocate.Agency, new PersonId("bea")) }, Case, Given()).Refused(RefusalReason.InvalidInput);
        RequestDecider.Decide(offer with { By = Prosecutor }, Case, Given()).Refused(RefusalReason.NotFound);
    }
}
