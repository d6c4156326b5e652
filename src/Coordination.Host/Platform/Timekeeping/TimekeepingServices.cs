using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Host.Platform.Messaging;

namespace Coordination.Host.Platform.Timekeeping;

/// <summary>What is recorded because time has passed: by a message at the instant itself, and by a sweep.</summary>
public static class TimekeepingServices
{
    private static readonly TimeSpan s_betweenSweeps = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddTimekeeping(this IServiceCollection services)
    {
        services.AddSingleton(new SweepOptions()).AddSingleton<DueFactRecorder>().AddSingleton<DueSweep>();
        services.AddMessageHandler<InstantReached, DueFactRecorder>("due-facts", atOnce: 4);
        services.AddRecurringMessage<SweepDueFacts, DueSweep>("due-sweep", _ => s_betweenSweeps, slot => new(slot));
        return services
            .AtInstantOf<ReleaseSigned>().AtInstantOf<ReleaseRenewed>().AtInstantOf<ReleaseNarrowed>()
            .AtInstantOf<RecallNoticeSent>().AtInstantOf<RetractionNoticeSent>().AtInstantOf<StandingNoticeSent>()
            .AtInstantOf<ErrorNoticeSent>()
            .AtInstantOf<CertifierAsked>();
    }

    private static IServiceCollection AtInstantOf<TEvent>(this IServiceCollection services) where TEvent : DomainEvent =>
        services.AddMessageWith<TEvent, InstantReached>((e, reference) => DueFact.InstantSetBy(e) is null ? null : new(reference),
            e => DueFact.InstantSetBy(e));
}
