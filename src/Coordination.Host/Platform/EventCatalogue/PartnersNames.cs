using System.Text.Json.Serialization;
using Coordination.Domain.Partners;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="PartnerEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(AgencyJoined))]
[JsonSerializable(typeof(AgencyProfilesSet))]
[JsonSerializable(typeof(DivisionFormed))]
[JsonSerializable(typeof(DivisionAdded))]
[JsonSerializable(typeof(OutsideRecipientRecorded))]
[JsonSerializable(typeof(AgreementSigned))]
[JsonSerializable(typeof(AgreementEnded))]
[JsonSerializable(typeof(ConfidentialityTrainingRecorded))]
[JsonSerializable(typeof(StandingSuspended))]
[JsonSerializable(typeof(StandingRestored))]
[JsonSerializable(typeof(AgencyLeft))]
[JsonSerializable(typeof(ConcernRaised))]
[JsonSerializable(typeof(ConcernPutToAgency))]
[JsonSerializable(typeof(ConcernAnswered))]
[JsonSerializable(typeof(ConcernUpheld))]
[JsonSerializable(typeof(ConcernDismissed))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class PartnersNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(AgencyJoined)] = "agency-joined.v2",
        [typeof(AgencyProfilesSet)] = "agency-profiles-set.v2",
        [typeof(DivisionFormed)] = "division-formed.v1",
        [typeof(DivisionAdded)] = "division-added.v1",
        [typeof(OutsideRecipientRecorded)] = "outside-recipient-recorded.v1",
        [typeof(AgreementSigned)] = "agreement-signed.v1",
        [typeof(AgreementEnded)] = "agreement-ended.v2",
        [typeof(ConfidentialityTrainingRecorded)] = "confidentiality-training-recorded.v1",
        [typeof(StandingSuspended)] = "standing-suspended.v2",
        [typeof(StandingRestored)] = "standing-restored.v2",
        [typeof(AgencyLeft)] = "agency-left.v2",
        [typeof(ConcernRaised)] = "concern-raised.v1",
        [typeof(ConcernPutToAgency)] = "concern-put-to-agency.v1",
        [typeof(ConcernAnswered)] = "concern-answered.v1",
        [typeof(ConcernUpheld)] = "concern-upheld.v1",
        [typeof(ConcernDismissed)] = "concern-dismissed.v1",
    };
}
