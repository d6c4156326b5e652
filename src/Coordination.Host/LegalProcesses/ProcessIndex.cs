using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution;

namespace Coordination.Host.LegalProcesses;

/// <summary>What each agency was served with, the earliest due first; what has no due date comes last.</summary>
public sealed class ProcessIndex(IEventStore store, EventCodec codec) : LogIndex(store, codec), IDisposable
{
    private static readonly Comparer<ListedProcess> EarliestFirst = Comparer<ListedProcess>.Create(static (one, other) =>
        one.Due.CompareTo(other.Due) is var byTime && byTime != 0 ? byTime : one.Process.Value.CompareTo(other.Process.Value));

    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<AgencyId, SortedSet<ListedProcess>> _served = [];
    private readonly HashSet<ProcessId> _reached = [];
    private readonly Dictionary<ProcessId, HashSet<DisclosureId>> _toHandOver = [];

    /// <summary>What this agency was served with, as of the end of the log.</summary>
    public async ValueTask<IReadOnlyList<ListedProcess>> Of(AgencyId agency, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await CatchUp(long.MaxValue, cancellation);
            return _served.TryGetValue(agency, out var processes) ? [.. processes.Select(listed => listed with { Given = Given(listed.Process) })] : [];
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What was given under a process, as of the end of the log.</summary>
    public async ValueTask<GivenUnder> Given(ProcessId process, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await CatchUp(long.MaxValue, cancellation);
            return Given(process);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private GivenUnder Given(ProcessId process) => new(_reached.Contains(process), [.. (_toHandOver.GetValueOrDefault(process) ?? []).OrderBy(disclosure => disclosure.Value)]);

    protected override bool Concerns(string stream) => ProcessStream.Definition.Names(stream) || DisclosureStream.Definition.Names(stream);

    protected override void Apply(Recorded<DomainEvent> recorded)
    {
        if (recorded.Event is DisclosureMade { Verdict.Process: { } read, HandOverBy: null })
            _reached.Add(read.Process);
        if (recorded.Event is DisclosureMade { Verdict.Process: { } paper, HandOverBy: not null } && DisclosureOf(recorded) is { } made)
            ToHandOver(paper.Process).Add(made);
        if (recorded.Event is CopyHandedOver { Process: { } handed })
            Reached(handed, recorded);
        if (recorded.Event is DisclosureAcknowledged { Process: { } acknowledged })
            Reached(acknowledged, recorded);
        if (recorded.Event is not ProcessServed served)
            return;
        if (!_served.TryGetValue(served.Agency, out var processes))
            _served[served.Agency] = processes = new(EarliestFirst);
        processes.Add(new ListedProcess(served.Process, served.AnswerDue ?? DateTimeOffset.MaxValue));
    }

    private void Reached(ProcessId process, Recorded<DomainEvent> recorded)
    {
        _reached.Add(process);
        if (DisclosureOf(recorded) is { } disclosure)
            ToHandOver(process).Remove(disclosure);
    }

    private HashSet<DisclosureId> ToHandOver(ProcessId process)
    {
        if (!_toHandOver.TryGetValue(process, out var disclosures))
            _toHandOver[process] = disclosures = [];
        return disclosures;
    }

    private static DisclosureId? DisclosureOf(Recorded<DomainEvent> recorded) =>
        DisclosureId.TryParse(DisclosureStream.Definition.SubjectOf(recorded.Meta.Stream), out var disclosure) ? disclosure : null;
}

/// <summary>A process, and when it is due; at the end of time when it has no due date.</summary>
public sealed record ListedProcess(ProcessId Process, DateTimeOffset Due)
{
    /// <summary>What was given under it.</summary>
    public GivenUnder Given { get; init; } = GivenUnder.Nothing;
}
