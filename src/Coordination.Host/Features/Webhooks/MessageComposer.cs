using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Execution.Webhooks;
using Coordination.Host.Platform.Http.Identifiers;

namespace Coordination.Host.Features.Webhooks;

/// <summary>
/// Puts what an endpoint is to be told into the outbox: once for each occasion, since the message's name follows from it. Names,
/// identifiers and numbers are the agency's own, so that they say nothing of what anybody else is told, and two agencies have none in
/// common.
/// </summary>
public sealed class MessageComposer(WebhookTriggers occasions, IOutbox outbox, IdentifierMint mint,
    WebhookSettings settings, TimeProvider time)
{
    private const string Trial = "endpoint.test";
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<EndpointId, (HashSet<string> Messages, DateTimeOffset PrunedAt)> _composed = [];

    public DateTimeOffset BeatOf(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % settings.Beat.Ticks), TimeSpan.Zero);

    /// <summary>Composes what is not in the outbox yet. Answers how many messages it added.</summary>
    public async ValueTask<int> Compose(Lease lease, Recipient recipient, CancellationToken cancellation)
    {
        var named = (await occasions.Of(recipient, cancellation))
            .Select(occasion => (Occasion: occasion, Message: NameOf(recipient.Agency, occasion)))
            .OrderBy(one => one.Occasion.Due ?? DateTimeOffset.MinValue).ThenBy(one => one.Occasion.Kind)
            .ThenBy(one => one.Message, StringComparer.Ordinal).ToList();
        var messages = named.Select(one => one.Message).ToHashSet(StringComparer.Ordinal);
        if (_composed.TryGetValue(recipient.Endpoint, out var before) && time.GetUtcNow() - before.PrunedAt < Day
            && messages.IsSubsetOf(before.Messages))
            return 0;
        var gap = await outbox.Missing(recipient.Endpoint, messages, cancellation);
        var now = BeatOf(time.GetUtcNow());
        List<OutboxMessage> added = [.. named.Where(one => gap.Missing.Contains(one.Message))
            .Select((one, index) => Message(recipient, one.Occasion, one.Message, gap.LastSequence + 1 + index, now))];
        if (added.Count > 0)
            await outbox.Add(lease, added, cancellation);
        await outbox.Prune(lease, recipient.Endpoint, messages, now - settings.Keep, cancellation);
        _composed[recipient.Endpoint] = (messages, now);
        return added.Count;
    }

    /// <summary>Forgets what it composed for these: somebody else may have done so since.</summary>
    public void Forget(IEnumerable<EndpointId> endpoints)
    {
        foreach (var endpoint in endpoints)
            _composed.TryRemove(endpoint, out _);
    }

    private string NameOf(AgencyId agency,
        Occasion occasion) => $"msg_{mint.Mark($"webhooks/{agency}", string.Create(CultureInfo.InvariantCulture,
        $"{occasion.Kind}\n{occasion.Thing}\n{occasion.Due?.UtcTicks}\n{occasion.Overdue}\n{occasion.Person}"))}";

    private OutboxMessage Message(Recipient recipient, Occasion occasion, string message, long sequence, DateTimeOffset now)
    {
        using var names = mint.For(recipient.Agency.Value);
        using var scope = IdentifierNames.Use(IdentifierNames.Of(names));
        var body = new WebhookBody(TypeOf(occasion.Kind), now.UtcDateTime, new(sequence)
        {
            Id = occasion.Kind is null ? null : new ThingId(occasion.Thing),
            Due = occasion.Due?.UtcDateTime,
            Overdue = occasion.Due is null ? null : occasion.Overdue,
            Person = occasion.Person,
        });
        return new(recipient.Agency, recipient.Endpoint, sequence, message, body.Type,
            JsonSerializer.Serialize(body, WebhookBodyJson.ForRecipients), now)
        { NextAt = now };
    }

    internal static string TypeOf(WebhookKind? kind) => kind switch
    {
        null => Trial,
        WebhookKind.CopyArrived or WebhookKind.RequestWaits => $"news.{Named(kind.Value)}",
        _ => $"reminder.{Named(kind.Value)}",
    };

    private static string Named(WebhookKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}

/// <summary>What is sent, in the shape of Standard Webhooks.</summary>
/// <param name="Type">Such as <c>reminder.actionDue</c>.</param>
/// <param name="Timestamp">When it was composed: a beat, the same for everybody.</param>
/// <param name="Data">What it is about.</param>
public sealed record WebhookBody(string Type, DateTime Timestamp, WebhookData Data);

/// <summary>What a message is about. There is nothing in it about a person but the name of a colleague, whom the agency named
/// itself.</summary>
/// <param name="Sequence">Its number among the endpoint's own.</param>
public sealed record WebhookData(long Sequence)
{
    /// <summary>The thing, by the name that the agency has for it: to be asked for with it.</summary>
    public ThingId? Id { get; init; }

    /// <summary>By when somebody has to act.</summary>
    public DateTime? Due { get; init; }

    /// <summary>Whether that has passed.</summary>
    public bool? Overdue { get; init; }

    /// <summary>For whom of the agency it is; left out where it is for all.</summary>
    public PersonId? Person { get; init; }
}

[JsonSerializable(typeof(WebhookBody))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class WebhookBodyJson : JsonSerializerContext
{
    /// <summary>With identifiers by the names in force.</summary>
    public static JsonTypeInfo<WebhookBody> ForRecipients { get; } = (JsonTypeInfo<WebhookBody>)new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new IdentifierJson() },
        TypeInfoResolver = new WebhookBodyJson(),
    }.GetTypeInfo(typeof(WebhookBody));
}
