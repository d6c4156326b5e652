using System.Diagnostics;
using Coordination.Domain.TaskForce;
using static Coordination.Domain.TextRules;

namespace Coordination.Domain.Council;

/// <summary>
/// Decides about changes of the protocol. None is adopted before the survivors' council was consulted on it: asked at least, and not only told, with
/// somebody in its seats. Whoever wrote down that it was consulted does not adopt it.
/// </summary>
public static class CouncilDecider
{
    private const int MostChanges = 1_000;
    private const int MostConsultations = 50;
    private const int MostSeats = 100;
    private const int LargestCompensation = 100_000;
    private static readonly Refusal Unknown = new(RefusalReason.NotFound, "There is no such change.");

    /// <summary>Decides a command of the coordinating agency.</summary>
    public static Decision<CouncilEvent> Decide(CouncilCommand command, TaskForceState taskForce, CouncilState state) =>
        taskForce is not TaskForceState.Formed { CoordinatingAgency: var office } || office != command.By.Agency ? Unknown
        : command is ProposeProtocolChange proposal ? Propose(proposal, state)
        : state.Find(command.Change) is not { } change ? Unknown
        : command switch
        {
            RecordConsultation c => Consult(c, change),
            AdoptProtocol c => Adopt(c, change),
            RejectProtocol c => Reject(c, change),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    private static Decision<CouncilEvent> Propose(ProposeProtocolChange command, CouncilState state) =>
        state.Find(command.Change) is not null ? new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "change")
        : state.Changes.Count >= MostChanges ? new Refusal(RefusalReason.PolicyLimit, $"There were {MostChanges} changes, which is as many as can be kept.")
        : (RequiredPlain(command.Title, LongestLabel, "title") ?? RequiredPlain(command.Text, LongestNarrative, "text")) is { } wrong ? wrong
        : new ProtocolChangeProposed(command.Change, command.Title, command.Text, command.By.Person);

    private static Decision<CouncilEvent> Consult(RecordConsultation command, ProtocolChange change) =>
        change.Standing is not ProtocolStanding.Proposed ? Over
        : change.Consultations.Count >= MostConsultations ? new Refusal(RefusalReason.PolicyLimit, $"The council was consulted {MostConsultations} times on it, which is as often as can be kept.")
        : command.Seats is < 1 or > MostSeats ? new Refusal(RefusalReason.InvalidInput, $"A council has 1 to {MostSeats} seats.", "seats")
        : command.SeatsFilled < 0 || command.SeatsFilled > command.Seats ? new Refusal(RefusalReason.InvalidInput, $"Expected 0 to {command.Seats}.", "seatsFilled")
        : command.CompensationInDollars is < 0 or > LargestCompensation ? new Refusal(RefusalReason.InvalidInput, $"Expected 0 to {LargestCompensation}.", "compensationInDollars")
        : Optional(command.Advice, LongestNarrative, "advice") is { } wrong ? wrong
        : new CouncilConsulted(command.Change, command.Stage, command.SeatsFilled, command.Seats, command.CompensationInDollars, command.Advice, command.By.Person);

    private static Decision<CouncilEvent> Adopt(AdoptProtocol command, ProtocolChange change) => change switch
    {
        { Standing: ProtocolStanding.Adopted } => Decision.Nothing<CouncilEvent>(),
        { Standing: ProtocolStanding.Rejected } => Over,
        { Consultation: null } => new Refusal(RefusalReason.WrongState, "The survivors' council has not been consulted on it: it was not asked, it was only told, or nobody was in its seats."),
        { Consultation: var held } when held.RecordedBy == command.By.Person =>
            new Refusal(RefusalReason.SecondPersonNeeded, "Whoever wrote down that the council was consulted does not adopt it: leave it to somebody else."),
        _ => new ProtocolAdopted(command.Change, command.By.Person),
    };

    private static Decision<CouncilEvent> Reject(RejectProtocol command, ProtocolChange change) =>
        change.Standing is ProtocolStanding.Rejected ? Decision.Nothing<CouncilEvent>()
        : change.Standing is ProtocolStanding.Adopted ? Over
        : RequiredPlain(command.Reason, LongestNote, "reason") is { } wrong ? wrong
        : new ProtocolRejected(command.Change, command.Reason, command.By.Person);

    private static Refusal Over => new(RefusalReason.WrongState, "This change was decided. Propose another.");
}
