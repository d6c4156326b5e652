using Coordination.Host.Execution;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Coordination.Host.Observability;

/// <summary>
/// Traces, metrics and logs through OpenTelemetry, exported over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.
/// What they carry are ids, routes, outcomes and durations: never a name, a narrative, or a value from a request.
/// </summary>
public static class Telemetry
{
    /// <summary>The standard setting that switches the export on.</summary>
    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Sources = ["Microsoft.AspNetCore", "Npgsql", "Coordination.*"];
    private static readonly string[] Meters = ["Microsoft.AspNetCore.*", "Npgsql", "System.Runtime", "Coordination.*"];

    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IStoredEventObserver, VerdictMetrics>();
        if (string.IsNullOrWhiteSpace(builder.Configuration[EndpointSetting]))
            return builder;
        var resource = ResourceBuilder.CreateDefault().AddService("coordination", serviceVersion: VersionOfTheHost);
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddProcessor(new FaultlessTraces()).AddOtlpExporter().Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter().Build());
        builder.Services.AddHostedService<TelemetryLifetime>();
        builder.Logging.AddOpenTelemetry(logs => logs.SetResourceBuilder(resource).AddOtlpExporter());
        return builder;
    }

    private static string VersionOfTheHost => typeof(Telemetry).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>Starts the providers with the host; the container disposes of them, which flushes what is left.</summary>
    private sealed class TelemetryLifetime(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush((int)FlushTime.TotalMilliseconds);
            metrics.ForceFlush((int)FlushTime.TotalMilliseconds);
            return Task.CompletedTask;
        }

        private static TimeSpan FlushTime => TimeSpan.FromSeconds(2);
    }
}
