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

    /// <summary>How often the agency answered.</summary>
    public int Answers { get; init; }

    public ImmutableArray<PersonId> AnsweredBy { get; init; } = [];

    internal static ImmutableArray<RaisedConcern> After(ImmutableArray<RaisedConcern> concerns, ConcernEvent @event) => @event switch
    {
        ConcernRaised e => concerns.Add(new(e, new ConcernStanding.Open())),
        ConcernPutToAgency e => Change(concerns, e.Concern,
            known => known with { PutAs = e.Words, Standing = new ConcernStanding.Put(e.AnswerDue) }),
        ConcernAnswered e => Change(concerns, e.Concern,
            known => known with { Answer = e.Answer, Answers = known.Answers + 1, Standing = new ConcernStanding.Answered() }),
        ConcernUpheld e => Change(concerns, e.Concern, known => known with { Standing = new ConcernStanding.Upheld(e.Reason) }),
        ConcernDismissed e => Change(concerns, e.Concern, known => known with { Standing = new ConcernStanding.Dismissed(e.Reason) }),
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };

    private static ImmutableArray<RaisedConcern> Change(ImmutableArray<RaisedConcern> concerns, ConcernId concern,
        Func<RaisedConcern, RaisedConcern> change) =>
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

    public sealed record Answered : ConcernStanding;

    /// <summary>It was found to be right.</summary>
    public sealed record Upheld(Sensitive<string> Reason) : ConcernStanding;

    /// <summary>It was found not to be right.</summary>
    public sealed record Dismissed(Sensitive<string> Reason) : ConcernStanding;
}

/// <summary>What the stream of one concern says of it.</summary>
public sealed record ConcernPosition
{
    public static ConcernPosition Initial { get; } = new();

    /// <summary>As it was raised; null where it was raised in the stream of the agency, before concerns had streams of their own.</summary>
    public ConcernRaised? Raised { get; init; }

    /// <summary>What was put to the agency.</summary>
    public Sensitive<string>? PutAs { get; init; }

    /// <summary>What the agency answered last.</summary>
    public Sensitive<string>? Answer { get; init; }

    /// <summary>How often the agency answered.</summary>
    public int Answers { get; init; }

    /// <summary>Who answered.</summary>
    public ImmutableArray<PersonId> AnsweredBy { get; init; } = [];

    /// <summary>How far it is; null where this stream does not say.</summary>
    public ConcernStanding? Standing { get; init; }

    /// <summary>The concern, going on from what the agency's stream holds of it from before; null where nobody raised it.</summary>
    public RaisedConcern? After(RaisedConcern? earlier)
    {
        if ((Raised is { } raised ? new RaisedConcern(raised, new ConcernStanding.Open()) : earlier) is not { } known)
            return null;
        return known with
        {
            PutAs = PutAs ?? known.PutAs,
            Answer = Answer ?? known.Answer,
            Answers = known.Answers + Answers,
            AnsweredBy = [.. known.AnsweredBy.Union(AnsweredBy)],
            Standing = Standing ?? known.Standing,
        };
    }

    public static ConcernPosition Evolve(ConcernPosition state, ConcernEvent @event) => @event switch
    {
        ConcernRaised e => state with { Raised = e, Standing = new ConcernStanding.Open() },
        ConcernPutToAgency e => state with { PutAs = e.Words, Standing = new ConcernStanding.Put(e.AnswerDue) },
        ConcernAnswered e => state with
        {
            Answer = e.Answer,
            Answers = state.Answers + 1,
            AnsweredBy = With(state.AnsweredBy, e.Person),
            Standing = new ConcernStanding.Answered()
        },
        ConcernUpheld e => state with { Standing = new ConcernStanding.Upheld(e.Reason) },
        ConcernDismissed e => state with { Standing = new ConcernStanding.Dismissed(e.Reason) },
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };

    private static ImmutableArray<PersonId> With(ImmutableArray<PersonId> known, PersonId? person) =>
        person is { } answered && !known.Contains(answered) ? known.Add(answered) : known;
}

/// <summary>
/// The stream of one concern. It is not the agency's, which every decision about that agency reads: anybody may raise a concern, and
/// nobody's decision has to wait for it.
/// </summary>
public static class ConcernStream
{
    /// <summary><c>concern-{id}</c>.</summary>
    public static StreamDefinition<ConcernPosition, ConcernEvent> Definition { get; } = new("concern", ConcernPosition.Initial,
        ConcernPosition.Evolve)
    {
        Owner = CompartmentOwner.CoordinatingOffice,
        Protect = (_, _, @event) => PartnerStream.ProtectionOf(@event),
    };
}
