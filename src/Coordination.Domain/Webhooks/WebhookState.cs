namespace Coordination.Domain.Webhooks;

/// <summary>Where one agency wants to be told what.</summary>
/// <param name="Endpoints">All that it ever named.</param>
public sealed record WebhookBook(ImmutableDictionary<EndpointId, EndpointState> Endpoints)
{
    public static WebhookBook Initial { get; } = new(ImmutableDictionary<EndpointId, EndpointState>.Empty);

    public EndpointState this[EndpointId endpoint] => Endpoints.GetValueOrDefault(endpoint, EndpointState.Initial);

    /// <summary>Those that were not removed.</summary>
    public IEnumerable<EndpointState.Known> Kept => Endpoints.Values.OfType<EndpointState.Known>();

    /// <summary>The book after an event.</summary>
    public static WebhookBook Evolve(WebhookBook book, WebhookEvent @event)
    {
        ArgumentNullException.ThrowIfNull(book);
        var endpoint = EndpointOf(@event);
        return new(book.Endpoints.SetItem(endpoint, EndpointState.Evolve(book[endpoint], @event)));
    }

    private static EndpointId EndpointOf(WebhookEvent @event) => @event switch
    {
        EndpointRegistered e => e.Endpoint,
        EndpointWishesChanged e => e.Endpoint,
        EndpointSecretRotated e => e.Endpoint,
        EndpointPaused e => e.Endpoint,
        EndpointResumed e => e.Endpoint,
        EndpointTried e => e.Endpoint,
        DeadLetterAskedFor e => e.Endpoint,
        EndpointRemoved e => e.Endpoint,
        _ => throw new UnreachableException(),
    };
}

public abstract record EndpointState
{
    /// <summary>Trials and wishes that are remembered: older ones were dealt with long ago.</summary>
    private const int MostRemembered = 100;

    private EndpointState() { }

    public static EndpointState Initial { get; } = new Unknown();

    public sealed record Unknown : EndpointState;

    /// <summary>The agency wants to be told there.</summary>
    public abstract record Known(EndpointDetails Details) : EndpointState;

    public sealed record Active(EndpointDetails Details) : Known(Details);

    /// <summary>Nothing is sent to it for now.</summary>
    public sealed record Paused(EndpointDetails Details, PauseCause Cause) : Known(Details);

    public sealed record Removed : EndpointState;

    public static EndpointState Evolve(EndpointState state, WebhookEvent @event) => (state, @event) switch
    {
        (_, EndpointRegistered e) => new Active(new(e.Endpoint, e.Address, e.Secret, e.Wishes)),
        (not Known, _) => state,
        (_, EndpointRemoved) => new Removed(),
        (Known known, EndpointPaused e) => new Paused(known.Details, e.Cause),
        (Known known, EndpointResumed) => new Active(known.Details),
        (Known known, EndpointWishesChanged e) => known with { Details = known.Details with { Wishes = e.Wishes } },
        (Known known, EndpointSecretRotated e) =>
            known with { Details = known.Details with { Secret = e.Secret, Before = new(known.Details.Secret, e.OldUntil) } },
        (Known known, EndpointTried e) => known with { Details = known.Details with { Trials = Last(known.Details.Trials.Add(e.Trial)) } },
        (Known known, DeadLetterAskedFor e) =>
            known with { Details = known.Details with { AskedFor = Last(known.Details.AskedFor.Add(e.Message)) } },
        _ => throw new UnreachableException(),
    };

    private static ImmutableList<T> Last<T>(ImmutableList<T> list) => list.Count > MostRemembered ? list.RemoveAt(0) : list;
}

/// <summary>What is known of an endpoint.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Secret">The secret that signs.</param>
/// <param name="Wishes">What is told there.</param>
public sealed record EndpointDetails(EndpointId Endpoint, Sensitive<string> Address, Sensitive<string> Secret, EndpointWishes Wishes)
{
    /// <summary>The secret before this one; null where there was none.</summary>
    public FormerSecret? Before { get; init; }

    /// <summary>The last messages that were asked for to see whether they arrive.</summary>
    public ImmutableList<Guid> Trials { get; init; } = [];

    /// <summary>The last messages that were asked for again, each as often as it was.</summary>
    public ImmutableList<string> AskedFor { get; init; } = [];

    /// <summary>The secrets that sign at an instant, the newest first.</summary>
    public IReadOnlyList<Sensitive<string>> SecretsAt(DateTimeOffset at) =>
        Before is { } before && at < before.Until ? [Secret, before.Secret] : [Secret];
}

/// <summary>A secret that still signs for a while.</summary>
public sealed record FormerSecret(Sensitive<string> Secret, DateTimeOffset Until);

/// <summary>How the stream <c>webhooks-{agency}</c> is named and folded.</summary>
public static class WebhookStream
{
    /// <summary>The definition. Addresses and secrets are the agency's own affair.</summary>
    public static StreamDefinition<WebhookBook, WebhookEvent> Definition { get; } = new("webhooks", WebhookBook.Initial, WebhookBook.Evolve)
    {
        Owner = CompartmentOwner.Custodian,
        Protect = (_, _, _) => Protection.OfAgency,
    };
}
