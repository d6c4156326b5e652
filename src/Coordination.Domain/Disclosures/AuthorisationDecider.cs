using Coordination.Domain.Cases;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;

namespace Coordination.Domain.Disclosures;

/// <summary>
/// Decides whether something goes out. The gate is asked when it is authorised, and again when the copy is made. What goes without her word
/// takes two people, unless it cannot wait for a second one (<see cref="SinglePersonRule"/>).
/// </summary>
public static class AuthorisationDecider
{
    /// <summary>Decides an authorisation. A refusal by the gate is recorded too: it is evidence.</summary>
    public static Decision<DisclosureEvent> Decide(AuthoriseDisclosure command, CaseState @case, AskGate gate, DisclosureState state) =>
        Decide(command, @case, ProcessState.Initial, gate, state);

    /// <summary>Decides an authorisation under a legal process, which the gate reads too. Who recorded its service does not approve what
    /// follows.</summary>
    public static Decision<DisclosureEvent> Decide(AuthoriseDisclosure command, CaseState @case, ProcessState process, AskGate gate,
        DisclosureState state)
    {
        if (!RequestDecider.IsDiscloser(command.By, state))
            return RequestDecider.Unknown;
        if (state is not DisclosureState.Prepared prepared)
            return NotPrepared(state);
        if (SecondPerson.Needed(command.By.Person, prepared.Terms.Recipient.Person,
            "Somebody else has to authorise it: nobody approves what they receive themselves.") is { } own)
            return own;
        if (CaseOf(prepared.Subject, command.By, @case) is not { } record)
            return UnknownCase;
        if (Process(command.By, process, prepared) is { } wrong)
            return wrong;
        var (items, refusal) = GateRequestBuilder.Items(command, prepared.Terms, record, process.RecordIfAny);
        return refusal is not null
            ? refusal
            : Answer(command, prepared, record, process, gate(GateRequestBuilder.For(prepared.Terms, record, items)));
    }

    /// <summary>Decides the act. Only what was authorised, and is permitted at this instant, is copied.</summary>
    public static Decision<DisclosureEvent> Decide(MakeDisclosure command, CaseState @case, AskGate gate, DisclosureState state)
    {
        if (!RequestDecider.IsDiscloser(command.By, state))
            return RequestDecider.Unknown;
        if (state is not DisclosureState.Authorised authorised)
            return NotAuthorised(state);
        if (SecondPerson.Needed(command.By.Person, authorised.Terms.Recipient.Person,
            "Somebody else has to make it: nobody makes what they receive themselves.") is { } own)
            return own;
        if (!SinglePersonRule.IsEnough(authorised.Terms.Basis)
            && SecondPerson.Needed(command.By.Person, authorised.By,
                "What goes without her word takes two people: one who authorises it and another who makes it.") is { } both)
            return both;
        if (CaseOf(authorised.Subject, command.By, @case) is not { } record)
            return UnknownCase;
        var items = authorised.Verdict.Permitted();
        if (items.FirstOrDefault(item => record.UsableItem(item.Item) is null) is { } gone)
            return new Refusal(RefusalReason.WrongState, "This item was retracted since: authorise again.",
                FieldOf(authorised.Verdict, gone.Item));
        var verdict = gate(GateRequestBuilder.For(authorised.Terms, record, items));
        return verdict.Outcome is Outcome.Permit or Outcome.PermitInPart
            ? CopyMaker.Make(command, authorised.Terms, record, authorised.Verdict, verdict)
            : NotPermitted(command.By, authorised, record, verdict, command.On, authorised.Reported);
    }

    /// <summary>The items that a verdict permits, each in the mode that it permits.</summary>
    internal static IReadOnlyList<ItemToShare> Permitted(this Verdict verdict) =>
        [.. verdict.Lines.Where(line => line is { Outcome: Outcome.Permit, Mode: not null })
            .Select(line => new ItemToShare(line.Item, line.Mode!.Value))];

    /// <summary>The item that a refusal is about. Its identifier would be the log's own, which nobody but the log knows it by.</summary>
    internal static string FieldOf(Verdict verdict, RecordItemId item) =>
        $"items[{verdict.Lines.TakeWhile(line => line.Item != item).Count()}]";

    private static Decision<DisclosureEvent> Answer(AuthoriseDisclosure command, DisclosureState.Prepared state, CaseRecord record,
        ProcessState process, Verdict verdict)
    {
        if (verdict.Outcome is not (Outcome.Permit or Outcome.PermitInPart))
            return NotPermitted(command.By, state, record, verdict, command.On, process.RecordIfAny?.Made);
        return CopyMaker.WhatIsMissing(verdict, record) is { } refusal
            ? refusal
            : new DisclosureAuthorized(state.Subject.Survivor, state.Subject.Case, verdict,
                command.By.Person)
            { Reported = process.RecordIfAny?.Made };
    }

    private static Decision<DisclosureEvent> NotPermitted(Actor by, DisclosureState.Prepared state, CaseRecord record, Verdict verdict,
        GateFacts? facts, ReportMade? made)
    {
        var (subject, advice) = (state.Subject, GateNotes.Besides(verdict, state.Terms.Basis, facts) + ReportsAlreadyMade.Of(made)
            + (OriginWords.Of(verdict, state.Terms.Basis, record) is { } origins ? $" {origins}" : ""));
        return verdict.Outcome == Outcome.Hold
            ? Decision.Refuse<DisclosureEvent>(
                new Refusal(RefusalReason.Held,
                    $"Nothing goes yet.{advice} {string.Join(' ', HoldReasons.Of(verdict, facts?.TaskForce).Select(step => step.Text))}"),
                new DisclosureHeld(subject.Survivor, subject.Case, verdict, by.Person))
            : Decision.Refuse<DisclosureEvent>(
                new Refusal(RefusalReason.ConsentRequired,
                    $"This does not go.{advice} {string.Join(' ', DenialReasons.Of(verdict, facts))}"),
                new DisclosureRefused(subject.Survivor, subject.Case, verdict, by.Person));
    }

    private static Refusal? Process(Actor by, ProcessState process, DisclosureState.Prepared prepared)
    {
        if (process.RecordIfAny is not { Service: var service })
            return prepared.Terms.Process is null ? null : ProcessDecider.Unknown;
        if (service.Agency != by.Agency || service.Survivor != prepared.Subject.Survivor || service.Case != prepared.Subject.Case)
            return ProcessDecider.Unknown;
        if (ProcessRecord.BasisOf(service.Kind) != prepared.Terms.Basis
            || (prepared.Terms.Process is { } begun && begun != service.Process))
            return new Refusal(RefusalReason.InvalidInput,
                "This disclosure rests on something else: begin one that answers the process.", "process");
        return SinglePersonRule.IsEnough(prepared.Terms.Basis)
            ? null
            : SecondPerson.Needed(by.Person, service.By,
                "Who recorded the service does not approve what follows from it: somebody else has to authorise it.");
    }

    private static CaseRecord? CaseOf(DisclosureSubject subject, Actor by, CaseState @case) =>
        RequestDecider.OwnCase(by, @case) is { } record && record.Case == subject.Case && record.Survivor == subject.Survivor
            ? record
            : null;

    private static Refusal NotPrepared(DisclosureState state) => state is DisclosureState.Delivered
        ? new Refusal(RefusalReason.WrongState, "The copy was made already: begin another disclosure.")
        : new Refusal(RefusalReason.WrongState, "Say first whom the request is about.");

    private static Decision<DisclosureEvent> NotAuthorised(DisclosureState state) => state is DisclosureState.Delivered
        ? Decision.Nothing<DisclosureEvent>()
        : new Refusal(RefusalReason.WrongState, "It has to be authorised first.");

    private static Refusal UnknownCase => new(RefusalReason.NotFound, "There is no such case.", "case");
}
