using Coordination.Domain.Council;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests.Council;

public sealed class CouncilDeciderTests
{
    private static readonly AgencyId Office = new("office");
    private static readonly Actor Rosa = new(new("rosa"), Office), Lee = new(new("lee"), Office);
    private static readonly ProtocolChangeId Change = new(Guid.NewGuid());
    private static readonly TaskForceState TaskForce = TaskForceStream.Definition.Fold(TaskForceState.Initial, [new TaskForceFormed("Valley", "Valley", Office)]);
    private static readonly ProtocolChangeProposed Proposed = new(Change, "Interviews", "No interview without an advocate.", Rosa.Person);
    private static readonly RecordConsultation Consult = new(Rosa, Change, ConsultationStage.Involve, 4, 5, 150, Sensitive.Of("Say so on the door."));
    private static readonly CouncilConsulted Consulted = new(Change, ConsultationStage.Involve, 4, 5, 150, Consult.Advice, Rosa.Person);
    private static readonly AdoptProtocol Adopt = new(Lee, Change);

    private static Past<CouncilState, CouncilEvent> Given(params CouncilEvent[] past) => GivenWhenThen.Given(CouncilStream.Definition, past);

    [Fact]
    public void Nothing_is_adopted_before_the_council_was_consulted()
    {
        Given(Proposed).When(s => CouncilDecider.Decide(Adopt, TaskForce, s)).ThenRefused(RefusalReason.WrongState);
        Given(Proposed, Consulted with { Stage = ConsultationStage.Inform }).When(s => CouncilDecider.Decide(Adopt, TaskForce, s)).ThenRefused(RefusalReason.WrongState);
        Given(Proposed, Consulted with { SeatsFilled = 0 }).When(s => CouncilDecider.Decide(Adopt, TaskForce, s)).ThenRefused(RefusalReason.WrongState);
        Given(Proposed, Consulted).When(s => CouncilDecider.Decide(Adopt, TaskForce, s)).Then(new ProtocolAdopted(Change, Lee.Person));
    }

    [Fact]
    public void Whoever_wrote_down_that_it_was_consulted_does_not_adopt_it()
    {
        Given(Proposed, Consulted).When(s => CouncilDecider.Decide(Adopt with { By = Rosa }, TaskForce, s)).ThenRefused(RefusalReason.SecondPersonNeeded);
        Given(Proposed, Consulted with { Stage = ConsultationStage.Inform, RecordedBy = Lee.Person }, Consulted)
            .When(s => CouncilDecider.Decide(Adopt with { By = Rosa }, TaskForce, s)).ThenRefused(RefusalReason.SecondPersonNeeded);
    }

    [Fact]
    public void A_consultation_says_how_far_survivors_had_a_say_who_sat_and_what_they_were_paid()
    {
        Given(Proposed).When(s => CouncilDecider.Decide(Consult, TaskForce, s)).Then(Consulted);
        Given(Proposed).When(s => CouncilDecider.Decide(Consult with { Seats = 0 }, TaskForce, s)).ThenRefused(RefusalReason.InvalidInput, "seats");
        Given(Proposed).When(s => CouncilDecider.Decide(Consult with { SeatsFilled = 6 }, TaskForce, s)).ThenRefused(RefusalReason.InvalidInput, "seatsFilled");
        Given(Proposed).When(s => CouncilDecider.Decide(Consult with { CompensationInDollars = -1 }, TaskForce, s)).ThenRefused(RefusalReason.InvalidInput, "compensationInDollars");
        Given().When(s => CouncilDecider.Decide(Consult, TaskForce, s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void What_was_decided_stays()
    {
        var rejected = new ProtocolRejected(Change, "The council advised against it.", Lee.Person);
        Given(Proposed, rejected).When(s => CouncilDecider.Decide(Adopt, TaskForce, s)).ThenRefused(RefusalReason.WrongState);
        Given(Proposed, rejected).When(s => CouncilDecider.Decide(Consult, TaskForce, s)).ThenRefused(RefusalReason.WrongState);
        Given(Proposed).When(s => CouncilDecider.Decide(new RejectProtocol(Lee, Change, rejected.Reason), TaskForce, s)).Then(rejected);
        Given(Proposed, Consulted, new ProtocolAdopted(Change, Lee.Person)).When(s => CouncilDecider.Decide(Adopt, TaskForce, s)).ThenNothing();
    }

    [Fact]
    public void Only_the_coordinating_agency_has_a_protocol_to_change()
    {
        var proposal = new ProposeProtocolChange(Rosa, Change, Proposed.Title, Proposed.Text);
        Given().When(s => CouncilDecider.Decide(proposal, TaskForce, s)).Then(Proposed);
        Given().When(s => CouncilDecider.Decide(proposal with { By = new(new("x"), new("clinic")) }, TaskForce, s)).ThenRefused(RefusalReason.NotFound);
        Given().When(s => CouncilDecider.Decide(proposal with { Title = "" }, TaskForce, s)).ThenRefused(RefusalReason.InvalidInput, "title");
    }
}
