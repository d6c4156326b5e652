using System.Text.Json.Nodes;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Host.Tests.Platform.Telemetry;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Contracts;

/// <summary>What is answered is as the description of the API says, so that a client that was generated from it can read it: also where a text cannot be read any more.</summary>
public sealed class AnswerShapeTests : IDisposable
{
    private readonly CoordinationHost _host = new() { ReadsClearText = false };

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Every_answer_has_the_shape_that_is_described_before_and_after_an_erasure_and_for_every_reader()
    {
        var world = await new DisclosureWorld(_host).Begin();
        var made = await world.Made();
        var api = (await _host.WithToken(null).Get("/openapi/v1.json")).Ok().Json;
        var before = await Checked(api, world, made);
        (await world.Advocate.Post($"/v1/survivors/{world.Survivor}/erasure-request")).Ok();
        (await _host.As("berta.okoye", "open-door", "advocate").Post($"/v1/survivors/{world.Survivor}/erase")).Ok();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await world.Advocate.Get($"/v1/survivors/{world.Survivor}/erasure")).Ok().Json["keysDestroyedAt"] is null)
            await Task.Delay(30, limit.Token);
        var after = await Checked(api, world, made);

        Assert.DoesNotContain("keyDestroyed", before, StringComparison.Ordinal);
        Assert.Contains("notForThisRole", before, StringComparison.Ordinal);
        Assert.Contains("keyDestroyed", after, StringComparison.Ordinal);
    }

    /// <summary>All that was answered. Each answer fits what is described.</summary>
    private async Task<string> Checked(JsonNode api, DisclosureWorld world, string disclosure)
    {
        var queries = new SampleBodies(api, "x");
        foreach (var made in new[] { $"/v1/survivors/{world.Survivor}", $"/v1/cases/{world.Case}", $"/v1/disclosures/{disclosure}", $"/v1/consent/{world.Survivor}" })
            queries.Remember(made);
        var (all, answered, faults) = ("", 0, new List<string>());
        foreach (var reader in new[] { world.Advocate, world.Dana, _host.As("rosa", "task-force-office", "coordinator", "administrator"), _host.As("noor", "open-door", "advocate", "auditor") })
        {
            foreach (var (path, operation) in queries.QueriesWithOperations())
            {
                var reply = await reader.Get(path);
                if ((int)reply.Status != 200 || reply.ContentHeaders.ContentType?.MediaType != "application/json" || operation["responses"]!["200"]!["content"]?["application/json"]?["schema"] is not { } schema)
                    continue;
                answered++;
                all += reply.Text;
                var root = schema.DeepClone().AsObject();
                root["components"] = new JsonObject { ["schemas"] = api["components"]!["schemas"]!.DeepClone() };
                faults.AddRange(new SchemaChecker(root).Faults(reply.Json).Select(fault => $"{path}: {fault}"));
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct().Take(60)));
        Assert.True(answered > 40, $"Only {answered} were answered.");
        return all;
    }
}
