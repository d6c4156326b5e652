using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Council;

/// <summary>What somebody of the task force's office can do about its protocol.</summary>
public abstract record CouncilCommand(Actor By, ProtocolChangeId Change);

public sealed record ProposeProtocolChange(Actor By, ProtocolChangeId Change, string Title, string Text) : CouncilCommand(By, Change)
{
    /// <summary>The policy that it sets; null where it changes the text of the protocol only.</summary>
    public ProposedPolicy? Policy { get; init; }
}

/// <summary>Writes down how the council was consulted.</summary>
public sealed record RecordConsultation(
    Actor By, ProtocolChangeId Change, ConsultationStage Stage, int SeatsFilled, int Seats, int CompensationInDollars,
    Sensitive<string>? Advice) : CouncilCommand(By, Change);

public sealed record AdoptProtocol(Actor By, ProtocolChangeId Change) : CouncilCommand(By, Change);

public sealed record RejectProtocol(Actor By, ProtocolChangeId Change, string Reason) : CouncilCommand(By, Change);
