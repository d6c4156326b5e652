namespace Coordination.Domain.ImmigrationRelief;

/// <summary>Where the search for relief stands.</summary>
public abstract record ReliefState
{
    private protected ReliefState() { }

    /// <summary>Nothing is sought under this identifier.</summary>
    public sealed record NotSought : ReliefState;

    /// <summary>Something is or was sought.</summary>
    public abstract record Known(ReliefRecord Record) : ReliefState;

    public sealed record Pending(ReliefRecord Record) : Known(Record);

    public sealed record Granted(ReliefRecord Record) : Known(Record);

    public sealed record Denied(ReliefRecord Record) : Known(Record);

    /// <summary>The state of a stream that does not exist.</summary>
    public static ReliefState Initial { get; } = new NotSought();

    /// <summary>The record; null when nothing is sought.</summary>
    public ReliefRecord? RecordIfAny => (this as Known)?.Record;

    public static ReliefState Evolve(ReliefState state, ReliefEvent @event) => (state, @event) switch
    {
        (_, ReliefSought e) => new Pending(new ReliefRecord(e, [], [])),
        (Known s, ReliefGranted) => new Granted(s.Record),
        (Known s, ReliefDenied) => new Denied(s.Record),
        (Known s, _) => s with { Record = s.Record.With(@event) },
        (NotSought, CertifierAsked or CertifierAnswered or CertifierSilent or ReliefGranted or ReliefDenied
            or ReliefConditionRefused) => state,
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };
}

/// <summary>What is known of the search for relief.</summary>
/// <param name="Sought">What is sought, for whom, by which agency.</param>
/// <param name="Asks">The certifiers asked, each with its latest ask, in the order of the first.</param>
/// <param name="Refused">What was to be made conditional and was refused, oldest first.</param>
public sealed record ReliefRecord(ReliefSought Sought, ImmutableList<CertifierAsk> Asks, ImmutableList<ReliefConditionRefused> Refused)
{
    public CertifierAsk? Find(AgencyId certifier) => Asks.Find(ask => ask.Asked.Certifier == certifier);

    internal ReliefRecord With(ReliefEvent @event) => @event switch
    {
        CertifierAsked e =>
            this with
            {
                Asks = Find(e.Certifier) is { } known
                ? Asks.Replace(known, new CertifierAsk(e, new AskStanding.Waiting()))
                : Asks.Add(new CertifierAsk(e, new AskStanding.Waiting()))
            },
        CertifierAnswered e => With(e.Certifier, new AskStanding.Answered(e), answers: 1),
        CertifierSilent e => With(e.Certifier, new AskStanding.Silent()),
        ReliefConditionRefused e => this with { Refused = Refused.Add(e) },
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };

    private ReliefRecord With(AgencyId certifier, AskStanding standing, int answers = 0) =>
        Find(certifier) is { } known
            ? this with { Asks = Asks.Replace(known, known with { Standing = standing, Answers = known.Answers + answers }) }
            : this;
}

public sealed record CertifierAsk(CertifierAsked Asked, AskStanding Standing)
{
    /// <summary>How often it was answered.</summary>
    public int Answers { get; init; }
}

public abstract record AskStanding
{
    private AskStanding() { }

    /// <summary>It waits for an answer.</summary>
    public sealed record Waiting : AskStanding;

    /// <summary>The time passed without one.</summary>
    public sealed record Silent : AskStanding;

    public sealed record Answered(CertifierAnswered With) : AskStanding;
}

/// <summary>How the stream <c>relief-{id}</c> is named and folded.</summary>
public static class ReliefStream
{
    public static StreamDefinition<ReliefState, ReliefEvent> Definition { get; } = new("relief", ReliefState.Initial, ReliefState.Evolve)
    {
        Owner = CompartmentOwner.Custodian,
        // What a certifier says is sealed for the agency that represents her, not for the one that recorded it.
        Protect = (_, state, @event) =>
            state.RecordIfAny is { } record ? new Protection(KeySubject.Of(record.Sought.Survivor), record.Sought.Agency)
            : @event is ReliefConditionRefused refused ? Protection.Of(refused.Survivor)
            : Protection.OfAgency,
    };
}
