using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Coordination.Demo.Seeding;
using Coordination.Domain;
using Coordination.Host;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Benchmarks;

/// <summary>
/// What others notice of one person who asks too much, with the limits that a host has by default: the time of their requests beside
/// the calm time of the same run, and the conflicts that they get. Times are the clients', from sending to the end of the answer.
/// </summary>
internal static class FairnessBenchmark
{
    private const int PerSecond = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async IAsyncEnumerable<Measurement> Run(string server, SeedSize size, TimeSpan duration)
    {
        await foreach (var row in Questions(server, size, duration))
            yield return row;
        await foreach (var row in Decisions(server, duration))
            yield return row;
    }

    private static async IAsyncEnumerable<Measurement> Questions(string server, SeedSize size, TimeSpan duration)
    {
        await using var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
        using var folder = new TemporaryFolder();
        await using var app = Composition.Build(HttpBenchmark.LimitedSettings(database, folder.Path));
        await app.StartAsync();
        var seeder = new Seeder(app.Services.GetRequiredService<CommandRunner>(), size, seed: 1);
        await seeder.Fill(CancellationToken.None);
        await HttpBenchmark.ViewsCaughtUp(app.Services);
        await database.Administer("vacuum analyze", CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var asks = new Asks(http, seeder.Plan, folder.Path, app.Services.GetRequiredService<IdentifierMint>(), beside: true);
        await asks.FirstOfEach(Patience);
        await asks.Steadily(PerSecond, duration);
        var calm = await asks.Steadily(PerSecond, duration);
        yield return new($"others, {PerSecond} requests a second for all views, calm", Figures.Latencies(calm));

        var partner = SeedPlan.Staff(SeedPlan.Partner(seeder.Plan.Partners - 1));
        var advocate = SeedPlan.Staff(SeedPlan.Custodian(seeder.Plan.Custodians - 1));
        (string Name, string? Token, string Path, int Callers, TimeSpan Pause)[] abuses =
        [
            ("one partner asks for 200 rows, 25 times a second", asks.TokenOf(partner, Roles.Partner), "/v1/requests?limit=200", 5, TimeSpan.FromMilliseconds(200)),
            ("one partner asks for 200 rows, on 16 connections without a pause", asks.TokenOf(partner, Roles.Partner), "/v1/requests?limit=200", 16, TimeSpan.Zero),
            ("one advocate waits 60 times at once", asks.TokenOf(advocate, Roles.Advocate), $"/v1/caseload?waitFor={new string('A', 64)}", 60, TimeSpan.Zero),
            ("somebody without a token, on 16 connections without a pause", null, "/v1/me", 16, TimeSpan.Zero),
        ];
        foreach (var abuse in abuses)
        {
            using var stop = new CancellationTokenSource();
            var abusing = Keep(http, abuse.Token, abuse.Path, abuse.Callers, abuse.Pause, stop.Token);
            var probing = Probe(http, stop.Token);
            var beside = await asks.Steadily(PerSecond, duration);
            await stop.CancelAsync();
            yield return Row($"the same others, while {abuse.Name}", beside, calm, $"{Tell(await abusing)}; probes {Tell(await probing)}");
        }
        await app.StopAsync();
    }

    private static async IAsyncEnumerable<Measurement> Decisions(string server, TimeSpan duration)
    {
        await using var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
        using var folder = new TemporaryFolder();
        await using var app = Composition.Build(HttpBenchmark.LimitedSettings(database, folder.Path));
        await app.StartAsync();
        var scene = new Scene(app.Services.GetRequiredService<IEventStore>(), app.Services.GetRequiredService<EventCodec>());
        await scene.FormTaskForce();
        await scene.SetUp();
        var mint = app.Services.GetRequiredService<IdentifierMint>();
        using var http = HttpBenchmark.Client(new Uri(app.Urls.First()), folder.Path);
        var names = new ConcurrentQueue<Guid>((await scene.PrepareDisclosures((int)(duration.TotalSeconds * 3 * PerSecond) + 10)).Select(disclosure => mint.NameOf("open-door", disclosure.Value)));
        await Authorise(http, names, duration);
        var calm = await Authorise(http, names, duration);
        yield return new("open-door authorises, one after the other, calm", Figures.Latencies(calm.Times), Aim: $"{calm.Conflicts} conflicts");

        using var stop = new CancellationTokenSource();
        var detective = DevelopmentIssuer.Open(new IdentitySettings { DevelopmentFolder = folder.Path }, TimeProvider.System).Mint(new Person(new PersonId("dana.whitfield"), new AgencyId("county-sheriff"), [Roles.Partner]));
        var abusing = Keep(http, detective, "/v1/agencies/open-door/concerns", 8, TimeSpan.Zero, stop.Token, """{"kind":"discrimination","what":"They did not answer."}""");
        var beside = await Authorise(http, names, duration);
        await stop.CancelAsync();
        yield return Row("the same, while one detective raises concerns about open-door, on 8 connections without a pause", beside.Times, calm.Times, $"{beside.Conflicts} conflicts (aim: none); {Tell(await abusing)}");
        await app.StopAsync();
    }

    private static async Task<(List<TimeSpan> Times, int Conflicts)> Authorise(HttpClient http, ConcurrentQueue<Guid> names, TimeSpan duration)
    {
        List<TimeSpan> times = [];
        var conflicts = 0;
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < duration && names.TryDequeue(out var name);)
        {
            var sent = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/disclosures/{name}/authorise") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var answer = await http.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.Conflict)
                conflicts++;
            else if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"authorise answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            times.Add(Stopwatch.GetElapsedTime(sent));
            await Task.Delay(TimeSpan.FromSeconds(1.0 / PerSecond));
        }
        return (times, conflicts);
    }

    /// <summary>Sends the same request again and again; the statuses that came back, counted.</summary>
    private static async Task<Dictionary<int, int>> Keep(HttpClient http, string? token, string path, int callers, TimeSpan pause, CancellationToken stop, string? body = null)
    {
        var counted = new ConcurrentDictionary<int, int>();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path);
                request.Headers.Authorization = token is null ? new AuthenticationHeaderValue("None") : new AuthenticationHeaderValue("Bearer", token);
                if (body is not null)
                {
                    request.Content = new StringContent(body, Encoding.UTF8, "application/json");
                    request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
                }
                try
                {
                    using var answer = await http.SendAsync(request, stop);
                    counted.AddOrUpdate((int)answer.StatusCode, 1, (_, count) => count + 1);
                    await Task.Delay(answer.StatusCode == HttpStatusCode.TooManyRequests && pause == TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : pause, stop);
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    return;
                }
            }
        }, CancellationToken.None)));
        return new(counted);
    }

    private static Task<Dictionary<int, int>> Probe(HttpClient http, CancellationToken stop) => Keep(http, null, "/health/ready", 1, TimeSpan.FromMilliseconds(250), stop);

    private static string Tell(Dictionary<int, int> counted) =>
        string.Join(", ", counted.OrderBy(pair => pair.Key).Select(pair => $"{Figures.Count(pair.Value)} times {pair.Key}"));

    private static Measurement Row(string what, List<TimeSpan> beside, List<TimeSpan> calm, string told)
    {
        var text = Figures.Latencies(beside); // which sorts them
        var ratio = Figures.Percentile(beside, 0.5) / Figures.Percentile(calm, 0.5);
        return new(what, text, told, ratio, $"p50 ≤ 2 × calm: {(ratio <= 2 ? "met" : "missed")}");
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("coordination-bench-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
