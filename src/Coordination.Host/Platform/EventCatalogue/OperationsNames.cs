using System.Text.Json.Serialization;
using Coordination.Domain.Operations;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="OperationEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(PresenceRequested))]
[JsonSerializable(typeof(PresenceAgreed))]
[JsonSerializable(typeof(PresenceDeclined))]
[JsonSerializable(typeof(OperationDebriefed))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class OperationsNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(PresenceRequested)] = "presence-requested.v1",
        [typeof(PresenceAgreed)] = "presence-agreed.v1",
        [typeof(PresenceDeclined)] = "presence-declined.v1",
        [typeof(OperationDebriefed)] = "operation-debriefed.v1",
    };
}
