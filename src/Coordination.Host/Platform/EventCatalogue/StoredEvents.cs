using System.Reflection;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Council;
using Coordination.Domain.Disclosures;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Mandates;
using Coordination.Domain.Operations;
using Coordination.Domain.Readings;
using Coordination.Domain.Services;
using Coordination.Domain.Survivors;
using Coordination.Domain.Webhooks;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>
/// Names and JSON of stored events: one line for each concept. The base of the concept's events lists its events with their stored names.
/// </summary>
[JsonSerializable(typeof(CaseEvent))]
[JsonSerializable(typeof(ConsentEvent))]
[JsonSerializable(typeof(CouncilEvent))]
[JsonSerializable(typeof(DisclosureEvent))]
[JsonSerializable(typeof(MandateEvent))]
[JsonSerializable(typeof(OperationEvent))]
[JsonSerializable(typeof(PartnerEvent))]
[JsonSerializable(typeof(ProcessEvent))]
[JsonSerializable(typeof(ReadingEvent))]
[JsonSerializable(typeof(ReliefEvent))]
[JsonSerializable(typeof(ReviewEvent))]
[JsonSerializable(typeof(ServiceEvent))]
[JsonSerializable(typeof(SurvivorEvent))]
[JsonSerializable(typeof(TaskForceEvent))]
[JsonSerializable(typeof(WebhookEvent))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class StoredEvents : JsonSerializerContext
{
    /// <summary>Every event type with its stored name. A name that was stored once keeps its meaning for ever.</summary>
    public static IReadOnlyDictionary<Type, string> Names() => typeof(StoredEvents).GetCustomAttributesData()
        .Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
        .SelectMany(attribute =>
            ((Type)attribute.ConstructorArguments[0].Value!).GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false))
        .ToDictionary(named => named.DerivedType, named => (string)named.TypeDiscriminator!);
}
