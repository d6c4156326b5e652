namespace Coordination.Domain.TaskForce;

/// <summary>The bounds for every number of a policy. A policy outside these bounds would defeat its purpose: decisions of a few, endless
/// releases, recalls that nobody has to answer, an unpaid council.</summary>
public static class PolicyBounds
{
    /// <summary>The most concerns that a policy lets a person raise within a day.</summary>
    public const int MostConcernsPerDay = 1_000;

    /// <summary>The longest release, in days: she is asked again within a year (CG-05).</summary>
    public const int MostReleaseDays = 366;

    /// <summary>The smallest quorum: one agency, or two, decide nothing for the others.</summary>
    public const int LeastQuorum = 3;

    /// <summary>The largest quorum, where the members are not known yet.</summary>
    public const int LargestQuorum = 100;

    /// <summary>A quorum is at least one in so many of the member agencies.</summary>
    public const int QuorumOneIn = 3;

    public const int MostRecallDays = 90;

    /// <summary>The most mandated reports of one policy.</summary>
    public const int MostMandatedReports = 50;

    /// <summary>The least that can be called too small to be published: of two people who are counted together each finds the other
    /// (CG-21).</summary>
    public const int LeastSmallCellThreshold = 2;

    /// <summary>The most that can be called too small to be published.</summary>
    public const int MostSmallCellThreshold = 100;

    public const int LongestTimeZone = 64;

    /// <summary>The fewest days in which an agency can answer a concern that was put to it.</summary>
    public const int LeastConcernAnswerDays = 3;

    /// <summary>The most days in which an agency can answer a concern that was put to it.</summary>
    public const int MostConcernAnswerDays = 90;

    /// <summary>The most days for what goes on paper.</summary>
    public const int MostPaperDays = 30;

    /// <summary>The fewest seats of the survivors' council that have to be filled before a change is adopted.</summary>
    public const int LeastCouncilSeats = 2;

    /// <summary>The most seats that a policy can require to be filled.</summary>
    public const int MostCouncilSeats = 50;

    /// <summary>The least that each of them is paid, in dollars: nobody is asked for nothing.</summary>
    public const int LeastCouncilCompensation = 1;

    /// <summary>The most that a policy can require each of them to be paid, in dollars.</summary>
    public const int MostCouncilCompensation = 10_000;

    /// <summary>Null when these settings can be a policy of this task force from an instant on. <paramref name="field"/> is the field that
    /// holds them.</summary>
    public static Refusal? AreWrong(PolicySettings settings, TaskForceState.Formed taskForce, DateTimeOffset from, string field)
    {
        var members = taskForce.Members.Count;
        var leastQuorum = Math.Max(LeastQuorum, (members + QuorumOneIn - 1) / QuorumOneIn);
        return Between(settings.LongestReleaseDays, 1, MostReleaseDays, $"{field}.longestReleaseDays")
            ?? (taskForce.LongestReleaseByLawAt(from) is { } law && settings.LongestReleaseDays > law.Value
                ? new Refusal(RefusalReason.InvalidInput,
                    $"By {law.Citation} a release lasts at most {Quantity.Of(law.Value, "day")}: set no more than that.",
                    $"{field}.longestReleaseDays")
                : null)
            ?? Between(settings.QuorumMembers, leastQuorum, members == 0 ? LargestQuorum : Math.Max(leastQuorum, members),
                $"{field}.quorumMembers")
            ?? Between(settings.RecallDays, 1, MostRecallDays, $"{field}.recallDays")
            ?? Between(settings.MinutesPerItem, 1, AgendaTemplateDecider.MostMinutes, $"{field}.minutesPerItem")
            ?? Between(settings.SmallCellThreshold, LeastSmallCellThreshold, MostSmallCellThreshold, $"{field}.smallCellThreshold")
            ?? Between(settings.ConcernAnswerDays, LeastConcernAnswerDays, MostConcernAnswerDays, $"{field}.concernAnswerDays")
            ?? Between(settings.PaperDays, 1, MostPaperDays, $"{field}.paperDays")
            ?? Between(settings.ConcernsPerDay, 1, MostConcernsPerDay, $"{field}.concernsPerDay")
            ?? Between(settings.CouncilSeats, LeastCouncilSeats, MostCouncilSeats, $"{field}.councilSeats")
            ?? Between(settings.CouncilCompensationInDollars, LeastCouncilCompensation, MostCouncilCompensation,
                $"{field}.councilCompensationInDollars")
            ?? (settings.MinorAloneServices is { } alone && alone.Distinct().Count() != alone.Count
                ? new Refusal(RefusalReason.InvalidInput, "Name each service once.", $"{field}.minorAloneServices")
                : null)
            ?? (settings.TimeZone is { } zone && !IsTimeZoneName(zone)
                ? new Refusal(RefusalReason.InvalidInput, "Name a time zone of the IANA database, such as America/Chicago.",
                    $"{field}.timeZone")
                : null)
            ?? ReportsAreWrong(settings.MandatedReports ?? [], $"{field}.mandatedReports");
    }

    // How such a name is written. Whether there is such a zone is looked up where the command is run.
    private static bool IsTimeZoneName(string zone) => zone.Length is > 0 and <= LongestTimeZone
        && (zone == "UTC" || zone.Contains('/', StringComparison.Ordinal)) && char.IsAsciiLetter(zone[0])
        && char.IsAsciiLetterOrDigit(zone[^1])
        && zone.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');

    private static Refusal? ReportsAreWrong(IReadOnlyList<ReportingDuty> duties, string field) => duties.Count > MostMandatedReports
        ? new Refusal(RefusalReason.InvalidInput, $"At most {MostMandatedReports} mandated reports.", field)
        : duties.Select((duty, at) => IsWrong(duty, $"{field}[{at}]")).FirstOrDefault(refusal => refusal is not null);

    private static Refusal? IsWrong(ReportingDuty duty, string field) =>
        TextRules.RequiredPlain(duty.Jurisdiction, TextRules.LongestLabel, $"{field}.jurisdiction")
        ?? TextRules.RequiredPlain(duty.Citation, TextRules.LongestLabel, $"{field}.citation")
        ?? (duty.Categories.Count == 0 || duty.Categories.Distinct().Count() != duty.Categories.Count
            ? new Refusal(RefusalReason.InvalidInput, "Name what the report requires, each category once.", $"{field}.categories")
            : null);

    private static Refusal? Between(int? value, int least, int most, string field) =>
        value is null || (value >= least && value <= most)
            ? null
            : new Refusal(RefusalReason.InvalidInput, $"Expected a number from {least} to {most}.", field);
}
