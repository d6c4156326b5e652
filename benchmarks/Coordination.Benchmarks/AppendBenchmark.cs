using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Host.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Benchmarks;

/// <summary>
/// Load, decide, append, with its answer kept under an idempotency key: one event a command, each caller on a stream of its own,
/// beside <c>pgbench</c> with 1 and 16 clients on the same server.
/// </summary>
internal static class AppendBenchmark
{
    private const string Note = "nobody else reads this telephone, except on Sundays, when it is shared with a cousin";

    public static async IAsyncEnumerable<Measurement> Run(BenchmarkDatabase database, Baseline baseline, TimeSpan duration)
    {
        await using var services = database.Services();
        var runner = services.GetRequiredService<CommandRunner>();
        foreach (var inFlight in (int[])[1, 16, 64, 256])
        {
            var survivors = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Welcome(runner)));
            var clients = inFlight == 1 ? 1 : 16;
            var (result, beside) = await baseline.Around(clients, () => LoadRun.Measure(inFlight, duration, caller => RecordSafeContact(runner, survivors[caller])));
            yield return new Measurement(
                $"decide and append, {inFlight} in flight",
                $"{Figures.PerSecond(result.PerSecond)}, {Figures.Latencies(result.Latencies)}",
                Baseline.Tell(clients, beside),
                result.PerSecond / beside,
                inFlight switch { 1 => "≥ 0.8 ×", 64 => "≥ 3 ×", _ => "" });
        }
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

    private static async Task Run(CommandRunner runner, Func<Workspace, ValueTask<Answer>> handler)
    {
        if (await runner.Run(BenchmarkDatabase.Context(), handler, CancellationToken.None) is not CommandResult.Answered { Answer: Answer.Done })
        {
            throw new InvalidOperationException("A command of the benchmark was not done.");
        }
    }
}
