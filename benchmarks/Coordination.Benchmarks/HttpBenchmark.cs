using System.Net.Http.Headers;
using System.Text;
using Coordination.Domain;
using Coordination.Host;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;
using Coordination.Host.Execution.Projections;
using Coordination.Host.Security;
using Coordination.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Benchmarks;

/// <summary>The host itself on Kestrel, called by clients of the same process over loopback: tokens checked, keys kept, the gate asked.</summary>
internal static class HttpBenchmark
{
    private const int InFlight = 64;
    private const int Clients = 16;
    private static readonly Person Advocate = new(new PersonId("amina.yusuf"), new AgencyId("open-door"), [Roles.Advocate]);

    // The whole path of a request is compiled again while it warms up: the first seconds measure the compiler.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static async IAsyncEnumerable<Measurement> Run(BenchmarkDatabase database, Baseline baseline, TimeSpan duration)
    {
        // The host is stopped while pgbench runs: its views would go on following the log beside it.
        var (results, beside) = await baseline.Around(Clients, () => Measure(database, duration));
        yield return Row("over HTTP, the same command", results[0], beside, "≥ 1 ×");
        yield return Row("over HTTP, the gate is asked of 10 items", results[1], beside, "≥ 1 ×");
        yield return Row("over HTTP, somebody is welcomed, and a key made for her", results[2], beside, "");
    }

    private static async Task<LoadResult[]> Measure(BenchmarkDatabase database, TimeSpan duration)
    {
        var folder = Directory.CreateTempSubdirectory("coordination-bench-").FullName;
        try
        {
            await using var app = Composition.Build(Settings(database, folder));
            await app.StartAsync();
            var token = Token(folder);
            var scene = new Scene(app.Services.GetRequiredService<IEventStore>(), app.Services.GetRequiredService<EventCodec>());
            await scene.SetUp();
            var clients = await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => LeanClient.Connect(new Uri(app.Urls.First()), token)));
            LoadResult[] results =
            [
                await TheSame(clients, app.Services, duration),
                await WithTheGate(clients, app.Services, scene, duration),
                await LoadRun.Measure(InFlight, WarmUp, duration, caller => clients[caller].Command("/v1/survivors", """{"calledBy":"L.","language":"Spanish"}""")),
            ];
            Array.ForEach(clients, client => client.Dispose());
            await app.StopAsync();
            return results;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Settings of a host in Development, whose limits do not stand in the way.</summary>
    public static string[] Settings(BenchmarkDatabase database, string folder) =>
        [.. LimitedSettings(database, folder), "--Limits:RequestsPerSecond=1000000", "--Limits:RequestsAtOnce=1000000", "--Limits:RequestsInProgress=1000"];

    /// <summary>Settings of a host in Development, with the limits that it has by default.</summary>
    public static string[] LimitedSettings(BenchmarkDatabase database, string folder) =>
    [
        "--environment=Development", "--urls=http://127.0.0.1:0", $"--ConnectionStrings:Writer={database.Writer}", $"--ConnectionStrings:Projector={database.Projector}",
        $"--ConnectionStrings:Integrator={database.Integrator}", $"--ConnectionStrings:Messenger={database.Messenger}", $"--TransparencyLog:KeyFile={Path.Combine(folder, "log.key")}",
        $"--Keys:Folder={database.Keys}", $"--Identity:Development:Folder={folder}", "--Logging:LogLevel:Default=Warning",
    ];

    /// <summary>A client with the token of an advocate.</summary>
    public static HttpClient Client(Uri address, string folder)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(folder));
        return client;
    }

    /// <summary>Sends a command with a fresh key, and is content with nothing but a success.</summary>
    public static async Task Command(HttpClient client, string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await client.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    private static string Token(string folder) => DevelopmentIssuer.Open(new IdentitySettings { DevelopmentFolder = folder }, TimeProvider.System)
        .Mint(Advocate);

    /// <summary>The command that is measured without HTTP, each caller on a stream of its own.</summary>
    private static async Task<LoadResult> TheSame(LeanClient[] clients, IServiceProvider services, TimeSpan duration)
    {
        var runner = services.GetRequiredService<CommandRunner>();
        var mint = services.GetRequiredService<IdentifierMint>();
        var survivors = await Task.WhenAll(clients.Select(_ => AppendBenchmark.Welcome(runner)));
        var names = survivors.Select(survivor => mint.NameOf(Advocate.Agency.Value, survivor.Value)).ToList();
        return await LoadRun.Measure(InFlight, WarmUp, duration, caller => clients[caller].Command($"/v1/survivors/{names[caller]}/safe-contact", AppendBenchmark.SafeContactJson()));
    }

    private static async Task<LoadResult> WithTheGate(LeanClient[] clients, IServiceProvider services, Scene scene, TimeSpan duration)
    {
        var disclosures = await scene.PrepareDisclosures((int)((WarmUp + duration).TotalSeconds * 6_000));
        var mint = services.GetRequiredService<IdentifierMint>();
        var names = disclosures.Select(disclosure => mint.NameOf(Advocate.Agency.Value, disclosure.Value)).ToList();
        await ViewsCaughtUp(services);
        var next = -1;
        return await LoadRun.Measure(InFlight, WarmUp, duration, caller =>
        {
            var mine = Interlocked.Increment(ref next);
            return mine < names.Count ? clients[caller].Command($"/v1/disclosures/{names[mine]}/authorise", "{}") : throw new InvalidOperationException("More disclosures were needed.");
        });
    }

    /// <summary>What was prepared is not what is measured.</summary>
    public static async Task ViewsCaughtUp(IServiceProvider services)
    {
        var head = await services.GetRequiredService<IEventStore>().Head(CancellationToken.None);
        foreach (var projection in AllProjections.InOrder)
        {
            while (await services.GetRequiredService<IViewReader>().Position(projection.Name, CancellationToken.None) < head)
            {
                await Task.Delay(20);
            }
        }
    }

    private static Measurement Row(string what, LoadResult result, double beside, string aim) => new(
        $"{what}, {InFlight} in flight",
        $"{Figures.PerSecond(result.PerSecond)}, {Figures.Latencies(result.Latencies)}",
        Baseline.Tell(Clients, beside),
        result.PerSecond / beside,
        aim,
        result.PerSecond);
}
