using System.Text.Json;
using System.Text.Json.Serialization;
using Coordination.Domain;
using Coordination.Domain.Gate;

namespace Coordination.Host.Audit;

/// <summary>What happened, oldest first.</summary>
/// <param name="Subject">The stream, or the case.</param>
/// <param name="Events">At most <see cref="TimelineReader.MostEvents"/>.</param>
/// <param name="Next">Ask again with this as <c>afterPosition</c> for what follows; left out when nothing does.</param>
public sealed record AuditedTimeline(string Subject, IReadOnlyList<AuditedEvent> Events, long? Next);

/// <summary>One event. What describes a person is masked in its data.</summary>
public sealed record AuditedEvent(
    long Position, string Stream, long Version, string Type, Guid EventId, PersonId Person, AgencyId Agency,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string Summary, JsonElement Data, string? CorrelationId, string? CausationId);

/// <summary>A stream as it stood.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">Its version then; 0 when there was nothing.</param>
/// <param name="At">The instant for which it is said what was in force.</param>
/// <param name="Facts">What was so.</param>
public sealed record AuditedState(string Stream, long Version, DateTimeOffset At, IReadOnlyList<StateFact> Facts);

/// <summary>One thing that was so.</summary>
/// <param name="About">Of what it is said: <c>release 3f2b…</c>.</param>
/// <param name="Is">What is said of it: <c>in force until …</c>.</param>
public sealed record StateFact(string About, string Is);

/// <summary>Why something was disclosed or not.</summary>
public sealed record Explanation(
    DisclosureId Disclosure, AgencyId Discloser, GateRecipient Recipient, Purpose Purpose, ClaimedBasis Basis,
    SurvivorId? Survivor, CaseId? Case, IReadOnlyList<ExplainedVerdict> Verdicts);

/// <summary>One answer of the gate, with what it stood on, and whether it follows again from the history before it.</summary>
public sealed record ExplainedVerdict(
    long Position, string Type, PersonId Person, DateTimeOffset RecordedAt, Outcome Outcome, string RuleSet, DateTimeOffset EvaluatedAt,
    VersionRead Consent, VersionRead Policy, VersionRead? Process, IReadOnlyList<ExplainedItem> Items, IReadOnlyList<ExplainedRelease> Releases,
    IReadOnlyList<Obligation> Obligations, Rederivation Again);

/// <summary>A version of a stream that the gate read, and where in the log it was reached.</summary>
public sealed record VersionRead(string Stream, long Version, long? Position);

/// <summary>The answer for one item, and the rules that decided it.</summary>
public sealed record ExplainedItem(
    RecordItemId Item, InformationCategory? Category, Sensitivity? Sensitivity, SharingMode Asked, Outcome Outcome, SharingMode? Mode,
    ReleaseId? Release, IReadOnlyList<ExplainedFinding> Findings);

/// <summary>What one rule found, and where the rule comes from.</summary>
public sealed record ExplainedFinding(string Rule, RuleEffect Effect, string Reason, ReleaseId? Release, string? Source);

/// <summary>A release that a permission rests on, from its signature to this day.</summary>
public sealed record ExplainedRelease(ReleaseId Release, IReadOnlyList<ReleaseStep> Steps);

/// <summary>Something that happened to a release. <paramref name="After"/> says that the gate could not know it yet.</summary>
public sealed record ReleaseStep(long Position, long Version, string Type, DateTimeOffset RecordedAt, string Summary, bool After);

/// <summary>The gate, asked again on the history before its answer.</summary>
/// <param name="Identical">Whether the answer is the same, bit for bit.</param>
/// <param name="Outcome">The outcome now; null when it could not be asked.</param>
/// <param name="Differences">How it differs; empty when it does not.</param>
public sealed record Rederivation(bool Identical, Outcome? Outcome, IReadOnlyList<string> Differences);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(AuditedTimeline))]
[JsonSerializable(typeof(AuditedState))]
[JsonSerializable(typeof(Explanation))]
internal sealed partial class AuditJson : JsonSerializerContext;
