using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.CaseReviews;

/// <summary>A vote.</summary>
[JsonConverter(typeof(NameConverter<Vote>))]
public enum Vote
{
    /// <summary>For.</summary>
    For,
    /// <summary>Against.</summary>
    Against,
    /// <summary>Neither.</summary>
    Abstain,
}

/// <summary>A member's vote.</summary>
public sealed record MemberVote(Member Member, Vote Vote);

/// <summary>The team decided.</summary>
/// <param name="Item">On this item.</param>
/// <param name="Decision">This decision.</param>
/// <param name="OptionChosen">The number of the option.</param>
/// <param name="OptionsConsidered">The numbers of all options.</param>
/// <param name="Rationale">Why.</param>
/// <param name="Votes">Who voted how.</param>
/// <param name="Present">Members in the room who took part.</param>
/// <param name="Quorum">The quorum that held.</param>
/// <param name="AgainstSurvivorsView">Why the team decided against the survivor's stated view; null when it did not.</param>
/// <param name="ConsentVersion">The version of the consent stream on which the decision stood.</param>
/// <param name="ReleasesReliedOn">The releases on which the discussion stood.</param>
public sealed record DecisionRecorded(AgendaItemId Item, DecisionId Decision, int OptionChosen, IReadOnlyList<int> OptionsConsidered,
    Sensitive<string> Rationale, IReadOnlyList<MemberVote> Votes, IReadOnlyList<Member> Present, int Quorum,
    Sensitive<string>? AgainstSurvivorsView, long ConsentVersion, IReadOnlyList<ReleaseId> ReleasesReliedOn) : ReviewEvent, IAboutItem
{
    /// <summary>How the team came to it; null in records from before this was kept, which are votes.</summary>
    public DecisionManner? Manner { get; init; }

    /// <summary>What came of the motion; null in records from before this was kept, which were all carried.</summary>
    public DecisionOutcome? Outcome { get; init; }

    /// <summary>Whether what came of it follows the survivor's view; null in records from before the team had to answer that.</summary>
    public SurvivorsViewAnswer? SurvivorsView { get; init; }

    internal override string Summary =>
        $"item {Item}: decision {Decision}, option {Text(OptionChosen)}, {(Outcome ?? DecisionOutcome.Carried).Named()}, by " +
        $"{(Manner ?? DecisionManner.Vote).Named()}, votes {Listed(Votes, v => $"{Text(v.Member)} {v.Vote.Named()}")}, "
        + $"present {Listed(Present, Text)}, quorum {Text(Quorum)}, consent version {Text(ConsentVersion)}, releases " +
        $"{Listed(ReleasesReliedOn, r => r.ToString())}"
        + $", {Answered(SurvivorsView ?? (AgainstSurvivorsView is null ? SurvivorsViewAnswer.NotAnswered : SurvivorsViewAnswer.Opposes))}";
}

/// <summary>Whether what came of a decision follows the survivor's stated view.</summary>
[JsonConverter(typeof(NameConverter<SurvivorsViewAnswer>))]
public enum SurvivorsViewAnswer
{
    /// <summary>Nobody said, or she stated her view again since. This is never the same as following it.</summary>
    NotAnswered,
    /// <summary>It follows her view.</summary>
    Follows,
    /// <summary>It opposes her view, with a reason.</summary>
    Opposes,
    /// <summary>What she said does not tell whether she wants this.</summary>
    Unclear,
    /// <summary>She chose to state no view.</summary>
    NoneStated,
}

/// <summary>The agency that serves the survivor objected: a decision opposes her view, and is not marked so.</summary>
public sealed record CustodianObjected(AgendaItemId Item, DecisionId Decision, Sensitive<string> Reason, Member By,
    DateTimeOffset At) : ReviewEvent, IAboutItem
{
    internal override string Summary => $"item {Item}: {Text(By)} objected for the survivor that decision {Decision} opposes her view";
}

/// <summary>Whether a decision follows the survivor's view was corrected. What was recorded before stays in the record.</summary>
/// <param name="Item">The item.</param>
/// <param name="Decision">The decision, which is not changed otherwise.</param>
/// <param name="Before">What stood until then.</param>
/// <param name="Answer">What is right.</param>
/// <param name="AgainstSurvivorsView">Why the team decided against her view; null when it did not.</param>
/// <param name="Reason">Why it is corrected.</param>
/// <param name="By">Who corrected it.</param>
/// <param name="At">When.</param>
public sealed record SurvivorsViewAnswerCorrected(AgendaItemId Item, DecisionId Decision, SurvivorsViewAnswer Before,
    SurvivorsViewAnswer Answer, Sensitive<string>? AgainstSurvivorsView, Sensitive<string> Reason, Member By,
    DateTimeOffset At) : ReviewEvent, IAboutItem
{
    internal override string Summary =>
        $"item {Item}: corrected by {Text(By)} that decision {Decision} {Answered(Answer)}; before: {Answered(Before)}";
}

/// <summary>What came of a motion.</summary>
[JsonConverter(typeof(NameConverter<DecisionOutcome>))]
public enum DecisionOutcome
{
    /// <summary>The team decided for it: more were for it than against it, or there was consensus.</summary>
    Carried,
    /// <summary>As many were for it as against it. Nothing was decided.</summary>
    Tied,
    /// <summary>It did not get a majority, or there was no consensus. Nothing was decided.</summary>
    Failed,
}

/// <summary>How a team comes to a decision.</summary>
[JsonConverter(typeof(NameConverter<DecisionManner>))]
public enum DecisionManner
{
    /// <summary>By vote: more for it than against it, one vote for each agency.</summary>
    Vote,
    /// <summary>By consensus: nobody who decides is against it.</summary>
    Consensus,
}

/// <summary>A member dissents from a decision, in their own words.</summary>
public sealed record DissentRecorded(DecisionId Decision, Member Member, Sensitive<string> Reason) : ReviewEvent, IAboutDecision
{
    internal override string Summary => $"decision {Decision}: dissent by {Text(Member)}";
}

/// <summary>A decision was replaced by another, with a reason. History is not rewritten.</summary>
public sealed record DecisionSuperseded(DecisionId Decision, DecisionId By, Sensitive<string> Reason) : ReviewEvent, IAboutDecision
{
    internal override string Summary => $"decision {Decision} superseded by {By}";
}
