using Coordination.Domain.TaskForce;

namespace Coordination.Domain.CaseReviews;

/// <summary>Where a case review stands.</summary>
public abstract record ReviewState { private protected ReviewState() { } }

public sealed record NotCalledReview : ReviewState;

/// <summary>A review that was called, whatever came of it.</summary>
public abstract record KnownReview(Meeting Meeting) : ReviewState;

/// <summary>Called: custodians may bring cases, and nobody was told of any.</summary>
public sealed record CalledReview(Meeting Meeting) : KnownReview(Meeting);

/// <summary>The agenda went out: each invitee knows of the items for which they are covered.</summary>
public sealed record PublishedReview(Meeting Meeting) : KnownReview(Meeting);

public sealed record OpenReview(Meeting Meeting, Room Room) : KnownReview(Meeting)
{
    /// <summary>The item under discussion: there is never more than one.</summary>
    public AgendaItem? UnderDiscussion => Meeting.Agenda.Find(item => item.Stage is OpenedItem);
}

/// <summary>The meeting is over. Only its actions can still move.</summary>
public sealed record ClosedReview(Meeting Meeting, Room Room) : KnownReview(Meeting);

/// <summary>What is known of a meeting.</summary>
public sealed record Meeting
{
    public required ReviewId Review { get; init; }

    /// <summary>For when it is scheduled.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>Where, or by which link.</summary>
    public required Sensitive<string> Place { get; init; }

    public required ImmutableList<Member> Invited { get; init; }

    public required Member Chair { get; init; }

    /// <summary>How many agencies must take part in a decision.</summary>
    public required int Quorum { get; init; }

    public ReviewKind Kind { get; init; }

    /// <summary>The time for each case that was given none of its own, in minutes.</summary>
    public int MinutesPerItem { get; init; } = AgendaTemplate.UsualMinutesPerItem;

    /// <summary>What is gone through besides the cases, and where these stand.</summary>
    public ImmutableList<AgendaSection> Sections { get; init; } = [];

    /// <summary>The items, in the order in which they were proposed, or the one that was set.</summary>
    public ImmutableList<AgendaItem> Agenda { get; init; } = [];

    /// <summary>The decisions, in the order in which they were taken.</summary>
    public ImmutableList<TeamDecision> Decisions { get; init; } = [];

    /// <summary>The actions, in the order in which they were assigned.</summary>
    public ImmutableList<ReviewAction> Actions { get; init; } = [];

    public ImmutableList<Apology> Apologies { get; init; } = [];

    /// <summary>When it was opened; null before that, and where that was not kept.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it was closed; null before that, and where that was not kept.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public bool IsCalledOff { get; init; }

    /// <summary>When the next meeting begins; null while it was not set.</summary>
    public DateTimeOffset? NextReview { get; init; }

    /// <summary>The minutes; null while they were not agreed.</summary>
    public AgreedMinutes? Minutes { get; init; }

    public AgendaItem? Find(AgendaItemId item) => Agenda.Find(candidate => candidate.Matter.Item == item);

    public TeamDecision? Find(DecisionId decision) => Decisions.Find(candidate => candidate.Decision == decision);

    public ReviewAction? Find(ActionId action) => Actions.Find(candidate => candidate.Action == action);
}

/// <summary>A member who cannot come, and what they wanted the others to have.</summary>
public sealed record Apology(Member Member, Sensitive<string>? Information)
{
    /// <summary>How often the member sent some.</summary>
    public int Times { get; init; }
}

public sealed record AgreedMinutes(Sensitive<string> Text, ImmutableList<Agreement> AgreedBy)
{
    /// <summary>The same, with these who agreed as well.</summary>
    public AgreedMinutes With(IEnumerable<Member> members, DateTimeOffset? at) =>
        this with { AgreedBy = AgreedBy.AddRange(members.Select(member => new Agreement(member, at))) };
}

/// <summary>Who came, who stepped out, and who signed the confidentiality statement.</summary>
public sealed record Room(ImmutableList<Member> Attended, ImmutableHashSet<Member> SteppedOut, ImmutableHashSet<Member> Signatories)
{
    /// <summary>A room that nobody entered yet.</summary>
    public static Room Empty { get; } = new([], [], []);

    /// <summary>Who is in the room: those who came, without those who stepped out, in the order in which they came.</summary>
    public ImmutableList<Member> Present { get; } = Attended.RemoveAll(SteppedOut.Contains);
}
