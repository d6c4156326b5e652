using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Execution.Webhooks;

namespace Coordination.Host.Features.Webhooks;

/// <summary>An address at which the agency wants to be told.</summary>
/// <param name="Address">Where it is: <c>https://…</c>, reached over the internet.</param>
/// <param name="Kinds">Of which kinds; left out: all of them.</param>
/// <param name="People">What is for one person only is told for these people of your agency; left out: for nobody.</param>
/// <param name="LeadDays">How many days before something is due, 1 to 90; left out: 7.</param>
public sealed record EndpointRequest(Sensitive<string> Address, IReadOnlyList<WebhookKind>? Kinds,
    IReadOnlyList<PersonId>? People, int? LeadDays)
{
    internal EndpointWishes Wishes => WishesRequest.Of(Kinds, People, LeadDays);
}

/// <summary>What is to be told from now on; what is left out is as for a new endpoint.</summary>
public sealed record WishesRequest(IReadOnlyList<WebhookKind>? Kinds, IReadOnlyList<PersonId>? People, int? LeadDays)
{
    private const int DefaultLeadDays = 7;

    internal EndpointWishes Wishes => Of(Kinds, People, LeadDays);

    internal static EndpointWishes Of(IReadOnlyList<WebhookKind>? kinds, IReadOnlyList<PersonId>? people, int? leadDays) =>
        new([.. (kinds ?? Enum.GetValues<WebhookKind>()).Distinct().Order()],
            [.. (people ?? []).Distinct().OrderBy(person => person.Value, StringComparer.Ordinal)], leadDays ?? DefaultLeadDays);
}

/// <summary>Another secret.</summary>
/// <param name="OverlapHours">For how many hours the one before signs, too, 0 to 168; left out: 24.</param>
public sealed record RotationRequest(int? OverlapHours)
{
    private const int DefaultOverlap = 24;

    internal int Hours => OverlapHours ?? DefaultOverlap;
}

/// <summary>An endpoint has a secret.</summary>
/// <param name="Id">The endpoint.</param>
/// <param name="Version">The version of the agency's list of endpoints.</param>
/// <param name="Secret">The secret. It is shown this one time; the same command asked again does not show it. Whoever missed it
/// rotates.</param>
public sealed record SecretAnswer(EndpointId Id, long Version, string? Secret);

/// <summary>An endpoint of the agency, as its administrators see it.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Kinds">What it is told.</param>
/// <param name="People">For which people alone.</param>
/// <param name="LeadDays">How many days ahead.</param>
/// <param name="Paused">Why nothing is sent there; left out while something is.</param>
/// <param name="FormerSecretUntil">Until when the secret before signs, too.</param>
/// <param name="Waiting">How many messages wait.</param>
/// <param name="DeadLetters">How many were given up.</param>
/// <param name="LastSequence">The number of the last message.</param>
/// <param name="LastSentAt">When one arrived last.</param>
/// <param name="NextAttemptAt">When the first that waits is tried next.</param>
/// <param name="LastFailure">Why the first that waits did not arrive.</param>
public sealed record EndpointAnswer(
    EndpointId Endpoint, Sensitive<string> Address, IReadOnlyList<WebhookKind> Kinds, IReadOnlyList<PersonId> People, int LeadDays,
    PauseCause? Paused, DateTimeOffset? FormerSecretUntil,
    long Waiting, long DeadLetters, long LastSequence, DateTimeOffset? LastSentAt, DateTimeOffset? NextAttemptAt, Failure? LastFailure);

/// <summary>All endpoints of the agency.</summary>
public sealed record EndpointsAnswer(IReadOnlyList<EndpointAnswer> Items);

/// <summary>Messages that were given up, in the order of their numbers.</summary>
/// <param name="Items">At most a hundred.</param>
/// <param name="Next">Give it back as <c>after</c> for those that follow; left out on the last page.</param>
public sealed record DeadLettersAnswer(IReadOnlyList<DeadLetter> Items, long? Next);

[JsonSerializable(typeof(EndpointRequest))]
[JsonSerializable(typeof(WishesRequest))]
[JsonSerializable(typeof(RotationRequest))]
[JsonSerializable(typeof(SecretAnswer))]
[JsonSerializable(typeof(EndpointAnswer))]
[JsonSerializable(typeof(EndpointsAnswer))]
[JsonSerializable(typeof(DeadLettersAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class WebhooksJson : JsonSerializerContext;
