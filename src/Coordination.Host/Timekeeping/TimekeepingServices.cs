namespace Coordination.Host.Timekeeping;

/// <summary>Runs the timekeeper.</summary>
public static class TimekeepingServices
{
    public static IServiceCollection AddTimekeeping(this IServiceCollection services)
    {
        services.AddSingleton(new TimekeeperOptions());
        services.AddSingleton<DueFacts>();
        services.AddSingleton<Timekeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<Timekeeper>());
        return services;
    }
}
