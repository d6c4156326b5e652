using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;
using static Coordination.Domain.LegalProcesses.ProcessDecider;
using static Coordination.Domain.TextRules;

namespace Coordination.Domain.LegalProcesses;

/// <summary>Decides what is said of the authorities of a report or a warning: that one was told by telephone, that one need not be told,
/// that one has a process of its own.</summary>
public static class DutyDecider
{
    /// <summary>Decides that an authority was told. The first time at which it was told counts: to tell it again makes no report late that
    /// was in time.</summary>
    public static Decision<ProcessEvent> Decide(RecordAuthorityTold command, ProcessState state)
    {
        if (Open(command.By, state, out var record) is { } refusal)
            return refusal;
        if (!IsTold(record!.Service.Kind))
            return new Refusal(RefusalReason.WrongState,
                "Only a report or a warning is told by telephone or in person. What answers a court or a statute is a disclosure " +
                    "(/v1/disclosures/by-process).");
        if (WhenIsWrong(command, record) is { } wrong)
            return wrong;
        var made = new ReportMade(command.Through, command.ToldAt);
        if (command.Elsewhere is not { } authority)
        {
            return command.To is not null
                ? Invalid("The process says to whom it goes: leave this out, or say which other authority was told (authority).", "to")
                : record.Made is { } first && (first == made || first.At < made.At) ? Decision.Nothing<ProcessEvent>()
                : new AuthorityTold(made, null, null, command.By.Person);
        }

        if (Find(record, authority) is not { } other)
            return NotNamed(record);
        if (Recipient(command, other, out var to) is { } unknown)
            return unknown;
        return record.Elsewhere.GetValueOrDefault(authority) is AuthorityTold before && before.To == to
            && (before.Made == made || before.Made.At < made.At) ? Decision.Nothing<ProcessEvent>()
            : new AuthorityTold(made, authority, to, command.By.Person);
    }

    /// <summary>Decides that another authority need not be told.</summary>
    public static Decision<ProcessEvent> Decide(RecordAuthorityNotRequired command, ProcessState state)
    {
        if ((Open(command.By, state, out var record) ?? Required(command.Why, LongestNote, "why")) is { } refusal)
            return refusal;
        return Find(record!, command.Elsewhere) is null ? NotNamed(record!)
            : record!.Elsewhere.GetValueOrDefault(command.Elsewhere) switch
            {
                AuthorityTold => new Refusal(RefusalReason.WrongState,
                    "It was told already: nothing is left to be said of it.", "authority"),
                AuthorityLeftToProcess { Process: { } process } =>
                    new Refusal(RefusalReason.WrongState,
                        $"It is told by a process of its own ({process}): close that one first.", "authority"),
                AuthorityNotRequired before when before.Why.Reveal() == command.Why.Reveal() => Decision.Nothing<ProcessEvent>(),
                _ => new AuthorityNotRequired(command.Elsewhere, command.Why, command.By.Person),
            };
    }

    /// <summary>Decides that another authority is told by a process, or by none any more. It follows from what is recorded of that process,
    /// and is refused by nobody.</summary>
    public static Decision<ProcessEvent> Decide(LeaveAuthorityToProcess command, ProcessState state) =>
        state.RecordIfAny is not { } record || record.Service.Agency != command.By.Agency
            || Find(record, command.Elsewhere) is null ? Decision.Nothing<ProcessEvent>()
        : command.Process is null && record.Elsewhere.GetValueOrDefault(command.Elsewhere) is not AuthorityLeftToProcess
        ? Decision.Nothing<ProcessEvent>()
        : new AuthorityLeftToProcess(command.Elsewhere, command.Process, command.By.Person);

    /// <summary>Null when a report can be the one to another authority of a recorded duty.</summary>
    internal static Refusal? BesidesIsWrong(RecordService command)
    {
        if (command.Besides is not { } besides)
            return null;
        if (command.Kind != ProcessKind.MandatedReport)
            return Invalid("Only a report that the law requires goes to another authority of the same duty: leave it out, or record a " +
                "mandatedReport.", "besides");
        if (command.BesidesIs is not ProcessState.Served { Record: var record }
            || command.BesidesIs is ProcessState.Closed { End: not ProcessEnd.Answered } || record.Service.Agency != command.By.Agency)
            return Invalid("Name a duty of your agency that was recorded and did not come to its end.", "besides.process");
        if (record.Service.Case != command.Case || record.Service.Report != command.Report
            || record.Service.Duty?.Jurisdiction != command.Duty?.Jurisdiction)
            return Invalid("The other authority is told the same, under the same law, about the same case. Record a duty of its own " +
                "where that differs.", "besides.process");
        if (Find(record, besides.Authority) is not { } other)
            return NotNamed(record) with { Field = "besides.authority" };
        return other.Agencies.Count > 0 && !other.Agencies.Contains(command.Authority.Agency)
                ? Invalid($"The table of the law names others for the {DutyWords.Name(besides.Authority)}: " +
                    $"{string.Join(", ", other.Agencies)}.", "authority.agency")
            : record.Elsewhere.GetValueOrDefault(besides.Authority) is AuthorityTold or AuthorityLeftToProcess
                ? new Refusal(RefusalReason.WrongState,
                    $"The {DutyWords.Name(besides.Authority)} was told already, or has a process of its own.", "besides.authority")
            : null;
    }

    /// <summary>Null when it can be said to have been answered: for a duty to report, when nobody whom it names is still to be
    /// told.</summary>
    internal static Refusal? IsNotAnswered(CloseProcess command, ProcessState.Served state)
    {
        if (command.End != ProcessEnd.Answered)
            return null;
        var open = DutyItem.Of(state, command.Given, DateTimeOffset.MinValue).Where(item => item.IsOpen).ToList();
        return open.Count == 0 ? null : new Refusal(
            RefusalReason.WrongState,
            $"Not everybody was told whom the law has you tell. " +
                $"{string.Join(' ',
                    open.Select(item => DutyWords.ToDo(item.Elsewhere, item.Standing == DutyStanding.ToHandOver,
                        item.Citation)))} If there never was a duty, close it as recordedInError.",
            "end");
    }

    /// <summary>Null for a means by which something is told by word of mouth.</summary>
    internal static Refusal? IsNotSpoken(Channel through, string field) => through is Channel.Telephone or Channel.InPerson ? null
        : Invalid("Only what was told by telephone or in person is recorded so: name telephone or inPerson. A report in writing is a " +
            "copy: make it (/v1/disclosures/by-process) and, where nobody there reads here, hand it over " +
            "(/v1/disclosures/…/handed-over).", field);

    /// <summary>Null for an end that such a process can come to: what the law itself requires nobody issued, and nobody takes it
    /// back.</summary>
    internal static Refusal? CannotEndSo(CloseProcess command, ProcessState.Served state) =>
        (command.End, state.Record.Service.Kind) is (ProcessEnd.Withdrawn or ProcessEnd.Quashed,
            ProcessKind.MandatedReport or ProcessKind.DutyToWarn)
            ? Invalid("The law puts this duty on your agency: it is neither withdrawn nor quashed. Close it as answered once everybody " +
                "was told whom it names, or as recordedInError where it was recorded in error.", "end")
            : null;

    internal static bool IsTold(ProcessKind kind) =>
        kind is ProcessKind.MandatedReport or ProcessKind.PermittedReport or ProcessKind.ImminentRisk or ProcessKind.DutyToWarn;

    // What was answered may have been answered by telephone, and nobody said so yet. What was recorded in error was told to nobody.
    private static Refusal? Open(Actor by, ProcessState state, out ProcessRecord? record)
    {
        record = state.RecordIfAny;
        return record is null || record.Service.Agency != by.Agency ? Unknown
            : state is ProcessState.Closed { End: not ProcessEnd.Answered }
            ? new Refusal(RefusalReason.WrongState, "The process came to its end.")
            : null;
    }

    private static Refusal? WhenIsWrong(RecordAuthorityTold command, ProcessRecord record) =>
        IsNotSpoken(command.Through, "through")
            ?? Happened.IsWrong(command.ToldAt, command.At, "at")
            ?? Happened.IsBefore(command.ToldAt, record.Service.RecordedAt, "at")
            ?? (command.ToldAt < record.Service.Time?.LearnedAt
                ? Invalid("Your agency learned of it after that. Give the time at which it was told.", "at")
                : null);

    private static Refusal? Recipient(RecordAuthorityTold command, ReportElsewhere other, out GateRecipient? to)
    {
        to = command.To ?? (other.Agencies is [var only] ? new GateRecipient(only, null) : null);
        return to is not { } told
            ? Invalid(other.Agencies.Count == 0
                ? "Say who was told: the table of the law names nobody here for this authority."
                : $"Say who of them was told: {string.Join(", ", other.Agencies)}.", "to")
            : told.Agency == command.By.Agency ? Invalid("Name who was told: an agency does not report to itself.", "to.agency")
            : other.Agencies.Count > 0 && !other.Agencies.Contains(told.Agency)
            ? Invalid($"The table of the law names others for this authority: {string.Join(", ", other.Agencies)}.", "to.agency")
            : null;
    }

    private static ReportElsewhere? Find(ProcessRecord record, AuthorityKind authority) =>
        record.Service.Time?.AlsoTo?.FirstOrDefault(other => other.Authority == authority);

    private static Refusal NotNamed(ProcessRecord record) => Invalid(
        record.Service.Time?.AlsoTo is { Count: > 0 } others
            ? $"This duty names no such other authority. Name one of these: " +
                $"{string.Join(", ", others.Select(other => DutyWords.Camel(other.Authority)))}."
            : "This duty names no other authority: leave it out.",
        "authority");
}
