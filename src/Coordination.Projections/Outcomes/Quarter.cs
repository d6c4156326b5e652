namespace Coordination.Projections.Outcomes;

/// <summary>A quarter of a year, in UTC. Survivors who came in the same quarter are counted together. A person is in one quarter only, so
/// that no two quarters can be taken one from the other.</summary>
/// <param name="Year">The year.</param>
/// <param name="Number">1 to 4.</param>
public readonly record struct Quarter(int Year, int Number)
{
    /// <summary>For how long each person is followed from the day on which she was welcomed.</summary>
    public static TimeSpan FollowedFor { get; } = TimeSpan.FromDays(180);

    // A clock that is late must not add anything to what was published.
    private static readonly TimeSpan s_settling = TimeSpan.FromDays(1);

    public DateTimeOffset Starts => new(Year, (Number * 3) - 2, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first instant after it.</summary>
    public DateTimeOffset Ends => Starts.AddMonths(3);

    /// <summary>From when on its figures are published: once, and for good. By then the last who came in it was followed to the
    /// end.</summary>
    public DateTimeOffset PublishedFrom => Ends + FollowedFor + s_settling;

    public Quarter Before => Of(Starts.AddTicks(-1));

    public static Quarter Of(DateTimeOffset at) => new(at.UtcDateTime.Year, (at.UtcDateTime.Month + 2) / 3);

    public static Quarter LastPublishedAt(DateTimeOffset now)
    {
        var quarter = Of(now);
        while (quarter.PublishedFrom > now)
            quarter = quarter.Before;
        return quarter;
    }

    /// <summary>Reads what <see cref="ToString"/> writes, of this century.</summary>
    public static bool TryParse(string? text, out Quarter quarter)
    {
        quarter = default;
        if (text is not { Length: 7 } || !text.StartsWith("20", StringComparison.Ordinal) || text[4..6] is not "-q"
            || text[6] is < '1' or > '4'
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year))
            return false;
        quarter = new(year, text[6] - '0');
        return true;
    }

    /// <summary>For example <c>2026-q1</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-q{Number}");
}
