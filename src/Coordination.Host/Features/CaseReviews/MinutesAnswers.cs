using Coordination.Domain.CaseReviews;
using Agreement = Coordination.Domain.CaseReviews.Agreement;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>The minutes and the actions of a review for one agency: what it was covered for, whole, and nothing else.</summary>
public sealed record MinutesAnswer
{
    public required ReviewId Review { get; init; }

    /// <summary>For whose files they are.</summary>
    public required AgencyId Agency { get; init; }

    /// <summary>Who fetched them.</summary>
    public required PersonId By { get; init; }
    public required ReviewKind Kind { get; init; }

    /// <summary>For when it was scheduled, which is not when it was held.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it was opened. Left out where that was not kept.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it was closed: for those who lead the meeting, and those who attended it.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
    public required Member Chair { get; init; }

    /// <summary>The cases that were discussed, and that the reader may hear of at this moment.</summary>
    public required IReadOnlyList<MinutesItemAnswer> Items { get; init; }

    /// <summary>Actions of those cases, and the reader's own.</summary>
    public required IReadOnlyList<ActionAnswer> Actions { get; init; }

    /// <summary>Minutes of the meeting as a whole, where the reader may hear everything that was discussed.</summary>
    public Sensitive<string>? Meeting { get; init; }

    /// <summary>Who agreed to those, and when.</summary>
    public IReadOnlyList<Agreement>? MeetingAgreedBy { get; init; }
    public DateTimeOffset? NextReview { get; init; }

    /// <summary>What binds whoever keeps them.</summary>
    public required string Notice { get; init; }
}

/// <summary>A case that was discussed.</summary>
public sealed record MinutesItemAnswer(
    AgendaItemId Item, Sensitive<string>? Title, AgencyId? BroughtBy, IReadOnlyList<Member>? InTheRoom, ViewAnswer? SurvivorsView,
    IReadOnlyList<ReviewOption>? Options, IReadOnlyList<DecisionAnswer>? Decisions, ItemMinutesAnswer? Minutes, bool? Retracted,
    int? MinutesPlanned, int? MinutesTaken);
