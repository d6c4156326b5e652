using Coordination.Domain.Council;

namespace Coordination.Host.Features.Council;

/// <summary>A change of the protocol, or of the policy.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Text">What it says.</param>
/// <param name="Policy">The settings that are the policy once it is adopted; leave it out where only the text changes.</param>
public sealed record ProtocolChangeRequest(string Title, string Text, ProposedPolicy? Policy = null);

/// <summary>How the council was consulted.</summary>
/// <param name="Stage">How far survivors had a say.</param>
/// <param name="SeatsFilled">How many sat in the council.</param>
/// <param name="Seats">How many seats it has.</param>
/// <param name="CompensationInDollars">What each of them was paid for it.</param>
/// <param name="Advice">What the council says. It names nobody.</param>
public sealed record ConsultationRequest(ConsultationStage Stage, int SeatsFilled, int Seats, int CompensationInDollars,
    Sensitive<string>? Advice);

/// <summary>Why.</summary>
public sealed record ProtocolRejectionRequest(string Reason);

/// <summary>A change that was proposed, or with which something was done.</summary>
public sealed record ProtocolChangeAnswer(ProtocolChangeId Id, long Version);

/// <summary>A change.</summary>
/// <param name="Id">The change.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Text">What it says.</param>
/// <param name="ProposedBy">Who proposed it.</param>
/// <param name="Standing">How far it is: proposed, adopted, rejected.</param>
/// <param name="Reason">Why it was rejected.</param>
/// <param name="CouncilWasConsulted">Whether the council was consulted as the policy in force says: asked, with the seats filled and the
/// pay.</param>
/// <param name="Consultations">How it was consulted, oldest first.</param>
/// <param name="Policy">The settings that it makes the policy; null where only the text changes.</param>
public sealed record ProtocolChangeView(
    ProtocolChangeId Id, string Title, string Text, PersonId ProposedBy, string Standing, string? Reason, bool CouncilWasConsulted,
    IReadOnlyList<ConsultationView> Consultations,
    ProposedPolicy? Policy)
{
    internal static ProtocolChangeView Of(ProtocolChange change, PolicySettings? inForce) => new(
        change.Proposed.Change, change.Proposed.Title, change.Proposed.Text, change.Proposed.By,
        change.Standing switch
        {
            ProtocolStanding.Proposed => "proposed",
            ProtocolStanding.Adopted => "adopted",
            ProtocolStanding.Rejected => "rejected",
            _ => throw new UnreachableException()
        },
        (change.Standing as ProtocolStanding.Rejected)?.With.Reason, change.Sufficient(inForce).Any(),
        [.. change.Consultations.Select(held =>
            new ConsultationView(held.Stage, held.SeatsFilled, held.Seats, held.CompensationInDollars, held.Advice, held.RecordedBy))],
        change.Proposed.Policy);
}

/// <summary>How the council was consulted.</summary>
public sealed record ConsultationView(ConsultationStage Stage, int SeatsFilled, int Seats, int CompensationInDollars,
    Sensitive<string>? Advice, PersonId RecordedBy);

[JsonSerializable(typeof(ProtocolChangeRequest))]
[JsonSerializable(typeof(ConsultationRequest))]
[JsonSerializable(typeof(ProtocolRejectionRequest))]
[JsonSerializable(typeof(ProtocolChangeAnswer))]
[JsonSerializable(typeof(PageOf<ProtocolChangeView>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class CouncilJson : JsonSerializerContext;
