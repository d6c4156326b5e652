using Coordination.Domain.Cases;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using static Coordination.Domain.TextRules;

namespace Coordination.Domain.Disclosures;

/// <summary>Decides how a disclosure begins: by a request from outside, or by an offer of the survivor's advocate.</summary>
public static class RequestDecider
{
    internal static Refusal Unknown => new(RefusalReason.NotFound, "There is no such disclosure.");

    /// <summary>Decides a request. Nothing about any person is looked up, so there is nothing that the answer could tell.</summary>
    public static Decision<DisclosureEvent> Decide(RequestDisclosure command, DisclosureState state)
    {
        if (state is not DisclosureState.NotBegun)
            return new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "disclosure");
        if (command.Discloser == command.By.Agency)
            return Invalid("An agency does not ask itself.", "discloser");
        if (command.Categories.Count == 0)
            return Invalid("Name what is needed: nothing is released by default.", "categories");
        if (command.Categories.Distinct().Count() != command.Categories.Count)
            return Invalid("Name each category once.", "categories");
        if (Required(command.About, LongestNarrative, "about") is { } refusal)
            return refusal;
        return new DisclosureRequested(
            command.Disclosure, command.Discloser, new(command.By.Agency, command.By.Person), command.Purpose, command.Categories,
            command.About, command.Basis);
    }

    public static Decision<DisclosureEvent> Decide(OfferDisclosure command, CaseState @case, DisclosureState state)
    {
        if (OwnCase(command.By, @case) is not { } record)
            return UnknownCase;
        if (state is not DisclosureState.NotBegun)
            return new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "disclosure");
        if (command.Recipient.Agency == command.By.Agency)
            return Invalid("Within an agency nothing is disclosed: involve the person in the case.", "recipient.agency");
        if (command.Recipient.Person is null)
            return Invalid("Name the person: an agency alone has no need to know (CG-32).", "recipient.person");
        if (command.Basis is not (ClaimedBasis.Release or ClaimedBasis.TeamStatute))
            return Invalid("What goes by law answers a process: record it, and begin the disclosure that answers it.", "basis");
        return new DisclosureOffered(command.Disclosure, command.By.Agency, command.Recipient, command.Purpose,
            record.Survivor, record.Case)
        {
            Basis = command.Basis == ClaimedBasis.Release ? null : command.Basis,
        };
    }

    /// <summary>Decides to answer a legal process. What it names, and whether it goes, is for the gate to say.</summary>
    public static Decision<DisclosureEvent> Decide(AnswerProcess command, ProcessState process, DisclosureState state)
    {
        if (process.RecordIfAny is not { Service: var service } || service.Agency != command.By.Agency)
            return ProcessDecider.Unknown;
        if (state is not DisclosureState.NotBegun)
            return new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "disclosure");
        if (process is ProcessState.Closed)
            return new Refusal(RefusalReason.WrongState, "The process came to its end.", "process");
        if (BasisPurposes.IsWrong(ProcessRecord.BasisOf(service.Kind), command.Purpose, "purpose") is { } wrong)
            return wrong;
        return new DisclosureOffered(command.Disclosure, service.Agency, service.Authority, command.Purpose, service.Survivor, service.Case)
        {
            Under = new ProcessBasis(service.Process, ProcessRecord.BasisOf(service.Kind)),
        };
    }

    public static Decision<DisclosureEvent> Decide(MatchRequest command, CaseState @case, DisclosureState state)
    {
        if (!IsDiscloser(command.By, state))
            return Unknown;
        if (OwnCase(command.By, @case) is not { } record)
            return UnknownCase;
        return state switch
        {
            DisclosureState.Matched s when s.Subject == new DisclosureSubject(record.Survivor, record.Case) =>
                Decision.Nothing<DisclosureEvent>(),
            DisclosureState.Requested or DisclosureState.Unmatched or DisclosureState.Matched =>
                new RequestMatched(record.Survivor, record.Case, command.By.Person),
            DisclosureState.Begun => new Refusal(RefusalReason.WrongState, "It is settled already whom this is about."),
            _ => throw new UnreachableException($"No decision in {state.GetType().Name}."),
        };
    }

    /// <summary>Decides that a request is about nobody.</summary>
    public static Decision<DisclosureEvent> Decide(LeaveUnmatched command, DisclosureState state) => state switch
    {
        _ when !IsDiscloser(command.By, state) => Unknown,
        DisclosureState.Unmatched => Decision.Nothing<DisclosureEvent>(),
        DisclosureState.Requested or DisclosureState.Matched => new RequestUnmatched(command.By.Person),
        DisclosureState.Begun => new Refusal(RefusalReason.WrongState, "It is settled already whom this is about."),
        _ => throw new UnreachableException($"No decision in {state.GetType().Name}."),
    };

    internal static bool IsDiscloser(Actor actor, DisclosureState state) =>
        state is DisclosureState.Begun begun && begun.Terms.Discloser == actor.Agency;

    internal static CaseRecord? OwnCase(Actor actor, CaseState @case) =>
        @case.RecordIfAny is { } record && record.Custodian == actor.Agency ? record : null;

    private static Refusal UnknownCase => new(RefusalReason.NotFound, "There is no such case.", "case");

    private static Refusal Invalid(string message, string field) => new(RefusalReason.InvalidInput, message, field);
}
