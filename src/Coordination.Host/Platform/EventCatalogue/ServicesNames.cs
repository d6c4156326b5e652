using System.Text.Json.Serialization;
using Coordination.Domain.Services;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="ServiceEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(GoalSet))]
[JsonSerializable(typeof(GoalProgressRatedBySurvivor))]
[JsonSerializable(typeof(GoalProgressRatedByStaff))]
[JsonSerializable(typeof(GoalReached))]
[JsonSerializable(typeof(GoalDropped))]
[JsonSerializable(typeof(ServiceOffered))]
[JsonSerializable(typeof(ServiceAccepted))]
[JsonSerializable(typeof(ServiceDeclined))]
[JsonSerializable(typeof(ReferralMade))]
[JsonSerializable(typeof(ReferralOutcomeRecorded))]
[JsonSerializable(typeof(CoerciveConditionRefused))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class ServicesNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(GoalSet)] = "goal-set.v1",
        [typeof(GoalProgressRatedBySurvivor)] = "goal-progress-rated-by-survivor.v1",
        [typeof(GoalProgressRatedByStaff)] = "goal-progress-rated-by-staff.v1",
        [typeof(GoalReached)] = "goal-reached.v1",
        [typeof(GoalDropped)] = "goal-dropped.v1",
        [typeof(ServiceOffered)] = "service-offered.v1",
        [typeof(ServiceAccepted)] = "service-accepted.v1",
        [typeof(ServiceDeclined)] = "service-declined.v1",
        [typeof(ReferralMade)] = "referral-made.v1",
        [typeof(ReferralOutcomeRecorded)] = "referral-outcome-recorded.v1",
        [typeof(CoerciveConditionRefused)] = "coercive-condition-refused.v1",
    };
}
