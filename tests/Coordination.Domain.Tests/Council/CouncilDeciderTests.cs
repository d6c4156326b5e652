using Coordination.Domain.Council;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;

namespace Coordination.Domain.Tests.Council;

public sealed class CouncilDeciderTests
{
    private static readonly AgencyId Office = new("office");
    private static readonly Actor Rosa = new(new("rosa"), Office), Lee = new(new("lee"), Office);
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
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
        Given(Proposed).When(s => CouncilDecider.Decide(Adopt, TaskForce, Noon, s)).ThenRefused(RefusalReason.WrongState);
        Given(Proposed, Consulted with { Stage = ConsultationStage.Inform }).When(s => CouncilDecider.Decide(Adopt, TaskForce, Noon, s)).ThenRefused(RefusalReason.WrongState);
        Given(Proposed, Consulted with { SeatsFilled = 0 }).When(s => CouncilDecider.Decide(Adopt, TaskForce, Noon, s)).ThenRefused(RefusalReason.WrongState);
        Given(Proposed, Consulted).When(s => CouncilDecider.Decide(Adopt, TaskForce, Noon, s)).Then(new ProtocolAdopted(Change, Lee.Person));
    }

    [Theory]
    [InlineData(1, 5, 150)]
    [InlineData(2, 5, 150)]
    [InlineData(3, 7, 150)]
    [InlineData(4, 5, 0)]
    [InlineData(4, 5, 24)]
    public void A_council_of_few_or_without_pay_is_not_enough(int filled, int seats, int dollars) =>
        Given(Proposed, Consulted with { SeatsFilled = filled, Seats = seats, CompensationInDollars = dollars })
            .When(s => CouncilDecider.Decide(Adopt, TaskForce, Noon, s)).ThenRefused(RefusalReason.WrongState);

    [Fact]
    public void Which_seats_and_which_pay_are_enough_the_policy_in_force_says()
    {
        var small = Consulted with { SeatsFilled = 2, Seats = 4, CompensationInDollars = 10 };
        var policy = new PolicySet(Noon, new PolicySettings(90, 3, 10) { CouncilSeats = 2, CouncilCompensationInDollars = 10 });
        var lenient = TaskForceStream.Definition.Fold(TaskForce, [policy]);
        var strict = TaskForceStream.Definition.Fold(TaskForce, [policy with { Settings = policy.Settings with { CouncilSeats = 5, CouncilCompensationInDollars = 200 } }]);

        Given(Proposed, small).When(s => CouncilDecider.Decide(Adopt, lenient, Noon, s)).Then(new ProtocolAdopted(Change, Lee.Person));
        Given(Proposed, small).When(s => CouncilDecider.Decide(Adopt, lenient, Noon.AddTicks(-1), s)).ThenRefused(RefusalReason.WrongState);
        Given(Proposed, Consulted).When(s => CouncilDecider.Decide(Adopt, strict, Noon, s)).ThenRefused(RefusalReason.WrongState);
    }

    [Fact]
    public void One_sufficient_consultation_that_somebody_else_wrote_down_is_enough() =>
        Given(Proposed, Consulted, Consulted with { RecordedBy = Lee.Person }).When(s => CouncilDecider.Decide(Adopt, TaskForce, Noon, s)).Then(new ProtocolAdopted(Change, Lee.Person));

    [Fact]
    public void A_policy_that_is_proposed_is_within_bounds_and_not_for_the_past()
    {
        var proposal = new ProposeProtocolChange(Rosa, Change, Proposed.Title, Proposed.Text) { Policy = new(new PolicySettings(90, 3, 10), null) };

        Given().When(s => CouncilDecider.Decide(proposal, TaskForce, Noon, s)).Then(Proposed with { Policy = proposal.Policy });
        Given().When(s => CouncilDecider.Decide(proposal with { Policy = new(new PolicySettings(90, 1, 10), null) }, TaskForce, Noon, s))
            .ThenRefused(RefusalReason.InvalidInput, "policy.settings.quorumMembers");
        Given().When(s => CouncilDecider.Decide(proposal with { Policy = proposal.Policy with { EffectiveFrom = Noon.AddTicks(-1) } }, TaskForce, Noon, s))
            .ThenRefused(RefusalReason.InvalidInput, "policy.effectiveFrom");
    }

    [Fact]
    public void The_person_who_recorded_the_consultation_may_not_adopt_the_change()
    {
        Given(Proposed, Consulted).When(s => CouncilDecider.Decide(Adopt with { By = Rosa }, TaskForce, Noon, s)).ThenRefused(RefusalReason.SecondPersonNeeded);
        Given(Proposed, Consulted with { Stage = ConsultationStage.Inform, RecordedBy = Lee.Person }, Consulted)
            .When(s => CouncilDecider.Decide(Adopt with { By = Rosa }, TaskForce, Noon, s)).ThenRefused(RefusalReason.SecondPersonNeeded);
    }

    [Fact]
    public void A_consultation_says_how_far_survivors_had_a_say_who_sat_and_what_they_were_paid()
    {
        Given(Proposed).When(s => CouncilDecider.Decide(Consult, TaskForce, Noon, s)).Then(Consulted);
        Given(Proposed).When(s => CouncilDecider.Decide(Consult with { Seats = 0 }, TaskForce, Noon, s)).ThenRefused(RefusalReason.InvalidInput, "seats");
        Given(Proposed).When(s => CouncilDecider.Decide(Consult with { SeatsFilled = 6 }, TaskForce, Noon, s)).ThenRefused(RefusalReason.InvalidInput, "seatsFilled");
        Given(Proposed).When(s => CouncilDecider.Decide(Consult with { CompensationInDollars = -1 }, TaskForce, Noon, s)).ThenRefused(RefusalReason.InvalidInput, "compensationInDollars");
        Given().When(s => CouncilDecider.Decide(Consult, TaskForce, Noon, s)).ThenRefused(RefusalReason.NotFound);
    }

    [Fact]
    public void What_was_decided_stays()
    {
        var rejected = new ProtocolRejected(Change, "The council advised against it.", Lee.Person);
        Given(Proposed, rejected).When(s => CouncilDecider.Decide(Adopt, TaskForce, Noon, s)).ThenRefused(RefusalReason.WrongState);
        Given(Proposed, rejected).When(s => CouncilDecider.Decide(Consult, TaskForce, Noon, s)).ThenRefused(RefusalReason.WrongState);
        Given(Proposed).When(s => CouncilDecider.Decide(new RejectProtocol(Lee, Change, rejected.Reason), TaskForce, Noon, s)).Then(rejected);
        Given(Proposed, Consulted, new ProtocolAdopted(Change, Lee.Person)).When(s => CouncilDecider.Decide(Adopt, TaskForce, Noon, s)).ThenNothing();
    }

    [Fact]
    public void Only_the_coordinating_agency_has_a_protocol_to_change()
    {
        var proposal = new ProposeProtocolChange(Rosa, Change, Proposed.Title, Proposed.Text);
        Given().When(s => CouncilDecider.Decide(proposal, TaskForce, Noon, s)).Then(Proposed);
        Given().When(s => CouncilDecider.Decide(proposal with { By = new(new("x"), new("clinic")) }, TaskForce, Noon, s)).ThenRefused(RefusalReason.NotFound);
        Given().When(s => CouncilDecider.Decide(proposal with { Title = "" }, TaskForce, Noon, s)).ThenRefused(RefusalReason.InvalidInput, "title");
    }
}
