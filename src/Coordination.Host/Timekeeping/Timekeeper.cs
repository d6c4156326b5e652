using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Host.Execution;

namespace Coordination.Host.Timekeeping;

/// <summary>
/// Records what follows from time: that a release reached its end, that a recall was not answered, that a certifier said nothing. Nothing waits for these
/// facts: the gate looks at the clock itself. They are there so that people and the history can see them.
/// </summary>
public sealed partial class Timekeeper(
    DueFacts facts, InternalCommands commands, TimekeeperOptions options, TimeProvider time, ILogger<Timekeeper> logger) : BackgroundService
{
    private static readonly PersonId Self = new("timekeeper");

    /// <summary>Records what is due, at most a bounded number. Answers how many there were.</summary>
    public async ValueTask<int> Tick(CancellationToken cancellation)
    {
        var due = await facts.DueAt(time.GetUtcNow(), options.MostPerTick, cancellation);
        foreach (var fact in due)
        {
            try
            {
                await commands.Run(new Actor(Self, fact.Agency), fact.Key, causation: null, work => Record(work, fact), cancellation);
                facts.Remove(fact);
            }
            catch (InternalCommandException)
            {
                LogLater(logger, fact.Stream); // the others do not wait for it
            }
        }
        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Tick(stoppingToken);
            }
            catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException))
            {
                LogStuck(logger, failure);
            }
            await Task.Delay(options.Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async ValueTask<Answer> Record(Workspace work, DueFact fact)
    {
        if (fact.Release is { } release && SurvivorId.TryParse(ConsentStream.Definition.SubjectOf(fact.Stream), out var survivor))
        {
            var consent = await work.Load(ConsentStream.Definition, survivor);
            work.Record(ConsentStream.Definition, survivor, ReleaseDecider.Decide(new ExpireRelease(release, work.Now), consent));
            return work.Changed(ConsentStream.Definition, survivor);
        }
        if (ReliefStream.Definition.Names(fact.Stream) && ReliefId.TryParse(ReliefStream.Definition.SubjectOf(fact.Stream), out var relief))
        {
            var sought = await work.Load(ReliefStream.Definition, relief);
            work.Record(ReliefStream.Definition, relief, ReliefDecider.Decide(new NoteSilentCertifiers(work.Now), sought));
            return work.Changed(ReliefStream.Definition, relief);
        }
        if (!DisclosureId.TryParse(DisclosureStream.Definition.SubjectOf(fact.Stream), out var disclosure))
            throw new InvalidOperationException("A fact is due on a stream that has no subject.");
        var state = await work.Load(DisclosureStream.Definition, disclosure);
        work.Record(DisclosureStream.Definition, disclosure, DeliveryDecider.Decide(new NoteOverdueRecalls(work.Now), state));
        return work.Changed(DisclosureStream.Definition, disclosure);
    }

    [LoggerMessage(40, LogLevel.Warning, "What is due on {Stream} could not be recorded; it will be tried again")]
    private static partial void LogLater(ILogger logger, string stream);

    [LoggerMessage(41, LogLevel.Error, "The timekeeper failed and will try again")]
    private static partial void LogStuck(ILogger logger, Exception failure);
}

/// <summary>The bounds that the timekeeper keeps.</summary>
public sealed record TimekeeperOptions
{
    /// <summary>How long it waits between two looks at the clock.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much it records at once.</summary>
    public int MostPerTick { get; init; } = 100;
}
