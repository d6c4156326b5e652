using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Audit;

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
    VersionRead Consent, VersionRead Policy, VersionRead? Process, IReadOnlyList<ExplainedItem> Items,
    IReadOnlyList<ExplainedRelease> Releases,
    IReadOnlyList<Obligation> Obligations, Rederivation Again)
{
    /// <summary>What somebody still had to do, or could do, when it did not go: of a report that the duty stood, and the number; null where
    /// nothing did.</summary>
    public string? Stands { get; init; }
}

/// <summary>A version of a stream that the gate read, and where in the log it was reached.</summary>
public sealed record VersionRead(string Stream, long Version, long? Position);

/// <summary>The answer for one item: the rules that decided it, and what every rule of the set said.</summary>
/// <param name="Item">The item.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Sensitivity">How sensitive it is.</param>
/// <param name="Asked">The mode that was asked.</param>
/// <param name="Outcome">The answer.</param>
/// <param name="Mode">The mode that was given.</param>
/// <param name="Release">The release that permits it.</param>
/// <param name="Findings">What the answer says decided.</param>
/// <param name="Rules">What every rule says of it on the history before the answer, whether or not it decided; empty when it cannot be
/// asked again.</param>
/// <param name="Silent">The rules that had nothing to say.</param>
/// <param name="LeftOut">The others whom it names and whose part does not go (CG-39).</param>
/// <param name="ReleasesOfOthers">The other releases on which it rests: of those whom it names besides her, and of records merged with
/// hers.</param>
public sealed record ExplainedItem(
    RecordItemId Item, InformationCategory? Category, Sensitivity? Sensitivity, SharingMode Asked, Outcome Outcome, SharingMode? Mode,
    ReleaseId? Release, IReadOnlyList<ExplainedFinding> Findings, IReadOnlyList<ExplainedRule> Rules, IReadOnlyList<string> Silent,
    IReadOnlyList<int>? LeftOut, IReadOnlyList<ReleaseId>? ReleasesOfOthers)
{
    /// <summary>The lines of the tables of the law on which the basis rested for this item, as they were then; null where it rested on
    /// none.</summary>
    public IReadOnlyList<LawLine>? Law { get; init; }
}

/// <summary>What one rule said, about one release where it looks at releases. <paramref name="Decided"/>: it is among the findings of the
/// answer.</summary>
public sealed record ExplainedRule(string Rule, RuleEffect Effect, string Reason, ReleaseId? Release, bool Decided, string Source);

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

/// <summary>One way in which an answer of the gate differs from the one that follows from the history before it.</summary>
/// <param name="What">What differs: <c>item</c>, <c>outcome</c>, <c>obligations</c>, a version, or that it cannot be asked again.</param>
/// <param name="Item">The record item, where it is about one.</param>
/// <param name="Before">What was stored.</param>
/// <param name="After">What follows.</param>
/// <param name="RulesBefore">The rules that decided, with effect and reason.</param>
/// <param name="RulesAfter">The rules that decide now.</param>
public sealed record VerdictDifference(string What, RecordItemId? Item, string Before, string After, IReadOnlyList<string> RulesBefore,
    IReadOnlyList<string> RulesAfter);

/// <summary>A difference, and where in the log the answer is; in a review, about whom it was asked.</summary>
public sealed record RederivedDifference(
    long Position, string Stream, string Type, Member? Member, RecordItemId? Item, string What, string Before, string After,
    IReadOnlyList<string> RulesBefore, IReadOnlyList<string> RulesAfter);

/// <summary>Every stored answer of a part of the log, asked again.</summary>
/// <param name="RuleSet">Under which rules; null for those under which each was given.</param>
/// <param name="After">Begun after this position.</param>
/// <param name="Through">The last position that was looked at.</param>
/// <param name="Events">How many events were looked at.</param>
/// <param name="Verdicts">How many answers were asked again.</param>
/// <param name="Admissions">How often somebody was told of an item or let in, which follows from the gate.</param>
/// <param name="Differences">What differs.</param>
/// <param name="Next">Ask again with this as <c>afterPosition</c> for what follows; left out when nothing does.</param>
public sealed record AuditedRederivation(
    string? RuleSet, long After, long Through, long Events, long Verdicts, long Admissions,
    IReadOnlyList<RederivedDifference> Differences, long? Next);

/// <summary>What a run over the whole log came to.</summary>
public sealed record RederivationSummary(string? RuleSet, long Through, long Events, long Verdicts, long Admissions, long Differences);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(AuditedTimeline))]
[JsonSerializable(typeof(AuditedState))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(AuditedRederivation))]
[JsonSerializable(typeof(AuditedAccounting))]
internal sealed partial class AuditJson : JsonSerializerContext;
