using System.Text.Json.Serialization;
using Coordination.Domain.Readings;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="ReadingEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(ReadingBegan))]
[JsonSerializable(typeof(RecordRead))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class ReadingsNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(ReadingBegan)] = "reading-began.v1",
        [typeof(RecordRead)] = "record-read.v1",
    };
}
