using Coordination.Domain.Gate;

namespace Coordination.Domain.CaseReviews;

/// <summary>An item of the agenda, and how far it came.</summary>
public sealed record AgendaItem(Matter Matter, ItemStage Stage)
{
    /// <summary>Who was told of it when the agenda went out. Empty before that: nobody knows of it but the custodian.</summary>
    public ImmutableList<Member> ToldTo { get; init; } = [];

    /// <summary>Whether it was on an agenda that went out.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Its own time, in minutes; null for the review's.</summary>
    public int? Minutes { get; init; }

    /// <summary>Whether the custodian took it off the agenda.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>When it was opened; null before that.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When its discussion ended; null before that.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>For how long it is being discussed by now, or was; null when it never was, or nobody kept the time.</summary>
    public TimeSpan? TimeTaken(DateTimeOffset now) =>
        OpenedAt is { } opened && (Stage is OpenedItem ? now : EndedAt) is { } until && until >= opened ? until - opened : null;

    /// <summary>Who was in the room while it was discussed, also for a part of it, in the order of hearing.</summary>
    public ImmutableList<Member> Heard { get; init; } = [];

    /// <summary>What members sent in about it.</summary>
    public ImmutableList<SentIn> SentIn { get; init; } = [];

    /// <summary>Its minutes; null while nobody wrote any.</summary>
    public ItemMinutes? WrittenMinutes { get; init; }

    /// <summary>Members who declared a conflict of interest: they may hear it, and do not decide it.</summary>
    public ImmutableHashSet<Member> Conflicted { get; init; } = [];

    /// <summary>Members who take no part: they are out of the room while it is discussed.</summary>
    public ImmutableHashSet<Member> Recused { get; init; } = [];

    /// <summary>Whether this member has standing to know that the item exists.</summary>
    public bool IsKnownTo(Member member) => member.Agency == Matter.Custodian || ToldTo.Contains(member);

    /// <summary>Whether somebody of this agency was in the room while it was discussed.</summary>
    public bool WasHeardBy(AgencyId agency) => Heard.Exists(member => member.Agency == agency);

    /// <summary>What was said about it, as far as it is kept.</summary>
    public Discussion Said => Stage switch
    {
        OpenedItem opened => opened.Discussion,
        ClosedItem closed => closed.Discussion,
        ProposedItem or NotReachedItem => Discussion.Begun,
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether nothing more is said about it in this review.</summary>
    public bool IsOver => Stage is ClosedItem or NotReachedItem;
}

/// <summary>What a member sent in about an item.</summary>
public sealed record SentIn(Member Member, Sensitive<string> Information)
{
    /// <summary>How often the member sent something in for it.</summary>
    public int Times { get; init; }
}

/// <summary>The minutes of an item, in which edition, who wrote them, and who of the others agreed.</summary>
public sealed record ItemMinutes(Sensitive<string> Text, int Edition, Member By, ImmutableList<Agreement> AgreedBy);

/// <summary>Who agreed to minutes, and when; null in records from before that was kept.</summary>
public sealed record Agreement(Member Member, DateTimeOffset? At);

/// <summary>What a custodian brings to the team.</summary>
/// <param name="Item">The item.</param>
/// <param name="Survivor">Whom it is about.</param>
/// <param name="Case">Which case.</param>
/// <param name="Custodian">The agency that brings it.</param>
/// <param name="Presenter">Who presents it.</param>
/// <param name="Title">What the agenda calls it.</param>
/// <param name="Items">What is to be discussed.</param>
public sealed record Matter(AgendaItemId Item, SurvivorId Survivor, CaseId Case, AgencyId Custodian, PersonId Presenter,
    Sensitive<string> Title, ImmutableList<RequestedItem> Items)
{
    /// <summary>The survivors whose releases it can rest on: she herself, and others who are served and named in its items
    /// (CG-39).</summary>
    public IEnumerable<SurvivorId> Survivors =>
        Items.ServedThirdPersons().Prepend(Survivor).Distinct();
}

public abstract record ItemStage { private protected ItemStage() { } }

/// <summary>Proposed, and not yet discussed.</summary>
/// <param name="NotCovered">Who stood in the way when it was last tried to open it. For the custodian's eyes only.</param>
public sealed record ProposedItem(ImmutableList<Member> NotCovered) : ItemStage;

public sealed record OpenedItem(Discussion Discussion) : ItemStage;

public sealed record ClosedItem(Discussion Discussion) : ItemStage;

/// <summary>Closed without having been discussed.</summary>
public sealed record NotReachedItem : ItemStage;

public sealed record Discussion(bool PriorActionsReviewed, SurvivorView? View, ImmutableList<ReviewOption> Options)
{
    public static Discussion Begun { get; } = new(false, null, []);
}

/// <summary>The survivor's view, or that she chose to give none.</summary>
public sealed record SurvivorView(SurvivorViewWay Way, Sensitive<string>? View);

/// <summary>Something that the team could do.</summary>
public sealed record ReviewOption(int Number, Sensitive<string> Option, Member By);

public sealed record TeamDecision(DecisionRecorded Recorded)
{
    public DecisionId Decision => Recorded.Decision;

    /// <summary>What came of the motion.</summary>
    public DecisionOutcome Outcome => Recorded.Outcome ?? DecisionOutcome.Carried;

    /// <summary>Whether it follows the survivor's view, after all corrections.</summary>
    public SurvivorsViewAnswer SurvivorsView { get; init; } =
        Recorded.SurvivorsView ?? (Recorded.AgainstSurvivorsView is null ? SurvivorsViewAnswer.NotAnswered : SurvivorsViewAnswer.Opposes);

    /// <summary>Why the team decided against her view, after all corrections; null when it did not.</summary>
    public Sensitive<string>? AgainstSurvivorsView { get; init; } = Recorded.AgainstSurvivorsView;

    /// <summary>Objections of the agency that serves her, in the order in which they were made.</summary>
    public ImmutableList<CustodianObjected> Objections { get; init; } = [];

    /// <summary>Corrections of whether it follows her view, in the order in which they were made.</summary>
    public ImmutableList<SurvivorsViewAnswerCorrected> Corrections { get; init; } = [];

    public ImmutableList<DissentRecorded> Dissents { get; init; } = [];

    /// <summary>The decision that replaced it, and why; null while it stands.</summary>
    public DecisionSuperseded? Superseded { get; init; }
}

public sealed record ReviewAction(ActionAssigned Assigned, ActionStatus Status)
{
    public ActionId Action => Assigned.Action;
}

public abstract record ActionStatus { private protected ActionStatus() { } }

/// <summary>It is still to be done.</summary>
public sealed record PendingAction : ActionStatus;

public sealed record CompletedAction : ActionStatus;

public sealed record NotUndertakenAction(Sensitive<string> Reason) : ActionStatus;

/// <summary>It was overtaken by events.</summary>
public sealed record NotPossibleAction(Sensitive<string> Reason) : ActionStatus;
