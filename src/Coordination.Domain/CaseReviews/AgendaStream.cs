namespace Coordination.Domain.CaseReviews;

/// <summary>The part of the fold that concerns single items of the agenda.</summary>
internal static class AgendaStream
{
    public static Meeting Evolve(Meeting meeting, ReviewEvent @event) => @event switch
    {
        ConflictDeclared e => On(meeting, e.Item, item => item with { Conflicted = item.Conflicted.Add(e.Member) }),
        MemberRecused e => On(meeting, e.Item, item => item with { Recused = item.Recused.Add(e.Member) }),
        ItemOpened e => On(meeting, e.Item,
            item => Heard(item with { Stage = new OpenedItem(Discussion.Begun), OpenedAt = e.At }, e.InTheRoom)),
        ItemOpeningRefused e => On(meeting, e.Item, item => item with { Stage = Refused(item, e) }),
        PriorActionsReviewed e => Discussed(meeting, e.Item, discussion => discussion with { PriorActionsReviewed = true }),
        SurvivorViewStated e => Discussed(meeting, e.Item, discussion => discussion with { View = new SurvivorView(e.Way, e.View) }),
        OptionProposed e => Discussed(meeting, e.Item,
            discussion => discussion with { Options = discussion.Options.Add(new ReviewOption(e.Number, e.Option, e.By)) }),
        ItemClosed e => On(meeting, e.Item, item => item with { Stage = Closed(item.Stage), EndedAt = e.At }),
        ItemTimeSet e => On(meeting, e.Item, item => item with { Minutes = e.Minutes }),
        AgendaItemWithdrawn e => On(meeting, e.Item, item => item with { Stage = Closed(item.Stage), IsWithdrawn = true, EndedAt = e.At }),
        InformationSentIn e => On(meeting, e.Item,
            item => item with
            {
                SentIn = item.SentIn.RemoveAll(sent => sent.Member == e.Member)
                .Add(new SentIn(e.Member,
                    e.Information)
                { Times = (item.SentIn.Find(sent => sent.Member == e.Member)?.Times ?? 0) + 1 })
            }),
        ItemMinutesWritten e => On(meeting, e.Item,
            item => item with { WrittenMinutes = new ItemMinutes(e.Text, (item.WrittenMinutes?.Edition ?? 0) + 1, e.By, []) }),
        ItemMinutesAgreed e => On(meeting, e.Item,
            item => item with
            {
                WrittenMinutes = item.WrittenMinutes is { } minutes
                ? minutes with { AgreedBy = minutes.AgreedBy.Add(new Agreement(e.Member, e.At)) }
                : null
            }),
        _ => throw new UnreachableException(),
    };

    /// <summary>These members are in the room while the item is discussed.</summary>
    public static Meeting Heard(Meeting meeting, AgendaItemId id, IReadOnlyList<Member> present) =>
        On(meeting, id, item => Heard(item, present));

    /// <summary>The item when the meeting does not take place.</summary>
    public static AgendaItem NotReached(AgendaItem item) => item with { Stage = Closed(item.Stage) };

    private static AgendaItem Heard(AgendaItem item, IReadOnlyList<Member> present) =>
        item with { Heard = item.Heard.AddRange(present.Except(item.Heard)) };

    private static Meeting On(Meeting meeting, AgendaItemId id, Func<AgendaItem, AgendaItem> change) =>
        meeting with { Agenda = [.. meeting.Agenda.Select(item => item.Matter.Item == id ? change(item) : item)] };

    private static Meeting Discussed(Meeting meeting, AgendaItemId id, Func<Discussion, Discussion> change) =>
        On(meeting, id, item => item.Stage is OpenedItem opened ? item with { Stage = new OpenedItem(change(opened.Discussion)) } : item);

    private static ItemStage Refused(AgendaItem item, ItemOpeningRefused refused) =>
        item.Stage is ProposedItem
            ? new ProposedItem(new Coverage(0, refused.Verdicts).NotCovered(refused.Verdicts.Select(answer => answer.Member), item.Matter))
            : item.Stage;

    private static ItemStage Closed(ItemStage stage) => stage switch
    {
        ProposedItem => new NotReachedItem(),
        OpenedItem opened => new ClosedItem(opened.Discussion),
        ClosedItem or NotReachedItem => stage,
        _ => throw new UnreachableException(),
    };
}
