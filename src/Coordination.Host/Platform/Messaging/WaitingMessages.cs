using Coordination.Host.Platform.Http;
using Wolverine;
using Wolverine.Persistence.Durability;
using Wolverine.Persistence.Durability.DeadLetterManagement;

namespace Coordination.Host.Platform.Messaging;

/// <summary>What failed and waits for an operator: how many, of which type.</summary>
/// <param name="Message">The type's stored name.</param>
/// <param name="Count">How many.</param>
public sealed record DeadLetters(string Message, int Count);

/// <summary>Tells operators which messages wait for them. That some do does not make a host unready: everything else goes on.</summary>
/// <param name="stores">Where messages are kept.</param>
public sealed class WaitingMessages(IEnumerable<IMessageStore> stores) : IReadiness
{
    private volatile string? _figure;

    string IReadiness.Name => "dead letters";

    string? IReadiness.Figure => _figure;

    async ValueTask<Unready?> IReadiness.Check(CancellationToken cancellation)
    {
        var dead = await Dead(cancellation);
        _figure = dead.Count == 0 ? null : $"failed messages {string.Join(", ", dead.Select(one => $"{one.Message} {one.Count}"))}";
        return null;
    }

    /// <summary>What failed, by type of message.</summary>
    public async ValueTask<IReadOnlyList<DeadLetters>> Dead(CancellationToken cancellation)
    {
        List<DeadLetterQueueCount> counts = [];
        foreach (var store in stores)
            counts.AddRange(await store.DeadLetters.SummarizeAllAsync(MessagingServices.ServiceName, JasperFx.Core.TimeRange.AllTime(), cancellation));
        return [.. counts.GroupBy(count => count.MessageType).Select(type => new DeadLetters(type.Key, type.Sum(count => count.Count))).OrderBy(type => type.Message, StringComparer.Ordinal)];
    }

    /// <summary>Lets them be handled again, by the hosts that serve.</summary>
    /// <param name="message">Only those of this type; all where it is null.</param>
    /// <param name="cancellation">Stops it.</param>
    public async ValueTask Replay(string? message, CancellationToken cancellation)
    {
        foreach (var store in stores)
            await store.DeadLetters.ReplayAsync(new DeadLetterEnvelopeQuery { MessageType = message }, cancellation);
    }
}
