using System.Text.Json.Serialization;
using Coordination.Domain.Webhooks;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="WebhookEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(EndpointRegistered))]
[JsonSerializable(typeof(EndpointWishesChanged))]
[JsonSerializable(typeof(EndpointSecretRotated))]
[JsonSerializable(typeof(EndpointPaused))]
[JsonSerializable(typeof(EndpointResumed))]
[JsonSerializable(typeof(EndpointTried))]
[JsonSerializable(typeof(DeadLetterAskedFor))]
[JsonSerializable(typeof(EndpointRemoved))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class WebhooksNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(EndpointRegistered)] = "endpoint-registered.v1",
        [typeof(EndpointWishesChanged)] = "endpoint-wishes-changed.v1",
        [typeof(EndpointSecretRotated)] = "endpoint-secret-rotated.v1",
        [typeof(EndpointPaused)] = "endpoint-paused.v1",
        [typeof(EndpointResumed)] = "endpoint-resumed.v1",
        [typeof(EndpointTried)] = "endpoint-tried.v1",
        [typeof(DeadLetterAskedFor)] = "dead-letter-asked-for.v1",
        [typeof(EndpointRemoved)] = "endpoint-removed.v1",
    };
}
