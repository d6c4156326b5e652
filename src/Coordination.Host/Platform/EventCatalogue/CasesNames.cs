using System.Text.Json.Serialization;
using Coordination.Domain.Cases;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="CaseEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(CaseOpened))]
[JsonSerializable(typeof(OwnDescriptionRecorded))]
[JsonSerializable(typeof(CaseCharacterised))]
[JsonSerializable(typeof(RecordItemAdded))]
[JsonSerializable(typeof(RecordItemRetracted))]
[JsonSerializable(typeof(ParticipantInvolved))]
[JsonSerializable(typeof(ParticipantReleased))]
[JsonSerializable(typeof(AdvocateChanged))]
[JsonSerializable(typeof(CaseClosed))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class CasesNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(CaseOpened)] = "case-opened.v1",
        [typeof(OwnDescriptionRecorded)] = "own-description-recorded.v1",
        [typeof(CaseCharacterised)] = "case-characterised.v2",
        [typeof(RecordItemAdded)] = "record-item-added.v1",
        [typeof(RecordItemRetracted)] = "record-item-retracted.v1",
        [typeof(ParticipantInvolved)] = "participant-involved.v1",
        [typeof(ParticipantReleased)] = "participant-released.v1",
        [typeof(AdvocateChanged)] = "advocate-changed.v1",
        [typeof(CaseClosed)] = "case-closed.v1",
    };
}
