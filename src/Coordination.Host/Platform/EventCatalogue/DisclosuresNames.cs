using System.Text.Json.Serialization;
using Coordination.Domain.Disclosures;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>Stored names and JSON of the events of <see cref="DisclosureEvent"/>. A name that was stored once keeps its meaning for ever.</summary>
[JsonSerializable(typeof(DisclosureRequested))]
[JsonSerializable(typeof(DisclosureOffered))]
[JsonSerializable(typeof(RequestMatched))]
[JsonSerializable(typeof(RequestUnmatched))]
[JsonSerializable(typeof(DisclosureAuthorized))]
[JsonSerializable(typeof(DisclosureRefused))]
[JsonSerializable(typeof(DisclosureHeld))]
[JsonSerializable(typeof(DisclosureMade))]
[JsonSerializable(typeof(CopyHandedOver))]
[JsonSerializable(typeof(DisclosureAcknowledged))]
[JsonSerializable(typeof(RecallNoticeSent))]
[JsonSerializable(typeof(RetractionNoticeSent))]
[JsonSerializable(typeof(StandingNoticeSent))]
[JsonSerializable(typeof(ErrorNoticeSent))]
[JsonSerializable(typeof(RecallLetterSent))]
[JsonSerializable(typeof(RecallAcknowledged))]
[JsonSerializable(typeof(RecallOverdue))]
[JsonSerializable(typeof(AccountingSuspended))]
[JsonSerializable(typeof(AccountingResumed))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class DisclosuresNames : JsonSerializerContext
{
    public static IReadOnlyDictionary<Type, string> Table { get; } = new Dictionary<Type, string>
    {
        [typeof(DisclosureRequested)] = "disclosure-requested.v1",
        [typeof(DisclosureOffered)] = "disclosure-offered.v1",
        [typeof(RequestMatched)] = "request-matched.v1",
        [typeof(RequestUnmatched)] = "request-unmatched.v1",
        [typeof(DisclosureAuthorized)] = "disclosure-authorized.v1",
        [typeof(DisclosureRefused)] = "disclosure-refused.v1",
        [typeof(DisclosureHeld)] = "disclosure-held.v1",
        [typeof(DisclosureMade)] = "disclosure-made.v1",
        [typeof(CopyHandedOver)] = "copy-handed-over.v1",
        [typeof(DisclosureAcknowledged)] = "disclosure-acknowledged.v1",
        [typeof(RecallNoticeSent)] = "recall-notice-sent.v1",
        [typeof(RetractionNoticeSent)] = "retraction-notice-sent.v1",
        [typeof(StandingNoticeSent)] = "standing-notice-sent.v1",
        [typeof(ErrorNoticeSent)] = "error-notice-sent.v1",
        [typeof(RecallLetterSent)] = "recall-letter-sent.v1",
        [typeof(RecallAcknowledged)] = "recall-acknowledged.v1",
        [typeof(RecallOverdue)] = "recall-overdue.v1",
        [typeof(AccountingSuspended)] = "accounting-suspended.v1",
        [typeof(AccountingResumed)] = "accounting-resumed.v1",
    };
}
