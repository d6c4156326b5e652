namespace Coordination.Domain.Partners;

/// <summary>Raises a concern about another agency; for a survivor whom the agency serves, where she asks for it.</summary>
public sealed record RaiseConcern(Actor By, AgencyId About, ConcernId Concern, ConcernKind Kind, Sensitive<string> What,
    SurvivorId? Survivor = null, OperationId? Operation = null)
{
    /// <summary>The disclosure of the agency that raises it, which the other has.</summary>
    public DisclosureId? Disclosure { get; init; }

    /// <summary>The refused condition on the other agency's account.</summary>
    public MarkId? Mark { get; init; }
}

/// <summary>How many concerns a person may raise within a day, and when they raised the last ones.</summary>
/// <param name="Most">So many.</param>
/// <param name="Raised">When they raised what they raised within the last day, or longer.</param>
/// <param name="Now">Now.</param>
public sealed record ConcernAllowance(int Most, IReadOnlyList<DateTimeOffset> Raised, DateTimeOffset Now)
{
    /// <summary>The time in which they are counted.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>When the next one can be raised; null when that is now.</summary>
    public DateTimeOffset? GoesOnAt()
    {
        List<DateTimeOffset> counted = [.. Raised.Where(at => at > Now - Day).Order()];
        return counted.Count < Most ? null : counted[^Most] + Day;
    }
}

/// <summary>What is done with a concern that was raised.</summary>
public abstract record ConcernCommand(Actor By, AgencyId About, ConcernId Concern);

/// <summary>Puts a concern to the agency that it is about, in words that name nobody, to be answered until
/// <paramref name="AnswerDue"/>.</summary>
public sealed record PutConcern(Actor By, AgencyId About, ConcernId Concern, Sensitive<string> Words, DateTimeOffset AnswerDue)
    : ConcernCommand(By, About, Concern);

/// <summary>Answers what was put to one's own agency.</summary>
public sealed record AnswerConcern(Actor By, AgencyId About, ConcernId Concern, Sensitive<string> Answer)
    : ConcernCommand(By, About, Concern);

/// <summary>Finds a concern to be right.</summary>
public sealed record UpholdConcern(Actor By, AgencyId About, ConcernId Concern, Sensitive<string> Reason, DateTimeOffset At)
    : ConcernCommand(By, About, Concern);

/// <summary>Finds a concern not to be right.</summary>
public sealed record DismissConcern(Actor By, AgencyId About, ConcernId Concern, Sensitive<string> Reason)
    : ConcernCommand(By, About, Concern);
