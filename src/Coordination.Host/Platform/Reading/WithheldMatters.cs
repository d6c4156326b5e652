using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;
using Coordination.Projections.AdvocateCaseload;

namespace Coordination.Host.Platform.Reading;

/// <summary>The one place in which what she may not be told of now (<see cref="Telling"/>) is kept from those who would tell her. What
/// answers her leaves it out for everybody. The views of her agency show it, marked, only to counsel and to those who work on it. It is
/// asked of the streams, read after the rows were: a row may lag behind.</summary>
public sealed class WithheldMatters(StateReader reader, LegalMatters matters, TimeProvider time)
{
    /// <summary>Whether somebody of the agency that gave it sees this disclosure.</summary>
    public async ValueTask<ShownMatter> Shown(DisclosureState state, OwnReader by, CancellationToken cancellation) =>
        by.Look(await matters.Read(reader.ForOneQuery(), state, cancellation), time.GetUtcNow());

    /// <summary>Whether somebody of the agency that was served sees each of these processes.</summary>
    public async ValueTask<IReadOnlyDictionary<ProcessId, ShownMatter>> Shown(IReadOnlyList<ProcessId> processes, OwnReader by,
        CancellationToken cancellation) =>
        (await Look([], processes, by, cancellation)).Processes;

    /// <summary>Which of these disclosures somebody of the agency that gave them sees, and which of them she is told of.</summary>
    public async ValueTask<IReadOnlyDictionary<DisclosureId, ShownMatter>> Look(IReadOnlyList<DisclosureId> disclosures, OwnReader? by,
        CancellationToken cancellation) =>
        (await Look(disclosures, [], by, cancellation)).Disclosures;

    /// <summary>The rows in their order, each as it is to be shown; null for one that is left out.</summary>
    /// <param name="rows">The rows; null for one that was left out already.</param>
    /// <param name="by">Who of the agency works with them; null where they answer her.</param>
    /// <param name="cancellation">Ends it.</param>
    public async ValueTask<IReadOnlyList<View?>> TakeOut(IReadOnlyList<View?> rows, OwnReader? by, CancellationToken cancellation)
    {
        List<(View? Row, RowSubjects? Of)> named = [];
        foreach (var row in rows)
            named.Add((row, (row as IHasRowSubjects)?.RowSubjects is not { } of ? null
                : of.Any is { } any ? await matters.About(any, cancellation) : of));
        List<RowSubjects> asked = [.. named.Select(one => one.Of).OfType<RowSubjects>()];
        if (asked.Count == 0)
            return rows;
        var shown = await Look([.. asked.SelectMany(of => of.Disclosures).Distinct()],
            [.. asked.SelectMany(of => of.Processes).Distinct()], by, cancellation);
        return [.. named.Select(one => one is { Row: { } row, Of: { } of } ? As(row, of, shown) : one.Row)];
    }

    private async ValueTask<ShownMatters> Look(IReadOnlyList<DisclosureId> disclosures, IReadOnlyList<ProcessId> processes, OwnReader? by,
        CancellationToken cancellation)
    {
        var (states, now) = (reader.ForOneQuery(), time.GetUtcNow());
        await states.Prepare(disclosures.Select(disclosure => StreamToRead.Of(DisclosureStream.Definition, disclosure)), cancellation);
        Dictionary<DisclosureId, DisclosureState> known = [];
        foreach (var disclosure in disclosures)
            known[disclosure] = (await states.Read(DisclosureStream.Definition, disclosure, cancellation)).State;
        List<ProcessId> resting = [.. known.Values.Select(Telling.ProcessOf).OfType<ProcessId>().Concat(processes).Distinct()];
        var under = resting.Count == 0 ? null : await matters.Under(resting, cancellation);
        await states.Prepare([.. resting.Select(process => StreamToRead.Of(ProcessStream.Definition, process)),
            .. resting.SelectMany(process => under![process]).Select(one => StreamToRead.Of(DisclosureStream.Definition, one))],
            cancellation);
        Dictionary<ProcessId, ShownMatter> looked = [];
        foreach (var process in resting)
            looked[process] = Look(await matters.Read(states, process, cancellation));
        return new(
            known.ToDictionary(one => one.Key,
                one => Telling.ProcessOf(one.Value) is { } rests
                    ? looked[rests]
                    : Look(new LegalMatter(ProcessState.Initial, [one.Value]))),
            looked);

        ShownMatter Look(LegalMatter matter) => by is null ? new(Telling.Barred(matter, now) is null, null) : by.Look(matter, now);
    }

    // A row that tells of several is shown as long as one of them may be known: it says no more than that it was one of them.
    private static View? As(View row, RowSubjects of, ShownMatters shown)
    {
        List<ShownMatter> told = [.. of.Disclosures.Select(disclosure => shown.Disclosures[disclosure]),
            .. of.Processes.Select(process => shown.Processes[process])];
        return told.Count > 0 && !told.Exists(one => one.Sees) ? null
            : row is CaseloadDisclosure own ? own with { NotToBeTold = told.Find(one => one.Barred is not null).Barred } : row;
    }

    private sealed record ShownMatters(IReadOnlyDictionary<DisclosureId, ShownMatter> Disclosures,
        IReadOnlyDictionary<ProcessId, ShownMatter> Processes);
}
