using System.Text.Json.Serialization;
using Coordination.Domain.TaskForce;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="TaskForceEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(TaskForceFormed))]
[JsonSerializable(typeof(PolicySet))]
[JsonSerializable(typeof(RuleSetAdopted))]
[JsonSerializable(typeof(JurisdictionTableLoaded))]
[JsonSerializable(typeof(MemberAgencyAdded))]
[JsonSerializable(typeof(MemberAgencyRemoved))]
[JsonSerializable(typeof(AgendaTemplateSet))]
[JsonSerializable(typeof(AgendaTemplateRetired))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class TaskForceNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(TaskForceFormed)] = "task-force-formed.v1",
        [typeof(PolicySet)] = "policy-set.v1",
        [typeof(RuleSetAdopted)] = "rule-set-adopted.v1",
        [typeof(JurisdictionTableLoaded)] = "jurisdiction-table-loaded.v1",
        [typeof(MemberAgencyAdded)] = "member-agency-added.v1",
        [typeof(MemberAgencyRemoved)] = "member-agency-removed.v1",
        [typeof(AgendaTemplateSet)] = "agenda-template-set.v1",
        [typeof(AgendaTemplateRetired)] = "agenda-template-retired.v1",
    };
}
