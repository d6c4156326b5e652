namespace Coordination.Domain.Mandates;

public abstract record MandateState
{
    private MandateState() { }

    /// <summary>The state of a stream that does not exist.</summary>
    public static MandateState Initial { get; } = new NotRecorded();

    public sealed record NotRecorded : MandateState;

    public abstract record Known(MandateRecord Record) : MandateState;

    public sealed record Open(MandateRecord Record) : Known(Record);

    public sealed record Ended(MandateRecord Record, MandateEnded With) : Known(Record);

    public MandateRecord? RecordIfAny => (this as Known)?.Record;

    public static MandateState Evolve(MandateState state, MandateEvent @event) => (state, @event) switch
    {
        (_, MandateRecorded e) => new Open(new MandateRecord(e)),
        (NotRecorded, RequirementImposed or RequirementMet or RequirementMissed or ConsequenceApplied or MandateEnded) => state,
        (Known s, MandateEnded e) => new Ended(s.Record, e),
        (Open s, _) => new Open(s.Record.With(@event)),
        (Ended s, _) => s with { Record = s.Record.With(@event) },
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };
}

/// <summary>What a mandate requires, and what became of it.</summary>
public sealed record MandateRecord(MandateRecorded Recorded)
{
    /// <summary>What was required, oldest first.</summary>
    public ImmutableList<Requirement> Requirements { get; init; } = [];

    /// <summary>What was done to her, oldest first.</summary>
    public ImmutableList<ConsequenceApplied> Consequences { get; init; } = [];

    public Requirement? Find(RequirementId requirement) => Requirements.Find(known => known.Imposed.Requirement == requirement);

    internal MandateRecord With(MandateEvent @event) => @event switch
    {
        RequirementImposed e => this with { Requirements = Requirements.Add(new(e, IsMet: false, [])) },
        RequirementMet e => Change(e.Requirement, known => known with { IsMet = true }),
        RequirementMissed e => Change(e.Requirement, known => known with { Misses = known.Misses.Add(e) }),
        ConsequenceApplied e => this with { Consequences = Consequences.Add(e) },
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };

    private MandateRecord Change(RequirementId requirement, Func<Requirement, Requirement> change) =>
        Find(requirement) is { } known ? this with { Requirements = Requirements.Replace(known, change(known)) } : this;
}

/// <summary>One requirement.</summary>
/// <param name="Imposed">As it was imposed.</param>
/// <param name="IsMet">Whether she has done it. What goes on may be missed, and met again.</param>
/// <param name="Misses">Each time that she could not.</param>
public sealed record Requirement(RequirementImposed Imposed, bool IsMet, ImmutableList<RequirementMissed> Misses);

/// <summary>How the stream <c>mandate-{id}</c> is named and folded.</summary>
public static class MandateStream
{
    /// <summary>The definition. All of it is about her, and goes with her erasure.</summary>
    public static StreamDefinition<MandateState, MandateEvent> Definition { get; } = new("mandate", MandateState.Initial,
        MandateState.Evolve)
    {
        Owner = CompartmentOwner.Custodian,
        Protect = (_, state, _) => state.RecordIfAny is { } record ? Protection.Of(record.Recorded.Survivor) : Protection.OfAgency,
    };
}
