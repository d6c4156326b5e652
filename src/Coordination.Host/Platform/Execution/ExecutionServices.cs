using Coordination.Host.Platform.Encryption;

namespace Coordination.Host.Platform.Execution;

/// <summary>What it takes to run commands, given an <see cref="IEventStore"/>.</summary>
public static class ExecutionServices
{
    public static IServiceCollection AddExecution(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddKeys();
        services.AddSingleton(provider =>
            new EventCodec(Catalogue.Current, provider.GetRequiredService<KeyRing>(), provider.GetRequiredService<ClearText>().IsRead));
        services.AddSingleton(new StateCache());
        services.AddSingleton<StateLoader>();
        services.AddSingleton<StateReader>();
        services.AddSingleton<InFlightRequests>();
        services.AddSingleton<StreamLocks>();
        services.AddSingleton(_ => CommandList.Current);
        services.AddSingleton<ExecutionMetrics>();
        services.AddSingleton<EventMessages>();
        services.AddSingleton<CommandRunner>();
        services.AddSingleton<InternalCommands>();
        services.AddSingleton<ReadingRecorder>();
        services.AddSingleton<AuditReadings>();
        services.AddSingleton<TextAccess>();
        services.AddSingleton<ErasedRows>();
        services.AddSingleton(new LookupOptions());
        services.AddSingleton<Lookups>();
        services.AddSingleton<LegalMatters>();
        services.AddSingleton<WithheldMatters>();
        services.AddSingleton<ReleaseReader>();
        services.AddSingleton<AgencyNames>();
        services.AddSingleton<LawOfDisclosures>();
        services.AddSingleton<RaisedConcerns>();
        services.AddSingleton<KnownPeople>();
        return services;
    }
}
