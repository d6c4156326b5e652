using Coordination.Host.Features.Audit;
using Coordination.Host.Features.CaseReviews;
using Coordination.Host.Features.Cases;
using Coordination.Host.Features.Consent;
using Coordination.Host.Features.Council;
using Coordination.Host.Features.Disclosures;
using Coordination.Host.Features.Erasure;
using Coordination.Host.Features.ImmigrationRelief;
using Coordination.Host.Features.LegalProcesses;
using Coordination.Host.Features.Mandates;
using Coordination.Host.Features.Operations;
using Coordination.Host.Features.Partners;
using Coordination.Host.Features.RoleViews;
using Coordination.Host.Features.Services;
using Coordination.Host.Features.Survivors;
using Coordination.Host.Features.TaskForce;
using Coordination.Host.Features.Webhooks;
using Coordination.Host.Platform.Encryption;
using Coordination.Host.Platform.Http.OpenApi;
using Coordination.Host.Platform.Messaging;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Telemetry;
using Coordination.Host.Platform.Timekeeping;
using Coordination.Host.TransparencyLog;
using Coordination.Host.TransparencyLog.Storage;

namespace Coordination.Host;

/// <summary>Puts the web host together: one <c>AddXxx</c> and one <c>MapXxx</c> for each folder.</summary>
public static class Composition
{
    /// <summary>The web host, ready to run.</summary>
    /// <exception cref="SettingsException">The settings do not allow it to run.</exception>
    public static WebApplication Build(string[] args)
    {
        if (!TextRules.CanCompare)
            throw new SettingsException(
                "ICU is missing or switched off, and without it names that are written in another form are not recognised, and not left " +
                    "out of copies. Install it (Debian and Ubuntu: apt-get install libicu-dev; Alpine: icu-libs), and unset " +
                    "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.WebHost.ConfigureKestrel(kestrel => { kestrel.AddServerHeader = false; AddressLimit.LeaveRoom(kestrel.Limits); });
        builder.AddLogs().AddTelemetry();
        StartupSettings.Refuse(builder.Configuration, builder.Environment);
        builder.Services
            .AddHttpEdge(Limits.Read(builder.Configuration))
            .AddBearerTokens(IdentitySettings.Read(builder.Configuration, builder.Environment),
                IdentifierKey.Read(builder.Configuration, builder.Environment), builder.Environment)
            .AddSingleton(TaskForceSettings.Read(builder.Configuration, builder.Environment))
            .AddMessages(builder.Configuration)
            .AddEventStore()
            .AddDatabaseChecks()
            .AddPostgresViewStore()
            .AddPostgresTree()
            .AddPostgresTreeGrowth()
            .AddExecution()
            .AddLogFollowing()
            .AddReactionSweep()
            .AddViewDaemon()
            .AddIntegrator(TransparencySettings.Read(builder.Configuration, builder.Environment.IsDevelopment()))
            .AddFeatures()
            .AddWebhooks(WebhookSettings.Read(builder.Configuration, builder.Environment.IsDevelopment()));
        var app = builder.Build();
        app.UseHttpEdge();
        app.MapHealth();
        app.MapApiDescription();
        app.MapMe();
        app.MapGroup("").LookUpNames().MapFeatures();
        return app;
    }

    private static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddTaskForce()
        .AddPartners()
        .AddSurvivors()
        .AddErasure()
        .AddConsent()
        .AddCases()
        .AddDisclosures()
        .AddServicePlans()
        .AddImmigrationRelief()
        .AddLegalProcesses()
        .AddOperations()
        .AddMandates()
        .AddCouncil()
        .AddCaseReviews()
        .AddViews()
        .AddTimekeeping()
        .AddTransparencyLog()
        .AddAudit();

    private static IEndpointRouteBuilder MapFeatures(this IEndpointRouteBuilder routes) => routes
        .MapTaskForce()
        .MapPartners()
        .MapSurvivors()
        .MapErasure()
        .MapConsent()
        .MapCases()
        .MapDisclosures()
        .MapServicePlans()
        .MapImmigrationRelief()
        .MapLegalProcesses()
        .MapOperations()
        .MapMandates()
        .MapCouncil()
        .MapCaseReviews()
        .MapViews()
        .MapWebhooks()
        .MapTransparencyLog()
        .MapAudit();
}
