using System.Collections.Immutable;
using System.Diagnostics;

namespace Coordination.Domain.CaseReviews;

/// <summary>The part of the fold that concerns single items of the agenda.</summary>
internal static class AgendaStream
{
    public static Meeting Evolve(Meeting meeting, ReviewEvent @event) => @event switch
    {
        ConflictDeclared e => On(meeting, e.Item, item => item with { Conflicted = item.Conflicted.Add(e.Member) }),
        MemberRecused e => On(meeting, e.Item, item => item with { Recused = item.Recused.Add(e.Member) }),
        ItemOpened e => On(meeting, e.Item, item => item with { Stage = new OpenedItem(Discussion.Begun) }),
        ItemOpeningRefused e => On(meeting, e.Item, item => item with { Stage = Refused(item, e) }),
        PriorActionsReviewed e => Discussed(meeting, e.Item, discussion => discussion with { PriorActionsReviewed = true }),
        SurvivorViewStated e => Discussed(meeting, e.Item, discussion => discussion with { View = new SurvivorView(e.Way, e.View) }),
        OptionProposed e => Discussed(meeting, e.Item, discussion => discussion with { Options = discussion.Options.Add(new ReviewOption(e.Number, e.Option, e.By)) }),
        ItemClosed e => On(meeting, e.Item, item => item with { Stage = Closed(item.Stage) }),
        _ => throw new UnreachableException(),
    };

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
