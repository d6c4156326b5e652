namespace Coordination.Benchmarks;

/// <summary>What was done in one turn: how much of it, and in which time.</summary>
internal readonly record struct Turn(double Count, TimeSpan Time)
{
    public double PerSecond => Count / Time.TotalSeconds;
}

/// <summary>One of two sides that are compared: what it does in a turn, and on which database.</summary>
internal sealed record Side(BenchmarkDatabase Database, Func<Task<Turn>> Take);

/// <summary>
/// Two sides that took short turns, back to back and each first as often as the other, so that both had the same machine. The cost is
/// the median over the pairs of turns, with the quartiles beside it.
/// </summary>
internal sealed record Compared(double PerSecond, double OtherPerSecond, double Cost, double LowCost, double HighCost, string Processor, string OtherProcessor)
{
    // The first turns measure the compiler: it compiles again what turns out to be used much.
    private const int TurnsToWarmUp = 8;

    public static async Task<Compared> InTurns(int pairs, Side side, Side other)
    {
        for (var turn = 0; turn < TurnsToWarmUp; turn++)
        {
            await side.Take();
            await other.Take();
        }

        List<(Turn Turn, Turn Other)> turns = [];
        var (used, otherUsed) = (default(ProcessorTime), default(ProcessorTime));
        for (var pair = 0; pair < pairs; pair++)
        {
            if (pair % 2 == 0)
            {
                var first = await Timed(side, used);
                var second = await Timed(other, otherUsed);
                (used, otherUsed) = (first.Used, second.Used);
                turns.Add((first.Turn, second.Turn));
            }
            else
            {
                var first = await Timed(other, otherUsed);
                var second = await Timed(side, used);
                (used, otherUsed) = (second.Used, first.Used);
                turns.Add((second.Turn, first.Turn));
            }
        }

        var costs = turns.Select(pair => pair.Other.PerSecond / pair.Turn.PerSecond - 1).Order().ToList();
        return new(
            Figures.Median(turns.Select(pair => pair.Turn.PerSecond)), Figures.Median(turns.Select(pair => pair.Other.PerSecond)), Figures.Median(costs), costs[pairs / 4], costs[pairs * 3 / 4],
            used.Each(turns.Sum(pair => pair.Turn.Count)), otherUsed.Each(turns.Sum(pair => pair.Other.Count)));
    }

    private static async Task<(Turn Turn, ProcessorTime Used)> Timed(Side side, ProcessorTime before)
    {
        var begun = await ProcessorTime.SoFar(side.Database);
        var turn = await side.Take();
        return (turn, before + (await ProcessorTime.SoFar(side.Database) - begun));
    }
}
