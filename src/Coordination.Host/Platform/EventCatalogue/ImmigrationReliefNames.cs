using System.Text.Json.Serialization;
using Coordination.Domain.ImmigrationRelief;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="ReliefEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(ReliefSought))]
[JsonSerializable(typeof(CertifierAsked))]
[JsonSerializable(typeof(CertifierAnswered))]
[JsonSerializable(typeof(CertifierSilent))]
[JsonSerializable(typeof(ReliefGranted))]
[JsonSerializable(typeof(ReliefDenied))]
[JsonSerializable(typeof(ReliefConditionRefused))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class ImmigrationReliefNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(ReliefSought)] = "relief-sought.v1",
        [typeof(CertifierAsked)] = "certifier-asked.v1",
        [typeof(CertifierAnswered)] = "certifier-answered.v1",
        [typeof(CertifierSilent)] = "certifier-silent.v1",
        [typeof(ReliefGranted)] = "relief-granted.v1",
        [typeof(ReliefDenied)] = "relief-denied.v1",
        [typeof(ReliefConditionRefused)] = "relief-condition-refused.v1",
    };
}
