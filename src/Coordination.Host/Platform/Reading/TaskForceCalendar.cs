namespace Coordination.Host.Platform.Reading;

/// <summary>The days of the task force, in its own time zone and not the caller's. A day is converted to an instant when it is recorded,
/// and the instant is stored. Later changes of the zone or its rules move no deadline.</summary>
public sealed class TaskForceCalendar
{
    private readonly TimeZoneInfo _zone;

    private TaskForceCalendar(TimeZoneInfo zone) => _zone = zone;

    public TimeZoneInfo Zone => _zone;

    /// <summary>The days by the policy in force at an instant; those of UTC where it names no zone.</summary>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know the zone that the policy names.</exception>
    public static TaskForceCalendar Of(TaskForceState taskForce, DateTimeOffset at) =>
        new(taskForce.PolicyAt(at)?.TimeZone is { } name ? TimeZoneInfo.FindSystemTimeZoneById(name) : TimeZoneInfo.Utc);

    /// <summary>Why a policy cannot name this zone; null when it can.</summary>
    /// <param name="settings">The policy.</param>
    /// <param name="field">The field that holds it.</param>
    public static Refusal? WhyNot(PolicySettings settings, string field = "settings") =>
        settings.TimeZone is not { } name || (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId)
            ? null
            : new Refusal(RefusalReason.InvalidInput, "Name a time zone of the IANA database, such as America/Chicago.",
                $"{field}.timeZone");

    /// <summary>The day on which an instant falls.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);

    /// <summary>The instant at which a day ends, and the next begins.</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        if (day.Year <= DateOnly.MinValue.Year || day.Year >= DateOnly.MaxValue.Year)
            // an offset leads out of what can be written down
            return day.Year <= DateOnly.MinValue.Year ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        // Where clocks go back over midnight there are two of them: the day ends at the first. Where they go forward over it, it ends when
        // they do.
        return new(midnight, _zone.IsAmbiguousTime(midnight)
            ? _zone.GetAmbiguousTimeOffsets(midnight).Max()
            : _zone.GetUtcOffset(midnight));
    }
}
