using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Identity;
using Coordination.Host.TransparencyLog;
using Coordination.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Benchmarks;

/// <summary>
/// The host itself on Kestrel, in a process of its own, called over loopback: tokens checked, keys kept, the gate asked, everything following. Beside it a host
/// as one writes it with Wolverine.Http and Marten, and <c>pgbench</c>. Two states are measured apart: steady, and while the host catches up with a backlog.
/// </summary>
internal static class HttpBenchmark
{
    private const int InFlight = 64, Clients = 16;
    private static readonly Person s_advocate = new(new PersonId("amina.yusuf"), new AgencyId("open-door"), [Roles.Advocate]);

    // The whole path of a request is compiled again while it warms up: the first commands measure the compiler.
    private const int CommandsToWarmUp = 40_000;
    private static readonly TimeSpan s_longestWarmUp = TimeSpan.FromSeconds(40), s_longestCatchUp = TimeSpan.FromMinutes(2), s_longestBacklog = TimeSpan.FromSeconds(20);

    private static readonly byte[] s_identifiers = RandomNumberGenerator.GetBytes(32);

    /// <summary>What makes the names that the host's callers use.</summary>
    private static IdentifierMint Mint => new(new IdentifierKey(s_identifiers));

    public static async IAsyncEnumerable<Measurement> Run(string server, BenchmarkDatabase database, Baseline baseline, TimeSpan duration, int backlog)
    {
        var plain = await Plain(server, duration);
        var folder = Directory.CreateTempSubdirectory("coordination-bench-").FullName;
        try
        {
            await using var services = database.Services(withViews: true);
            var token = Token(folder); // which makes the keys that the host finds
            await using var host = HostProcess.OfTheHost(database, folder);
            var clients = await Connected(host, token);
            var names = await Welcomed(clients);
            Task Command(int caller) => clients[caller].Command($"/v1/survivors/{names[caller]}/safe-contact", AppendBenchmark.SafeContactJson());

            await WarmUp(Command);
            await Followed(services);
            var (steady, pgbench) = await baseline.Around(Clients, () => Paid(database, host, services, () => LoadRun.Measure(InFlight, TimeSpan.Zero, duration, Command)));
            yield return Row("over HTTP, steady", steady.Result, steady.Note, Baseline.Tell(Clients, pgbench), steady.Result.PerSecond / pgbench, "≥ 0.5 ×, at least 0.35");
            yield return plain is { } beside
                ? new($"commands a second of processor, host and server, until everything followed, {InFlight} in flight", Figures.PerSecond(steady.PerProcessorSecond),
                    $"Wolverine.Http + Marten: {Figures.PerSecond(beside.PerProcessorSecond)}; {Figures.PerSecond(beside.Result.PerSecond)}, {Figures.Latencies(beside.Result.Latencies)}", steady.PerProcessorSecond / beside.PerProcessorSecond, "≥ 8 ×")
                : new($"commands a second of processor, host and server, until everything followed, {InFlight} in flight", Figures.PerSecond(steady.PerProcessorSecond), "Wolverine.Http + Marten: not built");

            await host.Halted(() => EventFill.ManyStreams(services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCodec>(), backlog));
            var (catching, took) = await WhileCatchingUp(services, Command);
            yield return Row($"over HTTP, while {Figures.Count(backlog)} events are caught up with", catching, took, Baseline.Tell(Clients, pgbench), catching.PerSecond / pgbench, "≥ 0.3 ×");

            await Followed(services);
            var (gate, gatePgbench) = await baseline.Around(Clients, () => WithTheGate(clients, services, duration));
            yield return Row("over HTTP, the gate is asked of 10 items", gate, "", Baseline.Tell(Clients, gatePgbench), gate.PerSecond / gatePgbench, "");
            await Followed(services);
            var welcome = await LoadRun.Measure(InFlight, TimeSpan.FromSeconds(1), duration, caller => clients[caller].Command("/v1/survivors", """{"calledBy":"L.","language":"Spanish"}"""));
            yield return Row("over HTTP, somebody is welcomed, and a key made for her", welcome, "", Baseline.Tell(Clients, gatePgbench), welcome.PerSecond / gatePgbench, "");
            Array.ForEach(clients, client => client.Dispose());
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
        $"--Keys:Folder={database.Keys}", $"--Identity:Development:Folder={folder}", $"--{IdentifierKey.Setting}={Convert.ToBase64String(s_identifiers)}", "--Logging:LogLevel:Default=Warning",
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

    /// <summary>What was prepared is not what is measured: waits until every view has everything.</summary>
    public static Task ViewsCaughtUp(IServiceProvider services) => ViewsCaughtUp(services, s_longestCatchUp);

    /// <summary>The same, with more or less patience.</summary>
    public static async Task ViewsCaughtUp(IServiceProvider services, TimeSpan longest)
    {
        var head = await services.GetRequiredService<IEventStore>().Head(CancellationToken.None);
        for (var begun = Stopwatch.GetTimestamp(); await Behind(services, head) > 0; await Task.Delay(20))
        {
            if (Stopwatch.GetElapsedTime(begun) > longest)
            {
                throw new InvalidOperationException($"After {longest.TotalMinutes} minutes the views are still {Figures.Count(await Behind(services, head))} events behind.");
            }
        }
    }

    private static string Token(string folder) => DevelopmentIssuer.Open(new IdentitySettings { DevelopmentFolder = folder }, TimeProvider.System).Mint(s_advocate);

    private static async Task<LeanClient[]> Connected(HostProcess host, string token)
    {
        LeanClient[] clients = [];
        await host.Until(async () => clients = await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => LeanClient.Connect(host.Address, token))));
        return clients;
    }

    private static async Task WarmUp(Func<int, Task> command)
    {
        var done = 0;
        using var enough = new CancellationTokenSource();
        await LoadRun.MeasureUntil(InFlight, s_longestWarmUp, async caller =>
        {
            await command(caller);
            if (Interlocked.Increment(ref done) == CommandsToWarmUp)
            {
                await enough.CancelAsync();
            }
        }, enough.Token);
    }

    /// <summary>One survivor for each client, by the name that its agency has for her.</summary>
    private static Task<string[]> Welcomed(LeanClient[] clients) => Task.WhenAll(clients.Select(async client =>
        IdOf(await client.Answer("/v1/survivors", """{"calledBy":"L.","language":"Spanish"}"""), "id")));

    private static string IdOf(string answer, string field) => JsonNode.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..(answer.LastIndexOf('}') + 1)])![field]!.GetValue<string>();

    /// <summary>How many events before this position the slowest view has not seen.</summary>
    private static async Task<long> Behind(IServiceProvider services, long position)
    {
        var slowest = position;
        foreach (var projection in AllProjections.InOrder)
        {
            slowest = Math.Min(slowest, await services.GetRequiredService<IViewReader>().Position(projection.Name, CancellationToken.None));
        }

        return position - slowest;
    }

    /// <summary>Waits until the views and the Merkle tree have everything.</summary>
    private static async Task Followed(IServiceProvider services)
    {
        await ViewsCaughtUp(services);
        var head = await services.GetRequiredService<IEventStore>().Head(CancellationToken.None);
        for (var begun = Stopwatch.GetTimestamp(); await services.GetRequiredService<ITreeStore>().Size(CancellationToken.None) < head; await Task.Delay(20))
        {
            if (Stopwatch.GetElapsedTime(begun) > s_longestCatchUp)
            {
                throw new InvalidOperationException("The Merkle tree does not come to the end of the log.");
            }
        }
    }

    /// <summary>What a load costs until everything that follows the log has followed: a host that puts off its work has not saved it.</summary>
    private static async Task<Load> Paid(BenchmarkDatabase database, HostProcess host, IServiceProvider services, Func<Task<LoadResult>> load)
    {
        var before = await ProcessorTime.SoFar(database, host.Process);
        var result = await load();
        var behind = await Behind(services, await services.GetRequiredService<IEventStore>().Head(CancellationToken.None));
        var ended = Stopwatch.GetTimestamp();
        await Followed(services);
        var used = await ProcessorTime.SoFar(database, host.Process) - before;
        return new(result, result.Latencies.Count / (used.Host + used.Server).TotalSeconds,
            $"host + server {used.Each(result.Latencies.Count)} a command; at the end {Figures.Count(behind)} events behind, caught up after {Stopwatch.GetElapsedTime(ended).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
    }

    private static async Task<(LoadResult, string)> WhileCatchingUp(IServiceProvider services, Func<int, Task> command)
    {
        var backlog = await services.GetRequiredService<IEventStore>().Head(CancellationToken.None);
        using var caughtUp = new CancellationTokenSource();
        var begun = Stopwatch.GetTimestamp();
        var load = LoadRun.MeasureUntil(InFlight, s_longestBacklog, command, caughtUp.Token);
        long behind;
        while ((behind = await Behind(services, backlog)) > 0 && !load.IsCompleted)
        {
            await Task.Delay(100);
        }

        var took = Stopwatch.GetElapsedTime(begun);
        await caughtUp.CancelAsync();
        var seconds = took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return (await load, behind > 0 ? $"{Figures.Count(behind)} of them left after {seconds} s" : $"in {seconds} s");
    }

    private static async Task<LoadResult> WithTheGate(LeanClient[] clients, ServiceProvider services, TimeSpan duration)
    {
        var warmUp = TimeSpan.FromSeconds(1);
        var scene = new Scene(services.GetRequiredService<IEventStore>(), services.GetRequiredService<EventCodec>());
        await scene.SetUp();
        var disclosures = await scene.PrepareDisclosures((int)((warmUp + duration).TotalSeconds * 6_000));
        var mint = Mint;
        var names = disclosures.Select(disclosure => mint.NameOf(s_advocate.Agency.Value, disclosure.Value)).ToList();
        await Followed(services);
        var next = -1;
        return await LoadRun.Measure(InFlight, warmUp, duration, caller =>
        {
            var mine = Interlocked.Increment(ref next);
            return mine < names.Count ? clients[caller].Command($"/v1/disclosures/{names[mine]}/authorise", "{}") : throw new InvalidOperationException("More disclosures were needed.");
        });
    }

    /// <summary>The same command on the plain host, on a database of its own.</summary>
    private static async Task<Load?> Plain(string server, TimeSpan duration)
    {
        await using var database = await BenchmarkDatabase.Create(server, CancellationToken.None);
        await using var host = HostProcess.OfThePlainOne(database);
        if (host is null)
        {
            return null;
        }

        var clients = await Connected(host, "none");
        string[] survivors = [];
        await host.Until(async () => survivors = await Task.WhenAll(clients.Select(async client => IdOf(await client.Answer("/survivors", """{"calledBy":"L."}"""), "value"))));
        Task Command(int caller) => clients[caller].Command("/survivors/safe-contact", AppendBenchmark.SafeContactJson().Insert(1, $"\"survivorId\":\"{survivors[caller]}\","));
        await WarmUp(Command);
        var before = await ProcessorTime.SoFar(database, host.Process);
        var result = await LoadRun.Measure(InFlight, TimeSpan.Zero, duration, Command);
        var used = await ProcessorTime.SoFar(database, host.Process) - before;
        Array.ForEach(clients, client => client.Dispose());
        return new(result, result.Latencies.Count / (used.Host + used.Server).TotalSeconds, "");
    }

    private static Measurement Row(string what, LoadResult result, string note, string beside, double ratio, string aim) => new(
        $"{what}, {InFlight} in flight", $"{Figures.PerSecond(result.PerSecond)}, {Figures.Latencies(result.Latencies)}{(note.Length > 0 ? $"; {note}" : "")}", beside, ratio, aim);

    private sealed record Load(LoadResult Result, double PerProcessorSecond, string Note);
}
