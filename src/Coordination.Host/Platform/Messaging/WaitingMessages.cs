using Wolverine;
using Wolverine.Persistence.Durability;
using Wolverine.Persistence.Durability.DeadLetterManagement;
using Wolverine.Persistence.Durability.ScheduledMessageManagement;

namespace Coordination.Host.Platform.Messaging;

/// <summary>What failed and waits for an operator: how many, of which type.</summary>
/// <param name="Message">The type's stored name.</param>
/// <param name="Count">How many.</param>
public sealed record DeadLetters(string Message, int Count);

/// <summary>What failed and is tried again by itself.</summary>
/// <param name="Message">The type's stored name.</param>
/// <param name="Count">How many.</param>
/// <param name="Next">When the first of them is tried again.</param>
public sealed record RetriedMessages(string Message, int Count, DateTimeOffset Next);

/// <summary>Tells operators which messages wait for them. Waiting messages do not make a host unready: everything else goes on.</summary>
/// <param name="stores">Where messages are kept.</param>
/// <param name="pauses">How long a message that failed waits.</param>
/// <param name="time">The clock.</param>
public sealed class WaitingMessages(IEnumerable<IMessageStore> stores, RetryPauses pauses, TimeProvider time) : IReadiness
{
    private const int PageSize = 500, MostPages = 20;

    private volatile string? _figure;

    string IReadiness.Name => "dead letters";

    string? IReadiness.Figure => _figure;

    async ValueTask<Unready?> IReadiness.Check(CancellationToken cancellation)
    {
        var (dead, retried) = (await Dead(cancellation), await Retried(cancellation));
        var figures = new[]
        {
            dead.Count == 0 ? null : $"failed messages {string.Join(", ", dead.Select(one => $"{one.Message} {one.Count}"))}",
            retried.Count == 0 ? null : $"messages tried again {string.Join(", ", retried.Select(one => $"{one.Message} {one.Count}"))}",
        };
        _figure = string.Join("; ", figures.OfType<string>()) is { Length: > 0 } told ? told : null;
        return null;
    }

    /// <summary>What failed, by type of message.</summary>
    public async ValueTask<IReadOnlyList<DeadLetters>> Dead(CancellationToken cancellation)
    {
        List<DeadLetterQueueCount> counts = [];
        foreach (var store in stores)
            counts.AddRange(await store.DeadLetters.SummarizeAllAsync(MessagingServices.ServiceName,
                JasperFx.Core.TimeRange.AllTime(), cancellation));
        return [.. counts.GroupBy(count => count.MessageType).Select(type => new DeadLetters(type.Key, type.Sum(count => count.Count)))
            .OrderBy(type => type.Message, StringComparer.Ordinal)];
    }

    /// <summary>What failed and waits for its next attempt, by type of message; of very many the first ones.</summary>
    public async ValueTask<IReadOnlyList<RetriedMessages>> Retried(CancellationToken cancellation) =>
        [.. (await Failed(null, cancellation)).GroupBy(failed => failed.Message.MessageType ?? "")
            .Select(type => new RetriedMessages(type.Key, type.Count(), type.Min(failed => failed.Message.ScheduledTime) ?? default))
            .OrderBy(type => type.Message, StringComparer.Ordinal)];

    /// <summary>Lets what failed be handled again, by the hosts that serve: at once, whether it was given up or waits for its next
    /// attempt.</summary>
    /// <param name="message">Only those of this type; all where it is null.</param>
    /// <param name="cancellation">Stops it.</param>
    public async ValueTask Replay(string? message, CancellationToken cancellation)
    {
        foreach (var store in stores)
            await store.DeadLetters.ReplayAsync(new DeadLetterEnvelopeQuery { MessageType = message }, cancellation);
        foreach (var (store, failed) in await Failed(message, cancellation))
            await store.ScheduledMessages.RescheduleAsync(failed.Id, time.GetUtcNow(), cancellation);
    }

    // What is scheduled and was not tried yet is a timed fact. No pause is longer than the longest: later ones are not of what failed.
    private async ValueTask<IReadOnlyList<(IMessageStore Store, ScheduledMessageSummary Message)>> Failed(string? message,
        CancellationToken cancellation)
    {
        List<(IMessageStore, ScheduledMessageSummary)> failed = [];
        var latest = time.GetUtcNow() + pauses.Later.Concat(pauses.AtOnce).Max();
        foreach (var store in stores)
        {
            for (var page = 1; page <= MostPages; page++)
            {
                var found = (await store.ScheduledMessages.QueryAsync(new()
                {
                    MessageType = message,
                    ExecutionTimeTo = latest,
                    PageNumber = page,
                    PageSize = PageSize
                }, cancellation)).Messages;
                failed.AddRange(found.Where(one => one.Attempts > 0).Select(one => (store, one)));
                if (found.Count < PageSize)
                    break;
            }
        }
        return failed;
    }
}
