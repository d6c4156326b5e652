namespace Coordination.Domain;

/// <summary>
/// When somebody did what is recorded now: told her, signed, telephoned, found something. It lies neither ahead, nor so far back that the
/// year must be wrong: a rule that asks whether something was done would be answered by a date that nobody meant.
/// </summary>
public static class Happened
{
    /// <summary>How many years back somebody may record what was done.</summary>
    public const int MostYearsBack = 10;

    /// <summary>For how many days what was served may lie before it is recorded: what follows from it is done in that time, too.</summary>
    public const int MostDaysUnrecorded = 31;

    /// <summary>Null when it can have happened then.</summary>
    public static Refusal? IsWrong(DateTimeOffset then, DateTimeOffset now, string field) =>
        then > now ? new Refusal(RefusalReason.InvalidInput, "It lies in the future.", field)
        : then < now.AddYears(-MostYearsBack)
        ? new Refusal(RefusalReason.InvalidInput, $"It lies more than {MostYearsBack} years back. See whether the year is right.", field)
        : null;

    /// <summary>Null when it can have followed from what was recorded then; what was recorded before that was kept is not looked
    /// at.</summary>
    public static Refusal? IsBefore(DateTimeOffset then, DateTimeOffset? recorded, string field) =>
        then < recorded?.AddDays(-MostDaysUnrecorded)
            ? new Refusal(RefusalReason.InvalidInput,
                $"It lies more than {MostDaysUnrecorded} days before the process was recorded from which it follows. See whether the " +
                    $"date is right.", field)
            : null;
}
