using JasperFx;
using JasperFx.CodeGeneration;
using Wolverine;

namespace Coordination.Host.Platform.Messaging;

/// <summary>What is done after a command was answered: messages that were stored with the events, and are handled by queues of the
/// hosts.</summary>
public static class MessagingServices
{
    /// <summary>The name under which Wolverine tells of itself in traces and metrics.</summary>
    public const string ServiceName = "coordination";

    /// <summary>Runs Wolverine, with queues and handlers and nothing else: no transports, no scanning, no generated code, no command
    /// line.</summary>
    /// <param name="services">Where it is registered.</param>
    /// <param name="keep">Says where messages are kept.</param>
    public static IServiceCollection AddMessaging(this IServiceCollection services, Action<WolverineOptions> keep)
    {
        var hosted = services.Count(IsHosted);
        services.AddWolverine(ExtensionDiscovery.ManualOnly, options =>
        {
            options.ServiceName = ServiceName;
            options.ApplicationAssembly = typeof(MessagingServices).Assembly;
            options.Discovery.DisableConventionalDiscovery();
            options.Policies.DisableConventionalLocalRouting();
            options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
            options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
            Limit(options.Durability);
            keep(options);
        });
        // Wolverine would start with the host, and fail with it where the database does not answer.
        foreach (var started in services.Where(IsHosted).Skip(hosted).ToList())
            services.Remove(started);
        services.AddSingleton<MessagingHost>();
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<MessagingHost>());
        services.AddHostedService(provider => provider.GetRequiredService<MessagingHost>());
        services.AddSingleton(new RetryPauses());
        services.AddSingleton<IWolverineExtension, QueueConfiguration>();
        services.AddSingleton<MessageOutbox>().AddSingleton<MessageSender>();
        services.AddSingleton<WaitingMessages>();
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<WaitingMessages>());
        services.AddHostedService<RecurrenceStart>();
        return services;
    }

    /// <summary>Looks for events that came without their messages.</summary>
    public static IServiceCollection AddReactionSweep(this IServiceCollection services) =>
        services.AddRecurringMessage<SweepReactions, ReactionSweep>("reaction-sweep", _ => ReactionSweep.Interval, slot => new(slot));

    /// <summary>Has something done when events of these types are recorded.</summary>
    /// <param name="services">Where it is registered.</param>
    /// <param name="name">The name of its queue and its checkpoint. Never changed once in use.</param>
    /// <param name="message">The message for an event.</param>
    /// <param name="events">The types of events that concern it.</param>
    public static IServiceCollection AddReaction<TReaction, TMessage>(this IServiceCollection services, string name,
        Func<EventReference, TMessage> message, params IReadOnlyList<Type> events)
        where TReaction : class, IReaction where TMessage : class, IReactionMessage
    {
        services.AddSingleton<TReaction>().AddSingleton(new Reaction(name, events, message));
        foreach (var e in events)
            services.AddSingleton(new EventMessage(e, typeof(TMessage), (_, reference) => new(message(reference))));
        return services.AddMessageHandler<TMessage, ReactionHandler<TReaction, TMessage>>(name);
    }

    /// <summary>Handles messages of one type, in a queue of their own.</summary>
    /// <param name="services">Where it is registered.</param>
    /// <param name="queue">The queue's name. Never changed once in use.</param>
    /// <param name="atOnce">How many are handled at the same time; with one they are handled in the order in which they came.</param>
    public static IServiceCollection AddMessageHandler<TMessage, THandler>(this IServiceCollection services, string queue, int atOnce = 1)
        where TMessage : IQueuedMessage where THandler : class, IMessageHandler<TMessage> =>
        services.AddSingleton<IMessageHandler<TMessage>, THandler>().AddSingleton(MessageQueue.Of<TMessage>(queue, atOnce));

    /// <summary>Sends a message with each event of this type: one line of the table.</summary>
    /// <param name="services">Where it is registered.</param>
    /// <param name="make">The message; null where this event asks for none.</param>
    /// <param name="at">When it is to be handled; at once where it is left out.</param>
    public static IServiceCollection AddMessageWith<TEvent, TMessage>(this IServiceCollection services,
        Func<TEvent, EventReference, TMessage?> make, Func<TEvent, DateTimeOffset?>? at = null)
        where TEvent : DomainEvent where TMessage : class, IQueuedMessage =>
        services.AddSingleton(EventMessage.Of(make, at));

    private static bool IsHosted(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService);

    private static void Limit(DurabilitySettings durability)
    {
        durability.Mode = DurabilityMode.Balanced;
        durability.DurabilityMetricsEnabled = false;
        durability.NodeAssignmentHealthCheckTracingEnabled = false;
        // A host that was killed is missed after this long; what it had not handled yet is handled by another.
        durability.HealthCheckPollingTime = TimeSpan.FromSeconds(3);
        durability.StaleNodeTimeout = TimeSpan.FromSeconds(15);
        // Stored by a host that lives, and never handed to its queue, because it did not learn that the commit went through.
        durability.InboxStaleTime = TimeSpan.FromMinutes(5);
        // Retries of webhooks begin with seconds.
        durability.ScheduledJobPollingTime = TimeSpan.FromSeconds(1);
        durability.DrainTimeout = TimeSpan.FromSeconds(5);
    }
}
