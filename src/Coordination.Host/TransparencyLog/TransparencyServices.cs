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
        return services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<Integrator>(provider, keys));
    }
}
