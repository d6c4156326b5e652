namespace Coordination.Host.Features.Audit.Replay;

/// <summary>Compares two tellings of a state.</summary>
internal static class FactChanges
{
    /// <summary>What is not as it was: in the order of the later telling, what is no more at the end. Several facts may be about the
    /// same.</summary>
    public static IReadOnlyList<FactChange> Between(IReadOnlyList<StateFact> before, IReadOnlyList<StateFact> after)
    {
        var (was, now) = (before.ToLookup(fact => fact.About, fact => fact.Is), after.ToLookup(fact => fact.About, fact => fact.Is));
        return [.. after.Concat(before).Select(fact => fact.About).Distinct()
            .SelectMany(about => Of(about, Minus(was[about], now[about]), Minus(now[about], was[about])))];
    }

    private static IEnumerable<FactChange> Of(string about, List<string> gone, List<string> come)
    {
        for (var i = 0; i < Math.Max(gone.Count, come.Count); i++)
            yield return new(about, gone.ElementAtOrDefault(i), come.ElementAtOrDefault(i));
    }

    private static List<string> Minus(IEnumerable<string> some, IEnumerable<string> others)
    {
        List<string> left = [.. some];
        foreach (var other in others)
            left.Remove(other);
        return left;
    }
}
