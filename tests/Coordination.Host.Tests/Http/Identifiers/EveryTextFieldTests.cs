using System.Text.Json.Nodes;
using Coordination.Host.Tests.Observability;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Http.Identifiers;

/// <summary>
/// Every text field of every body that the API describes. First a plain text is written into each, to learn which fields can be read back by whoever
/// wrote them; then, in a world of its own, a text that looks like an identifier.
/// </summary>
public sealed class EveryTextFieldTests
{
    private const string Agency = "open-door";
    private const int FewestFields = 8;

    [Fact]
    public async Task A_text_that_looks_like_an_identifier_comes_back_from_every_field_from_which_a_plain_one_does()
    {
        var any = new AnyText(11);
        var plain = await ReadBack((field, round) => $"{field} in round {round}");
        var likeIdentifiers = await ReadBack((_, _) => any.LikeAnIdentifier());

        Assert.True(plain.Count > FewestFields, $"Only {string.Join(", ", plain)} were read back.");
        Assert.Empty(plain.Except(likeIdentifiers));
    }

    /// <summary>The fields of which a text was read back exactly as it was written.</summary>
    private static async Task<HashSet<string>> ReadBack(Func<string, int, string> textOf)
    {
        await using var host = new CoordinationHost();
        var somebody = host.Really("amina", Agency, "advocate", "coordinator", "administrator", "partner", "counsel", "agencyAdministrator");
        var bodies = new SampleBodies((await host.WithToken(null).Get("/openapi/v1.json")).Ok().Json, Marked);
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var round = 0; round < 3; round++)
        {
            foreach (var (path, body) in bodies.Commands().ToList())
            {
                var texts = new Dictionary<string, string>(StringComparer.Ordinal);
                var answer = await somebody.Post(path, body is null ? null : Written(body, Route(path), field => texts[field] = textOf(field, round)));
                if ((int)answer.Status is < 200 or >= 300)
                    continue;
                foreach (var (field, text) in texts)
                    written[text] = field;
                if (answer.Headers.Location is { } made)
                    bodies.Remember(made.ToString());
            }
        }
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in bodies.Queries())
        {
            if (await somebody.Get(path) is { ContentHeaders.ContentType.MediaType: "application/json" } reply)
                read.UnionWith(Texts(reply.Json));
        }
        return [.. read.Where(written.ContainsKey).Select(text => written[text])];
    }

    private const string Marked = "What is written here:";

    /// <summary>The body with another text in each field that takes one.</summary>
    private static JsonNode? Written(JsonNode? body, string field, Func<string, string> text) => body switch
    {
        JsonObject o => new JsonObject(o.Select(member => KeyValuePair.Create(member.Key, Written(member.Value, $"{field} {member.Key}", text)))),
        JsonArray a => new JsonArray([.. a.Select(one => Written(one, field, text))]),
        JsonValue v when v.TryGetValue<string>(out var said) && said.StartsWith(Marked, StringComparison.Ordinal) => JsonValue.Create(text(field)),
        _ => body?.DeepClone(),
    };

    private static IEnumerable<string> Texts(JsonNode? answer) => answer switch
    {
        JsonObject o => o.SelectMany(member => Texts(member.Value)),
        JsonArray a => a.SelectMany(Texts),
        JsonValue v when v.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static string Route(string path) => string.Join('/', path.Split('/').Select(part => Guid.TryParse(part, out _) ? "…" : part));
}
