using Coordination.Host.Platform.Reading.Reminders;

namespace Coordination.Host.Platform.Execution.Projections;

/// <summary>What it takes to follow the log, given an <see cref="IEventStore"/> and stores for rows, leases and checkpoints.</summary>
public static class ProjectionServices
{
    /// <summary>Registers what followers need; none runs yet.</summary>
    public static IServiceCollection AddLogFollowing(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton(provider =>
        {
            var options = new FollowerOptions();
            provider.GetService<IConfiguration>()?.GetSection("Views").Bind(options);
            return options;
        });
        services.AddSingleton<FollowerStatuses>();
        services.AddSingleton<FollowerMetrics>();
        services.AddSingleton<ViewCodec>();
        services.AddSingleton<ProjectionRebuild>();
        services.AddSingleton(AllProjections.InOrder);
        services.AddSingleton<ServingViews>();
        services.AddSingleton<ReminderFeed>();
        return services;
    }
}
