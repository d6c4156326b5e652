using Coordination.Domain.Operations;
using Coordination.Domain.Partners;
using Coordination.Domain.Services;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests.Operations;

public sealed class OperationDeciderTests
{
    private static readonly DateTimeOffset Now = GateWorld.Noon;
    private static readonly Actor Dana = new(new("dana"), new("county-sheriff")), Amina = new(new("amina"), new("harbor"));
    private static readonly Sensitive<string> Plan = Sensitive.Of("A motel, on Friday night.");
    private static readonly RequestPresence Request = new(Dana, new(Guid.NewGuid()), Amina.Agency, Now.AddDays(3), Plan, Now);
    private static readonly PresenceRequested Requested = new(Request.Operation, Dana.Agency, Amina.Agency, Request.StartsAt, Plan);
    private static readonly PresenceCondition[] AllThree = Enum.GetValues<PresenceCondition>();
    private static readonly PresenceAgreed Agreed = new(AllThree, null);

    private static PartnerPosition Partner(AgencyId agency, AgencyKind kind) => PartnerStream.Definition.Fold(PartnerPosition.Initial,
        [new AgencyJoined(agency, "an agency", kind, []), new AgreementSigned("mou", Now.AddDays(-1), Now.AddDays(100))]);

    private static Past<OperationState, OperationEvent> Given(params OperationEvent[] past) => GivenWhenThen.Given(OperationStream.Definition, past);

    private static Decision<OperationEvent> Ask(RequestPresence request, OperationState state, AgencyKind asks = AgencyKind.LawEnforcement, AgencyKind asked = AgencyKind.VictimServices) =>
        OperationDecider.Decide(request, Partner(Dana.Agency, asks), Partner(request.Asked, asked), state);

    [Fact]
    public void Law_enforcement_asks_an_agency_that_serves_survivors_before_it_begins()
    {
        Given().When(s => Ask(Request, s)).Then(Requested);
        Given().When(s => Ask(Request, s, asks: AgencyKind.Medical)).ThenRefused(RefusalReason.NotYours);
        Given().When(s => Ask(Request, s, asked: AgencyKind.Prosecution)).ThenRefused(RefusalReason.InvalidInput, "asked");
        Given().When(s => Ask(Request with { StartsAt = Now }, s)).ThenRefused(RefusalReason.InvalidInput, "startsAt");
        Given().When(s => OperationDecider.Decide(Request, PartnerPosition.Initial, Partner(Amina.Agency, AgencyKind.VictimServices), s)).ThenRefused(RefusalReason.NoStanding);
        Given(Requested).When(s => Ask(Request, s)).ThenRefused(RefusalReason.AlreadyExists);
    }

    [Fact]
    public void Advocates_are_there_on_all_three_conditions_or_not_at_all()
    {
        Given(Requested).When(s => OperationDecider.Decide(new AgreeToPresence(Amina, AllThree, null, Now), s)).Then(Agreed);
        foreach (var left in AllThree)
            Given(Requested).When(s => OperationDecider.Decide(new AgreeToPresence(Amina, [.. AllThree.Except([left])], null, Now), s)).ThenRefused(RefusalReason.InvalidInput, "conditions");
        Given(Requested, Agreed).When(s => OperationDecider.Decide(new AgreeToPresence(Amina, AllThree, null, Now), s)).ThenNothing();
    }

    [Fact]
    public void Declining_needs_no_reason_and_either_answer_can_be_taken_back()
    {
        Given(Requested).When(s => OperationDecider.Decide(new DeclinePresence(Amina, Now), s)).Then(new PresenceDeclined());
        Given(Requested, Agreed).When(s => OperationDecider.Decide(new DeclinePresence(Amina, Now), s)).Then(new PresenceDeclined());
        Given(Requested, new PresenceDeclined()).When(s => OperationDecider.Decide(new DeclinePresence(Amina, Now), s)).ThenNothing();
        Given(Requested, new PresenceDeclined()).When(s => OperationDecider.Decide(new AgreeToPresence(Amina, AllThree, null, Now), s)).Then(Agreed);
    }

    [Fact]
    public void No_answer_changes_once_it_has_begun()
    {
        foreach (var past in new OperationEvent[][] { [Requested], [Requested, Agreed], [Requested, new PresenceDeclined()] })
        {
            Given(past).When(s => OperationDecider.Decide(new AgreeToPresence(Amina, AllThree, Sensitive.Of("now"), Request.StartsAt), s)).ThenRefused(RefusalReason.WrongState);
            Given(past).When(s => OperationDecider.Decide(new DeclinePresence(Amina, Request.StartsAt), s)).ThenRefused(RefusalReason.WrongState);
        }
        Given(Requested, new PresenceDeclined()).When(s => OperationDecider.Decide(new AgreeToPresence(Amina, AllThree, null, Request.StartsAt.AddTicks(-1)), s)).Then(Agreed);
    }

    [Fact]
    public void A_refusal_stays_known_after_a_later_agreement()
    {
        Assert.True(OperationStream.Definition.Fold(OperationState.Initial, [Requested, new PresenceDeclined(), Agreed]).InConcern!.WasDeclined);
        Assert.False(OperationStream.Definition.Fold(OperationState.Initial, [Requested, Agreed]).InConcern!.WasDeclined);
    }

    [Fact]
    public void Those_present_say_what_was_offered_and_what_harm_was_seen()
    {
        var debrief = new DebriefOperation(Amina, [GoalKind.Housing], [HarmSeen.Arrest], Sensitive.Of("Two were arrested."), Request.StartsAt.AddHours(6));
        Given(Requested, Agreed).When(s => OperationDecider.Decide(debrief, s)).Then(new OperationDebriefed(Dana.Agency, [GoalKind.Housing], [HarmSeen.Arrest], debrief.Account));
        Given(Requested, Agreed).When(s => OperationDecider.Decide(debrief with { At = Now }, s)).ThenRefused(RefusalReason.WrongState);
        Given(Requested, new PresenceDeclined()).When(s => OperationDecider.Decide(debrief, s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void To_everybody_but_the_agency_that_was_asked_there_is_nothing_to_answer()
    {
        foreach (var other in new[] { Dana, new Actor(new("x"), new("clinic")) })
            Given(Requested).When(s => OperationDecider.Decide(new DeclinePresence(other, Now), s)).ThenRefused(RefusalReason.NotFound);
        Given().When(s => OperationDecider.Decide(new DeclinePresence(Amina, Now), s)).ThenRefused(RefusalReason.NotFound);
    }
}
