using System.Collections.Immutable;
using System.Diagnostics;

namespace Coordination.Domain.Partners;

/// <summary>A concern about an agency.</summary>
/// <param name="Raised">As it was raised.</param>
/// <param name="Standing">How far it is.</param>
public sealed record RaisedConcern(ConcernRaised Raised, ConcernStanding Standing)
{
    /// <summary>The concern.</summary>
    public ConcernId Concern => Raised.Concern;

    /// <summary>What was put to the agency; null while it knows of nothing.</summary>
    public Sensitive<string>? PutAs { get; init; }

    /// <summary>What the agency answered last; null while it has not.</summary>
    public Sensitive<string>? Answer { get; init; }

    internal static ImmutableArray<RaisedConcern> After(ImmutableArray<RaisedConcern> concerns, PartnerEvent @event) => @event switch
    {
        ConcernRaised e => concerns.Add(new(e, new ConcernStanding.Open())),
        ConcernPutToAgency e => Change(concerns, e.Concern, known => known with { PutAs = e.Words, Standing = new ConcernStanding.Put(e.AnswerDue) }),
        ConcernAnswered e => Change(concerns, e.Concern, known => known with { Answer = e.Answer, Standing = new ConcernStanding.Answered() }),
        ConcernUpheld e => Change(concerns, e.Concern, known => known with { Standing = new ConcernStanding.Upheld(e.Reason) }),
        ConcernDismissed e => Change(concerns, e.Concern, known => known with { Standing = new ConcernStanding.Dismissed(e.Reason) }),
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };

    private static ImmutableArray<RaisedConcern> Change(ImmutableArray<RaisedConcern> concerns, ConcernId concern, Func<RaisedConcern, RaisedConcern> change) =>
        [.. concerns.Select(known => known.Concern == concern ? change(known) : known)];
}

/// <summary>How far a concern is.</summary>
public abstract record ConcernStanding
{
    private ConcernStanding() { }

    /// <summary>It was raised. The agency knows nothing of it.</summary>
    public sealed record Open : ConcernStanding;

    /// <summary>It was put to the agency.</summary>
    /// <param name="AnswerDue">Until when it can answer before it is decided without an answer; null where it was given no time.</param>
    public sealed record Put(DateTimeOffset? AnswerDue) : ConcernStanding;

    /// <summary>The agency answered.</summary>
    public sealed record Answered : ConcernStanding;

    /// <summary>It was found to be right.</summary>
    public sealed record Upheld(Sensitive<string> Reason) : ConcernStanding;

    /// <summary>It was found not to be right.</summary>
    public sealed record Dismissed(Sensitive<string> Reason) : ConcernStanding;
}
