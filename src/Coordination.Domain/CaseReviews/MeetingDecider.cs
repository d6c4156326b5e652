using Coordination.Domain.TaskForce;

namespace Coordination.Domain.CaseReviews;

/// <summary>The frame of a meeting: calling, opening, what comes next, the minutes, closing.</summary>
public static class MeetingDecider
{
    /// <summary>The most members of one review: the gate answers for each of them, and its answers are kept.</summary>
    public const int MostMembers = 40;

    /// <summary>Calls a meeting of members of at least as many agencies as its quorum needs.</summary>
    public static Decision<ReviewEvent> Decide(CallReview command, ReviewState state) => state switch
    {
        NotCalledReview => Check(command) is { } refusal
            ? refusal
            : Decision.Record<ReviewEvent>([
                new ReviewCalled(command.Review, command.StartsAt, command.Place, [.. command.Invited.Distinct()],
                    command.Chair, command.Quorum),
                .. FrameOf(command)]),
        _ => new Refusal(RefusalReason.AlreadyExists, "This review was called already."),
    };

    /// <summary>Opens the meeting, once its agenda went out.</summary>
    public static Decision<ReviewEvent> Decide(OpenMeeting command, ReviewState state) => state switch
    {
        PublishedReview published => new ReviewOpened { At = command.At, Invited = published.Meeting.Invited },
        OpenReview => Decision.Nothing<ReviewEvent>(),
        CalledReview => new Refusal(RefusalReason.WrongState, "Publish the agenda before the meeting is opened."),
        _ => ReviewRefusals.NotOpenYet(state),
    };

    /// <summary>Puts the meeting to another time or place, while it has not begun. Members who are invited stay invited.</summary>
    public static Decision<ReviewEvent> Decide(MoveReview command, ReviewState state) => state switch
    {
        CalledReview or PublishedReview when command.StartsAt < command.At =>
            new Refusal(RefusalReason.InvalidInput, "A review cannot be put to a time in the past.", "startsAt"),
        CalledReview or PublishedReview when TextRules.Required(command.Place, TextRules.LongestNote, "place") is { } fault => fault,
        CalledReview or PublishedReview when ((KnownReview)state).Meeting is var meeting =>
            meeting.StartsAt == command.StartsAt && meeting.Place.Equals(command.Place)
            ? Decision.Nothing<ReviewEvent>()
            : new ReviewMoved(command.StartsAt, command.Place, meeting.Invited),
        KnownReview => ReviewRefusals.Begun,
        _ => ReviewRefusals.NoSuchReview,
    };

    /// <summary>Calls the meeting off, while it has not begun.</summary>
    public static Decision<ReviewEvent> Decide(CallOffReview command, ReviewState state) => state switch
    {
        CalledReview or PublishedReview => new ReviewCalledOff(((KnownReview)state).Meeting.Invited),
        ClosedReview { Meeting.IsCalledOff: true } => Decision.Nothing<ReviewEvent>(),
        KnownReview => ReviewRefusals.Begun,
        _ => ReviewRefusals.NoSuchReview,
    };

    /// <summary>Another invited member leads the meeting; while it is open, one who is in the room.</summary>
    public static Decision<ReviewEvent> Decide(HandOverChair command, ReviewState state) => state switch
    {
        KnownReview known when known.Meeting.Chair == command.To => Decision.Nothing<ReviewEvent>(),
        ClosedReview or NotCalledReview => ReviewRefusals.NotOpenYet(state),
        KnownReview known when !known.Meeting.Invited.Contains(command.To) =>
            new Refusal(RefusalReason.InvalidInput, "The chair has to be among the invited.", "member"),
        OpenReview open when !open.Room.Present.Contains(command.To) =>
            new Refusal(RefusalReason.InvalidInput, "While the meeting is open, somebody leads it who is in the room.", "member"),
        _ => new ChairHandedOver(command.To, command.By),
    };

    /// <summary>Sets when the team meets again.</summary>
    public static Decision<ReviewEvent> Decide(ScheduleNextReview command, ReviewState state) => state switch
    {
        OpenReview open when open.Meeting.NextReview == command.StartsAt => Decision.Nothing<ReviewEvent>(),
        OpenReview when command.StartsAt <= command.At =>
            new Refusal(RefusalReason.InvalidInput, "The next review lies in the future.", "startsAt"),
        OpenReview => new NextReviewScheduled(command.StartsAt),
        _ => ReviewRefusals.NotOpenYet(state),
    };

    /// <summary>
    /// Records the minutes, when nothing is left to discuss, and attendees agree to them: each once. Others can agree to the same
    /// minutes later, also when the meeting is over.
    /// </summary>
    public static Decision<ReviewEvent> Decide(AgreeMinutes command, ReviewState state) => state switch
    {
        OpenReview open => Agree(command, open.Meeting, open.Room),
        ClosedReview { Meeting.Minutes: not null } closed => Agree(command, closed.Meeting, closed.Room),
        _ => ReviewRefusals.NotOpenYet(state),
    };

    /// <summary>Closes the meeting, when every item is closed and what was discussed has its minutes.</summary>
    public static Decision<ReviewEvent> Decide(CloseReview command, ReviewState state) => state switch
    {
        OpenReview open when !AllClosed(open.Meeting) =>
            new Refusal(RefusalReason.WrongState, "Every item has to be closed before the review is."),
        OpenReview open when open.Meeting.Minutes is null
            && open.Meeting.Agenda.Any(item => item is { Stage: ClosedItem, WrittenMinutes: null }) =>
            new Refusal(RefusalReason.WrongState,
                "What was discussed has its minutes before the review is closed: item by item, or of the whole meeting."),
        OpenReview open => new ReviewClosed { At = command.At, Invited = open.Meeting.Invited },
        ClosedReview => Decision.Nothing<ReviewEvent>(),
        _ => ReviewRefusals.NotOpenYet(state),
    };

    private static Decision<ReviewEvent> Agree(AgreeMinutes command, Meeting meeting, Room room)
    {
        if (TextRules.Required(command.Minutes, TextRules.LongestNarrative, "minutes") is { } fault)
        {
            return fault;
        }

        if (meeting.Minutes is { } agreed && !agreed.Text.Equals(command.Minutes))
        {
            return new Refusal(RefusalReason.WrongState, "Other minutes were agreed already.");
        }

        if (!AllClosed(meeting))
        {
            return new Refusal(RefusalReason.WrongState, "Every item has to be closed before the minutes are agreed.");
        }

        if (CheckAgreeing(command.AgreedBy, meeting, room) is { } no)
        {
            return no;
        }

        List<Member> again = [.. command.AgreedBy.Distinct()
            .Where(member => meeting.Minutes?.AgreedBy.Exists(agreement => agreement.Member == member) != true)];
        return meeting.Minutes is null ? new MinutesAgreed(command.Minutes, again) { At = command.At }
            : again.Count == 0 ? Decision.Nothing<ReviewEvent>()
            : new MinutesAgreementAdded(again, command.At);
    }

    // One answer for who was absent and who was outside for an item: there may be items of which whoever writes this does not know.
    private static Refusal? CheckAgreeing(IReadOnlyList<Member> members, Meeting meeting, Room room)
    {
        var at = members.Index().Where(entry => !HeardEverything(entry.Item, meeting, room))
            .Select(entry => (int?)entry.Index).FirstOrDefault();
        return members.Count == 0 ? new Refusal(RefusalReason.InvalidInput, "Name who agreed to the minutes.", "agreedBy")
            : at is { } wrong
                ? new Refusal(RefusalReason.InvalidInput,
                    "Minutes of the meeting are agreed by members who attended it and were in the room for everything that was " +
                        "discussed. Others agree item by item, to what they heard.", $"agreedBy[{wrong}]")
                : null;
    }

    private static bool HeardEverything(Member member, Meeting meeting, Room room) =>
        room.Attended.Contains(member)
            && meeting.Agenda.TrueForAll(item =>
                item.Stage is not ClosedItem || (item.Heard.Contains(member) && !item.Recused.Contains(member)));

    private static bool AllClosed(Meeting meeting) => meeting.Agenda.All(item => item.Stage is ClosedItem or NotReachedItem);

    private static Refusal? Check(CallReview command)
    {
        if (command.StartsAt < command.At)
        {
            return new Refusal(RefusalReason.InvalidInput, "A review cannot be called for a time in the past.", "startsAt");
        }

        if (TextRules.Required(command.Place, TextRules.LongestNote, "place") is { } fault)
        {
            return fault;
        }

        if (command.Invited.Count is 0 or > MostMembers)
        {
            return new Refusal(RefusalReason.InvalidInput, $"Invite between 1 and {MostMembers} members.", "invited");
        }

        if (!command.Invited.Contains(command.Chair))
        {
            return new Refusal(RefusalReason.InvalidInput, "The chair has to be among the invited.", "chair");
        }

        if (command.Invited.Index()
            .FirstOrDefault(entry => SitsAlready(entry.Item, command.Invited)) is { Item: not null, Index: var twice })
        {
            return new Refusal(RefusalReason.InvalidInput, SitsForOneAgency, $"invited[{twice}]");
        }

        if (command.Frame is { } frame && CheckFrame(frame) is { } wrong)
        {
            return wrong;
        }

        return command.Quorum < 1 || command.Invited.Select(member => member.Agency).Distinct().Count() < command.Quorum
            ? new Refusal(RefusalReason.NoQuorum,
                $"Invite members of at least {Quantity.Of(Math.Max(1, command.Quorum), "agency", "agencies")}: fewer could decide nothing.",
                "invited")
            : null;
    }

    /// <summary>Why nobody is invited for two agencies: one person would be two at a vote, for the quorum, and when minutes are
    /// agreed.</summary>
    internal const string SitsForOneAgency = "A person sits in a meeting for one agency. Name somebody else for the other.";

    /// <summary>Whether this person is among these members for another agency.</summary>
    internal static bool SitsAlready(Member member, IEnumerable<Member> members) =>
        members.Any(other => other.Person == member.Person && other.Agency != member.Agency);

    private static IEnumerable<ReviewEvent> FrameOf(CallReview command) => command.Frame is { } frame
        ? [new ReviewFrameSet(frame.Kind, frame.MinutesPerItem, frame.Template?.Sections ?? [])]
        : [];

    private static Refusal? CheckFrame(ReviewFrame frame)
    {
        if (frame.MinutesPerItem is < 1 or > AgendaTemplateDecider.MostMinutes)
        {
            return new Refusal(RefusalReason.InvalidInput,
                $"Expected a number from 1 to {AgendaTemplateDecider.MostMinutes}.", "minutesPerItem");
        }

        if (frame.Template is { } template && template.Kind != frame.Kind)
        {
            return new Refusal(RefusalReason.InvalidInput, "This template is for the other kind of review.", "template");
        }

        var missing = frame.Template?.Disciplines.Where(discipline => !frame.Disciplines.Contains(discipline)).ToList() ?? [];
        return missing.Count == 0
            ? null
            : new Refusal(RefusalReason.InvalidInput,
                $"The template asks for members of these disciplines too: " +
                    $"{string.Join(", ", missing.Select(discipline => JsonNamingPolicy.CamelCase.ConvertName(discipline.ToString())))}.",
                "invited");
    }
}
