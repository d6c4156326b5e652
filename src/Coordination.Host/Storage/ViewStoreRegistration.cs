using Coordination.Host.Execution.Projections;

namespace Coordination.Host.Storage;

public static class ViewStoreRegistration
{
    /// <summary>Registers rows, leases and checkpoints on PostgreSQL. The options are asked for when they are first used.</summary>
    public static IServiceCollection AddPostgresViewStore(this IServiceCollection services, Func<IServiceProvider, ViewStoreOptions> options)
    {
        services.AddSingleton(provider => new ViewDatabase(options(provider)));
        services.AddSingleton<PostgresLeases>();
        services.AddSingleton<ILeases>(provider => provider.GetRequiredService<PostgresLeases>());
        services.AddSingleton<ICheckpoints>(provider => provider.GetRequiredService<PostgresLeases>());
        services.AddSingleton<IViewStore, PostgresViewStore>();
        services.AddSingleton<IViewReader, PostgresViewReader>();
        return services;
    }
}
