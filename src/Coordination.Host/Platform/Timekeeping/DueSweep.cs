using System.Collections.Concurrent;
using Coordination.Host.Platform.Messaging;
using Coordination.Projections.Lookups;
using Wolverine.Attributes;

namespace Coordination.Host.Platform.Timekeeping;

/// <summary>Time to look for what is due and was not recorded.</summary>
[MessageIdentity("sweep-due-facts.v1")]
public sealed record SweepDueFacts(DateTimeOffset Slot, int Part = 0) : IntervalMessage(Slot, Part);

/// <summary>Records due facts from the rows of what is due, independently of messages: some are lost, a restored log has none, and older
/// databases never had any.</summary>
public sealed partial class DueSweep(Lookups lookups, DueFactRecorder recorder, Recurrence<SweepDueFacts> recurrence, SweepOptions options,
    TimeProvider time, ILogger<DueSweep> logger)
    : RecurringWork<SweepDueFacts>(recurrence, logger)
{
    // Where nothing comes of a fact its row stays; this host does not deal with it a second time.
    private readonly ConcurrentDictionary<string, bool> _dealtWith = new(StringComparer.Ordinal);

    protected override async ValueTask<bool> Do(SweepDueFacts message, CancellationToken cancellation) =>
        await Run(cancellation) >= options.MostAtOnce;

    /// <summary>Records what is due now, at most a bounded number. Answers how many there were.</summary>
    public async ValueTask<int> Run(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var recorded = 0;
        HashSet<string> waiting = new(StringComparer.Ordinal);
        var due = new LookupQuery(LookupKinds.Due, Compartment.TaskForce,
            options.PageSize)
        { DueBefore = RowPlace.AsKept(now).AddMicroseconds(1) };
        await foreach (var row in lookups.All<DueRow>(due, cancellation))
        {
            foreach (var fact in DueFact.Of(row)
                .Where(fact => fact.At <= now && waiting.Add(fact.Key) && !_dealtWith.ContainsKey(fact.Key)))
                recorded += await TryRecord(fact, cancellation) ? 1 : 0;
            if (recorded >= options.MostAtOnce)
                return recorded;
        }
        foreach (var gone in _dealtWith.Keys.Where(key => !waiting.Contains(key)))
            _dealtWith.TryRemove(gone, out _);
        return recorded;
    }

    private async ValueTask<bool> TryRecord(DueFact fact, CancellationToken cancellation)
    {
        try
        {
            return await recorder.Record(fact, cancellation) && _dealtWith.TryAdd(fact.Key, true);
        }
        catch (InternalCommandException)
        {
            LogLater(logger, fact.Stream); // the others do not wait for it
            return false;
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "The due facts of {Stream} could not be recorded; they are tried again")]
    private static partial void LogLater(ILogger logger, string stream);
}

/// <summary>The bounds that the sweep keeps.</summary>
public sealed record SweepOptions
{
    /// <summary>How many facts are recorded before it lets others go first.</summary>
    public int MostAtOnce { get; init; } = 1_000;

    /// <summary>How many rows are read at once.</summary>
    public int PageSize { get; init; } = 200;
}
