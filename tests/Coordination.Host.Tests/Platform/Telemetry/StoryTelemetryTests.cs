using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Demo.Story;
using Coordination.Host.Platform.Telemetry;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;

namespace Coordination.Host.Tests.Platform.Telemetry;

/// <summary>
/// Plays the story that is shipped against a whole host on PostgreSQL, which exports over OTLP. Every text of the story that describes somebody is looked
/// for in what was exported.
/// </summary>
[Collection("What is told to operators")] // each listens to the whole process
public sealed class StoryTelemetryTests
{
    // Whose traces, metrics and logs have to be there.
    private static readonly (string Signal, string Scope)[] s_expected =
    [
        ("traces", "Microsoft.AspNetCore"), ("traces", "Npgsql"), ("traces", "Marten"), ("traces", "Wolverine"), ("traces", "Coordination.Execution"),
        ("metrics", "Microsoft.AspNetCore.Hosting"), ("metrics", "Npgsql"), ("metrics", "Marten"), ("metrics", "Wolverine:coordination"), ("metrics", "System.Runtime"), ("metrics", "Coordination.Execution"),
        ("logs", "Microsoft.Hosting.Lifetime"), ("logs", "Coordination.Host.Platform.Execution.CommandRunner"), // ASP.NET Core logs addresses, and Npgsql statements: neither is exported
    ];

    // So much of a text tells it from every other.
    private const int Enough = 24;

    private static string Demo => Path.Combine(Snapshot.RepositoryRoot, "demo");

    [Fact]
    public async Task A_collector_gets_traces_metrics_and_logs_of_a_whole_story_and_nothing_that_was_said_in_it()
    {
        await using var database = await TestDatabase.Create();
        await using var collector = await OtlpCollector.Start();
        await using var host = Host(database, collector);
        var said = Said();

        await Play(host);
        // A provider that is disposed waits five seconds for its exporter, which is too short beside other tests.
        Assert.True(host.Services.GetRequiredService<MeterProvider>().ForceFlush(60_000));
        Assert.True(host.Services.GetRequiredService<TracerProvider>().ForceFlush(60_000));
        Assert.True(host.Services.GetRequiredService<LoggerProvider>().ForceFlush(60_000));
        await host.DisposeAsync();

        Assert.All(s_expected, expected => Assert.Contains(expected.Scope, collector.Got(expected.Signal), StringComparison.Ordinal));
        Assert.Contains("amina.yusuf", collector.Got("logs"), StringComparison.Ordinal); // who acted is told, so the search reads what came
        Assert.InRange(said.Count, 50, int.MaxValue);
        var wanted = SearchValues.Create([.. said], StringComparison.OrdinalIgnoreCase);
        foreach (var signal in new[] { "traces", "metrics", "logs" })
        {
            var told = collector.Got(signal);
            var at = told.AsSpan().IndexOfAny(wanted);
            Assert.True(at < 0, $"Something of the story is in the {signal}: …{(at < 0 ? "" : told.Substring(Math.Max(0, at - 200), Math.Min(400, told.Length - Math.Max(0, at - 200))))}…");
        }
    }

    private static CoordinationHost Host(TestDatabase database, OtlpCollector collector) =>
        new CoordinationHost { Database = database, MembersAreGiven = false, ReadsClearText = false }
            .With("TransparencyLog:Enabled", "true").With("Webhooks:Enabled", "true")
            .With("Logging:LogLevel:Default", "Debug").With("Logging:LogLevel:Microsoft.AspNetCore", "Debug").With("Logging:LogLevel:Npgsql", "Debug")
            .With(TelemetryExport.EndpointSetting, collector.Address).With("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            .With("OTEL_BSP_MAX_QUEUE_SIZE", "1000000").With("OTEL_BLRP_MAX_QUEUE_SIZE", "1000000"); // nothing is to be dropped

    private static IReadOnlyDictionary<string, DemoPerson> People() => DemoPeople.Load(Path.Combine(Demo, "people.json"));

    private static DemoStory Story() => DemoStoryFile.Load(Path.Combine(Demo, "story.json"), [.. People().Keys]);

    private static async Task Play(CoordinationHost host)
    {
        using var http = host.CreateClient(new PseudonymTranslatingHandler(host.Mint));
        var player = new DemoPlayer(http, People(), person => host.TokenFor(person.Person, person.Agency, [.. person.Roles]), new DemoText(TextWriter.Null, colours: false, width: 100), TimeProvider.System);
        await player.Play(Story(), TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// The beginnings of all texts of several words that the story sends, and what people are called. Names of agencies and tables of the law are public,
    /// and left out.
    /// </summary>
    private static HashSet<string> Said() =>
    [
        .. Story().Steps.Where(step => step is { Body: not null, Path: not ("/v1/task-force" or "/v1/agencies" or "/v1/task-force/tables") })
            .SelectMany(step => Texts(step.Body).Concat((step.ForEach ?? []).SelectMany(Texts))).Where(text => text.Contains(' ', StringComparison.Ordinal) && !text.Contains("${", StringComparison.Ordinal))
            .Concat(Story().Steps.Select(step => step.Body?["calledBy"]?.GetValue<string>()).OfType<string>())
            .Select(text => text[..Math.Min(text.Length, Enough)]),
    ];

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Texts(field.Value)),
        JsonArray elements => elements.SelectMany(Texts),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        _ => [],
    };
}
