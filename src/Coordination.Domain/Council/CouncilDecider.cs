using Coordination.Domain.TaskForce;
using static Coordination.Domain.TextRules;

namespace Coordination.Domain.Council;

/// <summary>Decides about changes of the protocol and of the policy. None is adopted before the survivors' council was consulted on it:
/// asked at least, and not only told, with the seats filled and the pay that the policy in force says. The person who recorded the
/// consultation may not adopt the change.</summary>
public static class CouncilDecider
{
    private const int MostChanges = 1_000;
    private const int MostConsultations = 50;
    private const int MostSeats = 100;
    private const int LargestCompensation = 100_000;
    private static readonly Refusal Unknown = new(RefusalReason.NotFound, "There is no such change.");

    /// <summary>Decides a command of the coordinating agency.</summary>
    /// <param name="command">What is to be done.</param>
    /// <param name="taskForce">The coordinating agency, the members and the policy.</param>
    /// <param name="at">Now.</param>
    /// <param name="state">The changes that there are.</param>
    public static Decision<CouncilEvent> Decide(CouncilCommand command, TaskForceState taskForce, DateTimeOffset at, CouncilState state) =>
        taskForce is not TaskForceState.Formed formed || formed.CoordinatingAgency != command.By.Agency ? Unknown
        : command is ProposeProtocolChange proposal ? Propose(proposal, formed, at, state)
        : state.Find(command.Change) is not { } change ? Unknown
        : command switch
        {
            RecordConsultation c => Consult(c, change),
            AdoptProtocol c => Adopt(c, formed.PolicyAt(at), change),
            RejectProtocol c => Reject(c, change),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    private static Decision<CouncilEvent> Propose(ProposeProtocolChange command, TaskForceState.Formed taskForce, DateTimeOffset at,
        CouncilState state) =>
        state.Find(command.Change) is not null
        ? new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "change")
        : state.Changes.Count >= MostChanges
        ? new Refusal(RefusalReason.PolicyLimit, $"There were {MostChanges} changes, which is as many as can be kept.")
        : (RequiredPlain(command.Title, LongestLabel, "title")
            ?? RequiredPlain(command.Text, LongestNarrative, "text")) is { } wrong ? wrong
        : command.Policy is { } policy && TaskForceDecider.IsWrong(policy, taskForce, at) is { } outside ? outside
        : new ProtocolChangeProposed(command.Change, command.Title, command.Text, command.By.Person) { Policy = command.Policy };

    private static Decision<CouncilEvent> Consult(RecordConsultation command, ProtocolChange change) =>
        change.Standing is not ProtocolStanding.Proposed ? Over
        : change.Consultations.Count >= MostConsultations ? new Refusal(RefusalReason.PolicyLimit,
            $"The council was consulted {MostConsultations} times on it, which is as often as can be kept.")
        : command.Seats is < 1 or > MostSeats ? new Refusal(RefusalReason.InvalidInput, $"A council has 1 to {MostSeats} seats.", "seats")
        : command.SeatsFilled < 0 || command.SeatsFilled > command.Seats
        ? new Refusal(RefusalReason.InvalidInput, $"Expected 0 to {command.Seats}.", "seatsFilled")
        : command.CompensationInDollars is < 0 or > LargestCompensation
        ? new Refusal(RefusalReason.InvalidInput, $"Expected 0 to {LargestCompensation}.", "compensationInDollars")
        : Optional(command.Advice, LongestNarrative, "advice") is { } wrong ? wrong
        : new CouncilConsulted(command.Change, command.Stage, command.SeatsFilled, command.Seats, command.CompensationInDollars,
            command.Advice, command.By.Person);

    private static Decision<CouncilEvent> Adopt(AdoptProtocol command, PolicySettings? policy, ProtocolChange change)
    {
        if (change.Standing is ProtocolStanding.Adopted)
            return Decision.Nothing<CouncilEvent>();
        if (change.Standing is ProtocolStanding.Rejected)
            return Over;
        var sufficient = change.Sufficient(policy).ToList();
        return sufficient.Count == 0
            ? new Refusal(RefusalReason.WrongState,
                $"The survivors' council has not been consulted on it as the policy says: asked and not only told, with at least " +
                    $"{Quantity.Of(policy?.CouncilSeats ?? PolicySettings.UsualCouncilSeats, "seat")} and at least half of all filled, " +
                    $"each paid at least {Quantity.Of(policy?.CouncilCompensationInDollars ?? PolicySettings.UsualCouncilCompensation,
                        "dollar")}. Consult it so, write that down, then adopt.")
            : sufficient.TrueForAll(held => held.RecordedBy == command.By.Person)
                ? SecondPerson.Needed("Whoever wrote down that the council was consulted does not adopt it: leave it to somebody else.")
            : new ProtocolAdopted(command.Change, command.By.Person);
    }

    private static Decision<CouncilEvent> Reject(RejectProtocol command, ProtocolChange change) =>
        change.Standing is ProtocolStanding.Rejected ? Decision.Nothing<CouncilEvent>()
        : change.Standing is ProtocolStanding.Adopted ? Over
        : RequiredPlain(command.Reason, LongestNote, "reason") is { } wrong ? wrong
        : new ProtocolRejected(command.Change, command.Reason, command.By.Person);

    private static Refusal Over => new(RefusalReason.WrongState, "This change was decided. Propose another.");
}
