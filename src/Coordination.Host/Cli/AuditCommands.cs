using System.Text.Json.Serialization.Metadata;
using Coordination.Domain.Readings;
using Coordination.Host.Features.Audit;
using Coordination.Host.Features.Audit.Replay;
using Coordination.Host.Platform.Storage;

namespace Coordination.Host.Cli;

/// <summary>Answers an auditor's questions on a terminal. Each answer is false when there is nothing to tell.</summary>
public sealed class AuditCommands(IServiceProvider services, TextWriter output, bool asJson)
{
    /// <summary>What the questions need: the log, read with the writer's role, and no web host.</summary>
    public static ServiceProvider Services(IConfiguration configuration) => new ServiceCollection()
        .AddSingleton(configuration)
        .AddLogging(logging => logging.AddSimpleConsole(console => console.SingleLine = true)
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console =>
                console.LogToStandardErrorThreshold = LogLevel.Trace))
        .AddSingleton(TimeProvider.System)
        .AddSingleton(EventCodec.Current)
        .AddEventStore()
        .AddAudit()
        .AddSingleton(new LookupOptions()).AddSingleton<Lookups>().AddSingleton<ILookupRows, FoldedLookups>()
        .AddSingleton<ReadingRecorder>().AddSingleton<AuditReadings>()
        .BuildServiceProvider();

    public async Task<bool> Timeline(string subject, long after, CancellationToken cancellation)
    {
        var timelines = await Reading<TimelineReader>(Guid.TryParse(subject, out _) ? ReadingKind.CaseTimeline : ReadingKind.Timeline,
            subject, cancellation);
        return await Tell(
            Guid.TryParse(subject, out var id)
                ? timelines.OfCase(new CaseId(id), after, cancellation)
                : timelines.OfStream(subject, after, cancellation),
            AuditText.Of, AuditJson.Default.AuditedTimeline);
    }

    public async Task<bool> State(string stream, long? position, DateTimeOffset? instant, CancellationToken cancellation)
    {
        if (position is not null && instant is not null)
            throw new SettingsException("Give --position or --time, not both.");
        if (Guid.TryParse(stream, out var @case))
            return await Case(new CaseId(@case), position, instant, cancellation);
        var states = await Reading<PastStates>(ReadingKind.State, stream, cancellation);
        var (covered, at) = await services.GetRequiredService<AsOfReader>().Read(position, instant, cancellation);
        return await Tell(states.Of(stream, covered, at, cancellation), AuditText.Of, AuditJson.Default.AuditedState);
    }

    public async Task<bool> Explain(DisclosureId disclosure, CancellationToken cancellation)
    {
        var explainer = await Reading<Explainer>(ReadingKind.Explanation, $"{disclosure}", cancellation);
        return await Tell(explainer.Explain(disclosure, cancellation), AuditText.Of, AuditJson.Default.Explanation);
    }

    public async Task<bool> Accounting(SurvivorId survivor, CancellationToken cancellation)
    {
        var accounting = await Reading<AccountingReader>(ReadingKind.Accounting, $"{survivor}", cancellation);
        var given = await accounting.Read(survivor, since: null, cancellation);
        return await Tell(new ValueTask<AuditedAccounting?>(AuditedAccounting.Of(survivor, given)), AuditedAccounting.Text,
            AuditJson.Default.AuditedAccounting);
    }

    private async Task<bool> Case(CaseId @case, long? position, DateTimeOffset? instant, CancellationToken cancellation)
    {
        var cases = await Reading<PastCases>(ReadingKind.CaseState, $"{@case}", cancellation);
        var moment = await services.GetRequiredService<AsOfReader>().Moment(position, instant, cancellation);
        return await Tell(cases.Of(@case, moment.Covered, moment.At, cancellation), ReplayText.Of, ReplayJson.Default.AuditedCase);
    }

    /// <summary>The person at the terminal, as the log names them.</summary>
    internal static Actor Reader { get; } = new(new PersonId(NamedId.IsValid(Environment.UserName) ? Environment.UserName : "somebody"),
        new AgencyId("terminal"));

    private async Task<T> Reading<T>(ReadingKind kind, string subject, CancellationToken cancellation) where T : notnull
    {
        await services.GetRequiredService<AuditReadings>().Record(Reader, kind, subject, cancellation);
        return services.GetRequiredService<T>();
    }

    private async Task<bool> Tell<T>(ValueTask<T?> asked, Func<T, string> text, JsonTypeInfo<T> json) where T : class
    {
        if (await asked is not { } found)
            return false;
        await output.WriteLineAsync((asJson ? JsonSerializer.Serialize(found, json) : text(found)).TrimEnd());
        return true;
    }
}
