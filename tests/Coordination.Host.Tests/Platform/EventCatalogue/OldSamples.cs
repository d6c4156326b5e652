using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Coordination.Host.Platform.Encryption;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;

namespace Coordination.Host.Tests.Platform.EventCatalogue;

/// <summary>The checked-in sample of a shape that was in use once, as it was stored then: what was sealed in it is sealed, what was in clear is in clear.</summary>
internal static class OldSamples
{
    private const string Sealed = "canary ";

    public static async Task<EventData> Stored(string name, TestKeys keys, KeyScope scope, string stream, CancellationToken cancellation)
    {
        await keys.Codec.Prepare(scope, cancellation);
        var id = Guid.NewGuid();
        var shape = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Snapshot.RepositoryRoot, $"tests/Coordination.Host.Tests/Contracts/events/{name}.json"), cancellation))!;
        using var sealer = new EventSealer(keys.Ring, new SealOrigin(id, stream, name), scope);
        return new EventData(id, name, Encoding.UTF8.GetBytes(Of(shape["full"]!, "", sealer).ToJsonString()));
    }

    private static JsonNode Of(JsonNode node, string path, EventSealer sealer) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : (JsonNode?)Of(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}", sealer)))),
        JsonArray list => new JsonArray([.. list.Select((element, at) => element is null ? null : Of(element, string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]"), sealer))]),
        JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith(Sealed, StringComparison.Ordinal) => new JsonObject { ["sealed"] = Convert.ToBase64String(sealer.Seal(path, text)) },
        _ => node.DeepClone(),
    };
}
