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
        if (!ItemParticipation.In(command.Item, command.By, coverage, state, out var item, out var refusal))
        {
            return refusal;
        }

        var open = (OpenReview)state;
        var discussion = ((OpenedItem)item.Stage).Discussion;
        var deciding = ItemParticipation.Deciding(item, open.Room);
        if ((CheckDiscussion(command, discussion, open.Meeting) ?? CheckTwice(command, open.Meeting)
            ?? SurvivorsViewDecider.Check(command.SurvivorsView, command.ReasonToOppose, discussion)
            ?? CheckManner(command, deciding, open.Meeting.Quorum)) is { } no)
        {
            return no;
        }

        return new DecisionRecorded(
            command.Item, command.Decision, command.OptionChosen,
            [.. discussion.Options.Select(option => option.Number)], command.Rationale,
            [.. command.Votes], deciding, open.Meeting.Quorum, command.ReasonToOppose, coverage.ConsentVersion,
            coverage.ReleasesFor(open.Room.Present))
        {
            Manner = command.Manner,
            Outcome = OutcomeOf(command),
            SurvivorsView = command.SurvivorsView ?? SurvivorsViewAnswer.NoneStated,
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

        if (!ItemParticipation.MayBeWrittenDown(decision.Recorded.Item, coverage, open))
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

        if (!ItemParticipation.MayBeWrittenDown(decision.Recorded.Item, coverage, open))
        {
            return ReviewRefusals.ConsentWithdrawn;
        }

        if (decision.Superseded is { } before)
        {
            return before.By == command.By
                ? Decision.Nothing<ReviewEvent>()
                : new Refusal(RefusalReason.WrongState, "The decision was superseded already.");
        }

        if (TextRules.Required(command.Reason, TextRules.LongestNote, "reason") is { } fault)
        {
            return fault;
        }

        return IsLater(command.By, decision, open.Meeting)
            ? new DecisionSuperseded(command.Decision, command.By, command.Reason)
            : new Refusal(RefusalReason.InvalidInput, "A decision is superseded by a later one on the same item that was carried.", "by");
    }

    private static bool IsLater(DecisionId by, TeamDecision decision, Meeting meeting) =>
        meeting.Find(by) is { Superseded: null, Outcome: DecisionOutcome.Carried } later
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
            && (decision.Recorded.Manner ?? DecisionManner.Vote) == command.Manner
            && decision.Recorded.Votes.ToHashSet().SetEquals(command.Votes))
            ? ReviewRefusals.AlreadyDecided
            : null;

    private static Refusal? CheckManner(RecordDecision command, ImmutableList<Member> deciding, int quorum)
    {
        if (deciding.Select(member => member.Agency).Distinct().Count() is var agencies && agencies < quorum)
        {
            return new Refusal(RefusalReason.NoQuorum,
                $"Members of {Quantity.Of(quorum, "agency", "agencies")} have to take part in a decision, and {agencies} do: whoever has " +
                    $"a conflict or left the room does not count. Nothing was recorded. Wait until enough are back, or leave it to the " +
                    $"next review.");
        }

        return command.Manner switch
        {
            DecisionManner.Vote => CheckVotes(command, deciding),
            DecisionManner.Consensus when command.Votes.Count > 0 =>
                new Refusal(RefusalReason.InvalidInput,
                    "Where there is consensus nobody votes: leave the votes out, or record a vote.", "votes"),
            DecisionManner.Consensus when command.Outcome is DecisionOutcome.Tied =>
                new Refusal(RefusalReason.InvalidInput,
                    "Without votes there is no tie: there was consensus, or the motion failed.", "outcome"),
            DecisionManner.Consensus => null,
            _ => throw new UnreachableException(),
        };
    }

    private static Refusal? CheckVotes(RecordDecision command, ImmutableList<Member> deciding)
    {
        if (command.Votes.Index().FirstOrDefault(vote => !deciding.Contains(vote.Item.Member)) is { Item: not null, Index: var at })
        {
            return new Refusal(RefusalReason.Recused,
                "Only members in the room vote, who neither have a conflict nor recused themselves. Somebody who left since does not: " +
                    "vote again without them.", $"votes[{at}].member");
        }

        if (command.Votes.DistinctBy(vote => vote.Member.Agency).Count() != command.Votes.Count)
        {
            return new Refusal(RefusalReason.InvalidInput, "Each agency has one vote.", "votes");
        }

        if (command.Votes.Count == 0)
        {
            return new Refusal(RefusalReason.InvalidInput,
                "Say who voted how. Where nobody votes, the team decides by consensus.", "votes");
        }

        return command.Outcome is null || command.Outcome == OutcomeOf(command)
            ? null
            : new Refusal(RefusalReason.InvalidInput,
                $"The votes say otherwise: {Votes(command, Vote.For)} for it, {Votes(command, Vote.Against)} against it. Leave the " +
                    $"outcome out, or correct the votes.", "outcome");
    }

    private static DecisionOutcome OutcomeOf(RecordDecision command) =>
        (command.Manner, Votes(command, Vote.For) - Votes(command, Vote.Against)) switch
        {
            (DecisionManner.Consensus, _) => command.Outcome ?? DecisionOutcome.Carried,
            (_, > 0) => DecisionOutcome.Carried,
            (_, 0) when Votes(command, Vote.For) > 0 => DecisionOutcome.Tied,
            _ => DecisionOutcome.Failed,
        };

    private static int Votes(RecordDecision command, Vote vote) => command.Votes.Count(cast => cast.Vote == vote);
}
