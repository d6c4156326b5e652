namespace Coordination.Domain;

/// <summary>Settings that hold from an instant on, until another takes effect. Nothing is replaced: what held then, held then.</summary>
public static class EffectiveDates
{
    /// <summary>What is in force at an instant: the one that took effect last, at that instant or before. Of two that took effect at the
    /// same instant, the one that was set later. Null when nothing had.</summary>
    /// <param name="set">What was set, in the order of setting.</param>
    /// <param name="at">The instant.</param>
    /// <param name="effectiveFrom">From when each holds.</param>
    public static T? LastBy<T>(ReadOnlySpan<T> set, DateTimeOffset at, Func<T, DateTimeOffset> effectiveFrom) where T : class
    {
        T? last = null;
        foreach (var one in set)
        {
            if (effectiveFrom(one) <= at && (last is null || effectiveFrom(one) >= effectiveFrom(last)))
            {
                last = one;
            }
        }

        return last;
    }
}
