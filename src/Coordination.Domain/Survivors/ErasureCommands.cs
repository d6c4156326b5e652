namespace Coordination.Domain.Survivors;

/// <summary>What somebody of the serving agency can ask for about a survivor's erasure.</summary>
public abstract record ErasureCommand(Actor By) : SurvivorCommand(By);

/// <summary>Records that she asked to be forgotten.</summary>
public sealed record RequestErasure(Actor By) : ErasureCommand(By);

/// <summary>Records that she took that back.</summary>
public sealed record WithdrawErasureRequest(Actor By) : ErasureCommand(By);

/// <summary>Holds her record, because the law demands that it be preserved.</summary>
public sealed record PlaceLegalHold(Actor By, LegalHoldId Hold, Sensitive<string> Reference) : ErasureCommand(By);

public sealed record LiftLegalHold(Actor By, LegalHoldId Hold) : ErasureCommand(By);

/// <summary>Erases her: a second person, and never while a hold stands.</summary>
public sealed record EraseSurvivor(Actor By) : ErasureCommand(By);

/// <summary>Records that the keys are gone, and what could not be called back.</summary>
/// <param name="By">The part of the system that did it.</param>
/// <param name="KeysDestroyedAt">Since when.</param>
/// <param name="Subjects">How many sets of keys.</param>
/// <param name="OutOfReach">What recipients may still hold.</param>
/// <param name="Cases">Her cases.</param>
/// <param name="Disclosures">Disclosures that were about her.</param>
public sealed record RecordErasureCarriedOut(
    Actor By, DateTimeOffset KeysDestroyedAt, int Subjects, IReadOnlyList<CopyOutOfReach> OutOfReach, IReadOnlyList<CaseId> Cases,
    IReadOnlyList<DisclosureId> Disclosures) : ErasureCommand(By);
