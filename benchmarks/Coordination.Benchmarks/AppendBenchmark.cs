using System.Globalization;
using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.Execution;

namespace Coordination.Benchmarks;

/// <summary>
/// Load, decide, seal, append, with its answer kept under an idempotency key: one event a command, each caller on a stream of its own. The host's store takes
/// turns with the store of an earlier commit and with Marten's own appends in two modes, each in a process and on a database of its own; <c>pgbench</c> runs
/// right before and right after.
/// </summary>
internal static class AppendBenchmark
{
    private const string Note = "nobody else reads this telephone, except on Sundays, when it is shared with a cousin";
    private const int TurnsToWarmUp = 4;
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(400);

    public static async IAsyncEnumerable<Measurement> Run(Baseline baseline, int rounds)
    {
        await using var here = await WorkerProcess.OfThis("here");
        await using var before = await WorkerProcess.OfBefore();
        await using var rich = await WorkerProcess.OfThis("rich");
        await using var quick = await WorkerProcess.OfThis("quick");
        foreach (var inFlight in (int[])[1, 16, 64, 256])
        {
            var clients = inFlight == 1 ? 1 : 16;
            var (sides, pgbench) = await baseline.Around(clients, () => Measure([here, before, rich, quick], inFlight, rounds));
            foreach (var row in Rows(inFlight, sides, $"pgbench, {clients} client{(clients == 1 ? "" : "s")}", pgbench))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<Measurement> Rows(int inFlight, Appends?[] sides, string clients, double pgbench)
    {
        var (here, before) = (sides[0]!, sides[1]);
        var (best, mode) = sides[2]!.PerSecond >= sides[3]!.PerSecond ? (sides[2]!, "Rich") : (sides[3]!, "QuickWithServerTimestamps");
        var what = $"decide and append, {inFlight} in flight";
        yield return before is null
            ? new Measurement(what, here.Tell(), $"store of {EarlierCommit.Name}: not in this clone")
            : new Measurement(what, here.Tell(), $"store of {EarlierCommit.Name}: {before.Tell()}", here.Beside(before), string.Create(CultureInfo.InvariantCulture,
                $"≥ 0.9 ×, at least 0.8; p99 ≤ 1.5 ×: {here.P99 / before.P99:0.00}; KiB ≤ 1.1 ×: {here.KiB / before.KiB:0.00}"));
        yield return new Measurement(what, Figures.PerSecond(here.PerSecond), $"stock Marten, {mode}: {best.Tell()}", here.Beside(best), inFlight switch { 1 => "≥ 1.2 ×", 16 => "≥ 1.8 ×", 64 => "≥ 2.7 ×", _ => "≥ 3 ×" });
        yield return new Measurement(what, Figures.PerSecond(here.PerSecond), $"{clients}: {Figures.PerSecond(pgbench)}", here.PerSecond / pgbench);
    }

    /// <summary>Each side once a round, another one first each time, so that all have the same machine.</summary>
    private static async Task<Appends?[]> Measure(WorkerProcess?[] sides, int inFlight, int rounds)
    {
        var measured = sides.Select(side => side is null ? null : new Appends()).ToArray();
        for (var round = -TurnsToWarmUp; round < rounds; round++)
        {
            for (var turn = 0; turn < sides.Length; turn++)
            {
                var side = (turn + round + TurnsToWarmUp) % sides.Length;
                if (sides[side] is { } worker)
                {
                    var answer = await worker.Ask($"append {inFlight} {s_turn.TotalMilliseconds}");
                    if (round >= 0)
                    {
                        measured[side]!.Add(answer);
                    }
                }
            }
        }

        return measured;
    }

    public static async Task<SurvivorId> Welcome(CommandRunner runner)
    {
        var survivor = new SurvivorId(Guid.NewGuid());
        await Run(runner, work =>
        {
            var state = work.Begin(SurvivorStream.Definition, survivor);
            work.Record(SurvivorStream.Definition, survivor, SurvivorDecider.Decide(new WelcomeSurvivor(work.Actor, survivor, Sensitive.Of("L."), null), state));
            return new ValueTask<Answer>(work.Created(SurvivorStream.Definition, survivor, $"/v1/survivors/{survivor}"));
        });
        return survivor;
    }

    /// <summary>The same as a request.</summary>
    public static string SafeContactJson() => $$"""{"contact":"{{NextContact()}}","dangerNote":"{{Note}}"}""";

    public static Task RecordSafeContact(CommandRunner runner, SurvivorId survivor)
    {
        var (contact, note) = (Sensitive.Of(NextContact()), Sensitive.Of(Note));
        return Run(runner, async work =>
        {
            var state = await work.Load(SurvivorStream.Definition, survivor);
            work.Record(SurvivorStream.Definition, survivor, SurvivorDecider.Decide(new RecordSafeContact(work.Actor, contact, note), state));
            return work.Changed(SurvivorStream.Definition, survivor);
        });
    }

    // Always the same length, so that what was recorded before has to be opened to see that this is something else.
    private static string NextContact() => $"text message on weekday mornings, then wait for an answer; nothing by letter; never by voice; {Guid.NewGuid()}";

    private static async Task Run(CommandRunner runner, Func<CommandSession, ValueTask<Answer>> handler)
    {
        if (await runner.Run(BenchmarkDatabase.Context(), handler, CancellationToken.None) is not CommandResult.Answered { Answer: Answer.Done })
        {
            throw new InvalidOperationException("A command of the benchmark was not done.");
        }
    }

    /// <summary>What one side did in its turns.</summary>
    private sealed class Appends
    {
        private readonly List<double> _rates = [];
        private readonly List<TimeSpan> _latencies = [];
        private double _bytes, _host, _server;

        /// <summary>The median of the turns.</summary>
        public double PerSecond => Figures.Median(_rates);

        public double KiB => _bytes / 1024 / _latencies.Count;

        public TimeSpan P99 => Figures.Percentile([.. _latencies.Order()], 0.99);

        public void Add(string answer)
        {
            var fields = answer.Split(' ');
            var latencies = fields[4].Split(',').Select(Number).ToList();
            _rates.Add(latencies.Count / Number(fields[0]));
            _latencies.AddRange(latencies.Select(TimeSpan.FromMicroseconds));
            (_bytes, _host, _server) = (_bytes + Number(fields[1]), _host + Number(fields[2]), _server + Number(fields[3]));
        }

        /// <summary>The median of the ratios, round by round.</summary>
        public double Beside(Appends other) => Figures.Median(_rates.Zip(other._rates, (mine, others) => mine / others));

        public string Tell() => string.Create(CultureInfo.InvariantCulture,
            $"{Figures.PerSecond(PerSecond)}, {Figures.Latencies(_latencies)}, {KiB:0.0} KiB, host + server {_host / _latencies.Count:0} + {_server / _latencies.Count:0} µs a command");

        private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
