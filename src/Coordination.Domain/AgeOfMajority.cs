namespace Coordination.Domain;

/// <summary>Whether somebody is under 18 at an instant. The record says that she was under 18 and, if known, the instant from which she is
/// 18. Everything that depends on her age asks here. So it changes everywhere at the same instant, and nobody has to record it on the
/// day.</summary>
public static class AgeOfMajority
{
    public const int Years = 18;

    /// <summary>The age at which somebody signs for herself alone, in years, as the rules in force see it: where they go by the law, the
    /// highest that a table in force sets (CG-09).</summary>
    public static int YearsAt(DateTimeOffset at, TaskForce.TaskForceState taskForce) =>
        Gate.RuleSets.InForce(taskForce, at).ByProfile ? Gate.MinorsByLaw.YearsOfMajority(taskForce, at) : Years;

    /// <summary>Whether she is under 18 at <paramref name="at"/>. Without the instant from which she is 18, what was recorded holds until
    /// it is changed.</summary>
    public static bool IsUnderEighteen(bool recorded, DateTimeOffset? eighteenFrom, DateTimeOffset at) => recorded && !(eighteenFrom <= at);

    /// <summary>Whether whoever is 18 from <paramref name="eighteen"/> on has reached this age, in years, at <paramref name="at"/>. What
    /// would come after the end of the calendar has not come.</summary>
    public static bool HasReached(DateTimeOffset eighteen, int years, DateTimeOffset at) =>
        years - Years < DateTimeOffset.MaxValue.Year - eighteen.Year
        && (years - Years <= DateTimeOffset.MinValue.Year - eighteen.Year || eighteen.AddYears(years - Years) <= at);

    /// <summary>The age that somebody has reached who is recorded as an adult while the law sets this one, in years; null where it is 18,
    /// or she is under age.</summary>
    public static int? Reached(bool underEighteen, int majority) => !underEighteen && majority > Years ? majority : null;

    /// <summary>The instant to keep: what is said now, or else what was known, while she is under age by it.</summary>
    public static DateTimeOffset? Kept(bool underEighteen, DateTimeOffset? said, DateTimeOffset? known, DateTimeOffset at,
        int majority = Years) =>
        !underEighteen ? null : said ?? (known is { } eighteen && !HasReached(eighteen, majority, at) ? known : null);

    /// <summary>Null when this can be recorded at <paramref name="at"/>. Where the law sets a higher age than 18, she is under age until
    /// then.</summary>
    public static Refusal? IsWrong(bool underEighteen, bool emancipated, DateTimeOffset? eighteenFrom, DateTimeOffset at,
        int majority = Years) =>
        emancipated && !underEighteen
        ? new Refusal(RefusalReason.InvalidInput, $"Emancipation is only recorded for somebody under {majority}.", "emancipated")
        : eighteenFrom is not { } eighteen ? null
        : !underEighteen ? new Refusal(RefusalReason.InvalidInput,
            $"Leave it out for an adult, or say that she is under {majority}.", "eighteenFrom")
        : HasReached(eighteen, majority, at)
        ? new Refusal(RefusalReason.InvalidInput, $"She is {majority} by then: record that she is not under {majority}.", "eighteenFrom")
        : eighteenFrom > at.AddYears(Years).AddDays(1)
        ? new Refusal(RefusalReason.InvalidInput, $"Expected an instant within {Years} years.", "eighteenFrom")
        : null;
}
