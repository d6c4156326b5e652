using System.Text.Json.Nodes;
using Coordination.Host.Tests.Platform.Telemetry;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http.Identifiers;

/// <summary>
/// Every text field of every body that the API describes. First a plain text is written into each, to learn which fields can be read back by whoever
/// wrote them or by another agency; then, in worlds of their own, texts that look like an identifier, and any texts.
/// </summary>
[Trait("Sweep", "true")]
public sealed class EveryTextFieldTests
{
    private const string Agency = "open-door", Other = "county-sheriff", Office = "task-force-office";
    private const int FewestFields = 10;
    private static readonly string[] Everything = ["advocate", "coordinator", "administrator", "partner", "counsel", "agencyAdministrator"];

    [Fact]
    public async Task Any_text_comes_back_from_every_field_from_which_a_plain_one_does_whoever_reads_it()
    {
        var any = new AnyText(11);
        var plain = await ReadBack((field, round) => $"{field} in round {round}");

        var anything = await ReadBack((_, _) => any.Next());

        Assert.True(plain.Count > FewestFields, $"Only {string.Join(", ", plain)} were read back.");
        Assert.Contains(plain, field => field.StartsWith($"{Other} ", StringComparison.Ordinal) && field.EndsWith($" read by {Agency}", StringComparison.Ordinal));
        Assert.Empty(plain.Except(anything)); // of these texts most have something in them that looks like an identifier
        if (Sweep.IsFull)
            Assert.Empty(plain.Except(await ReadBack((_, _) => any.LikeAnIdentifier())));
    }

    /// <summary>The fields of which a text was read back exactly as it was written.</summary>
    private static async Task<HashSet<string>> ReadBack(Func<string, int, string> textOf)
    {
        await using var host = new CoordinationHost();
        var description = (await host.WithToken(null).Get("/openapi/v1.json")).Ok().Json;
        var writers = new[] { Office, Agency, Other }.Select(agency => (Agency: agency, Client: host.Really($"amina.{agency}", agency, Everything), Bodies: new SampleBodies(description, Marked), OfOthers: new SampleBodies(description, Marked))).ToList();
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var round = 0; round < 3; round++)
            foreach (var (agency, writer, bodies, _) in writers)
                foreach (var (path, body) in bodies.Commands().ToList())
                {
                    var texts = new Dictionary<string, string>(StringComparer.Ordinal);
                    var answer = await writer.Post(path, body is null ? null : Written(body, $"{agency} {Route(path)}", field => texts[field] = textOf(field, round)));
                    if ((int)answer.Status is < 200 or >= 300)
                        continue;
                    foreach (var (field, text) in texts)
                        written[text] = field;
                    if (answer.Headers.Location?.ToString() is not { } made)
                        continue;
                    bodies.Remember(made);
                    foreach (var other in writers.Where(other => other.Agency != agency))
                        other.OfOthers.Remember(AsKnownTo(other.Agency, host, agency, made));
                }
        await host.Settled();
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (agency, reader, own, ofOthers) in writers)
            foreach (var path in own.Queries().Concat(ofOthers.Queries()).Distinct())
                if (await reader.Get(path) is { ContentHeaders.ContentType.MediaType: "application/json" } reply)
                    read.UnionWith(Texts(reply.Json).Where(written.ContainsKey).Select(text => $"{written[text]} read by {agency}"));
        return read;
    }

    // What one agency made is known to the other by another name.
    private static string AsKnownTo(string agency, CoordinationHost host, string by, string location)
    {
        var (collection, id) = (location[..location.LastIndexOf('/')], location[(location.LastIndexOf('/') + 1)..]);
        return Guid.TryParse(id, out var name) ? $"{collection}/{host.Mint.NameOf(agency, host.Mint.IdentifierOf(by, name))}" : location;
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
