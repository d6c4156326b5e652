namespace Coordination.Host.Features.Partners;

/// <summary>A concern about another agency. Who reads the log on pseudonyms is not shown what it says.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="What">What happened.</param>
/// <param name="Survivor">For whom it is raised, where a survivor whom your agency serves asks for it. The words are hers, and go with her
/// erasure.</param>
/// <param name="Operation">The operation of theirs that it is about, for which your agency was asked for advocates.</param>
/// <param name="Disclosure">The disclosure that it is about, which your agency made to them: a broken condition, or that it was passed
/// on.</param>
/// <param name="Mark">The refused condition on their account that it is about.</param>
public sealed record ConcernRequest(
    ConcernKind Kind, Sensitive<string> What, SurvivorId? Survivor, OperationId? Operation, DisclosureId? Disclosure = null,
    MarkId? Mark = null);

/// <summary>A concern that was raised, or with which something was done.</summary>
public sealed record ConcernAnswer(ConcernId Id);

/// <summary>What is put to the agency, in words that name nobody: neither her, nor who raised it.</summary>
public sealed record ConcernWordsRequest(Sensitive<string> Words);

/// <summary>What the agency says to it.</summary>
public sealed record ConcernReplyRequest(Sensitive<string> Answer);

/// <summary>Why a concern was found to be right, or not to be. Whoever raised it reads this, and the agency, where it was put to
/// it.</summary>
public sealed record ConcernReasonRequest(Sensitive<string> Reason);

/// <summary>What the reader may know of a concern.</summary>
/// <param name="Id">The concern.</param>
/// <param name="About">The agency that it is about.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Standing">How far it is: open, put, answered, upheld, dismissed.</param>
/// <param name="RaisedBy">Who raised it; the agency that it is about is not told.</param>
/// <param name="What">What happened; not told to the agency that it is about.</param>
/// <param name="PutAs">What was put to the agency; for those who look into it, and for the agency.</param>
/// <param name="Answer">What the agency said; for the same.</param>
/// <param name="Reason">Why it was found to be right, or not to be.</param>
/// <param name="AnswerDue">Until when the agency can answer before it is decided without an answer; for those who look into it, and for the
/// agency.</param>
public sealed record ConcernView(
    ConcernId Id, AgencyId About, ConcernKind Kind, string Standing, AgencyId? RaisedBy, Sensitive<string>? What, Sensitive<string>? PutAs,
    Sensitive<string>? Answer, Sensitive<string>? Reason,
    DateTimeOffset? AnswerDue)
{
    internal static ConcernView ForOffice(AgencyId about, RaisedConcern concern) => new(
        concern.Concern, about, concern.Raised.Kind, StandingOf(concern), concern.Raised.RaisedBy, concern.Raised.What, concern.PutAs,
        concern.Answer, ReasonOf(concern), DueOf(concern));

    // What passed between the office and the agency is theirs; how far it is would tell of it.
    internal static ConcernView ForWhoRaisedIt(AgencyId about, RaisedConcern concern) => new(
        concern.Concern, about, concern.Raised.Kind,
        concern.Standing is ConcernStanding.Put or ConcernStanding.Answered ? "open" : StandingOf(concern),
        concern.Raised.RaisedBy, concern.Raised.What, null, null, ReasonOf(concern), null);

    internal static ConcernView ForWhomItIsAbout(AgencyId about, RaisedConcern concern) => new(
        concern.Concern, about, concern.Raised.Kind, StandingOf(concern), null, null, concern.PutAs, concern.Answer,
        ReasonOf(concern), DueOf(concern));

    private static string StandingOf(RaisedConcern concern) => concern.Standing switch
    {
        ConcernStanding.Open => "open",
        ConcernStanding.Put => "put",
        ConcernStanding.Answered => "answered",
        ConcernStanding.Upheld => "upheld",
        ConcernStanding.Dismissed => "dismissed",
        _ => throw new UnreachableException(),
    };

    private static DateTimeOffset? DueOf(RaisedConcern concern) => (concern.Standing as ConcernStanding.Put)?.AnswerDue;

    private static Sensitive<string>? ReasonOf(RaisedConcern concern) => concern.Standing switch
    {
        ConcernStanding.Upheld { Reason: var reason } => reason,
        ConcernStanding.Dismissed { Reason: var reason } => reason,
        _ => null,
    };
}
