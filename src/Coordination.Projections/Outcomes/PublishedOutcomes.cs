namespace Coordination.Projections.Outcomes;

/// <summary>The figures of one quarter: fixed tables, each of which counts everybody who came in it once. They form a chain: each table's
/// columns are the next one's rows. So what can be derived from all of them together is known exactly, and small counts are withheld
/// against all of it (CG-21). Where no more people came than the threshold, nothing is shown at all, and no quarter differs from an empty
/// one.</summary>
/// <param name="Threshold">Counts from 1 to this are withheld.</param>
/// <param name="Tables">The tables, in the order of the chain.</param>
public sealed record PublishedOutcomes(int Threshold, IReadOnlyList<OutcomeTable> Tables)
{
    private const string None = "none";

    private static readonly string[] s_goals = [.. Enum.GetValues<GoalKind>().Select(kind => kind.Named()), None];

    /// <summary>Counts people, and withholds what has to be.</summary>
    public static PublishedOutcomes Of(IReadOnlyCollection<Counted> people, int threshold)
    {
        OutcomeTable[] blank =
        [
            Table("goalsByWhatBecame", s_goals, Names<WhatBecame>()),
            Table("whatBecameByForm", Names<WhatBecame>(), Names<TraffickingForm>()),
            Table("formByTimeToService", Names<TraffickingForm>(), Names<TimeToService>()),
            Table("timeToServiceByAge", Names<TimeToService>(), Names<AgeGroup>()),
        ];
        if (people.Count <= threshold)
            return new(threshold, blank);
        var published = SmallCells.SuppressChain(
        [
            Count(people, s_goals.Length, blank[0].Columns.Count, one => (GoalOf(one), (int)one.Became), CanBe),
            Count(people, blank[1].Rows.Count, blank[1].Columns.Count, one => ((int)one.Became, (int)one.Form)),
            Count(people, blank[2].Rows.Count, blank[2].Columns.Count, one => ((int)one.Form, (int)one.Time)),
            Count(people, blank[3].Rows.Count, blank[3].Columns.Count, one => ((int)one.Time, (int)one.Age)),
        ], threshold);
        return new(threshold, [.. blank.Zip(published, (table, shown) => table with { Figures = shown })]);
    }

    private static int GoalOf(Counted one) => one.Goal is { } kind ? (int)kind : s_goals.Length - 1;

    // A survivor without a goal has no outcome of one, and the reverse: everybody knows that.
    private static bool CanBe(int goal, int became) => goal == s_goals.Length - 1 == ((WhatBecame)became == WhatBecame.NoGoal);

    private static int?[][] Count(IReadOnlyCollection<Counted> people, int rows, int columns, Func<Counted, (int Row, int Column)> place,
        Func<int, int, bool>? canBe = null)
    {
        var counts = Enumerable.Range(0, rows)
            .Select(row => Enumerable.Range(0, columns).Select(column => canBe?.Invoke(row, column) == false ? (int?)null : 0).ToArray())
            .ToArray();
        foreach (var (row, column) in people.Select(place))
            counts[row][column]++;
        return counts;
    }

    private static OutcomeTable Table(string name, IReadOnlyList<string> rows, IReadOnlyList<string> columns) =>
        new(name, rows, columns, new(
        [.. rows.Select(_ => (IReadOnlyList<int?>)[.. columns.Select(_ => (int?)null)])], [.. rows.Select(_ => (int?)null)],
        [.. columns.Select(_ => (int?)null)], null));

    private static string[] Names<TEnum>() where TEnum : struct, Enum => [.. Enum.GetValues<TEnum>().Select(value => value.Named())];
}

/// <summary>One table.</summary>
/// <param name="Name">Which.</param>
/// <param name="Rows">The names of its rows.</param>
/// <param name="Columns">The names of its columns.</param>
/// <param name="Figures">How many people; null where it is withheld.</param>
public sealed record OutcomeTable(string Name, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, PublishedTable Figures);
