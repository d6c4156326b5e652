using System.Text.Json.Serialization;
using Coordination.Domain.LegalProcesses;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="ProcessEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(ProcessServed))]
[JsonSerializable(typeof(CounselReviewed))]
[JsonSerializable(typeof(SurvivorTold))]
[JsonSerializable(typeof(SurvivorCouldNotBeTold))]
[JsonSerializable(typeof(ProtectiveStepsTaken))]
[JsonSerializable(typeof(AuthorityTold))]
[JsonSerializable(typeof(AuthorityNotRequired))]
[JsonSerializable(typeof(AuthorityLeftToProcess))]
[JsonSerializable(typeof(ProcessClosed))]
[JsonSerializable(typeof(ProcessEntrusted))]
[JsonSerializable(typeof(ReportAccountingSuspended))]
[JsonSerializable(typeof(ReportAccountingResumed))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class LegalProcessesNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(ProcessServed)] = "process-served.v2",
        [typeof(CounselReviewed)] = "counsel-reviewed.v1",
        [typeof(SurvivorTold)] = "survivor-told.v1",
        [typeof(SurvivorCouldNotBeTold)] = "survivor-could-not-be-told.v1",
        [typeof(ProtectiveStepsTaken)] = "protective-steps-taken.v1",
        [typeof(AuthorityTold)] = "authority-told.v1",
        [typeof(AuthorityNotRequired)] = "authority-not-required.v1",
        [typeof(AuthorityLeftToProcess)] = "authority-left-to-process.v1",
        [typeof(ProcessClosed)] = "process-closed.v1",
        [typeof(ProcessEntrusted)] = "process-entrusted.v1",
        [typeof(ReportAccountingSuspended)] = "report-accounting-suspended.v1",
        [typeof(ReportAccountingResumed)] = "report-accounting-resumed.v1",
    };
}
