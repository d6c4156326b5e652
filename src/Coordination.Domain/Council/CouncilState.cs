using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Council;

/// <summary>The changes that were proposed, oldest first, and how far each is.</summary>
public sealed record CouncilState(ImmutableList<ProtocolChange> Changes)
{
    public static CouncilState Initial { get; } = new([]);

    public ProtocolChange? Find(ProtocolChangeId change) => Changes.Find(known => known.Proposed.Change == change);

    public static CouncilState Evolve(CouncilState state, CouncilEvent @event) => @event switch
    {
        ProtocolChangeProposed e => new(state.Changes.Add(new(e, [], new ProtocolStanding.Proposed()))),
        CouncilConsulted e => state.With(e.Change, known => known with { Consultations = known.Consultations.Add(e) }),
        ProtocolAdopted e => state.With(e.Change, known => known with { Standing = new ProtocolStanding.Adopted(e) }),
        ProtocolRejected e => state.With(e.Change, known => known with { Standing = new ProtocolStanding.Rejected(e) }),
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };

    private CouncilState With(ProtocolChangeId change, Func<ProtocolChange, ProtocolChange> with) =>
        Find(change) is { } known ? new(Changes.Replace(known, with(known))) : this;
}

public sealed record ProtocolChange(ProtocolChangeProposed Proposed, ImmutableList<CouncilConsulted> Consultations,
    ProtocolStanding Standing)
{
    /// <summary>The consultations on which it can be adopted under this policy. Survivors were asked and not only told. The council had the
    /// members that the policy requires, and at least half of its seats. Each was paid what the policy says.</summary>
    public IEnumerable<CouncilConsulted> Sufficient(PolicySettings? policy) => Consultations.Where(held =>
        held.Stage >= ConsultationStage.Consult
        && held.SeatsFilled >= (policy?.CouncilSeats ?? PolicySettings.UsualCouncilSeats) && held.SeatsFilled * 2 >= held.Seats
        && held.CompensationInDollars >= (policy?.CouncilCompensationInDollars ?? PolicySettings.UsualCouncilCompensation));
}

/// <summary>How far a change is.</summary>
public abstract record ProtocolStanding
{
    private ProtocolStanding() { }

    public sealed record Proposed : ProtocolStanding;

    public sealed record Adopted(ProtocolAdopted With) : ProtocolStanding;

    public sealed record Rejected(ProtocolRejected With) : ProtocolStanding;
}

/// <summary>The stream of the council, of which there is one.</summary>
public static class CouncilStream
{
    /// <summary>The definition..</summary>
    public static StreamDefinition<CouncilState, CouncilEvent> Definition { get; } = new("council", CouncilState.Initial,
        CouncilState.Evolve)
    {
        Owner = CompartmentOwner.TaskForce,
        Protect = (_, _, _) => Protection.OfAgency,
    };
}
