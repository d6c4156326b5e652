using Wolverine;
using Wolverine.Persistence.Durability;
using Wolverine.Runtime;

namespace Coordination.Host.Platform.Messaging;

/// <summary>A message that comes at each interval, once for all hosts.</summary>
/// <param name="Slot">The interval to which it belongs.</param>
/// <param name="Part">How many messages of this interval came before, where one does not do all.</param>
public abstract record IntervalMessage(DateTimeOffset Slot, int Part) : IQueuedMessage;

/// <summary>
/// Sends messages that follow from no event. They are handled as those that do: stored first, by one host, again where it ends in between.
/// </summary>
public sealed class MessageSender(IWolverineRuntime runtime, MessageOutbox outbox)
{
    /// <summary>Sends a message, to be handled at once or at an instant of the system's clock.</summary>
    public ValueTask Send(IQueuedMessage message, DateTimeOffset? at = null) =>
        new MessageBus(runtime).PublishAsync(message, at is null ? null : new DeliveryOptions { ScheduledTime = at });

    /// <summary>Stores a message under an id of its own, unless there is one already. Where queues are kept in memory nothing is
    /// sent.</summary>
    public async ValueTask SendOnce(IQueuedMessage message, string id, DateTimeOffset at, CancellationToken cancellation)
    {
        foreach (var envelope in (await outbox.Prepare([new(message, at)], cancellation)).Envelopes)
        {
            (envelope.Id, envelope.Status, envelope.OwnerId, envelope.ScheduledTime) =
                (new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(id))[..16]), EnvelopeStatus.Scheduled, 0, at);
            try
            {
                await runtime.Storage.Inbox.StoreIncomingAsync(envelope);
            }
            catch (DuplicateIncomingEnvelopeException)
            {
                // Another host, or this one before, has sent it.
            }
        }
    }
}

/// <summary>Sends a message at each interval. The handler of one sends the next. Its id is derived from the interval, so that several hosts
/// send only one. Each host sends that of the interval in which it starts: so it begins, and goes on after a time in which nobody was
/// there.</summary>
/// <param name="queue">The queue's name.</param>
/// <param name="every">The interval.</param>
/// <param name="make">Makes the message of an interval.</param>
/// <param name="begins">Whether this host begins it.</param>
/// <param name="sender">Sends it.</param>
public sealed class Recurrence<TMessage>(string queue, TimeSpan every, Func<DateTimeOffset, TMessage> make, bool begins,
    MessageSender sender) : IRecurrence where TMessage : IntervalMessage
{
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(1);
    private static readonly TimeProvider s_clock = TimeProvider.System; // by which scheduled messages come

    /// <summary>Sends the message of the interval that is under way, where this host begins it.</summary>
    public ValueTask Begin(CancellationToken cancellation) =>
        begins ? Send(make(SlotAt(s_clock.GetUtcNow())), cancellation) : ValueTask.CompletedTask;

    /// <summary>Sends the message of the next interval. Call it first: what follows may fail.</summary>
    public ValueTask GoOn(CancellationToken cancellation) => Send(make(SlotAt(s_clock.GetUtcNow()) + every), cancellation);

    /// <summary>Leaves it to another host: this one does not do it. Where no other does, it ends after a while.</summary>
    public ValueTask PassOn(TMessage message) =>
        s_clock.GetUtcNow() is var now && now - message.Slot < every * 2 ? sender.Send(message, now + s_moment) : ValueTask.CompletedTask;

    public ValueTask Send(TMessage message, CancellationToken cancellation) =>
        sender.SendOnce(message, string.Create(CultureInfo.InvariantCulture, $"{queue}/{message.Slot.UtcTicks}/{message.Part}"),
            message.Slot, cancellation);

    private DateTimeOffset SlotAt(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % every.Ticks), TimeSpan.Zero);
}

/// <summary>What is done at each interval, on one host. What fails is left to the next time; it never stops coming.</summary>
public abstract partial class RecurringWork<TMessage>(Recurrence<TMessage> recurrence, ILogger logger) : IMessageHandler<TMessage>
    where TMessage : IntervalMessage
{
    /// <summary>Whether this host does it. Where it does not, another gets the message.</summary>
    protected virtual bool IsDoneHere => true;

    /// <summary>Does it. Answers whether there is more to do at once.</summary>
    protected abstract ValueTask<bool> Do(TMessage message, CancellationToken cancellation);

    public async ValueTask Handle(TMessage message, CancellationToken cancellation)
    {
        if (!IsDoneHere)
        {
            await recurrence.PassOn(message);
            return;
        }
        await recurrence.GoOn(cancellation);
        try
        {
            if (await Do(message, cancellation))
                await recurrence.Send(message with { Part = message.Part + 1 }, cancellation);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogLater(logger, fault, typeof(TMessage).Name);
        }
    }

    [LoggerMessage(172, LogLevel.Warning, "{What} failed and is done again at the next interval")]
    private static partial void LogLater(ILogger logger, Exception fault, string what);
}

/// <summary>Something that recurs, to begin with.</summary>
internal interface IRecurrence
{
    /// <summary>Sends the message of the interval that is under way, where this host begins it.</summary>
    ValueTask Begin(CancellationToken cancellation);
}

/// <summary>Begins what recurs when a host starts, as soon as messages can be stored. Then it ends.</summary>
internal sealed partial class RecurrenceStart(IEnumerable<IRecurrence> recurrences, ILogger<RecurrenceStart> logger) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var recurrence in recurrences)
            while (!await Began(recurrence, stoppingToken) && !stoppingToken.IsCancellationRequested)
                await Task.Delay(s_pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<bool> Began(IRecurrence recurrence, CancellationToken cancellation)
    {
        try
        {
            await recurrence.Begin(cancellation);
            return true;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            if (!cancellation.IsCancellationRequested)
                LogLater(logger, fault);
            return cancellation.IsCancellationRequested;
        }
    }

    [LoggerMessage(171, LogLevel.Warning, "The recurring work could not begin; it is tried again")]
    private static partial void LogLater(ILogger logger, Exception fault);
}

public static class RecurrenceServices
{
    /// <summary>Handles a message that comes at each interval, once for all hosts.</summary>
    /// <param name="services">Where it is registered.</param>
    /// <param name="queue">The queue's name. Never changed once in use.</param>
    /// <param name="every">The interval.</param>
    /// <param name="make">Makes the message of an interval.</param>
    /// <param name="begins">Whether this host begins it; where it is left out, every host does.</param>
    public static IServiceCollection AddRecurringMessage<TMessage, THandler>(
        this IServiceCollection services, string queue, Func<IServiceProvider, TimeSpan> every, Func<DateTimeOffset, TMessage> make,
        Func<IServiceProvider, bool>? begins = null)
        where TMessage : IntervalMessage where THandler : class, IMessageHandler<TMessage>
    {
        services.AddMessageHandler<TMessage, THandler>(queue);
        services.AddSingleton(provider => new Recurrence<TMessage>(queue, every(provider), make, begins?.Invoke(provider) ?? true,
            provider.GetRequiredService<MessageSender>()));
        return services.AddSingleton<IRecurrence>(provider => provider.GetRequiredService<Recurrence<TMessage>>());
    }
}
