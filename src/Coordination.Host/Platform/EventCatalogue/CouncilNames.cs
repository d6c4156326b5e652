using System.Text.Json.Serialization;
using Coordination.Domain.Council;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="CouncilEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(ProtocolChangeProposed))]
[JsonSerializable(typeof(CouncilConsulted))]
[JsonSerializable(typeof(ProtocolAdopted))]
[JsonSerializable(typeof(ProtocolRejected))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class CouncilNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(ProtocolChangeProposed)] = "protocol-change-proposed.v1",
        [typeof(CouncilConsulted)] = "council-consulted.v1",
        [typeof(ProtocolAdopted)] = "protocol-adopted.v1",
        [typeof(ProtocolRejected)] = "protocol-rejected.v1",
    };
}
