using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Consent;

/// <summary>Another record of your agency that is of the same person.</summary>
public sealed record MergeRequest(SurvivorId With);

/// <summary>The record that is of somebody else after all.</summary>
public sealed record SeparateRequest(SurvivorId From);

/// <summary>What merging would close. Nothing ever opens by it.</summary>
/// <param name="Refusal">Why these records could not be merged; null when they could.</param>
/// <param name="Records">The records that would be of one person.</param>
/// <param name="NothingReleased">Those of them in which nothing is in force: each keeps everything, until she signs there, too.</param>
/// <param name="Closes">Release by release what would go no longer, or less widely.</param>
public sealed record MergePreviewAnswer(PreviewRefusal? Refusal, IReadOnlyList<SurvivorId> Records,
    IReadOnlyList<SurvivorId> NothingReleased, IReadOnlyList<ClosingAnswer> Closes);

/// <summary>What would close for one agency, for one purpose, under one release.</summary>
public sealed record ClosingAnswer(SurvivorId Record, ReleaseId Release, AgencyId Agency, PersonId? Person, Purpose Purpose,
    IReadOnlyList<ClosingLine> Lines);

/// <summary>One category, or one item of it: what the gate says now, and what it would say.</summary>
public sealed record ClosingLine(InformationCategory Category, RecordItemId? Item, Outcome Was, SharingMode? WasMode, Outcome Becomes,
    SharingMode? BecomesMode, IReadOnlyList<RuleFinding> Findings);
