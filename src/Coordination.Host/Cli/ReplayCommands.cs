using System.Text.Json.Serialization.Metadata;
using Coordination.Domain.Readings;
using Coordination.Host.Features.Audit;
using Coordination.Host.Features.Audit.Replay;

namespace Coordination.Host.Cli;

/// <summary>Plays the log again on a terminal, as it reads it. Each answer is false when there is nothing to tell.</summary>
public sealed class ReplayCommands(IServiceProvider services, TextWriter output, TextWriter reports, bool asJson)
{
    public async Task<bool> Replay(string stream, (long? Position, DateTimeOffset? Instant) asOf, bool whole,
        CancellationToken cancellation)
    {
        await Note(ReadingKind.Replay, stream, cancellation);
        var moment = await When(asOf, cancellation);
        ReplayedEvent? last = null;
        await foreach (var replayed in services.GetRequiredService<Replayer>().Replay(stream, moment.Covered, cancellation))
            await Tell(last = replayed, e => ReplayText.Of(e, whole), ReplayJson.Default.ReplayedEvent);
        if (last is not null && !asJson && !whole
            && await services.GetRequiredService<PastStates>().Of(stream, moment.Covered, moment.At, cancellation) is { } state)
            await Tell(state, AuditText.Of, AuditJson.Default.AuditedState);
        return last is not null;
    }

    public async Task<bool> Diff((long? Position, DateTimeOffset? Instant) from, (long? Position, DateTimeOffset? Instant) to,
        CancellationToken cancellation)
    {
        var (begin, end) = (await When(from, cancellation), await When(to, cancellation));
        if (end.Position < begin.Position)
            throw new SettingsException($"--to: position {end.Position} comes before --from, position {begin.Position}.");
        await Note(ReadingKind.Difference, $"{begin.Position} to {end.Position}", cancellation);
        var any = false;
        await foreach (var stream in services.GetRequiredService<LogDiff>().Between(begin, end, Progress(end.Position), cancellation))
        {
            any = true;
            await Tell(stream, ReplayText.Of, ReplayJson.Default.StreamDiff);
        }
        return any;
    }

    public async Task<bool> View(string view, AgencyId? agency, (long? Position, DateTimeOffset? Instant) asOf,
        CancellationToken cancellation)
    {
        if (!PastViews.Names.Contains(view))
            throw new SettingsException($"There is no view '{view}'. There are: {string.Join(", ", PastViews.Names)}.");
        await Note(ReadingKind.View, $"{view} of {PastViews.CompartmentOf(agency)}", cancellation);
        var moment = await When(asOf, cancellation);
        var shown = await services.GetRequiredService<PastViews>()
            .Of(view, PastViews.CompartmentOf(agency), moment.Position, Progress(moment.Position), cancellation);
        await Tell(shown, ReplayText.Of, ReplayJson.Default.AuditedView);
        return true;
    }

    private ValueTask<Moment> When((long? Position, DateTimeOffset? Instant) asked, CancellationToken cancellation) =>
        services.GetRequiredService<AsOfReader>().Moment(asked.Position, asked.Instant, cancellation);

    private async Task Tell<T>(T found, Func<T, string> text, JsonTypeInfo<T> json) =>
        await output.WriteLineAsync((asJson ? JsonSerializer.Serialize(found, json) : text(found)).TrimEnd());

    private async Task Note(ReadingKind kind, string subject, CancellationToken cancellation) =>
        await services.GetRequiredService<AuditReadings>().Record(AuditCommands.Reader, kind, subject, cancellation);

    /// <summary>A line every two seconds; short runs say nothing.</summary>
    private Action<long> Progress(long end)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var last = time.GetTimestamp();
        return position =>
        {
            if (time.GetElapsedTime(last) < TimeSpan.FromSeconds(2))
                return;
            last = time.GetTimestamp();
            reports.WriteLine($"position {position} of {end} ({100.0 * position / Math.Max(1, end):F0} %)");
        };
    }
}
