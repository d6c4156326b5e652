using Coordination.Domain.Cases;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;
using static Coordination.Domain.TextRules;

namespace Coordination.Domain.LegalProcesses;

/// <summary>Decides about what an agency was served with. To everybody outside that agency there is no such process.</summary>
public static class ProcessDecider
{
    /// <summary>The most items and categories that one process names.</summary>
    public const int MostNamed = 100;

    /// <summary>The most colleagues who are named to act on one process: fewer know than that.</summary>
    public const int MostColleagues = 20;

    /// <summary>The answer where there is none, and to those who may not know of it.</summary>
    public static Refusal Unknown => new(RefusalReason.NotFound, "There is no such process.", "process");

    public static Decision<ProcessEvent> Decide(RecordService command, CaseState @case, ProcessState state)
    {
        if (@case.RecordIfAny is not { } record || record.Custodian != command.By.Agency)
            return new Refusal(RefusalReason.NotFound, "There is no such case.", "case");
        if (state is not ProcessState.NotServed)
            return new Refusal(RefusalReason.AlreadyExists, "This identifier is taken: mint a new one.", "process");
        var wrong = Required(command.IssuedBy, LongestLabel, "issuedBy")
            ?? Required(command.Reference, LongestNote, "reference")
            ?? ScopeIsWrong(command.Names, "names") ?? IsNotHeld(command.Names.Items, record, "names.items")
            ?? KindIsWrong(command) ?? DutyDecider.BesidesIsWrong(command) ?? ServiceDetails.AreWrong(command)
            ?? IsNotHeld([.. command.Rulings.SelectMany(ruling => ruling.Items)], record, "rulings")
            ?? RulingIsBesides(command, record);
        return wrong is not null ? wrong : Service(command, record);
    }

    /// <summary>Decides counsel's review. The last one counts.</summary>
    public static Decision<ProcessEvent> Decide(ReviewProcess command, ProcessState state)
    {
        if (Closed(command.By, state, out var record) is { } refusal)
            return refusal;
        if (SecondPerson.Needed(command.By.Person, record!.Service.By,
            "Somebody else reviews it: not the person who recorded the service.") is { } same)
            return same;
        if (command.Finding == CounselFinding.Narrow != command.Narrowed is not null)
            return new Refusal(RefusalReason.InvalidInput, "Say what is left of it, when it is to be narrowed, and only then.", "narrowed");
        var wrong = (command.Narrowed is { } scope ? ScopeIsWrong(scope, "narrowed") : null)
            ?? Optional(command.Advice, LongestNarrative, "advice");
        return wrong is not null ? wrong : new CounselReviewed(command.Finding, command.Narrowed, command.Advice, command.By.Person);
    }

    /// <summary>Decides that she was told. She is told once, also of what came to its end before anybody could tell her.</summary>
    public static Decision<ProcessEvent> Decide(RecordSurvivorTold command, ProcessState state) =>
        (NotServed(command.By, state, out var record) ?? Happened.IsWrong(command.ToldAt, command.At, "toldAt")
            ?? Happened.IsBefore(command.ToldAt, record!.Service.RecordedAt, "toldAt") ?? CannotBeTold(command, state)) is { } refusal
        ? refusal
        : record!.Told is not null ? Decision.Nothing<ProcessEvent>()
        : new SurvivorTold(command.Through, command.ToldAt, command.By.Person);

    /// <summary>Decides that she could not be told. The reason is required: an attempt without one is none.</summary>
    public static Decision<ProcessEvent> Decide(RecordSurvivorNotReached command, ProcessState state) =>
        (NotServed(command.By, state, out var record) ?? Happened.IsWrong(command.TriedAt, command.At, "triedAt")
            ?? Happened.IsBefore(command.TriedAt, record!.Service.RecordedAt, "triedAt")
            ?? Telling.Refused(new LegalMatter(state, command.Under), command.TriedAt, "triedAt")
            ?? Required(command.Why, LongestNote, "why")) is { } refusal
            ? refusal
            : new SurvivorCouldNotBeTold(command.Through, command.TriedAt, command.Why, command.By.Person);

    /// <summary>Decides who else acts on it. Who does so already is not named again.</summary>
    public static Decision<ProcessEvent> Decide(EntrustProcess command, ProcessState state) =>
        NotServed(command.By, state, out var record) is { } refusal ? refusal
        : record!.Service.By == command.Colleague || record.Colleagues.Contains(command.Colleague) ? Decision.Nothing<ProcessEvent>()
        : record.Colleagues.Count >= MostColleagues
        ? new Refusal(RefusalReason.WrongState,
            $"{MostColleagues} colleagues are named already. Leave it to one of them, or to counsel.", "person")
        : new ProcessEntrusted(command.Colleague, command.By.Person);

    /// <summary>Decides what was done to protect her.</summary>
    public static Decision<ProcessEvent> Decide(RecordProtectiveSteps command, ProcessState state)
    {
        if ((Closed(command.By, state, out var record) ?? Optional(command.Note, LongestNote, "note")) is { } refusal)
            return refusal;
        if (command.Steps.Count == 0)
            return new Refusal(RefusalReason.InvalidInput, "Name at least one step.", "steps");
        var steps = command.Steps.Distinct().ToList();
        return command.Note is null && steps.TrueForAll(record!.Steps.Contains)
            ? Decision.Nothing<ProcessEvent>()
            : new ProtectiveStepsTaken(steps, command.Note, command.By.Person);
    }

    public static Decision<ProcessEvent> Decide(CloseProcess command, ProcessState state)
    {
        if (state is ProcessState.Closed { Record: var over, End: var end } && over.Service.Agency == command.By.Agency)
        {
            return end == command.End ? Decision.Nothing<ProcessEvent>()
                : DutyDecider.CannotEndSo(command, (ProcessState.Served)state) is { } never ? never
                : end != ProcessEnd.Answered && command.End != ProcessEnd.RecordedInError
                ? new Refusal(RefusalReason.WrongState, "The process came to its end.")
                : Closing(command);
        }

        return (Closed(command.By, state, out _) ?? DutyDecider.CannotEndSo(command, (ProcessState.Served)state)
            ?? DutyDecider.IsNotAnswered(command, (ProcessState.Served)state)) is { } refusal ? refusal : Closing(command);
    }

    // What was obeyed may be withdrawn or quashed afterwards, and that something was recorded in error may be found at any time.
    private static Decision<ProcessEvent> Closing(CloseProcess command) =>
        Optional(command.Note, LongestNote, "note") is { } refusal
            ? refusal
            : new ProcessClosed(command.End, command.Note, command.By.Person);

    private static ProcessServed Service(RecordService command, CaseRecord record) => new()
    {
        Process = command.Process,
        Kind = command.Kind,
        Agency = command.By.Agency,
        Survivor = record.Survivor,
        Case = record.Case,
        Authority = command.Authority,
        IssuedBy = command.IssuedBy,
        Reference = command.Reference,
        Names = command.Names,
        Due = command.Due,
        Part2Order = command.Part2Order,
        Duty = command.Duty,
        Jurisdiction = command.Jurisdiction,
        By = command.By.Person,
        Report = command.Report,
        Mandate = command.Mandate,
        Rulings = command.Rulings is { Count: > 0 } rulings ? rulings : null,
        TellingForbidden = command.TellingForbidden,
        Risk = command.Risk,
        Conditions = command.Conditions is { Count: > 0 } conditions ? [.. conditions.Distinct().Order()] : null,
        Made = command.Made,
        Time = ReportTime.Of(command),
        RecordedAt = command.At,
        Besides = command.Besides,
    };

    // Null for the agency that was served, also when it came to its end.
    private static Refusal? NotServed(Actor by, ProcessState state, out ProcessRecord? record)
    {
        record = state.RecordIfAny;
        return record is null || record.Service.Agency != by.Agency ? Unknown : null;
    }

    // Null while it is pending, for its own agency.
    private static Refusal? Closed(Actor by, ProcessState state, out ProcessRecord? record)
    {
        record = state.RecordIfAny;
        return record is null || record.Service.Agency != by.Agency ? Unknown
            : state is ProcessState.Closed ? new Refusal(RefusalReason.WrongState, "The process came to its end.")
            : null;
    }

    private static Refusal? KindIsWrong(RecordService command)
    {
        if (command.Authority.Agency == command.By.Agency)
            return Invalid("Name who would receive: an agency does not answer to itself.", "authority.agency");
        if ((command.Kind is ProcessKind.MandatedReport or ProcessKind.PermittedReport or ProcessKind.DutyToWarn)
            != command.Duty is not null)
            return Invalid("Say as what the reporter is bound and under whose law, for a report or a duty to warn and for nothing else.",
                "duty");
        if (command.Part2Order && command.Kind != ProcessKind.CourtOrder)
            return Invalid("Only an order of a court is made under 42 CFR 2.61 to 2.67.", "part2Order");
        return command.Duty is not { } duty ? null
            : RequiredPlain(duty.Jurisdiction, LongestLabel, "duty.jurisdiction")
            ?? (JurisdictionName.IsWellFormed(duty.Jurisdiction) ? null
                : Invalid("Write the code of a jurisdiction as tables have it, in lower-case letters, digits and hyphens, such as us-nc; " +
                    "or the name of the nation or place in words. Your duty stands whether or not a table of it is loaded here.",
                    "duty.jurisdiction"))
            ?? (command.ByProfile && command.Made is null && RoleInQuestion(command) is { } said ? Invalid(said, "duty.role") : null);
    }

    /// <summary>
    /// What is asked about a role that nobody of the reporter's kind can hold; null where it is a role of theirs. What was told already is
    /// recorded with it nonetheless: it was told, and a line of a table that names the role does not let it go a second time.
    /// </summary>
    public static string? RoleInQuestion(RecordService command) =>
        command is { Duty: { } duty, ReporterIs.KindIfKnown: { } kind } && !duty.Role.IsHeldAt(kind)
            ? $"Nobody reports as {Name(duty.Role)} at an agency of the kind {Name(kind)}. Name one of these: " +
                $"{string.Join(", ", ReporterRoles.Of(kind).Select(Name))}."
            : null;

    private static string Name<T>(T word) where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    // A ruling opens what the order reaches: of what the order does not name it says nothing.
    private static Refusal? RulingIsBesides(RecordService command, CaseRecord record)
    {
        foreach (var (at, ruling) in command.Rulings.Index())
        {
            foreach (var (place, item) in ruling.Items.Index())
            {
                if (!command.Names.Includes(item, record.Items.First(held => held.Item == item).Category))
                    return Invalid("The order does not name this item, so nothing of it goes whatever the court ruled. Name it in names, " +
                        "or leave it out here.", $"rulings[{at}].items[{place}]");
            }
        }

        return null;
    }

    private static Refusal? CannotBeTold(RecordSurvivorTold command, ProcessState state) =>
        command.DiedAt <= command.ToldAt
        ? new Refusal(RefusalReason.WrongState,
            "She had died by then, so she was not told. Record that she could not be told, and why (survivor-not-reached); or " +
                "correct toldAt.", "toldAt")
        : Telling.Refused(new LegalMatter(state, command.Under), command.ToldAt, "toldAt");

    private static Refusal? ScopeIsWrong(ProcessScope scope, string field) => (scope.Items.Count + scope.Categories.Count) switch
    {
        0 => Invalid("Say what it names: only that goes.", field),
        > MostNamed => Invalid($"At most {MostNamed} items and categories.", field),
        _ => null,
    };

    private static Refusal? IsNotHeld(IReadOnlyList<RecordItemId> items, CaseRecord record, string field) =>
        items.Any(item => record.Items.TrueForAll(held => held.Item != item))
            ? new Refusal(RefusalReason.NotFound, "There is no such item in this case.", field)
            : null;

    internal static Refusal Invalid(string message, string field) => new(RefusalReason.InvalidInput, message, field);
}
