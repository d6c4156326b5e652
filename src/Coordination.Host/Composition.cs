using Coordination.Domain;
using Coordination.Host.Audit;
using Coordination.Host.CaseReviews;
using Coordination.Host.Cases;
using Coordination.Host.Consent;
using Coordination.Host.Council;
using Coordination.Host.Disclosures;
using Coordination.Host.Encryption;
using Coordination.Host.Erasure;
using Coordination.Host.Execution;
using Coordination.Host.Execution.Projections;
using Coordination.Host.Execution.Transparency;
using Coordination.Host.Http;
using Coordination.Host.Http.OpenApi;
using Coordination.Host.ImmigrationRelief;
using Coordination.Host.LegalProcesses;
using Coordination.Host.Mandates;
using Coordination.Host.Messaging;
using Coordination.Host.Observability;
using Coordination.Host.Operations;
using Coordination.Host.Partners;
using Coordination.Host.Security;
using Coordination.Host.Services;
using Coordination.Host.Storage;
using Coordination.Host.Survivors;
using Coordination.Host.TaskForce;
using Coordination.Host.Timekeeping;
using Coordination.Host.TransparencyLog;
using Coordination.Host.Views;
using Coordination.Host.Webhooks;

namespace Coordination.Host;

/// <summary>Puts the web host together: one <c>AddXxx</c> and one <c>MapXxx</c> for each folder.</summary>
public static class Composition
{
    /// <summary>The web host, ready to run.</summary>
    /// <exception cref="SettingsException">The settings do not allow it to run.</exception>
    public static WebApplication Build(string[] args)
    {
        if (!TextRules.CanCompare)
            throw new SettingsException("ICU is missing or switched off, and without it names that are written in another form are not recognised, and not left out of copies. Install it (Debian and Ubuntu: apt-get install libicu-dev; Alpine: icu-libs), and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.WebHost.ConfigureKestrel(kestrel => { kestrel.AddServerHeader = false; AddressLimit.LeaveRoom(kestrel.Limits); });
        builder.AddLogs().AddTelemetry();
        StartupSettings.Refuse(builder.Configuration, builder.Environment);
        builder.Services
            .AddHttpEdge(Limits.Read(builder.Configuration))
            .AddBearerTokens(IdentitySettings.Read(builder.Configuration, builder.Environment), IdentifierKey.Read(builder.Configuration, builder.Environment), builder.Environment)
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
