using System.Net;
using System.Text.Json.Nodes;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Identity;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Coordination.Host.Tests.Platform.Telemetry;

/// <summary>Plants a mark in every text that the API takes, and looks for it in everything that the process tells about itself.</summary>
[Collection("What is told to operators")] // each listens to the whole process
public sealed class CanaryTests : IAsyncLifetime
{
    private const string Mark = "Qanarienvogel";
    private readonly Recording _recording = new();
    private readonly CoordinationHost _host = new();
    private readonly InterferingStore _store = new();

    public CanaryTests()
    {
        _host.Around = _store.Over;
        _host.With("Logging:LogLevel:Default", "Trace").With("Logging:LogLevel:Microsoft.AspNetCore", "Trace");
        _host.Replace = services => services.AddSingleton<ILoggerProvider>(_recording);
    }

    /// <summary>Everything in Wolverine's tables of messages.</summary>
    private static async Task<string> StoredMessages(TestDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.Administrator);
        await using var command = source.CreateCommand("""
            select coalesce((select string_agg(i::text || encode(body, 'escape'), ' ') from wolverine.wolverine_incoming_envelopes i), '')
                || coalesce((select string_agg(d::text || encode(body, 'escape'), ' ') from wolverine.wolverine_dead_letters d), '') || coalesce((select string_agg(n::text, ' ') from wolverine.wolverine_nodes n), '')
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private ApiClient Everybody => _host.As("amina", "open-door", [.. Roles.All]);

    // Of the coordinating agency, so that no command is refused before its body is read.
    private ApiClient WhoeverMay => _host.As("imani", "task-force-office", [.. Roles.All]);

    [Fact]
    public async Task Nothing_sensitive_is_in_logs_traces_or_metrics_whatever_becomes_of_a_command()
    {
        var (answers, read) = await CallEverything();
        var messages = await StoredMessages(_host.Database);
        await _host.DisposeAsync();

        Assert.Contains(HttpStatusCode.OK, answers);
        Assert.Contains(Mark, read, StringComparison.Ordinal);
        Assert.DoesNotContain(Mark, messages, StringComparison.OrdinalIgnoreCase);
        foreach (var kind in new[] { "log POST /v1/survivors/", "activity Coordination.Execution", "metric coordination.commands", "activity Marten marten.connection", "activity Npgsql" })
            Assert.Contains(_recording.Lines, line => line.StartsWith(kind, StringComparison.Ordinal));
        AssertClean();
    }

    [Fact]
    public void What_is_exported_is_named_in_the_docs()
    {
        var docs = File.ReadAllText(Path.Combine(Snapshot.RepositoryRoot, "docs/marten.md"));

        Assert.Contains($"| traces | {string.Join(", ", Coordination.Host.Platform.Telemetry.TelemetryExport.Sources.Select(source => $"`{source}`"))} |", docs, StringComparison.Ordinal);
        Assert.Contains($"| metrics | {string.Join(", ", Coordination.Host.Platform.Telemetry.TelemetryExport.Meters.Select(meter => $"`{meter}`"))} |", docs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_sensitive_is_kept_beside_an_idempotency_key()
    {
        _host.With("Logging:LogLevel:Default", "None").With("Logging:LogLevel:Microsoft.AspNetCore", "None");
        var kept = new System.Collections.Concurrent.ConcurrentBag<string>();
        _store.BeforeAppend = (_, request) =>
        {
            kept.Add(request.Answer is { Body: var body } ? System.Text.Encoding.UTF8.GetString(body.Span) : "");
            return Task.CompletedTask;
        };

        await CallEverything();

        Assert.Contains(kept, answer => answer.Contains("\"status\":201", StringComparison.Ordinal));
        Assert.Contains(kept, answer => answer.Contains("\"reason\":", StringComparison.Ordinal));
        Assert.DoesNotContain(kept, answer => answer.Contains(Mark, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Nothing_of_a_malformed_body_is_in_them_nor_in_the_answer()
    {
        foreach (var (path, body) in (await Samples()).Commands().Where(command => command.Body is JsonObject))
        {
            foreach (var broken in Broken(body!.AsObject()))
            {
                var answer = await WhoeverMay.Post(path, broken);
                Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
                Assert.DoesNotContain(Mark, answer.Text, StringComparison.OrdinalIgnoreCase);
            }
        }
        AssertClean();
    }

    [Fact]
    public async Task Nothing_is_in_them_when_the_store_fails_either()
    {
        var bodies = await Samples();
        _store.BeforeAppend = (_, _) => throw new StoreUnavailableException("Lost.");
        foreach (var (path, body) in bodies.Commands())
            await Everybody.Post(path, body);
        _store.BeforeAppend = (_, _) => throw new InvalidOperationException("A bug.");
        foreach (var (path, body) in bodies.Commands())
            Assert.DoesNotContain("A bug", (await Everybody.Post(path, body)).Text, StringComparison.Ordinal);

        AssertClean();
    }

    /// <summary>Calls every command three times over, each time with what was made before, then every query.</summary>
    private async Task<(List<HttpStatusCode> Answers, string Read)> CallEverything()
    {
        var bodies = await Samples();
        List<HttpStatusCode> answers = [];
        for (var round = 0; round < 3; round++)
        {
            foreach (var (path, body) in bodies.Commands().ToList())
            {
                var answer = await Everybody.Post(path, body);
                answers.Add(answer.Status);
                if (answer.Headers.Location is { } made)
                    bodies.Remember(made.ToString());
            }
        }
        var read = "";
        foreach (var path in bodies.Queries())
            read += (await Everybody.Get(path)).Text;
        return (answers, read);
    }

    private static IEnumerable<JsonObject> Broken(JsonObject body)
    {
        foreach (var (field, _) in body)
        {
            var copy = body.DeepClone().AsObject();
            copy[field] = new JsonObject { [Mark] = Mark };
            yield return copy;
        }
        var unknown = body.DeepClone().AsObject();
        unknown[$"{Mark} is her name"] = Mark;
        yield return unknown;
    }

    private async Task<SampleBodies> Samples() => new((await _host.WithToken(null).Get("/openapi/v1.json")).Ok().Json, Mark);

    private void AssertClean() => Assert.DoesNotContain(_recording.Lines, line => line.Contains(Mark, StringComparison.OrdinalIgnoreCase));

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _recording.Dispose();
    }
}
