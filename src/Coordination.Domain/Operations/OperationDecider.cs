using Coordination.Domain.Partners;
using static Coordination.Domain.TextRules;

namespace Coordination.Domain.Operations;

/// <summary>Decides about requests for advocates at operations. Nothing that is decided about services, certifications or standing reads
/// what is decided here.</summary>
public static class OperationDecider
{
    private static readonly Refusal Unknown = new(RefusalReason.NotFound, "There is no such request.");
    private static readonly Refusal Begun = new(RefusalReason.WrongState, "It has begun: what was answered before stands.");

    /// <summary>Law enforcement in good standing asks an agency that serves survivors.</summary>
    public static Decision<OperationEvent> Decide(RequestPresence command, PartnerPosition requester, PartnerPosition asked,
        OperationState state) =>
        !requester.IsInStanding(command.By.Agency, command.At)
        ? new Refusal(RefusalReason.NoStanding, "Your agency is in no standing to ask for it.")
        : requester is not PartnerPosition.Partner { Kind: AgencyKind.LawEnforcement }
        ? new Refusal(RefusalReason.NotYours, "Law enforcement asks for advocates at its operations.")
        : asked is not PartnerPosition.Partner { Kind: AgencyKind.VictimServices }
        ? new Refusal(RefusalReason.InvalidInput, "Name an agency of the task force that serves survivors.", "asked")
        : state is not OperationState.NotRequested
        ? new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "operation")
        : command.StartsAt <= command.At
        ? new Refusal(RefusalReason.InvalidInput, "An operation is asked for before it begins.", "startsAt")
        : Required(command.Plan, LongestNarrative, "plan") is { } wrong ? wrong
        : new PresenceRequested(command.Operation, command.By.Agency, command.Asked, command.StartsAt, command.Plan);

    /// <summary>The agency that was asked answers, and says afterwards what it saw. To everybody else there is no request.</summary>
    public static Decision<OperationEvent> Decide(OperationCommand command, OperationState state) =>
        state is not OperationState.Known { Requested: var requested } || requested.Asked != command.By.Agency
            ? Unknown
            : (command, state) switch
            {
                (AgreeToPresence c, not OperationState.Debriefed) when requested.StartsAt <= c.At => Begun,
                (DeclinePresence c, not OperationState.Debriefed) when requested.StartsAt <= c.At => Begun,
                (AgreeToPresence c, OperationState.Waiting or OperationState.Declined) => Agree(c),
                (AgreeToPresence c, OperationState.Agreed { Answer: var given }) =>
                    c.Conditions.ToHashSet().SetEquals(given.Conditions) && Equals(c.Note, given.Note)
                        ? Decision.Nothing<OperationEvent>()
                        : Agree(c),
                (DeclinePresence, OperationState.Waiting or OperationState.Agreed) => new PresenceDeclined(),
                (DeclinePresence, OperationState.Declined) => Decision.Nothing<OperationEvent>(),
                (DebriefOperation c, OperationState.Agreed or OperationState.Debriefed) => Debrief(c, requested),
                (DebriefOperation, _) => new Refusal(RefusalReason.WrongState,
                    "Who was not there has nothing to say of it; what became known otherwise is a concern."),
                (AgreeToPresence or DeclinePresence, OperationState.Debriefed) =>
                    new Refusal(RefusalReason.WrongState, "This operation is over."),
                _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
            };

    private static Decision<OperationEvent> Agree(AgreeToPresence command) =>
        Enum.GetValues<PresenceCondition>().Except(command.Conditions).ToList() is { Count: > 0 }
            ? new Refusal(RefusalReason.InvalidInput,
                "Advocates are there on all three conditions: services offered to all, no duty to identify anybody, no arrest as a door " +
                    "to services.", "conditions")
        : Optional(command.Note, LongestNote, "note") is { } wrong ? wrong
        : new PresenceAgreed([.. command.Conditions.Distinct().Order()], command.Note);

    private static Decision<OperationEvent> Debrief(DebriefOperation command, PresenceRequested requested) =>
        command.At < requested.StartsAt ? new Refusal(RefusalReason.WrongState, "It has not begun.")
        : Optional(command.Account, LongestNarrative, "account") is { } wrong ? wrong
        : new OperationDebriefed(requested.RequestedBy, [.. command.Offered.Distinct().Order()],
            [.. command.Harms.Distinct().Order()], command.Account);
}
