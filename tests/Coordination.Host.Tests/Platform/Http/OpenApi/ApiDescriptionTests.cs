using System.Text.Json.Nodes;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http.OpenApi;

public sealed class ApiDescriptionTests(SharedHost host)
{
    [Fact]
    public async Task The_description_is_OpenAPI_3_1_and_open_to_everybody()
    {
        var description = await Describe();

        Assert.StartsWith("3.1", description["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(description["servers"]?[0]);
    }

    /// <summary>They take a body because it may not stand in an address; they record nothing, so they need no key.</summary>
    private static readonly string[] Questions =
    [
        "/v1/consent/{survivor}/preview", "/v1/consent/{survivor}/merge-preview", "/v1/consent/{survivor}/releases/{release}/narrow/comparison",
        "/v1/consent/{survivor}/releases/{release}/renew/comparison", "/v1/consent/{survivor}/releases/{release}/revoke/comparison",
    ];

    [Fact]
    public async Task Every_command_asks_for_an_idempotency_key_and_says_what_can_go_wrong()
    {
        var operations = Operations(await Describe()).Where(operation => operation.Method == "post" && !Questions.Contains(operation.Path)).ToList();

        Assert.NotEmpty(operations);
        Assert.All(operations, operation =>
        {
            Assert.Contains(operation.Node["parameters"]!.AsArray(), parameter =>
                parameter!["name"]!.GetValue<string>() == "Idempotency-Key" && parameter["required"]!.GetValue<bool>());
            Assert.NotNull(operation.Node["responses"]!["409"]!["content"]!["application/problem+json"]);
            Assert.NotNull(operation.Node["security"]);
        });
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_a_summary_and_a_success()
    {
        var operations = Operations(await Describe()).ToList();

        Assert.Equal(operations.Count, operations.Select(operation => operation.Node["operationId"]!.GetValue<string>()).Distinct().Count());
        Assert.All(operations, operation => Assert.False(string.IsNullOrEmpty(operation.Node["summary"]?.GetValue<string>()), operation.Path));
        Assert.All(operations, operation => Assert.Contains(operation.Node["responses"]!.AsObject(), response => response.Key.StartsWith('2')));
    }

    [Fact]
    public async Task What_describes_a_person_is_a_text_and_an_identifier_is_one_too()
    {
        var description = await Describe();
        var welcome = Resolve(description, description["paths"]!["/v1/survivors"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!);
        var record = Resolve(description, description["paths"]!["/v1/survivors/{survivor}"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!);

        AssertText(Resolve(description, welcome["properties"]!["calledBy"]!));
        Assert.Equal(["calledBy"], welcome["required"]!.AsArray().Select(field => field!.GetValue<string>()));
        Assert.Equal("uuid", Resolve(description, record["properties"]!["survivor"]!)["format"]!.GetValue<string>());
    }

    [Fact]
    public async Task Every_list_says_what_is_in_it()
    {
        var description = await Describe();

        AssertText(Resolve(description, description["components"]!["schemas"]!["SurvivorAnswer"]!["properties"]!["ownWords"]!["items"]!));
        Assert.All(Lists(description), list => Assert.NotNull(list["items"]));
    }

    /// <summary>A text, or in its place an object that says why there is none.</summary>
    private static void AssertText(JsonNode schema)
    {
        var (text, unreadable) = (schema["oneOf"]![0]!, schema["oneOf"]![1]!);
        Assert.Equal("string", text["type"]!.GetValue<string>());
        Assert.Equal(["unreadable"], unreadable["required"]!.AsArray().Select(field => field!.GetValue<string>()));
    }

    private static IEnumerable<JsonObject> Lists(JsonNode? node) => node switch
    {
        JsonObject schema => (schema["type"]?.ToJsonString().Contains("array", StringComparison.Ordinal) == true ? [schema] : Array.Empty<JsonObject>())
            .Concat(schema.SelectMany(field => Lists(field.Value))),
        JsonArray several => several.SelectMany(Lists),
        _ => [],
    };

    private async Task<JsonNode> Describe() => (await host.WithToken(null).Get("/openapi/v1.json")).Ok().Json;

    private static JsonNode Resolve(JsonNode description, JsonNode schema) =>
        schema["$ref"] is { } reference ? description["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]! : schema;

    private static IEnumerable<(string Path, string Method, JsonNode Node)> Operations(JsonNode description) =>
        from path in description["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key, operation.Value);
}
