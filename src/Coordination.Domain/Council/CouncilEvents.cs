using Coordination.Domain.TaskForce;
using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.Council;

/// <summary>What the survivor council was asked, and what the task force did with it: stream <c>council</c>. Nobody is named in
/// it.</summary>
[JsonDerivedType(typeof(ProtocolChangeProposed), "protocol-change-proposed.v1")]
[JsonDerivedType(typeof(CouncilConsulted), "council-consulted.v1")]
[JsonDerivedType(typeof(ProtocolAdopted), "protocol-adopted.v1")]
[JsonDerivedType(typeof(ProtocolRejected), "protocol-rejected.v1")]
public abstract record CouncilEvent : DomainEvent { private protected CouncilEvent() { } }

/// <summary>A change of the protocol was proposed.</summary>
public sealed record ProtocolChangeProposed(ProtocolChangeId Change, string Title, string Text, PersonId By) : CouncilEvent
{
    /// <summary>The policy that it sets; null where it changes the text of the protocol only.</summary>
    public ProposedPolicy? Policy { get; init; }

    internal override string Summary =>
        $"change {Change} proposed by {By}: " +
        $"{Title}{(Policy is { } policy
            ? $"; policy{(policy.EffectiveFrom is { } from ? $" effective {Moment(from)}" : "")}: {policy.Settings.Summary}"
            : "")}";
}

/// <summary>The council was consulted on it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Stage">How far survivors had a say.</param>
/// <param name="SeatsFilled">How many sat in the council.</param>
/// <param name="Seats">How many seats it has.</param>
/// <param name="CompensationInDollars">What each of them was paid for it.</param>
/// <param name="Advice">What the council says, in its own words; null where it says nothing.</param>
/// <param name="RecordedBy">Who wrote it down, who does not adopt it.</param>
public sealed record CouncilConsulted(
    ProtocolChangeId Change, ConsultationStage Stage, int SeatsFilled, int Seats, int CompensationInDollars, Sensitive<string>? Advice,
    PersonId RecordedBy) : CouncilEvent
{
    internal override string Summary =>
        $"council on change {Change}: {Stage.Named()}, {Text(SeatsFilled)} of {Quantity.Of(Seats, "seat")}, " +
        $"{Quantity.Of(CompensationInDollars, "dollar")} each, recorded by {RecordedBy}";
}

/// <summary>The change was adopted: it is the protocol.</summary>
public sealed record ProtocolAdopted(ProtocolChangeId Change, PersonId By) : CouncilEvent
{
    internal override string Summary => $"change {Change} adopted by {By}";
}

/// <summary>The change was rejected.</summary>
public sealed record ProtocolRejected(ProtocolChangeId Change, string Reason, PersonId By) : CouncilEvent
{
    internal override string Summary => $"change {Change} rejected by {By}: {Reason}";
}

/// <summary>How far survivors have a say, from the least to the most. The order is relied on.</summary>
[JsonConverter(typeof(NameConverter<ConsultationStage>))]
public enum ConsultationStage
{
    /// <summary>They were told.</summary>
    Inform,
    /// <summary>They were asked what they think.</summary>
    Consult,
    /// <summary>They worked on it.</summary>
    Involve,
    /// <summary>They decided together with the task force.</summary>
    Collaborate,
    /// <summary>They led it.</summary>
    Lead,
}
