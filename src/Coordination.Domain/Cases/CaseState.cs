namespace Coordination.Domain.Cases;

public abstract record CaseState
{
    private protected CaseState() { }

    /// <summary>There is no case under this identifier.</summary>
    public sealed record NotOpened : CaseState;

    /// <summary>A case that exists, whether it is open or closed.</summary>
    public abstract record Existing(CaseRecord Record) : CaseState;

    public sealed record Open(CaseRecord Record) : Existing(Record);

    /// <summary>The case was closed. Its record remains, and so does the survivor's say over it.</summary>
    public sealed record Closed(CaseRecord Record) : Existing(Record);

    /// <summary>The state of a stream that does not exist.</summary>
    public static CaseState Initial { get; } = new NotOpened();

    /// <summary>The record, when there is one; null before the case was opened.</summary>
    public CaseRecord? RecordIfAny => (this as Existing)?.Record;

    public static CaseState Evolve(CaseState state, CaseEvent @event) => (state, @event) switch
    {
        (_, CaseOpened e) => new Open(CaseRecord.Of(e)),
        (Existing s, CaseClosed) => new Closed(s.Record),
        (Open s, _) => new Open(s.Record.With(@event)),
        (Closed s, _) => new Closed(s.Record.With(@event)),
        (NotOpened, _) => state,
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };
}

/// <summary>How the stream <c>case-{id}</c> is named and folded.</summary>
public static class CaseStream
{
    public static StreamDefinition<CaseState, CaseEvent> Definition { get; } = new("case", CaseState.Initial, CaseState.Evolve)
    {
        Owner = CompartmentOwner.Custodian,
        Protect = (_, state, _) => state is CaseState.Existing existing ? Protection.Of(existing.Record.Survivor) : Protection.OfAgency,
    };
}
