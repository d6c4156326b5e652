using Coordination.Projections.Accountability;
using Coordination.Projections.AdvocateCaseload;
using Coordination.Projections.AgencyKinds;
using Coordination.Projections.AuditorTimeline;
using Coordination.Projections.CoordinatorBoard;
using Coordination.Projections.Lookups;
using Coordination.Projections.Outcomes;
using Coordination.Projections.PartnerInbox;
using Coordination.Projections.SurvivorLedger;

namespace Coordination.Projections;

public static class ViewJson
{
    /// <summary>
    /// The options for rows. Sensitive values are refused until the caller adds a converter for them, which is the place
    /// where they are encrypted. Rows are read whatever the order of their properties, since the database keeps its own.
    /// </summary>
    public static JsonSerializerOptions Options(params IReadOnlyList<JsonConverter> sensitive)
    {
        var options = new JsonSerializerOptions(ViewJsonContext.Default.Options) { AllowOutOfOrderMetadataProperties = true };
        foreach (var converter in sensitive)
        {
            options.Converters.Add(converter);
        }

        options.MakeReadOnly();
        return options;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BoardRow))]
[JsonSerializable(typeof(CaseloadRow))]
[JsonSerializable(typeof(InboxRow))]
[JsonSerializable(typeof(TimelineRow))]
[JsonSerializable(typeof(LedgerRow))]
[JsonSerializable(typeof(AccountRow))]
[JsonSerializable(typeof(AgencyKindRow))]
[JsonSerializable(typeof(OutcomeRow))]
[JsonSerializable(typeof(LookupRow))]
internal sealed partial class ViewJsonContext : JsonSerializerContext;
