using Coordination.Domain.Partners;

namespace Coordination.Domain.Operations;

/// <summary>A request for advocates at an operation, as it stands.</summary>
public abstract record OperationState
{
    private OperationState() { }

    /// <summary>The state of a stream that does not exist.</summary>
    public static OperationState Initial { get; } = new NotRequested();

    public sealed record NotRequested : OperationState;

    public abstract record Known(PresenceRequested Requested) : OperationState
    {
        /// <summary>Whether the agency that was asked ever declined, also where it agreed afterwards: what followed from that can still be
        /// told.</summary>
        public bool WasDeclined { get; init; }
    }

    /// <summary>The agency that was asked has not answered.</summary>
    public sealed record Waiting(PresenceRequested Requested) : Known(Requested);

    /// <summary>It will be there, or was.</summary>
    public sealed record Agreed(PresenceRequested Requested, PresenceAgreed Answer) : Known(Requested);

    /// <summary>It will not be there.</summary>
    public sealed record Declined(PresenceRequested Requested) : Known(Requested);

    /// <summary>It was there, and said what it saw.</summary>
    public sealed record Debriefed(PresenceRequested Requested, PresenceAgreed? Answer, OperationDebriefed Debrief) : Known(Requested);

    /// <summary>What the agency that was asked agreed to; null while it has not, or does not.</summary>
    public PresenceAgreed? AnswerIfAgreed => this switch { Agreed s => s.Answer, Debriefed s => s.Answer, _ => null };

    /// <summary>What a concern that names this operation has to know of it; null while nobody asked.</summary>
    public NamedOperation? InConcern => this is not Known { Requested: var asked } ? null : new(asked.Asked, asked.RequestedBy, this switch
    {
        Declined => PresenceAnswer.Declined,
        Agreed or Debriefed => PresenceAnswer.Agreed,
        _ => PresenceAnswer.Waiting,
    })
    { WasDeclined = ((Known)this).WasDeclined };

    public static OperationState Evolve(OperationState state, OperationEvent @event) => (state, @event) switch
    {
        (_, PresenceRequested e) => new Waiting(e),
        (Known s, PresenceAgreed e) => new Agreed(s.Requested, e) { WasDeclined = s.WasDeclined },
        (Known s, PresenceDeclined) => new Declined(s.Requested) { WasDeclined = true },
        (Known s, OperationDebriefed e) => new Debriefed(s.Requested, s.AnswerIfAgreed, e) { WasDeclined = s.WasDeclined },
        (NotRequested, PresenceAgreed or PresenceDeclined or OperationDebriefed) => state,
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };
}

/// <summary>How the stream <c>operation-{id}</c> is named and folded.</summary>
public static class OperationStream
{
    /// <summary>The definition. What each agency writes is under its own key; it describes no survivor.</summary>
    public static StreamDefinition<OperationState, OperationEvent> Definition { get; } = new("operation", OperationState.Initial,
        OperationState.Evolve)
    {
        Owner = CompartmentOwner.Custodian,
        Protect = (_, _, _) => Protection.OfAgency,
    };
}
