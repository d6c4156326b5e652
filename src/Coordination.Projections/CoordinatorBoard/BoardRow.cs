using Coordination.Domain.TaskForce;

namespace Coordination.Projections.CoordinatorBoard;

/// <summary>What a coordinator works with. It knows agenda items by the identifiers of the meeting, never a survivor or a case.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(BoardReview), BoardKinds.Review)]
[JsonDerivedType(typeof(BoardAction), BoardKinds.Action)]
public abstract record BoardRow : View
{
    private protected BoardRow() { }
}

public static class BoardKinds
{
    /// <summary>A review.</summary>
    public const string Review = "review";
    /// <summary>An action.</summary>
    public const string Action = "action";
}

/// <summary>How far a review is.</summary>
[JsonConverter(typeof(NameConverter<ReviewProgress>))]
public enum ReviewProgress
{
    Called,
    Published,
    Open,
    Closed,
    CalledOff,
}

/// <summary>How far an agenda item is.</summary>
[JsonConverter(typeof(NameConverter<AgendaProgress>))]
public enum AgendaProgress
{
    /// <summary>It was put on the agenda.</summary>
    Proposed,
    /// <summary>It went out to those who are covered for it.</summary>
    Published,
    Open,
    Closed,
    /// <summary>Its custodian took it off the agenda.</summary>
    Withdrawn,
}

/// <summary>A review with its agenda.</summary>
public sealed record BoardReview : BoardRow
{
    public required ReviewId Review { get; init; }
    /// <summary>For when it is scheduled.</summary>
    public required DateTimeOffset StartsAt { get; init; }
    /// <summary>When it was opened; null before that, and where that was not kept.</summary>
    public DateTimeOffset? OpenedAt { get; init; }
    /// <summary>When it was closed; null before that, and where that was not kept.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
    public required Sensitive<string> MeetingPlace { get; init; }
    /// <summary>Who leads it.</summary>
    public required Member Chair { get; init; }
    /// <summary>How many agencies have to be there for a decision.</summary>
    public required int Quorum { get; init; }
    /// <summary>Who was invited, sorted.</summary>
    public required IReadOnlyList<Member> Invited { get; init; }
    public ReviewKind KindOfReview { get; init; }
    /// <summary>The time for each case that has none of its own, in minutes; null in rows from before this was kept.</summary>
    public int? MinutesPerItem { get; init; }
    /// <summary>How far it is.</summary>
    public ReviewProgress Progress { get; init; }
    /// <summary>Who signed the confidentiality statement of this meeting, sorted.</summary>
    public IReadOnlyList<Member> SignedConfidentiality { get; init; } = [];
    /// <summary>Who came, sorted.</summary>
    public IReadOnlyList<Member> Attended { get; init; } = [];
    /// <summary>Who cannot come, sorted.</summary>
    public IReadOnlyList<Member> Apologies { get; init; } = [];
    /// <summary>The agenda, in its order.</summary>
    public IReadOnlyList<BoardAgendaItem> Agenda { get; init; } = [];
    /// <summary>When the team meets next.</summary>
    public DateTimeOffset? NextReviewAt { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place =>
        new(Compartment.TaskForce, StartsAt.Sortable(), Progress.Named(),
            Progress is ReviewProgress.Called or ReviewProgress.Published ? StartsAt : null);
}

/// <summary>An item of an agenda.</summary>
public sealed record BoardAgendaItem
{
    /// <summary>The item, as this meeting knows it.</summary>
    public required AgendaItemId Item { get; init; }
    /// <summary>The agency that brings it.</summary>
    public required AgencyId BroughtBy { get; init; }
    /// <summary>Who presents it.</summary>
    public required PersonId Presenter { get; init; }
    /// <summary>How far it is.</summary>
    public AgendaProgress Progress { get; init; }
    /// <summary>Whether it could not be opened for want of consent: that it is so, not why.</summary>
    public bool BlockedForConsent { get; init; }
    /// <summary>Its own time, in minutes; null for the review's.</summary>
    public int? Minutes { get; init; }
    /// <summary>Who takes no part in it, sorted.</summary>
    public IReadOnlyList<Member> Recused { get; init; } = [];
    /// <summary>What was decided, in order.</summary>
    public IReadOnlyList<BoardDecision> Decisions { get; init; } = [];
}

/// <summary>A decision on an item.</summary>
public sealed record BoardDecision
{
    /// <summary>The decision.</summary>
    public required DecisionId Decision { get; init; }
    /// <summary>The number of the option that was chosen.</summary>
    public required int OptionChosen { get; init; }
    /// <summary>How the team came to it.</summary>
    public DecisionManner Manner { get; init; }
    /// <summary>What came of the motion.</summary>
    public DecisionOutcome Outcome { get; init; }
    /// <summary>Who voted how, sorted by member.</summary>
    public required IReadOnlyList<MemberVote> Votes { get; init; }
    /// <summary>Whether it went against what the survivor wants.</summary>
    public required bool AgainstSurvivorsView { get; init; }
    /// <summary>Whether what came of it follows the survivor's view; null in rows from before the team had to answer that.</summary>
    public SurvivorsViewAnswer? SurvivorsView { get; init; }
    /// <summary>Whether the agency that serves her objected that it opposes her view.</summary>
    public bool Objected { get; init; }
    /// <summary>Who dissented, sorted.</summary>
    public IReadOnlyList<Member> Dissent { get; init; } = [];
    /// <summary>The decision that replaced it.</summary>
    public DecisionId? SupersededBy { get; init; }
}

/// <summary>An action that a review assigned.</summary>
public sealed record BoardAction : BoardRow
{
    /// <summary>The action.</summary>
    public required ActionId Action { get; init; }
    /// <summary>The review that assigned it.</summary>
    public required ReviewId Review { get; init; }
    public required AgendaItemId Item { get; init; }
    public required Member Owner { get; init; }
    /// <summary>The agency whose person wrote the task down; its people may read it here.</summary>
    public required AgencyId WrittenBy { get; init; }
    /// <summary>What is to be done.</summary>
    public required Sensitive<string> Task { get; init; }
    public required DateOnly Due { get; init; }
    /// <summary>When that day ends where the task force is; null in rows from before this was kept, where it ends in UTC.</summary>
    public DateTimeOffset? DueBy { get; init; }
    /// <summary>How far it is.</summary>
    public ActionProgress Progress { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place =>
        new(Compartment.TaskForce, Due.Sortable(), Progress.Named(),
            Progress == ActionProgress.Open ? DueBy ?? Due.EndOf() : null)
        { Party = Owner.Agency };
}
