using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.Webhooks;

/// <summary>What can happen to the addresses at which an agency wants to be told: stream <c>webhooks-{agency}</c>, held by that
/// agency.</summary>
[JsonDerivedType(typeof(EndpointRegistered), "endpoint-registered.v1")]
[JsonDerivedType(typeof(EndpointWishesChanged), "endpoint-wishes-changed.v1")]
[JsonDerivedType(typeof(EndpointSecretRotated), "endpoint-secret-rotated.v1")]
[JsonDerivedType(typeof(EndpointPaused), "endpoint-paused.v1")]
[JsonDerivedType(typeof(EndpointResumed), "endpoint-resumed.v1")]
[JsonDerivedType(typeof(EndpointTried), "endpoint-tried.v1")]
[JsonDerivedType(typeof(DeadLetterAskedFor), "dead-letter-asked-for.v1")]
[JsonDerivedType(typeof(EndpointRemoved), "endpoint-removed.v1")]
public abstract record WebhookEvent : DomainEvent { private protected WebhookEvent() { } }

/// <summary>The agency named an address, and was given the secret with which what goes there is signed.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Secret">The secret, as the agency was shown it: once.</param>
/// <param name="Wishes">What it wants to be told.</param>
public sealed record EndpointRegistered(EndpointId Endpoint, Sensitive<string> Address, Sensitive<string> Secret,
    EndpointWishes Wishes) : WebhookEvent
{
    internal override string Summary => $"endpoint {Endpoint} registered for {Wishes.Summary}";
}

/// <summary>The agency wants to be told other things from now on.</summary>
public sealed record EndpointWishesChanged(EndpointId Endpoint, EndpointWishes Wishes) : WebhookEvent
{
    internal override string Summary => $"endpoint {Endpoint} is to be told {Wishes.Summary}";
}

/// <summary>The endpoint has another secret. Until an instant both sign, so that nothing is lost while the receiver changes over.</summary>
public sealed record EndpointSecretRotated(EndpointId Endpoint, Sensitive<string> Secret, DateTimeOffset OldUntil) : WebhookEvent
{
    internal override string Summary => $"endpoint {Endpoint} has a new secret; the one before signs until {Day(OldUntil)}";
}

/// <summary>Nothing is sent there until it is resumed.</summary>
public sealed record EndpointPaused(EndpointId Endpoint, PauseCause Cause) : WebhookEvent
{
    internal override string Summary => $"endpoint {Endpoint} paused: {Cause.Named()}";
}

/// <summary>It is sent to again; what had waited comes first.</summary>
public sealed record EndpointResumed(EndpointId Endpoint) : WebhookEvent
{
    internal override string Summary => $"endpoint {Endpoint} resumed";
}

/// <summary>The agency asked for a message that says nothing, to see whether it arrives.</summary>
public sealed record EndpointTried(EndpointId Endpoint, Guid Trial) : WebhookEvent
{
    internal override string Summary => $"endpoint {Endpoint} tried";
}

/// <summary>The agency asked for a message again that had been given up.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Message">The message, by the name that it was sent under.</param>
public sealed record DeadLetterAskedFor(EndpointId Endpoint, string Message) : WebhookEvent
{
    internal override string Summary => $"endpoint {Endpoint}: a message that was given up is sent again";
}

/// <summary>The agency does not want to be told there any more.</summary>
public sealed record EndpointRemoved(EndpointId Endpoint) : WebhookEvent
{
    internal override string Summary => $"endpoint {Endpoint} removed";
}

/// <summary>What an agency wants to be told at an address.</summary>
/// <param name="Kinds">Of which kinds.</param>
/// <param name="People">What is for one person only is told for these; nobody else's.</param>
/// <param name="LeadDays">How many days before something is due.</param>
public sealed record EndpointWishes(IReadOnlyList<WebhookKind> Kinds, IReadOnlyList<PersonId> People, int LeadDays)
{
    internal string Summary =>
        $"{Names(Kinds)}; {Quantity.Of(LeadDays, "day")} ahead; for one person only: {Listed(People, person => person.Value)}";
}

/// <summary>What an agency can be told: that there is something, under the name by which it knows the thing, and until when. Never what it
/// says.</summary>
[JsonConverter(typeof(NameConverter<WebhookKind>))]
public enum WebhookKind
{
    /// <summary>An action that a review assigned is due.</summary>
    ActionDue,
    /// <summary>A copy is asked back.</summary>
    CopyAskedBack,
    /// <summary>A copy was asked back from another agency, which has not answered.</summary>
    RecallUnanswered,
    /// <summary>A release of somebody whom the agency serves ends.</summary>
    ReleaseEnds,
    /// <summary>A meeting comes.</summary>
    ReviewComing,
    /// <summary>A copy was made for the agency.</summary>
    CopyArrived,
    /// <summary>Another agency asks for something, and nobody has looked yet.</summary>
    RequestWaits,
    /// <summary>Somebody whom the agency serves comes of age and can sign again.</summary>
    CanSignAnew,
    /// <summary>A report that the law requires of the agency within so many hours is due.</summary>
    ReportDue,
    /// <summary>A copy was made that nobody there can read here, and has to be handed over.</summary>
    HandOverDue,
}

/// <summary>Why nothing is sent to an endpoint.</summary>
[JsonConverter(typeof(NameConverter<PauseCause>))]
public enum PauseCause
{
    /// <summary>The agency wants it so.</summary>
    Asked,
    /// <summary>Whoever is there said that it is gone (HTTP 410).</summary>
    Gone,
}
