using System.Collections.Immutable;
using System.Diagnostics;

namespace Coordination.Domain.CaseReviews;

/// <summary>What the team decides, who dissents, what replaces what.</summary>
public static class TeamDecisionDecider
{
    /// <summary>Records a decision, if consent still covers everybody in the room.</summary>
    /// <param name="command">The decision.</param>
    /// <param name="coverage">The gate's answer, now, for each member in the room who is not of the custodian.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(RecordDecision command, Coverage coverage, ReviewState state)
    {
        if (!TakingPart.In(command.Item, command.By, coverage, state, out var item, out var refusal))
        {
            return refusal;
        }

        var open = (OpenReview)state;
        var discussion = ((OpenedItem)item.Stage).Discussion;
        var deciding = TakingPart.Deciding(item, open.Room);
        if ((CheckDiscussion(command, discussion, open.Meeting) ?? CheckTwice(command, open.Meeting) ?? CheckView(command, discussion) ?? CheckManner(command, deciding, open.Meeting.Quorum)) is { } no)
        {
            return no;
        }

        return new DecisionRecorded(
            command.Item, command.Decision, command.OptionChosen, [.. discussion.Options.Select(option => option.Number)], command.Rationale,
            [.. command.Votes], deciding, open.Meeting.Quorum, command.OpposesSurvivorsView ? command.ReasonToOppose : null,
            coverage.ConsentVersion, coverage.ReleasesFor(open.Room.Present))
        {
            Manner = command.Manner,
        };
    }

    /// <summary>A member who took part in a decision dissents from it, in their own words.</summary>
    /// <param name="command">Whose dissent, and why.</param>
    /// <param name="coverage">The gate's answer, now, for those in the room, while the item is under discussion.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(RecordDissent command, Coverage coverage, ReviewState state)
    {
        if (state is not OpenReview open)
        {
            return ReviewRefusals.NotOpenYet(state);
        }

        if (open.Meeting.Find(command.Decision) is not { } decision || !decision.Recorded.Present.Contains(command.Member))
        {
            return ReviewRefusals.NoSuchDecision;
        }

        if (!TakingPart.MayBeWrittenDown(decision.Recorded.Item, coverage, open))
        {
            return ReviewRefusals.ConsentWithdrawn;
        }

        if (TextRules.Required(command.Reason, TextRules.LongestNote, "reason") is { } fault)
        {
            return fault;
        }

        return decision.Dissents.Find(dissent => dissent.Member == command.Member) switch
        {
            null => new DissentRecorded(command.Decision, command.Member, command.Reason),
            { } before when before.Reason.Equals(command.Reason) => Decision.Nothing<ReviewEvent>(),
            _ => new Refusal(RefusalReason.WrongState, "The member dissented already."),
        };
    }

    /// <summary>Replaces a decision by a later one on the same item. The earlier one stays in the record.</summary>
    /// <param name="command">Which one, and by which.</param>
    /// <param name="coverage">The gate's answer, now, for those in the room, while the item is under discussion.</param>
    /// <param name="state">The review.</param>
    public static Decision<ReviewEvent> Decide(SupersedeDecision command, Coverage coverage, ReviewState state)
    {
        if (state is not OpenReview open)
        {
            return ReviewRefusals.NotOpenYet(state);
        }

        if (open.Meeting.Find(command.Decision) is not { } decision || !decision.Recorded.Present.Contains(command.RecordedBy))
        {
            return ReviewRefusals.NoSuchDecision;
        }

        if (!TakingPart.MayBeWrittenDown(decision.Recorded.Item, coverage, open))
        {
            return ReviewRefusals.ConsentWithdrawn;
        }

        if (decision.Superseded is { } before)
        {
            return before.By == command.By ? Decision.Nothing<ReviewEvent>() : new Refusal(RefusalReason.WrongState, "The decision was superseded already.");
        }

        if (TextRules.Required(command.Reason, TextRules.LongestNote, "reason") is { } fault)
        {
            return fault;
        }

        return IsLater(command.By, decision, open.Meeting)
            ? new DecisionSuperseded(command.Decision, command.By, command.Reason)
            : new Refusal(RefusalReason.InvalidInput, "A decision is superseded by a later one on the same item.", "by");
    }

    private static bool IsLater(DecisionId by, TeamDecision decision, Meeting meeting) =>
        meeting.Find(by) is { Superseded: null } later
        && later.Recorded.Item == decision.Recorded.Item
        && meeting.Decisions.IndexOf(later) > meeting.Decisions.IndexOf(decision);

    private static Refusal? CheckDiscussion(RecordDecision command, Discussion discussion, Meeting meeting)
    {
        if (meeting.Find(command.Decision) is not null)
        {
            return new Refusal(RefusalReason.AlreadyExists, "This decision was recorded already.", "decision");
        }

        if (TextRules.Required(command.Rationale, TextRules.LongestNote, "rationale") is { } fault)
        {
            return fault;
        }

        return discussion.Options.Exists(option => option.Number == command.OptionChosen)
            ? null
            : new Refusal(RefusalReason.InvalidInput, "The option chosen is one of those that were considered.", "optionChosen");
    }

    // Two who lead write down the same decision: it is one. Another option, or other votes, are another decision.
    private static Refusal? CheckTwice(RecordDecision command, Meeting meeting) =>
        meeting.Decisions.Exists(decision => decision.Superseded is null
            && decision.Recorded.Item == command.Item && decision.Recorded.OptionChosen == command.OptionChosen
            && (decision.Recorded.Manner ?? DecisionManner.Vote) == command.Manner && decision.Recorded.Votes.ToHashSet().SetEquals(command.Votes))
            ? ReviewRefusals.AlreadyDecided
            : null;

    private static Refusal? CheckView(RecordDecision command, Discussion discussion) => (discussion.View, command.OpposesSurvivorsView) switch
    {
        (null, _) => new Refusal(RefusalReason.WrongState, "The survivor's view is heard before the team decides, or that she chose not to give one."),
        ({ Way: SurvivorViewWay.ChoseNotTo }, true) => new Refusal(RefusalReason.InvalidInput, "The survivor stated no view that it could oppose.", "opposesSurvivorsView"),
        (_, true) when TextRules.Required(command.ReasonToOppose, TextRules.LongestNote, "reasonToOppose") is { } fault =>
            fault with { Message = $"A decision against the survivor's stated view needs a reason. {fault.Message}" },
        (_, false) when command.ReasonToOppose is not null =>
            new Refusal(RefusalReason.InvalidInput, "A reason to oppose the survivor's view belongs to a decision that opposes it.", "reasonToOppose"),
        _ => null,
    };

    private static Refusal? CheckManner(RecordDecision command, ImmutableList<Member> deciding, int quorum)
    {
        if (deciding.Select(member => member.Agency).Distinct().Count() is var agencies && agencies < quorum)
        {
            return new Refusal(RefusalReason.NoQuorum, $"Members of {quorum} agencies have to take part in a decision, and {agencies} do: whoever has a conflict or left the room does not count. Nothing was recorded. Wait until enough are back, or leave it to the next review.");
        }

        return command.Manner switch
        {
            DecisionManner.Vote => CheckVotes(command, deciding),
            DecisionManner.Consensus when command.Votes.Count > 0 =>
                new Refusal(RefusalReason.InvalidInput, "Where there is consensus nobody votes: leave the votes out, or record a vote.", "votes"),
            DecisionManner.Consensus => null,
            _ => throw new UnreachableException(),
        };
    }

    private static Refusal? CheckVotes(RecordDecision command, ImmutableList<Member> deciding)
    {
        if (command.Votes.Index().FirstOrDefault(vote => !deciding.Contains(vote.Item.Member)) is { Item: not null, Index: var at })
        {
            return new Refusal(RefusalReason.Recused, "Only members in the room vote, who neither have a conflict nor recused themselves. Somebody who left since does not: vote again without them.", $"votes[{at}].member");
        }

        if (command.Votes.DistinctBy(vote => vote.Member.Agency).Count() != command.Votes.Count)
        {
            return new Refusal(RefusalReason.InvalidInput, "Each agency has one vote.", "votes");
        }

        return command.Votes.Count(vote => vote.Vote == Vote.For) > command.Votes.Count(vote => vote.Vote == Vote.Against)
            ? null
            : new Refusal(RefusalReason.InvalidInput, "An option is decided when more vote for it than against it.", "votes");
    }
}
