namespace Coordination.Projections;

/// <summary>Small steps that the folds share.</summary>
internal static class Rows
{
    /// <summary>Adds an element, or replaces the one of the same key; the list stays sorted by key, as bytes.</summary>
    public static IReadOnlyList<T> Put<T>(this IReadOnlyList<T> list, T item, Func<T, string> key)
    {
        var mine = key(item);
        return [.. list.Where(other => key(other) != mine).Append(item).OrderBy(key, StringComparer.Ordinal)];
    }

    /// <summary>Changes the elements that match; their order stays.</summary>
    public static IReadOnlyList<T> Change<T>(this IReadOnlyList<T> list, Func<T, bool> match, Func<T, T> change) =>
        [.. list.Select(item => match(item) ? change(item) : item)];

    /// <summary>Removes the elements that match.</summary>
    public static IReadOnlyList<T> Without<T>(this IReadOnlyList<T> list, Func<T, bool> match) => [.. list.Where(item => !match(item))];

    /// <summary>An instant as text that sorts by time.</summary>
    public static string Sortable(this DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    /// <summary>A day as text that sorts by time.</summary>
    public static string Sortable(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The end of a day, which is when something due on that day is late.</summary>
    public static DateTimeOffset EndOf(this DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
