using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coordination.Host.Platform.Telemetry;

/// <summary>Logs go to the console: readable in Development, as JSON elsewhere.</summary>
public static class Logs
{
    /// <summary>The category of what Marten's daemon tells.</summary>
    public const string MartensDaemon = "Coordination.Views";

    public static WebApplicationBuilder AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else
            builder.Logging.AddJsonConsole();
        // The framework writes every address that is asked for; ours write routes and ids. Kept apart, not doubled.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Wolverine", LogLevel.Warning);
        // it looks for handlers that it could generate, and there are none
        builder.Logging.AddFilter("Wolverine.Configuration.HandlerDiscovery", LogLevel.Error);
        builder.Logging.AddFilter(MartensDaemon, LogLevel.Warning); // a line for each page
        builder.Services.AddFaultSummaries();
        return builder;
    }

    /// <summary>Has every logger tell of an exception what <see cref="FaultSummary"/> tells. It uses whatever logging is
    /// configured.</summary>
    public static IServiceCollection AddFaultSummaries(this IServiceCollection services)
    {
        services.AddSingleton<LoggerFactory>();
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory, FaultLogging>());
        return services;
    }
}
