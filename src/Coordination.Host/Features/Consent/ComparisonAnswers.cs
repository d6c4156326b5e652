using Coordination.Domain.CaseReviews;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Consent;

/// <summary>What a change of a release would change now. Nothing is recorded.</summary>
/// <param name="Release">The release.</param>
/// <param name="Refusal">Why the change could not be recorded as it is; null when it could.</param>
/// <param name="Compared">Agency by agency and purpose by purpose: what the gate says, and what it would say.</param>
/// <param name="Disclosed">What was given on it already, or on a release that it renewed, and whether that would be asked back.</param>
/// <param name="Decisions">Decisions of reviews that rest on it.</param>
/// <param name="CannotBeCalledBack">Who holds something given on it that no recall undoes, because their files may reach others or they
/// said so.</param>
public sealed record ComparisonAnswer(
    ReleaseId Release, PreviewRefusal? Refusal, IReadOnlyList<ComparedAnswer> Compared, IReadOnlyList<DisclosedAnswer> Disclosed,
    IReadOnlyList<RestingDecisionAnswer> Decisions, IReadOnlyList<AgencyId> CannotBeCalledBack);

/// <summary>What changes for one agency, for one purpose, at <paramref name="At"/>, and until when it holds before and after.</summary>
public sealed record ComparedAnswer(
    AgencyId Agency, PersonId? Person, Purpose Purpose, DateTimeOffset At, DateTimeOffset? UntilBefore, DateTimeOffset? UntilAfter,
    Outcome Before, Outcome After, IReadOnlyList<ComparedLine> Lines);

/// <summary>One category, or one item of it: before, after, and the rules that decide afterwards.</summary>
public sealed record ComparedLine(
    InformationCategory Category, RecordItemId? Item, ReleaseEffect Effect, Outcome Before, SharingMode? ModeBefore,
    ReleaseId? ReleaseBefore,
    Outcome After, SharingMode? ModeAfter, ReleaseId? ReleaseAfter, IReadOnlyList<RuleFinding> Findings);

/// <summary>What a change does to what is open.</summary>
[JsonConverter(typeof(NameConverter<ReleaseEffect>))]
public enum ReleaseEffect
{
    /// <summary>It was open and is not any more.</summary>
    Closes,
    /// <summary>It stays open, in a narrower mode.</summary>
    Narrows,
    /// <summary>It stays open as it is; another release may carry it.</summary>
    Stays,
    /// <summary>It stays open, in a wider mode.</summary>
    Widens,
    Opens,
    /// <summary>It was not open and is not then.</summary>
    StaysClosed,
}

/// <summary>A disclosure that was made, with what of it rests on the release.</summary>
public sealed record DisclosedAnswer(DisclosureId Disclosure, AgencyId Agency, PersonId? Person, Purpose Purpose,
    IReadOnlyList<DisclosedLine> Items);

/// <summary>One item of a copy: what became of it so far, and whether the change would ask it back by itself.</summary>
public sealed record DisclosedLine(RecordItemId Item, InformationCategory Category, SharingMode Mode,
    CopyStanding Standing, bool AskedBack);

/// <summary>A decision that relied on the release: whether the consent on which it stood is still there, and whether it would be.</summary>
public sealed record RestingDecisionAnswer(ReviewId Review, AgendaItemId Item, DecisionId Decision, BasisStanding Before,
    BasisStanding After);
