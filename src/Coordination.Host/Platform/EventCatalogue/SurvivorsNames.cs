using System.Text.Json.Serialization;
using Coordination.Domain.Survivors;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="SurvivorEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(SurvivorWelcomed))]
[JsonSerializable(typeof(OwnWordsRecorded))]
[JsonSerializable(typeof(SafeContactRecorded))]
[JsonSerializable(typeof(MinorStatusRecorded))]
[JsonSerializable(typeof(ErasureRequested))]
[JsonSerializable(typeof(ErasureRequestWithdrawn))]
[JsonSerializable(typeof(LegalHoldPlaced))]
[JsonSerializable(typeof(LegalHoldLifted))]
[JsonSerializable(typeof(SurvivorErased))]
[JsonSerializable(typeof(CopiesOutOfReachListed))]
[JsonSerializable(typeof(RecordsForgotten))]
[JsonSerializable(typeof(ErasureCarriedOut))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class SurvivorsNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(SurvivorWelcomed)] = "survivor-welcomed.v1",
        [typeof(OwnWordsRecorded)] = "own-words-recorded.v1",
        [typeof(SafeContactRecorded)] = "safe-contact-recorded.v1",
        [typeof(MinorStatusRecorded)] = "minor-status-recorded.v1",
        [typeof(ErasureRequested)] = "erasure-requested.v1",
        [typeof(ErasureRequestWithdrawn)] = "erasure-request-withdrawn.v1",
        [typeof(LegalHoldPlaced)] = "legal-hold-placed.v1",
        [typeof(LegalHoldLifted)] = "legal-hold-lifted.v1",
        [typeof(SurvivorErased)] = "survivor-erased.v1",
        [typeof(CopiesOutOfReachListed)] = "copies-out-of-reach-listed.v1",
        [typeof(RecordsForgotten)] = "records-forgotten.v1",
        [typeof(ErasureCarriedOut)] = "erasure-carried-out.v1",
    };
}
