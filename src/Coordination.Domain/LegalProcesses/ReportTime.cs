using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.LegalProcesses;

/// <summary>
/// What the table of the law that was in force when the agency learned of it says about the time of a report. It is kept with the report,
/// so that a table of later changes nothing about it.
/// </summary>
/// <param name="LearnedAt">When somebody of the agency learned what is reported; null where nobody said so.</param>
/// <param name="Table">The version of the table; null where none of the jurisdiction was in force then.</param>
/// <param name="Lines">The lines of the table that make this agency report this to this authority.</param>
public sealed record ReportTime(DateTimeOffset? LearnedAt, string? Table, IReadOnlyList<ReportTimeLine> Lines)
{
    /// <summary>Since when the table is in force, where that is after the agency learned of it and no table was in force before; null where
    /// one was, and in records from before this was kept.</summary>
    public DateTimeOffset? TableSince { get; init; }

    /// <summary>The other authorities to whom the same table has the same reported, each once, without the agency itself that reports; null
    /// where there are none, for a report that is one of those itself, and in records from before this was kept.</summary>
    public IReadOnlyList<ReportElsewhere>? AlsoTo { get; init; }

    /// <summary>The line with the fewest hours; null where none says how many.</summary>
    [JsonIgnore]
    public ReportTimeLine? Shortest => Lines.Where(line => line.WithinHours is not null).MinBy(line => line.WithinHours);

    /// <summary>Where it is written: in the line with the fewest hours, or in the first one; null where there is no line.</summary>
    [JsonIgnore]
    public string? Citation => Shortest?.Citation ?? (Lines is [var first, ..] ? first.Citation : null);

    /// <summary>Until when it is reported; null where no line says within how many hours, or nobody said when the agency learned of
    /// it.</summary>
    [JsonIgnore]
    public DateTimeOffset? Due => LearnedAt is { } learned && Shortest is { } line ? line.DueFrom(learned) : null;

    /// <summary>What the tables say about a report that is to be recorded; null for anything that no law requires.</summary>
    public static ReportTime? Of(RecordService command)
    {
        if (command is not { Kind: ProcessKind.MandatedReport, Duty: { } duty })
        {
            return null;
        }

        var at = TableInstant(command, duty.Jurisdiction);
        return new ReportTime(command.LearnedAt, command.TaskForce.TableAt(duty.Jurisdiction, at)?.Table.Version,
            [.. LinesFor(command, at)])
        {
            TableSince = at > (command.LearnedAt ?? command.At) ? at : null,
            AlsoTo = command.Besides is null && Elsewhere(command, at) is { Count: > 0 } others ? others : null,
        };
    }

    // The table that was in force when it was learned. Where none was yet, the first one since: a law does not begin when somebody loads
    // it.
    private static DateTimeOffset TableInstant(RecordService command, string jurisdiction) =>
        command.LearnedAt is { } learned && command.TaskForce.TableAtOrFirstSince(jurisdiction, learned, command.At) is { } loaded
            && loaded.EffectiveFrom > learned
            ? loaded.EffectiveFrom
            : command.LearnedAt ?? command.At;

    /// <summary>The line of the table of this moment that says within how many hours it is reported; null where none does.</summary>
    internal static ReportTimeLine? Asked(RecordService command) =>
        command is { Kind: ProcessKind.MandatedReport, Duty: not null }
            ? new ReportTime(null, null, [.. LinesFor(command, command.At)]).Shortest
            : null;

    // Of several lines for one authority the one with the fewest hours counts, and all are cited. Where the table names nobody for it but
    // the agency that reports, it has it already.
    private static IReadOnlyList<ReportElsewhere> Elsewhere(RecordService command, DateTimeOffset at) =>
    [
        .. JurisdictionLaw.DutiesElsewhere(command.TaskForce, at, command.Duty!.Jurisdiction, command.Duty.Role, command.Report,
            command.ReporterIs.KindIfKnown, command.Authority.Agency)
            .Where(row => row.Agencies is not [var only] || only != command.By.Agency)
            .GroupBy(row => row.Duty.Authority)
            .Select(rows => (rows.First().Agencies, Authority: rows.Key, Hours: rows.Min(row => row.Duty.WithinHours),
                Citation: string.Join("; ", rows.Select(row => row.Duty.Citation).Distinct())))
            .Select(row => new ReportElsewhere(row.Authority, row.Agencies, row.Hours,
                row.Hours is { } hours ? command.LearnedAt?.AddHours(hours) : null, row.Citation)),
    ];

    /// <summary>When it is to be reported, in words.</summary>
    /// <param name="service">The report.</param>
    /// <param name="made">How and when it was told by telephone or in person; null where it was not.</param>
    /// <param name="now">The instant of asking.</param>
    /// <param name="standing">Whether the authority was told.</param>
    public string Said(ProcessServed service, ReportMade? made, DateTimeOffset now, DutyStanding standing)
    {
        if (standing == DutyStanding.Ended)
        {
            return "Its duty came to its end: nothing is due.";
        }

        if (made is not null)
        {
            return $"It was told already, at {Moment(made.At)}." +
                $"{(Shortest is { } written ? $" Where the law asks for it in writing as well, that is due {Until(written)}." : "")}";
        }

        if (standing == DutyStanding.Told)
        {
            return $"It went from here: nothing is due.{(Shortest is { } past ? $" It was to be reported {Until(past)}." : "")}";
        }

        return (standing == DutyStanding.ToHandOver ? "The copy was made and not handed over, so nobody there was told. " : "")
            + Outstanding(service, now);
    }

    private string Outstanding(ProcessServed service, DateTimeOffset now) =>
        Shortest is { } line ? Due <= now ? $"Its time has passed: report it now. It was due {Until(line)}." : $"Report it {Until(line)}."
        : Lines.Count > 0 ? $"Report it at once: the law gives no number of hours " +
            $"({string.Join("; ", Lines.Select(row => row.Citation))}).{Used}"
        : Table is null ? $"No table of the law of {service.Duty!.Jurisdiction} was in force when this was recorded, so how long it may " +
            $"take is not known here. If the law requires it of you, report it at once."
        : $"The table of the law of {service.Duty!.Jurisdiction} that counts for this ({Table}) has no line for this report by your " +
            $"agency to this authority. If the law requires it of you, report it at once, and tell the task force's office that the line " +
            $"is missing.{Used}";

    // Which table it is by, where none was in force yet when it was learned.
    private string Used => TableSince is { } since
        ? $" This is by the table {Table}, the first one, in force since {Moment(since)}: when your agency learned of it there was none."
        : "";

    private string Until(ReportTimeLine line)
    {
        var hours = Quantity.Of(line.WithinHours!.Value, "hour", "hours");
        return LearnedAt is { } learned
            ? $"by {Moment(line.DueFrom(learned))}, within {hours} of when your agency learned of it ({line.Citation}" +
                $"{(TableSince is { } since ? $"; by the table {Table}, the first one, in force since {Moment(since)}" : "")})"
            : $"within {hours} of when your agency learned of it ({line.Citation})";
    }

    private static IEnumerable<ReportTimeLine> LinesFor(RecordService command, DateTimeOffset at) =>
        JurisdictionLaw.DutiesOf(command.TaskForce, at, command.Duty!.Jurisdiction, command.Duty.Role, command.Report,
            command.ReporterIs.KindIfKnown, command.Authority.Agency)
            .Select(row => new ReportTimeLine(row.WithinHours, row.Citation, row.Certainty));

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}

/// <summary>A line of the table that has the same reported to another authority.</summary>
/// <param name="Authority">To whom.</param>
/// <param name="Agencies">Which agencies that is here; none where the table names nobody for it.</param>
/// <param name="WithinHours">Within how many hours; null where the law says at once or nothing.</param>
/// <param name="Due">Until when; null where no hours are known, or nobody said when the agency learned of it.</param>
/// <param name="Citation">Where it is written: it says whether this is asked besides, or instead.</param>
public sealed record ReportElsewhere(AuthorityKind Authority, IReadOnlyList<AgencyId> Agencies, int? WithinHours,
    DateTimeOffset? Due, string Citation);

/// <summary>What one line of a table says about the time of a report.</summary>
/// <param name="WithinHours">Within how many hours; null where the law says at once or nothing.</param>
/// <param name="Citation">Where it is written.</param>
/// <param name="Certainty">How sure that is.</param>
public sealed record ReportTimeLine(int? WithinHours, string Citation, Certainty Certainty)
{
    /// <summary>Until when, from when the agency learned of it.</summary>
    internal DateTimeOffset DueFrom(DateTimeOffset learned) => learned.AddHours(WithinHours!.Value);
}
