using System.Diagnostics;
using System.Text.Json;
using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Messaging;
using Coordination.Host.Platform.Telemetry;
using Coordination.Projections;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Xunit;

namespace Coordination.Host.Tests.Platform.Telemetry;

/// <summary>Throws exceptions that carry a mark in every text that they have, and looks for it in logs, traces and answers.</summary>
[Collection("What is told to operators")]
public sealed class FaultTests : IAsyncDisposable
{
    private const string Mark = "Qanarienvogel";
    private static readonly Action<ILogger, Exception?> s_failed = LoggerMessage.Define(LogLevel.Critical, 9, "BackgroundService failed");
    private readonly Recording _recording = new();
    private readonly CoordinationHost _host = new();

    public FaultTests()
    {
        _host.With("Logging:LogLevel:Default", "Trace").With("Logging:LogLevel:Microsoft.AspNetCore", "Trace");
        _host.Replace = services => services.AddSingleton<ILoggerProvider>(_recording);
    }

    [Fact]
    public async Task Of_a_bug_in_a_command_the_log_gets_types_methods_route_and_trace_and_no_text()
    {
        _host.Around = new InterferingStore { BeforeAppend = (_, _) => throw new Leaky() }.Over;

        var answer = await _host.As("amina", "open-door", "advocate").Post("/v1/survivors", new { calledBy = "M." });

        Assert.Equal("internal", answer.Problem);
        Assert.DoesNotContain(Mark, answer.Text, StringComparison.Ordinal);
        var told = Assert.Single(_recording.Lines, line => line.StartsWith("log POST /v1/survivors/ failed, trace ", StringComparison.Ordinal));
        Assert.Contains($"{typeof(Leaky).FullName} <- System.InvalidOperationException", told, StringComparison.Ordinal);
        Assert.Contains($"   at {typeof(CommandRunner).FullName}", told, StringComparison.Ordinal);
        AssertClean();
    }

    [Fact]
    public async Task Of_a_bug_in_a_view_or_a_reaction_the_log_gets_no_text_either()
    {
        _host.Replace = services => services
            .AddSingleton<ILoggerProvider>(_recording)
            .AddSingleton<IReadOnlyList<IProjection>>([new LeakyProjection()])
            .AddReaction<LeakyReaction, LeakyMessage>("leaky", cause => new(cause), typeof(SurvivorWelcomed));

        (await _host.As("amina", "open-door", "advocate").Post("/v1/survivors", new { calledBy = "M." })).Ok();

        Assert.Contains(typeof(Leaky).FullName!, await Told("log views is stuck"), StringComparison.Ordinal);
        Assert.Contains(typeof(Leaky).FullName!, await Told("log LeakyMessage failed"), StringComparison.Ordinal);
        AssertClean();
    }

    [Fact]
    public async Task What_escapes_from_a_worker_is_told_without_its_text_too()
    {
        s_failed(_host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.Extensions.Hosting"), new Leaky());
        await _host.DisposeAsync();

        Assert.Contains(_recording.Lines, line => line.Contains(typeof(Leaky).FullName!, StringComparison.Ordinal));
        AssertClean();
    }

    [Fact]
    public void A_span_with_the_text_of_an_exception_is_not_exported_and_a_status_loses_its_description()
    {
        using var source = new ActivitySource("Coordination.Faults");
        var exporter = new Exported();
        using (Sdk.CreateTracerProviderBuilder().AddSource(source.Name).AddProcessor(new TraceScrubber()).AddProcessor(new SimpleActivityExportProcessor(exporter)).Build())
        {
            using (source.StartActivity("described")?.SetStatus(ActivityStatusCode.Error, Mark))
            using (source.StartActivity("attached")?.AddException(new Leaky()))
            using (source.StartActivity("well"))
            {
            }
        }

        Assert.Equal(["described Error", "well Unset"], exporter.Spans.Order());
    }

    private async Task<string> Told(string beginning)
    {
        for (var tries = 0; tries < 1_000; tries++)
        {
            if (_recording.Lines.FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal)) is { } line)
                return line;
            await Task.Delay(10);
        }
        return "";
    }

    private void AssertClean() => Assert.DoesNotContain(_recording.Lines, line => line.Contains(Mark, StringComparison.OrdinalIgnoreCase));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _recording.Dispose();
    }

    /// <summary>It tells in every way that an exception has.</summary>
    private sealed class Leaky : Exception
    {
        public Leaky() : base($"{Mark} was found", new InvalidOperationException(Mark)) => Data[Mark] = Mark;

        public override string? StackTrace => $"at {Mark}";
        public override string? HelpLink => Mark;
        public override string ToString() => Mark;
    }

    private sealed record LeakyMessage(EventReference Cause) : IReactionMessage;

    private sealed class LeakyReaction : IReaction
    {
        public ValueTask React(Recorded<DomainEvent> recorded, CancellationToken cancellation) => throw new Leaky();
    }

    private sealed class LeakyProjection : IProjection
    {
        public string Name => "leaky";
        public bool OneRowPerEvent => false;
        public IReadOnlyList<RowKey> Touches(Recorded<DomainEvent> recorded) => throw new Leaky();
        public View? Apply(RowKey key, View? view, Recorded<DomainEvent> recorded) => throw new Leaky();
        public byte[] Write(View view, JsonSerializerOptions options) => throw new Leaky();
        public View Read(ReadOnlySpan<byte> json, JsonSerializerOptions options) => throw new Leaky();
    }

    private sealed class Exported : BaseExporter<Activity>
    {
        public List<string> Spans { get; } = [];

        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
                Spans.Add($"{span.OperationName} {span.Status}{span.StatusDescription}");
            return ExportResult.Success;
        }
    }
}
