using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Readings;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Platform.Reading;

/// <summary>Somebody of the agency that was served, or that disclosed, as a reader of what is its own.</summary>
/// <param name="Person">Who.</param>
/// <param name="IsCounsel">Whether they are counsel.</param>
public sealed record OwnReader(PersonId Person, bool IsCounsel)
{
    internal static OwnReader Of(Caller caller) => new(caller.Person, caller.Is(Roles.Counsel));

    /// <summary>Whether they see a matter at an instant. Counsel and those who work on it always see it, the others while she may be told
    /// of it.</summary>
    internal ShownMatter Look(LegalMatter matter, DateTimeOffset at)
    {
        var barred = Telling.Barred(matter, at);
        return new(barred is null || IsCounsel || matter.IsWorkedOnBy(Person), barred);
    }
}

/// <summary>Whether a reader sees a legal process and what rests on it, and whether she is told of it.</summary>
public readonly record struct ShownMatter(bool Sees, NotToBeTold? Barred);

/// <summary>
/// Finds what belongs together: a legal process, and the disclosures that rest on it. What it says of each is read from the streams; which
/// they are is looked up.
/// </summary>
public sealed class LegalMatters(Lookups lookups)
{
    /// <summary>A legal process with what rests on it.</summary>
    public async ValueTask<LegalMatter> Read(IStateSource states, ProcessId process, CancellationToken cancellation)
    {
        List<DisclosureState> under = [];
        foreach (var disclosure in (await Under([process], cancellation))[process])
            under.Add((await states.Read(DisclosureStream.Definition, disclosure, cancellation)).State);
        return new((await states.Read(ProcessStream.Definition, process, cancellation)).State, under);
    }

    public async ValueTask<LegalMatter> Read(IStateSource states, DisclosureState disclosure, CancellationToken cancellation) =>
        Telling.ProcessOf(disclosure) is { } process ? await Read(states, process, cancellation) : new(ProcessState.Initial, [disclosure]);

    /// <summary>A process for a command of the agency that was served. It does not exist for members who may not see it now.</summary>
    public async ValueTask<LegalMatter> LoadOwn(CommandSession work, ProcessId process, Caller caller, CancellationToken cancellation)
    {
        var state = await work.Load(ProcessStream.Definition, process);
        if (state.RecordIfAny?.Service.Agency != caller.Agency)
            return LegalMatter.None with { Process = state };
        var matter = await Read(work, process, cancellation);
        return OwnReader.Of(caller).Look(matter, work.Now).Sees ? matter : LegalMatter.None;
    }

    /// <summary>A disclosure for a command of the disclosing agency. It does not exist for members who may not see it now.</summary>
    public async ValueTask<(DisclosureState State, LegalMatter Matter)> LoadOwn(CommandSession work, DisclosureId disclosure, Caller caller,
        CancellationToken cancellation)
    {
        var state = await work.Load(DisclosureStream.Definition, disclosure);
        if (state is not DisclosureState.Begun { Terms.Discloser: var discloser } || discloser != caller.Agency)
            return (state, LegalMatter.None);
        var matter = await Read(work, state, cancellation);
        return OwnReader.Of(caller).Look(matter, work.Now).Sees ? (state, matter) : (DisclosureState.Initial, LegalMatter.None);
    }

    /// <summary>The disclosures that rest on each of these processes.</summary>
    internal async ValueTask<IReadOnlyDictionary<ProcessId, IReadOnlyList<DisclosureId>>> Under(IEnumerable<ProcessId> processes,
        CancellationToken cancellation)
    {
        List<ProcessId> asked = [.. processes.Distinct()];
        var rows = await lookups.Read(asked.Select(process => ProcessRow.Key(process).Row), cancellation);
        return asked.ToDictionary(process => process, process => rows.Find(ProcessRow.Key(process))?.Under ?? []);
    }

    /// <summary>What a row may be about that does not say of which process or disclosure it tells.</summary>
    internal async ValueTask<RowSubjects> About(AnyOf any, CancellationToken cancellation)
    {
        var her = await lookups.Read(SurvivorRow.Key(any.Survivor), cancellation) ?? new();
        return any.Part switch
        {
            RecordPart.Process => new() { Processes = By(her.Processes, any) },
            RecordPart.Disclosure => new() { Disclosures = By(her.Disclosures, any) },
            _ => new(),
        };
    }

    private static IReadOnlyList<TId> By<TId>(IReadOnlyList<AboutHer<TId>> known, AnyOf any) where TId : struct =>
        [.. known.Where(one => one.At <= any.By).Select(one => one.Id)];
}
