using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Runtime;
using Wolverine.Runtime.Handlers;

namespace Coordination.Host.Platform.Messaging;

/// <summary>A queue of this host for one kind of message, and what handles it.</summary>
/// <param name="Name">The queue's name, for example <c>recalls</c>. Stored with each message: never changed once in use.</param>
/// <param name="Message">The type of its messages.</param>
/// <param name="AtOnce">How many are handled at the same time; with one they are handled in the order in which they came.</param>
/// <param name="Register">Makes its handler known.</param>
public sealed record MessageQueue(string Name, Type Message, int AtOnce, Action<WolverineOptions> Register)
{
    internal static MessageQueue Of<TMessage>(string name, int atOnce) where TMessage : IQueuedMessage =>
        new(name, typeof(TMessage), atOnce, options =>
        {
            options.AddMessageHandler(new Adapter<TMessage>());
            options.PublishMessage<TMessage>().ToLocalQueue(name);
        });

    /// <summary>Written by hand, so that nothing has to be generated or compiled: Wolverine calls it, and it calls the handler that is
    /// registered.</summary>
    private sealed class Adapter<TMessage> : MessageHandler<TMessage> where TMessage : IQueuedMessage
    {
        protected override async Task HandleAsync(TMessage message, MessageContext context, CancellationToken cancellation)
        {
            var services = context.Runtime.Services;
            try
            {
                await services.GetRequiredService<IMessageHandler<TMessage>>().Handle(message, cancellation);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                services.GetRequiredService<ILogger<MessageQueue>>().Failed(fault, typeof(TMessage).Name, context.Envelope!.Attempts);
                throw new MessageFailedException(fault);
            }
        }
    }
}

internal static partial class MessageQueueLog
{
    [LoggerMessage(174, LogLevel.Error, "{Message} failed, attempt {Attempt}")]
    public static partial void Failed(this ILogger<MessageQueue> logger, Exception fault, string message, int attempt);
}

/// <summary>A handler failed. Wolverine stores what it is told of a failure with the message and puts it into spans. So it is told only the
/// type of the fault: its text may quote what somebody said.</summary>
/// <param name="fault">What was thrown. It is not kept.</param>
public sealed class MessageFailedException(Exception fault) : Exception(fault.GetType().FullName)
{
    public override string? StackTrace => null;
}

/// <summary>The pauses before a message that failed is handled again. After the last it waits for an operator.</summary>
public sealed record RetryPauses
{
    /// <summary>While these last, the messages behind it wait.</summary>
    public IReadOnlyList<TimeSpan> AtOnce { get; init; } = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250),
        TimeSpan.FromSeconds(1)];

    /// <summary>During these the others go on.</summary>
    public IReadOnlyList<TimeSpan> Later { get; init; } = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)];
}

/// <summary>Gives Wolverine the queues of all features. It runs when the host is built, after everything is registered.</summary>
internal sealed class QueueConfiguration(IEnumerable<MessageQueue> queues, RetryPauses pauses) : IWolverineExtension
{
    public void Configure(WolverineOptions options)
    {
        options.OnAnyException().RetryWithCooldown([.. pauses.AtOnce]).Then.ScheduleRetry([.. pauses.Later]).Then.MoveToErrorQueue();
        foreach (var queue in queues)
        {
            queue.Register(options);
            options.LocalQueue(queue.Name).UseDurableInbox().MaximumParallelMessages(queue.AtOnce);
        }
    }
}
