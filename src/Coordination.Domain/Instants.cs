namespace Coordination.Domain;

/// <summary>
/// Which dates somebody may give: from 1900 to 2200. It holds every birth, case and deadline, and leaves so much room on either side
/// that no number of days that a policy or a request allows leads out of the calendar.
/// </summary>
public static class Instants
{
    public static DateTimeOffset Earliest { get; } = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Latest { get; } = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What is said of a date outside.</summary>
    public static string Expected { get; } = $"Give a date from {Earliest.Year} to {Latest.Year}.";

    /// <summary>Whether an instant is one that somebody may give.</summary>
    public static bool Holds(DateTimeOffset instant) => instant >= Earliest && instant <= Latest;

    /// <summary>Whether a day is one that somebody may give.</summary>
    public static bool Holds(DateOnly day) =>
        day >= DateOnly.FromDateTime(Earliest.UtcDateTime) && day <= DateOnly.FromDateTime(Latest.UtcDateTime);
}
