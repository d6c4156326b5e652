using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coordination.Domain;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http;

/// <summary>A list of rows comes in pages. What is not in pages is on a list of its own, with what bounds it.</summary>
public sealed partial class BoundedListTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private static readonly string s_file = Path.Combine(Snapshot.RepositoryRoot, "tests/Coordination.Host.Tests/Platform/Http/bounded-lists.txt");

    // A line: the operation, the fields that hold rows, two spaces, what bounds them.
    [Fact]
    public async Task Rows_come_in_pages_or_it_is_said_what_bounds_them()
    {
        var contract = await ApiContract.Of(host.CreateClient());
        var found = contract.Operations.Select(operation => (operation, Rows: string.Join(", ", UnpagedRows(contract.Description, operation).Order(StringComparer.Ordinal))))
            .Where(found => found.Rows.Length > 0).Select(found => $"{found.operation}: {found.Rows}").Order(StringComparer.Ordinal);

        Assert.Equal(Listed().Select(line => line[0]).Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public void Each_bound_is_said_and_a_constant_that_it_names_is_there()
    {
        var constants = new[] { typeof(DomainEvent).Assembly, Assembly.Load("Coordination.Host") }.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)).Where(field => field.IsLiteral).Select(field => $"{field.DeclaringType!.Name}.{field.Name}").ToHashSet();

        Assert.All(Listed(), line =>
        {
            Assert.True(line is [_, { Length: > 10 }], $"No bound: {line[0]}");
            Assert.Empty(Constant().Matches(line[1]).Select(match => match.Value).Except(constants));
        });
    }

    [Fact]
    public async Task A_page_is_told_from_a_list_without_an_end()
    {
        var contract = await ApiContract.Of(host.CreateClient());
        Assert.True(contract.Operations.Count(operation => Answers(contract.Description, operation).Any(answer => answer["properties"]?["next"] is not null)) > 25);
    }

    private static IEnumerable<string[]> Listed() => File.ReadAllLines(s_file).Where(line => line.Length > 0).Select(line => line.Split("  ", 2));

    private static IEnumerable<string> UnpagedRows(JsonNode description, ApiContract.Operation operation) =>
        Answers(description, operation).SelectMany(answer => answer switch
        {
            _ when IsOf(answer, "array") => ["[]"],
            _ when answer["properties"] is JsonObject fields && !fields.ContainsKey("next") => fields.Where(field => HoldsRows(description, field.Value!)).Select(field => field.Key),
            _ => [],
        }).Distinct();

    private static bool HoldsRows(JsonNode description, JsonNode schema) =>
        Forms(description, schema).Any(list => IsOf(list, "array") && Forms(description, list["items"]!).Any(row => row["properties"] is not null));

    private static IEnumerable<JsonNode> Answers(JsonNode description, ApiContract.Operation operation) =>
        operation.Node["responses"]!.AsObject().Where(response => response.Key.StartsWith('2')).Select(response => response.Value!["content"]?["application/json"]?["schema"])
            .OfType<JsonNode>().SelectMany(schema => Forms(description, schema));

    private static IEnumerable<JsonNode> Forms(JsonNode description, JsonNode schema) => schema switch
    {
        _ when schema["$ref"] is { } reference => Forms(description, description["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!),
        _ when (schema["oneOf"] ?? schema["anyOf"]) is JsonArray forms => forms.SelectMany(form => Forms(description, form!)),
        _ => [schema],
    };

    private static bool IsOf(JsonNode schema, string type) => schema["type"] switch
    {
        JsonArray several => several.Any(one => one!.GetValue<string>() == type),
        JsonValue one => one.GetValue<string>() == type,
        _ => false,
    };

    [GeneratedRegex(@"\b[A-Z]\w+\.(Most|Longest|Largest)\w+")]
    private static partial Regex Constant();
}
