using System.Text.Json.Serialization;
using Coordination.Domain.Consent;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="ConsentEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(ConsentRecordOpened))]
[JsonSerializable(typeof(NoticeGiven))]
[JsonSerializable(typeof(ReleaseSigned))]
[JsonSerializable(typeof(ReleaseNarrowed))]
[JsonSerializable(typeof(ReleaseRenewed))]
[JsonSerializable(typeof(ReleaseRevoked))]
[JsonSerializable(typeof(ReleaseExpired))]
[JsonSerializable(typeof(ReleaseVoided))]
[JsonSerializable(typeof(ConsentDeclined))]
[JsonSerializable(typeof(MinorityRecorded))]
[JsonSerializable(typeof(CapacityRecorded))]
[JsonSerializable(typeof(GuardianRecorded))]
[JsonSerializable(typeof(GuardianDisqualified))]
[JsonSerializable(typeof(EventOfDeathInstructionGiven))]
[JsonSerializable(typeof(SurvivorDied))]
[JsonSerializable(typeof(DeathWithdrawn))]
[JsonSerializable(typeof(PrivilegeWaived))]
[JsonSerializable(typeof(PrivilegeWaiverWithdrawn))]
[JsonSerializable(typeof(ShelterLocationAuthorised))]
[JsonSerializable(typeof(SurvivorToldBeforehand))]
[JsonSerializable(typeof(TrialStatusRecorded))]
[JsonSerializable(typeof(MinorCapacityFound))]
[JsonSerializable(typeof(ProtectionWaived))]
[JsonSerializable(typeof(ProtectionWaiverWithdrawn))]
[JsonSerializable(typeof(JointRepresentationRecorded))]
[JsonSerializable(typeof(IndependentAdviceRecorded))]
[JsonSerializable(typeof(SurvivorRecordsMerged))]
[JsonSerializable(typeof(SurvivorRecordsSeparated))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class ConsentNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(ConsentRecordOpened)] = "consent-record-opened.v1",
        [typeof(NoticeGiven)] = "notice-given.v1",
        [typeof(ReleaseSigned)] = "release-signed.v1",
        [typeof(ReleaseNarrowed)] = "release-narrowed.v1",
        [typeof(ReleaseRenewed)] = "release-renewed.v1",
        [typeof(ReleaseRevoked)] = "release-revoked.v1",
        [typeof(ReleaseExpired)] = "release-expired.v1",
        [typeof(ReleaseVoided)] = "release-voided.v1",
        [typeof(ConsentDeclined)] = "consent-declined.v1",
        [typeof(MinorityRecorded)] = "minority-recorded.v1",
        [typeof(CapacityRecorded)] = "capacity-recorded.v1",
        [typeof(GuardianRecorded)] = "guardian-recorded.v1",
        [typeof(GuardianDisqualified)] = "guardian-disqualified.v1",
        [typeof(EventOfDeathInstructionGiven)] = "event-of-death-instruction-given.v1",
        [typeof(SurvivorDied)] = "survivor-died.v1",
        [typeof(DeathWithdrawn)] = "death-withdrawn.v1",
        [typeof(PrivilegeWaived)] = "privilege-waived.v1",
        [typeof(PrivilegeWaiverWithdrawn)] = "privilege-waiver-withdrawn.v1",
        [typeof(ShelterLocationAuthorised)] = "shelter-location-authorised.v1",
        [typeof(SurvivorToldBeforehand)] = "survivor-told-beforehand.v1",
        [typeof(TrialStatusRecorded)] = "trial-status-recorded.v1",
        [typeof(MinorCapacityFound)] = "minor-capacity-found.v1",
        [typeof(ProtectionWaived)] = "protection-waived.v1",
        [typeof(ProtectionWaiverWithdrawn)] = "protection-waiver-withdrawn.v1",
        [typeof(JointRepresentationRecorded)] = "joint-representation-recorded.v1",
        [typeof(IndependentAdviceRecorded)] = "independent-advice-recorded.v1",
        [typeof(SurvivorRecordsMerged)] = "survivor-records-merged.v1",
        [typeof(SurvivorRecordsSeparated)] = "survivor-records-separated.v1",
    };
}
