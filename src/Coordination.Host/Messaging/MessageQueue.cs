using Coordination.Host.Execution;
using Wolverine;
using Wolverine.Runtime;
using Wolverine.Runtime.Handlers;

namespace Coordination.Host.Messaging;

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

    /// <summary>Written by hand, so that nothing has to be generated or compiled: Wolverine calls it, and it calls the handler that is registered.</summary>
    private sealed class Adapter<TMessage> : MessageHandler<TMessage> where TMessage : IQueuedMessage
    {
        protected override Task HandleAsync(TMessage message, MessageContext context, CancellationToken cancellation) =>
            context.Runtime.Services.GetRequiredService<IMessageHandler<TMessage>>().Handle(message, cancellation).AsTask();
    }
}

/// <summary>Gives Wolverine the queues of all features. It runs when the host is built, after everything is registered.</summary>
internal sealed class QueueConfiguration(IEnumerable<MessageQueue> queues) : IWolverineExtension
{
    public void Configure(WolverineOptions options)
    {
        foreach (var queue in queues)
        {
            queue.Register(options);
            options.LocalQueue(queue.Name).UseDurableInbox().MaximumParallelMessages(queue.AtOnce);
        }
    }
}
