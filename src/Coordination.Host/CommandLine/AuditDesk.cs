using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coordination.Domain;
using Coordination.Host.Audit;
using Coordination.Host.Audit.Replay;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;
using Coordination.Host.Security;
using Coordination.Host.Storage;

namespace Coordination.Host.CommandLine;

/// <summary>Answers an auditor's questions on a terminal. Each answer is false when there is nothing to tell.</summary>
public sealed class AuditDesk(IServiceProvider services, TextWriter output, bool asJson)
{
    /// <summary>What the questions need: the log, read with the writer's role, and no web host.</summary>
    public static ServiceProvider Services(IConfiguration configuration) => new ServiceCollection()
        .AddSingleton(configuration)
        .AddLogging(logging => logging.AddSimpleConsole(console => console.SingleLine = true)
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace))
        .AddSingleton(TimeProvider.System)
        .AddSingleton(EventCodec.Current)
        .AddPostgresEventStore()
        .AddAudit()
        .BuildServiceProvider();

    public Task<bool> Timeline(string subject, long after, CancellationToken cancellation)
    {
        var timelines = Note<TimelineReader>("timeline", subject);
        return Tell(
            Guid.TryParse(subject, out var id) ? timelines.OfCase(new CaseId(id), after, cancellation) : timelines.OfStream(subject, after, cancellation),
            AuditText.Of, AuditJson.Default.AuditedTimeline);
    }

    public async Task<bool> State(string stream, long? position, DateTimeOffset? instant, CancellationToken cancellation)
    {
        if (position is not null && instant is not null)
            throw new SettingsException("Give --position or --time, not both.");
        if (Guid.TryParse(stream, out var @case))
            return await Case(new CaseId(@case), position, instant, cancellation);
        var states = Note<PastStates>("state", stream);
        var (covered, at) = await services.GetRequiredService<AsOfReader>().Read(position, instant, cancellation);
        return await Tell(states.Of(stream, covered, at, cancellation), AuditText.Of, AuditJson.Default.AuditedState);
    }

    public Task<bool> Explain(DisclosureId disclosure, CancellationToken cancellation) =>
        Tell(Note<Explainer>("explanation", $"{disclosure}").Explain(disclosure, cancellation), AuditText.Of, AuditJson.Default.Explanation);

    public async Task<bool> Accounting(SurvivorId survivor, CancellationToken cancellation)
    {
        var (given, _) = await Note<AccountingReader>("accounting", $"{survivor}").Read(survivor, since: null, cancellation);
        return await Tell(new ValueTask<AuditedAccounting?>(AuditedAccounting.Of(survivor, given)), AuditedAccounting.Text, AuditJson.Default.AuditedAccounting);
    }

    private async Task<bool> Case(CaseId @case, long? position, DateTimeOffset? instant, CancellationToken cancellation)
    {
        var cases = Note<PastCases>("state of case", $"{@case}");
        var moment = await services.GetRequiredService<AsOfReader>().Moment(position, instant, cancellation);
        return await Tell(cases.Of(@case, moment.Covered, moment.At, cancellation), ReplayText.Of, ReplayJson.Default.AuditedCase);
    }

    private T Note<T>(string what, string subject) where T : notnull
    {
        services.GetRequiredService<AuditReadings>().Note(Environment.UserName, "terminal", what, subject);
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
