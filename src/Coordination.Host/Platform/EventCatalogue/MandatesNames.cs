using System.Text.Json.Serialization;
using Coordination.Domain.Mandates;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="MandateEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(MandateRecorded))]
[JsonSerializable(typeof(RequirementImposed))]
[JsonSerializable(typeof(RequirementMet))]
[JsonSerializable(typeof(RequirementMissed))]
[JsonSerializable(typeof(ConsequenceApplied))]
[JsonSerializable(typeof(MandateEnded))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class MandatesNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(MandateRecorded)] = "mandate-recorded.v1",
        [typeof(RequirementImposed)] = "requirement-imposed.v1",
        [typeof(RequirementMet)] = "requirement-met.v1",
        [typeof(RequirementMissed)] = "requirement-missed.v1",
        [typeof(ConsequenceApplied)] = "consequence-applied.v1",
        [typeof(MandateEnded)] = "mandate-ended.v1",
    };
}
