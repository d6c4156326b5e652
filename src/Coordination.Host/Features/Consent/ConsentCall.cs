using Coordination.Domain.Consent;

namespace Coordination.Host.Features.Consent;

/// <summary>
/// When she said no: before now, or, by a clock that is wrong, ahead of it. What she takes back is taken back either way, from the instant
/// at which it is recorded (CG-14); what was told is kept as a fact.
/// </summary>
internal readonly record struct Said(DateTimeOffset? Before, DateTimeOffset? Ahead)
{
    public static Said At(DateTimeOffset? told, TimeProvider time) => told > time.GetUtcNow() ? new(null, told) : new(told, null);
}

/// <summary>Runs commands on a consent record. For an agency that does not hold it, there is none.</summary>
internal static class ConsentCall
{
    public static Task<IResult> Change(
        this CommandCall call, SurvivorId survivor, Func<CommandSession, ConsentPosition, Decision<ConsentEvent>> decide,
        DateTimeOffset? occurredAt = null) =>
        call.Change(ConsentStream.Definition, survivor, decide, occurredAt, Withheld);

    /// <summary>The same, where more has to be read first.</summary>
    public static Task<IResult> Change(
        this CommandCall call, SurvivorId survivor, Func<CommandSession, ConsentPosition, ValueTask<Decision<ConsentEvent>>> decide,
        DateTimeOffset? occurredAt = null) =>
        call.Change(ConsentStream.Definition, survivor, decide, occurredAt, Withheld);

    /// <summary>Something with an id of its own was made; it is found in the record.</summary>
    public static Task<IResult> Create<TId>(
        this CommandCall call, SurvivorId survivor, TId made,
        Func<CommandSession, ConsentPosition, ValueTask<Decision<ConsentEvent>>> decide, DateTimeOffset? occurredAt = null)
        where TId : struct =>
        call.Add(ConsentStream.Definition, survivor, made, $"/v1/consent/{survivor}", decide, occurredAt, Withheld);

    private static Refusal? Withheld(ConsentPosition state, Actor by) => state.WithheldFrom(by.Agency);
}
