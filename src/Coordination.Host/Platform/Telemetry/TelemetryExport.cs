using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Coordination.Host.Platform.Telemetry;

/// <summary>
/// Traces, metrics and logs through OpenTelemetry, exported over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.
/// What they carry are ids, routes, outcomes and durations: never a name, a narrative, or a value from a request.
/// </summary>
public static class TelemetryExport
{
    /// <summary>The standard setting that switches the export on.</summary>
    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Whose activities are exported. They are the libraries' own: an instrumentation package would add addresses, which hold
    /// names.</summary>
    public static IReadOnlyList<string> Sources { get; } = ["Microsoft.AspNetCore", "Npgsql", "Marten", "Wolverine", "Coordination.*"];

    public static IReadOnlyList<string> Meters { get; } = ["Microsoft.AspNetCore.*", "Npgsql", "Marten", "Wolverine:*",
        "System.Runtime", "Coordination.*"];

    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IStoredEventObserver, VerdictMetrics>();
        if (string.IsNullOrWhiteSpace(builder.Configuration[EndpointSetting]))
            return builder;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("coordination", serviceVersion: VersionOfTheHost))
            .WithTracing(traces => traces.AddSource([.. Sources]).AddProcessor(new TraceScrubber()).AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter([.. Meters]).AddOtlpExporter())
            .WithLogging(logs => logs.AddOtlpExporter());
        return builder;
    }

    private static string VersionOfTheHost => typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3) ?? "0";
}
