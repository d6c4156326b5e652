using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Readings;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Security;
using Coordination.Projections;

namespace Coordination.Host.Execution;

/// <summary>Somebody of the agency that was served, or that disclosed, as a reader of what is its own.</summary>
/// <param name="Person">Who.</param>
/// <param name="IsCounsel">Whether they are counsel.</param>
public sealed record OwnReader(PersonId Person, bool IsCounsel)
{
    internal static OwnReader Of(Caller caller) => new(caller.Person, caller.Is(Roles.Counsel));

    /// <summary>Whether they see a matter at an instant: counsel and whoever works on it see it always, the others while she may be told of it.</summary>
    internal ShownMatter Look(LegalMatter matter, DateTimeOffset at)
    {
        var barred = Telling.Barred(matter, at);
        return new(barred is null || IsCounsel || matter.IsWorkedOnBy(Person), barred);
    }
}

/// <summary>Whether a reader sees a legal process and what rests on it, and whether she is told of it.</summary>
public readonly record struct ShownMatter(bool Sees, NotToBeTold? Barred);

/// <summary>
/// Finds what belongs together: a legal process, and the disclosures that rest on it. What it says of each is read from the streams; it is remembered here only which they are.
/// </summary>
public sealed class LegalMatters(IEventStore store, EventCodec codec) : IDisposable
{
    private readonly Index _index = new(store, codec);
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>A legal process with what rests on it.</summary>
    public async ValueTask<LegalMatter> Read(IStateSource states, ProcessId process, CancellationToken cancellation)
    {
        List<DisclosureState> under = [];
        foreach (var disclosure in (await Under([process], cancellation))[process])
            under.Add((await states.Read(DisclosureStream.Definition, disclosure, cancellation)).State);
        return new((await states.Read(ProcessStream.Definition, process, cancellation)).State, under);
    }

    /// <summary>What a disclosure belongs to.</summary>
    public async ValueTask<LegalMatter> Read(IStateSource states, DisclosureState disclosure, CancellationToken cancellation) =>
        Telling.ProcessOf(disclosure) is { } process ? await Read(states, process, cancellation) : new(ProcessState.Initial, [disclosure]);

    /// <summary>A process for a command of the agency that was served: as if there were none for whoever of the agency does not see it now.</summary>
    public async ValueTask<LegalMatter> LoadOwn(Workspace work, ProcessId process, Caller caller, CancellationToken cancellation)
    {
        var state = await work.Load(ProcessStream.Definition, process);
        if (state.RecordIfAny?.Service.Agency != caller.Agency)
            return LegalMatter.None with { Process = state };
        var matter = await Read(work, process, cancellation);
        return OwnReader.Of(caller).Look(matter, work.Now).Sees ? matter : LegalMatter.None;
    }

    /// <summary>A disclosure for a command of the agency that gives it: as if there were none for whoever of the agency does not see it now.</summary>
    public async ValueTask<(DisclosureState State, LegalMatter Matter)> LoadOwn(Workspace work, DisclosureId disclosure, Caller caller, CancellationToken cancellation)
    {
        var state = await work.Load(DisclosureStream.Definition, disclosure);
        if (state is not DisclosureState.Begun { Terms.Discloser: var discloser } || discloser != caller.Agency)
            return (state, LegalMatter.None);
        var matter = await Read(work, state, cancellation);
        return OwnReader.Of(caller).Look(matter, work.Now).Sees ? (state, matter) : (DisclosureState.Initial, LegalMatter.None);
    }

    /// <summary>The disclosures that rest on each of these processes.</summary>
    internal ValueTask<IReadOnlyDictionary<ProcessId, IReadOnlyList<DisclosureId>>> Under(IEnumerable<ProcessId> processes, CancellationToken cancellation) =>
        Ask<IReadOnlyDictionary<ProcessId, IReadOnlyList<DisclosureId>>>(index => processes.Distinct().ToDictionary(process => process, index.Under), cancellation);

    /// <summary>What a row may be about that does not say of which process or disclosure it tells.</summary>
    internal ValueTask<TellsOf> About(AnyOf any, CancellationToken cancellation) => Ask(index => index.About(any), cancellation);

    public void Dispose() => _one.Dispose();

    private async ValueTask<T> Ask<T>(Func<Index, T> ask, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await _index.CatchUp(long.MaxValue, cancellation);
            return ask(_index);
        }
        finally
        {
            _one.Release();
        }
    }

    private sealed class Index(IEventStore store, EventCodec codec) : LogIndex(store, codec)
    {
        private readonly Dictionary<ProcessId, List<DisclosureId>> _under = [];
        private readonly Dictionary<SurvivorId, List<(ProcessId Process, DateTimeOffset At)>> _processes = [];
        private readonly Dictionary<SurvivorId, List<(DisclosureId Disclosure, DateTimeOffset At)>> _disclosures = [];

        public IReadOnlyList<DisclosureId> Under(ProcessId process) => [.. _under.GetValueOrDefault(process) ?? []];

        public TellsOf About(AnyOf any) => any.Part switch
        {
            RecordPart.Process => new() { Processes = [.. (_processes.GetValueOrDefault(any.Survivor) ?? []).Where(known => known.At <= any.By).Select(known => known.Process)] },
            RecordPart.Disclosure => new() { Disclosures = [.. (_disclosures.GetValueOrDefault(any.Survivor) ?? []).Where(known => known.At <= any.By).Select(known => known.Disclosure)] },
            _ => new(),
        };

        protected override bool Concerns(string stream) => DisclosureStream.Definition.Names(stream) || ProcessStream.Definition.Names(stream);

        protected override void Apply(Recorded<DomainEvent> recorded)
        {
            if (recorded.Event is ProcessServed served)
                Add(_processes, served.Survivor, (served.Process, recorded.Meta.RecordedAt));
            if (recorded.Event is not DisclosureEvent || !DisclosureId.TryParse(DisclosureStream.Definition.SubjectOf(recorded.Meta.Stream), out var disclosure))
                return;
            var (survivor, process) = recorded.Event switch
            {
                DisclosureOffered e => (e.Survivor, e.Under?.Process),
                RequestMatched e => (e.Survivor, null),
                DisclosureAuthorized e => (e.Survivor, e.Verdict.Process?.Process),
                DisclosureHeld e => (e.Survivor, e.Verdict.Process?.Process),
                DisclosureRefused e => (e.Survivor, e.Verdict.Process?.Process),
                DisclosureMade e => ((SurvivorId?)null, e.Verdict.Process?.Process),
                _ => (null, null),
            };
            if (survivor is { } her && _disclosures.GetValueOrDefault(her)?.Exists(known => known.Disclosure == disclosure) != true)
                Add(_disclosures, her, (disclosure, recorded.Meta.RecordedAt));
            if (process is { } rests && _under.GetValueOrDefault(rests)?.Contains(disclosure) != true)
                Add(_under, rests, disclosure);
        }

        private static void Add<TKey, TValue>(Dictionary<TKey, List<TValue>> to, TKey key, TValue value) where TKey : notnull
        {
            if (!to.TryGetValue(key, out var values))
                to[key] = values = [];
            values.Add(value);
        }
    }
}
