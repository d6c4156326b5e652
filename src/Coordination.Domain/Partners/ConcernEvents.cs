using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.Partners;

/// <summary>
/// What happens to a concern: stream <c>concern-{id}</c>. Those that were recorded before concerns had streams of their own are in the
/// stream of the agency that they are about.
/// </summary>
public abstract record ConcernEvent : PartnerEvent
{
    private protected ConcernEvent() { }

    /// <summary>The agency that the concern is about; null in the stream of that agency.</summary>
    public AgencyId? About { get; init; }

    // In the stream of the agency it need not be said about whom it is.
    private protected string AboutWhom => About is { } about ? $" about {about}" : "";

    private protected string Accused => About is { } about ? about.ToString() : "the agency";
}

/// <summary>A concern was raised about the agency. The auditor and the coordinator see it; what the agency does afterwards is looked at in
/// its light.</summary>
public sealed record ConcernRaised(ConcernId Concern, ConcernKind Kind, AgencyId RaisedBy, Sensitive<string> What) : ConcernEvent
{
    /// <summary>Who of that agency raised it, who does not decide about it; null in what was recorded before this was.</summary>
    public PersonId? Person { get; init; }

    /// <summary>The survivor for whom her advocate raised it: the words are hers, and go with her erasure. Null where nobody asked for
    /// it.</summary>
    public SurvivorId? Survivor { get; init; }

    /// <summary>The operation of the other agency that it is about, for which the agency that raised it was asked for advocates.</summary>
    public OperationId? Operation { get; init; }

    /// <summary>What that agency had answered; null in what was recorded before, where it had declined.</summary>
    public PresenceAnswer? OperationWas { get; init; }

    /// <summary>The disclosure that it is about, which the agency that raised it had made to the other.</summary>
    public DisclosureId? Disclosure { get; init; }

    /// <summary>The refused condition on the other agency's account that it is about.</summary>
    public MarkId? Mark { get; init; }

    internal override string Summary =>
        $"concern {Concern}{AboutWhom} raised by {(Person is { } person ? $"{person} of " : "")}{RaisedBy}: " +
        $"{Kind.Named()}{(Survivor is { } her ? $", for survivor {her}" : "")}" +
        $"{(Operation is { } operation ? $", operation {operation}, {(OperationWas ?? PresenceAnswer.Declined).Named()}" : "")}" +
        $"{(Disclosure is { } disclosure ? $", disclosure {disclosure}" : "")}{(Mark is { } mark ? $", refused condition {mark}" : "")}";
}

/// <summary>The coordinator put a concern to the agency, in words that name nobody. From then on the agency knows of it.</summary>
public sealed record ConcernPutToAgency(ConcernId Concern, Sensitive<string> Words) : ConcernEvent
{
    /// <summary>Until when the agency can answer before it is decided without an answer; null in what was recorded before there was such a
    /// time.</summary>
    public DateTimeOffset? AnswerDue { get; init; }

    internal override string Summary =>
        $"concern {Concern} put to {Accused}{(AnswerDue is { } due ? $", to be answered until {Moment(due)}" : "")}";
}

/// <summary>The agency answered what was put to it.</summary>
public sealed record ConcernAnswered(ConcernId Concern, Sensitive<string> Answer) : ConcernEvent
{
    /// <summary>Who answered, who does not decide about it; null in what was recorded before this was.</summary>
    public PersonId? Person { get; init; }

    internal override string Summary => $"concern {Concern} answered by {(Person is { } person ? $"{person} of " : "")}{Accused}";
}

/// <summary>The concern was found to be right. What follows from it, such as a suspension, is decided by itself.</summary>
public sealed record ConcernUpheld(ConcernId Concern, Sensitive<string> Reason) : ConcernEvent
{
    internal override string Summary => $"concern {Concern}{AboutWhom} upheld";
}

/// <summary>The concern was found not to be right. To have raised it is held against nobody.</summary>
public sealed record ConcernDismissed(ConcernId Concern, Sensitive<string> Reason) : ConcernEvent
{
    internal override string Summary => $"concern {Concern}{AboutWhom} dismissed";
}

/// <summary>What a concern is about.</summary>
[JsonConverter(typeof(NameConverter<ConcernKind>))]
public enum ConcernKind
{
    /// <summary>A condition of a disclosure was broken.</summary>
    BreachOfCondition,
    /// <summary>What was received was passed on.</summary>
    Redisclosure,
    /// <summary>A survivor or an advocate was put under pressure.</summary>
    Pressure,
    /// <summary>Somebody was made to pay for saying no.</summary>
    Retaliation,
    /// <summary>Help was made conditional.</summary>
    ConditionedHelp,
    /// <summary>Somebody was treated worse for who they are.</summary>
    Discrimination,
    /// <summary>People were harmed in an operation.</summary>
    HarmInOperation,
}
