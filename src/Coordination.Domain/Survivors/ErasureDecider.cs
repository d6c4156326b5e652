using static Coordination.Domain.TextRules;

namespace Coordination.Domain.Survivors;

/// <summary>Decides about the erasure of a survivor: she asks, the law may forbid it, and two people do it.</summary>
internal static class ErasureDecider
{
    /// <summary>How many copies one event lists: it has to fit the log.</summary>
    internal const int MostCopiesPerEvent = 200;

    /// <summary>How many records one event lists.</summary>
    internal const int MostRecordsPerEvent = 1_000;

    internal static Decision<SurvivorEvent> Decide(ErasureCommand command, SurvivorState.Welcomed state) => command switch
    {
        RequestErasure c => state.ErasureRequestedBy is null ? new ErasureRequested(c.By.Person) : Decision.Nothing<SurvivorEvent>(),
        WithdrawErasureRequest c =>
            state.ErasureRequestedBy is null ? Decision.Nothing<SurvivorEvent>() : new ErasureRequestWithdrawn(c.By.Person),
        PlaceLegalHold c => Place(c, state),
        LiftLegalHold c => Lift(c, state),
        EraseSurvivor c => Erase(c, state),
        RecordErasureCarriedOut => NotErased,
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    /// <summary>Once she is erased, all that is left to record is that it was carried out, once.</summary>
    internal static Decision<SurvivorEvent> Decide(SurvivorCommand command, SurvivorState.Erased state) => command switch
    {
        RecordErasureCarriedOut when state.KeysDestroyedAt is not null => Decision.Nothing<SurvivorEvent>(),
        RecordErasureCarriedOut c => Decision.Record<SurvivorEvent>([.. Left(c), new ErasureCarriedOut(c.KeysDestroyedAt, c.Subjects)]),
        EraseSurvivor => Decision.Nothing<SurvivorEvent>(),
        _ => new Refusal(RefusalReason.WrongState, "She asked to be forgotten, and was: nothing more is recorded about her."),
    };

    private static IEnumerable<SurvivorEvent> Left(RecordErasureCarriedOut command) =>
    [
        .. command.OutOfReach.Chunk(MostCopiesPerEvent).Select(part => new CopiesOutOfReachListed(part)),
        .. command.Cases.Chunk(MostRecordsPerEvent).Select(part => new RecordsForgotten(part, [])),
        .. command.Disclosures.Chunk(MostRecordsPerEvent).Select(part => new RecordsForgotten([], part)),
    ];

    private static Refusal NotErased => new(RefusalReason.WrongState, "She was not erased.");

    private static Decision<SurvivorEvent> Place(PlaceLegalHold command, SurvivorState.Welcomed state)
    {
        if (Required(command.Reference, LongestNote, "reference") is { } refusal)
            return refusal;
        return state.Holds.Exists(hold => hold.Hold == command.Hold)
            ? new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "hold")
            : new LegalHoldPlaced(command.Hold, command.Reference, command.By.Person);
    }

    private static Decision<SurvivorEvent> Lift(LiftLegalHold command, SurvivorState.Welcomed state) =>
        state.Holds.Exists(hold => hold.Hold == command.Hold)
            ? new LegalHoldLifted(command.Hold, command.By.Person)
            : new Refusal(RefusalReason.NotFound, "There is no such hold.", "hold");

    private static Decision<SurvivorEvent> Erase(EraseSurvivor command, SurvivorState.Welcomed state)
    {
        if (state.ErasureRequestedBy is not { } requester)
            return new Refusal(RefusalReason.WrongState, "She did not ask for it, or took it back: record first that she asks.");
        if (!state.Holds.IsEmpty)
            return new Refusal(RefusalReason.Held, "A legal hold stands: counsel has to lift it first.");
        return SecondPerson.Needed(command.By.Person, requester,
            "Whoever recorded that she asks does not carry it out: it takes a second person.") is { } same
            ? same
            : new SurvivorErased(requester, command.By.Person);
    }
}
