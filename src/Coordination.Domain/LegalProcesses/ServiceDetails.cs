using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using static Coordination.Domain.LegalProcesses.ProcessDecider;
using static Coordination.Domain.TextRules;

namespace Coordination.Domain.LegalProcesses;

/// <summary>What only one kind of process has: the report, the mandate and the rulings of an order, a finding, conditions.</summary>
internal static class ServiceDetails
{
    /// <summary>The first detail that is missing or out of place, by the field that is at fault; null when everything is in its
    /// place.</summary>
    public static Refusal? AreWrong(RecordService command) =>
        ReportIsWrong(command) ?? OrderIsWrong(command) ?? RiskIsWrong(command) ?? ConditionsAreWrong(command) ?? MadeIsWrong(command)
            ?? LearnedIsWrong(command) ?? StatuteIsWrong(command) ?? AuthorityIsWrong(command);

    /// <summary>How old a finding of imminent danger may be when it is recorded, in hours. Policy: what can wait longer is not
    /// imminent.</summary>
    public const int LongestRiskHours = 72;

    // A court need not be known here. Whoever is warned, told of a danger, of a death or by a report that the law only permits is: nobody
    // else looks at it first.
    private static Refusal? AuthorityIsWrong(RecordService command) => command.Kind switch
    {
        ProcessKind.ImminentRisk or ProcessKind.FatalityReview or ProcessKind.PermittedReport or ProcessKind.DutyToWarn =>
            command.AuthorityIs switch
            {
                PartnerPosition.Partner { Kind: AgencyKind.Media } =>
                    Invalid("Nothing about her goes to whoever publishes (CG-48).", "authority.agency"),
                PartnerPosition.Partner => null,
                PartnerPosition.Outside outside when outside.For == command.By.Agency => null,
                _ => Invalid("This goes to an agency of the task force, or to an office outside it that your agency recorded (POST " +
                    "/v1/outside-recipients). Name one of them; in danger, telephone first and record it afterwards.", "authority.agency"),
            },
        _ => OfficeIsAnothers(command),
    };

    // An office outside the task force belongs to the agency that recorded it. One that is an authority of a table is everybody's, but not
    // who works there.
    private static Refusal? OfficeIsAnothers(RecordService command) => command.AuthorityIs switch
    {
        PartnerPosition.Outside office when office.For == command.By.Agency => null,
        PartnerPosition.Outside office when office.For is null || command.TaskForce.IsAuthorityAt(command.Authority.Agency, command.At) =>
            command.Authority.Person is null ? null
            : Invalid("Your agency recorded nobody of this office. Name the office alone, or record who it is there (POST " +
                "/v1/outside-recipients) and name that office.", "authority.person"),
        PartnerPosition.Outside =>
            Invalid("Your agency recorded no such office. Record it (POST /v1/outside-recipients), or name an agency of the task force.",
                "authority.agency"),
        _ => null,
    };

    private static Refusal? ReportIsWrong(RecordService command) => (command.Kind, command.Report) switch
    {
        (ProcessKind.PermittedReport, null) => Invalid("Say what is reported: the law permits some reports and not others.", "report"),
        (ProcessKind.MandatedReport, null) when command.ByProfile =>
            Invalid("Say what is reported: a duty is to report one thing and not another.", "report"),
        (ProcessKind.MandatedReport or ProcessKind.PermittedReport, _) or (_, null) => null,
        _ => Invalid("Only a report is of a kind: leave it out, or record a mandatedReport or a permittedReport.", "report"),
    };

    // A statute compels where a table of the law says so: without one the gate would hold it for good.
    private static Refusal? StatuteIsWrong(RecordService command) => (command.Kind, command.Jurisdiction, command.Tables) switch
    {
        (ProcessKind.Statute, null, null) => null,
        (ProcessKind.Statute, null, { Count: > 0 } tables) =>
            Invalid($"Say under whose law it compels. Name one of these: {string.Join(", ", tables.Order(StringComparer.Ordinal))}.",
                "jurisdiction"),
        (ProcessKind.Statute, null, _) => NoTable,
        (ProcessKind.Statute, { } named, var tables) => RequiredPlain(named, LongestLabel, "jurisdiction")
            ?? (tables?.Contains(named) != false ? null
                : tables.Count == 0 ? NoTable
                : Invalid($"No table of the law of this jurisdiction is in force here. Name one of these, or have its table loaded: " +
                    $"{string.Join(", ", tables.Order(StringComparer.Ordinal))}.", "jurisdiction")),
        (_, null, _) => null,
        _ => Invalid("Only a statute names its jurisdiction here: leave it out, or record a statute. A report or a duty to warn says " +
            "it in duty.", "jurisdiction"),
    };

    private static Refusal NoTable =>
        Invalid("No table of the law is in force here, so no statute compels: the task force loads the table of the jurisdiction first " +
            "(POST /v1/task-force/tables).", "jurisdiction");

    private static Refusal? OrderIsWrong(RecordService command)
    {
        if (command.Mandate is not null && !command.Part2Order)
            return Invalid("Say whether a subpoena or a like mandate came along for an order under 42 CFR 2.61 to 2.67 only: leave it " +
                "out, or set part2Order.", "mandate");
        if (command.Kind != ProcessKind.CourtOrder)
            return command.Rulings.Count > 0 ? Invalid("Only a court rules on something: leave it out, or record a courtOrder.", "rulings")
                : command.TellingForbidden is not null
                ? Invalid("Only an order of a court forbids telling her: leave it out, or record a courtOrder.", "tellingForbidden")
                : null;
        if (command.Rulings.Any(ruling => ruling.Items.Count == 0))
            return Invalid("Name the items on which the court ruled: a ruling reaches no other.", "rulings");
        if (command.Rulings.Sum(ruling => ruling.Items.Count) > MostNamed)
            return Invalid($"At most {MostNamed} items.", "rulings");
        if (command.Rulings.Select(ruling => ruling.Subject).Distinct().Count() != command.Rulings.Count)
            return Invalid("Name each subject once, with all items on which the court ruled.", "rulings");
        return command.TellingForbidden is not { } forbidden ? null
            : Required(forbidden.Why, LongestNote, "tellingForbidden.why")
            ?? (forbidden.Until <= command.At
                ? Invalid("By then telling her was forbidden no more: leave tellingForbidden out, or give an end that lies ahead.",
                    "tellingForbidden.until")
                : null);
    }

    private static Refusal? RiskIsWrong(RecordService command) => (command.Kind, command.Risk) switch
    {
        (ProcessKind.ImminentRisk, null) =>
            Invalid("Say what danger there is, what was seen or heard, and when: whoever records it attests it.", "risk"),
        (ProcessKind.ImminentRisk, { } risk) =>
            Required(risk.What, LongestNarrative, "risk.what") ?? Happened.IsWrong(risk.FoundAt, command.At, "risk.foundAt")
            ?? (risk.FoundAt < command.At.AddHours(-LongestRiskHours)
                ? Invalid($"A danger that was found more than {LongestRiskHours} hours ago is not imminent: say what is known now, and " +
                    $"when it was found.", "risk.foundAt")
                : null),
        (_, null) => null,
        _ => Invalid("Only an imminent risk rests on a finding: leave it out, or record an imminentRisk.", "risk"),
    };

    private static Refusal? ConditionsAreWrong(RecordService command) =>
        command.Conditions.Count > 0 && command.Kind != ProcessKind.FatalityReview
            ? Invalid("Only a review of deaths has these conditions: leave them out, or record a fatalityReview.", "conditions")
            : null;

    // What is told at once is often told by telephone, and written down afterwards.
    private static Refusal? MadeIsWrong(RecordService command) => command.Made switch
    {
        null => null,
        _ when !DutyDecider.IsTold(command.Kind) =>
            Invalid("Only a report or a warning was made before it was recorded: leave it out.", "made"),
        var made => DutyDecider.IsNotSpoken(made.Through, "made.through") ?? Happened.IsWrong(made.At, command.At, "made.at"),
    };

    // The hours of the law run from when the agency learned of it: to take the time of recording for it would give more of them than the
    // law does.
    private static Refusal? LearnedIsWrong(RecordService command) => command.LearnedAt switch
    {
        { } when command.Kind != ProcessKind.MandatedReport =>
            Invalid("Only a report that the law requires has a time that runs from when your agency learned of it: leave it out.",
                "learnedAt"),
        { } learned => Happened.IsWrong(learned, command.At, "learnedAt")
            ?? (command.Made?.At < learned
                ? Invalid("It was told before that. Say when somebody of your agency first learned of it, or correct made.at.", "learnedAt")
                : null),
        null when command.ByProfile && ReportTime.Asked(command) is { WithinHours: { } hours } line =>
            Invalid($"Say when somebody of your agency learned of it: the law has it reported within " +
                $"{Quantity.Of(hours, "hour", "hours")} of that ({line.Citation}). If it was just now, give the present time.",
                "learnedAt"),
        null => null,
    };
}
