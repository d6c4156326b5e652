namespace Coordination.Domain.CaseReviews;

/// <summary>The agenda: custodians bring cases, and each invitee is told of what they are covered for.</summary>
public static class AgendaDecider
{
    /// <summary>The most lines of verdicts that one agenda item may lead to: an event is at most 65,535 bytes.</summary>
    public const int MostVerdictLines = 100;

    /// <summary>
    /// Puts a case on the agenda, when the survivor released it for review to somebody who is invited (CG-31).
    /// </summary>
    /// <param name="command">The custodian's proposal.</param>
    /// <param name="coverage">The gate's answer for each invited member outside the custodian.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(ProposeAgendaItem command, Coverage coverage, ReviewState state) => state switch
    {
        CalledReview called => Propose(command, coverage, called.Meeting),
        PublishedReview published => Propose(command, coverage, published.Meeting),
        NotCalledReview => ReviewRefusals.NoSuchReview,
        _ => new Refusal(RefusalReason.WrongState, "Cases are brought before the review is opened."),
    };

    /// <summary>Sends the agenda out. The gate is asked again, so that what was revoked since is not told.</summary>
    /// <param name="command">The order to send it.</param>
    /// <param name="coverage">For each item the gate's answer for each invited member outside its custodian.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(PublishAgenda command, IReadOnlyDictionary<AgendaItemId, Coverage> coverage,
        ReviewState state) => state switch
        {
            CalledReview called => new AgendaPublished(EntriesOf(called.Meeting, coverage)),
            PublishedReview published => PublishAgain(published.Meeting, EntriesOf(published.Meeting, coverage)),
            NotCalledReview => ReviewRefusals.NoSuchReview,
            _ => new Refusal(RefusalReason.WrongState, "The agenda goes out before the review is opened."),
        };

    private static Decision<ReviewEvent> Propose(ProposeAgendaItem command, Coverage coverage, Meeting meeting)
    {
        var matter = new Matter(command.Item, command.Survivor, command.Case, command.Custodian, command.Presenter, command.Title,
            [.. command.Items]);
        if (Check(matter, meeting) is { } refusal)
        {
            return refusal;
        }

        var covered = meeting.Invited.RemoveAll(member => !coverage.Covers(member, matter));
        return covered.All(member => member.Agency == matter.Custodian)
            ? new Refusal(RefusalReason.ConsentRequired, "No release covers a review of this case by anybody invited (CG-31: review).")
            : new AgendaItemProposed(matter.Item, matter.Survivor, matter.Case, matter.Custodian, matter.Presenter, matter.Title,
                matter.Items, covered, coverage.For(meeting.Invited));
    }

    private static Refusal? Check(Matter matter, Meeting meeting)
    {
        if (!meeting.Invited.Any(member => member.Agency == matter.Custodian))
        {
            return ReviewRefusals.NoSuchReview;
        }

        if (!meeting.Invited.Contains(new Member(matter.Custodian, matter.Presenter)))
        {
            return new Refusal(RefusalReason.InvalidInput, "The presenter has to be an invited member of the custodian.", "presenter");
        }

        if (meeting.Find(matter.Item) is not null)
        {
            return new Refusal(RefusalReason.AlreadyExists, "This agenda item exists already.", "item");
        }

        if (TextRules.Required(matter.Title, TextRules.LongestLabel, "title") is { } fault)
        {
            return fault;
        }

        if (matter.Items.Count == 0 || matter.Items.DistinctBy(item => item.Item).Count() != matter.Items.Count
            || matter.Items.Any(item => item.Custodian != matter.Custodian))
        {
            return new Refusal(RefusalReason.InvalidInput, "Name the record items to be discussed, each once, all of this case.", "items");
        }

        return matter.Items.Sum(item => 1 + (item.ThirdPersons?.Count ?? 0)) * meeting.Invited.Count > MostVerdictLines
            ? new Refusal(RefusalReason.InvalidInput,
                $"Members invited times record items, each counted with the others whom it names, may be {MostVerdictLines} at most: " +
                    $"bring fewer items.", "items")
            : null;
    }

    private static Decision<ReviewEvent> PublishAgain(Meeting meeting, IReadOnlyList<AgendaEntry> entries) =>
        entries.All(entry => meeting.Find(entry.Item) is { IsPublished: true } item && item.ToldTo.SequenceEqual(entry.ToldTo))
            ? Decision.Nothing<ReviewEvent>()
            : new AgendaPublished(entries);

    private static IReadOnlyList<AgendaEntry> EntriesOf(Meeting meeting, IReadOnlyDictionary<AgendaItemId, Coverage> coverage) =>
        [.. meeting.Agenda.Where(item => !item.IsOver)
            .Select(item => new AgendaEntry(item.Matter.Item,
                ToldOf(item.Matter, meeting, coverage.GetValueOrDefault(item.Matter.Item, Coverage.None))))];

    private static ImmutableList<Member> ToldOf(Matter matter, Meeting meeting, Coverage coverage) =>
        meeting.Invited.RemoveAll(member => !coverage.Covers(member, matter));
}
