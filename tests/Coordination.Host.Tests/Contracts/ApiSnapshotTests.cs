using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Contracts;

/// <summary>Others generate clients from the API's description, so a change of it must be seen.</summary>
public sealed class ApiSnapshotTests(SharedHost host)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_API_is_the_one_that_is_checked_in()
    {
        var description = (await host.WithToken(null).Get("/openapi/v1.json")).Ok().Json;
        description.AsObject().Remove("servers");

        Snapshot.Matches("tests/Coordination.Host.Tests/Contracts/openapi.v1.json", Sorted(description)!.ToJsonString(Readable),
            "What is added harms nobody. What is taken away, renamed or newly required breaks those who call it.");
    }

    /// <summary>Routes and schemas in the order of their names, so that the order of registration does not count as a change.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
