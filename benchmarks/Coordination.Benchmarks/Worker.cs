using System.Diagnostics;
using System.Globalization;
using Coordination.Domain;
using Coordination.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Benchmarks;

/// <summary>
/// A store in a process of its own, on a database of its own, that does what it is told in lines on its input. This file is compiled into the benchmarks of an
/// earlier commit as well, so that both do the same: it uses nothing that the commit does not have, and
/// gets the namespaces of the host from <c>WorkerUsings.cs</c>, or there from <c>Before/Program.cs</c>.
/// </summary>
internal sealed class Worker(BenchmarkDatabase database, IServiceProvider services) : IAsyncDisposable
{
    private readonly Dictionary<int, SurvivorId[]> _survivors = [];

    /// <summary>Answers each line with one line, until the input ends.</summary>
    public async Task Serve(TextReader input, TextWriter output)
    {
        await output.WriteLineAsync("ready");
        await output.FlushAsync();
        while (await input.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            await output.WriteLineAsync(words[0] switch
            {
                "append" => await Append(Number(words[1]), TimeSpan.FromMilliseconds(Number(words[2]))),
                "fill" => await Fill(Number(words[1])),
                "rebuild" => await Rebuild(words[1]),
                _ => throw new InvalidOperationException($"Nothing is known of \"{line}\"."),
            });
            await output.FlushAsync();
        }
    }

    /// <summary>Load, decide, append, with the answer kept: so many callers for a time, each on a stream of its own.</summary>
    private async Task<string> Append(int inFlight, TimeSpan time)
    {
        var runner = services.GetRequiredService<CommandRunner>();
        if (!_survivors.TryGetValue(inFlight, out var survivors))
        {
            _survivors[inFlight] = survivors = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => AppendBenchmark.Welcome(runner)));
        }

        var (used, allocated, begun) = (await ProcessorTime.SoFar(database), GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp());
        var done = await LoadRun.Measure(inFlight, TimeSpan.Zero, time, caller => AppendBenchmark.RecordSafeContact(runner, survivors[caller]));
        var (seconds, bytes) = (Stopwatch.GetElapsedTime(begun).TotalSeconds, GC.GetTotalAllocatedBytes() - allocated);
        used = await ProcessorTime.SoFar(database) - used;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds} {bytes} {used.Host.TotalMicroseconds:0} {used.Server.TotalMicroseconds:0} {string.Join(',', done.Latencies.Select(took => (int)took.TotalMicroseconds))}");
    }

    private async Task<string> Fill(int events)
    {
        await EventFill.ManyStreams(services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCodec>(), events);
        await database.Administer("vacuum analyze events.mt_events", CancellationToken.None);
        return "filled";
    }

    private async Task<string> Rebuild(string projection)
    {
        var wanted = AllProjections.InOrder.Single(one => one.Name == projection);
        var begun = Stopwatch.GetTimestamp();
        await services.GetRequiredService<ProjectionRebuild>().Rebuild(wanted, ProjectionRebuild.PageSize, null, CancellationToken.None);
        return string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(begun).TotalSeconds}");
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)services).DisposeAsync();
        await database.DisposeAsync();
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
