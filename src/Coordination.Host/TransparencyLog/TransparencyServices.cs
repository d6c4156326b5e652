using Coordination.Host.Platform.Execution.Projections;

namespace Coordination.Host.TransparencyLog;

/// <summary>What signs the log, given a <see cref="ITreeGrowth"/>.</summary>
public static class TransparencyServices
{
    /// <summary>Runs the integrator, unless the settings say that this host does not sign.</summary>
    public static IServiceCollection AddIntegrator(this IServiceCollection services, TransparencySettings settings)
    {
        services.AddSingleton(settings);
        if (!settings.Enabled)
            return services;
        var keys = settings.Keys();
        services.AddSingleton<IHostedService>(provider =>
            new Integrator(provider.GetRequiredService<ITreeGrowth>(), keys, provider.GetRequiredService<FollowerServices>()));
        return services;
    }
}
