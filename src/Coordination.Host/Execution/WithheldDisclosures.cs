using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;
using Coordination.Host.Security;
using Coordination.Projections;
using Coordination.Projections.AdvocateCaseload;
using Coordination.Projections.SurvivorLedger;

namespace Coordination.Host.Execution;

/// <summary>Somebody of the agency that disclosed, as a reader of what it gave.</summary>
/// <param name="Person">Who.</param>
/// <param name="IsCounsel">Whether they are counsel.</param>
public sealed record OwnReader(PersonId Person, bool IsCounsel)
{
    internal static OwnReader Of(Caller caller) => new(caller.Person, caller.Is(Roles.Counsel));
}

/// <summary>Whether a reader sees a disclosure, and whether she is told of it.</summary>
public readonly record struct ShownDisclosure(bool Sees, NotToBeTold? Barred);

/// <summary>
/// The one place in which what she may not be told of now (<see cref="Telling"/>) is kept from those who would tell her. What answers her leaves it out for everybody. What her agency
/// works with shows it, marked, to counsel and to whoever worked on it, and to nobody else. It is asked of the streams, read after the rows were: a row may lag behind.
/// </summary>
public sealed class WithheldDisclosures(StateReader reader, TimeProvider time)
{
    /// <summary>Whether somebody of the agency that gave it sees this disclosure.</summary>
    public async ValueTask<ShownDisclosure> Shown(DisclosureState state, OwnReader by, CancellationToken cancellation) =>
        Shown(state, Telling.ProcessOf(state) is { } process ? (await reader.Read(ProcessStream.Definition, process, cancellation)).State : ProcessState.Initial, by, time.GetUtcNow());

    /// <summary>The rows in their order, each as it is to be shown; null for one that is left out.</summary>
    /// <param name="rows">The rows; null for one that was left out already.</param>
    /// <param name="by">Who of the agency works with them; null where they answer her.</param>
    /// <param name="cancellation">Ends it.</param>
    public async ValueTask<IReadOnlyList<View?>> TakeOut(IReadOnlyList<View?> rows, OwnReader? by, CancellationToken cancellation)
    {
        List<DisclosureId> given = [.. rows.Select(Given).OfType<DisclosureId>().Distinct()];
        if (given.Count == 0)
            return rows;
        var shown = await Look(given, by, cancellation);
        return [.. rows.Select(row => row is not null && Given(row) is { } disclosure ? As(row, shown[disclosure]) : row)];
    }

    /// <summary>Which of these disclosures somebody of the agency that gave them sees, and which of them she is told of.</summary>
    public async ValueTask<IReadOnlyDictionary<DisclosureId, ShownDisclosure>> Look(IReadOnlyList<DisclosureId> disclosures, OwnReader? by, CancellationToken cancellation)
    {
        var (states, now) = (reader.ForOneQuery(), time.GetUtcNow());
        await states.Prepare(disclosures.Select(disclosure => StreamToRead.Of(DisclosureStream.Definition, disclosure)), cancellation);
        Dictionary<DisclosureId, DisclosureState> known = [];
        foreach (var disclosure in disclosures)
            known[disclosure] = (await states.Read(DisclosureStream.Definition, disclosure, cancellation)).State;
        await states.Prepare(known.Values.Select(Telling.ProcessOf).OfType<ProcessId>().Select(process => StreamToRead.Of(ProcessStream.Definition, process)), cancellation);
        Dictionary<DisclosureId, ShownDisclosure> shown = [];
        foreach (var (disclosure, state) in known)
        {
            var process = Telling.ProcessOf(state) is { } rests ? (await states.Read(ProcessStream.Definition, rests, cancellation)).State : ProcessState.Initial;
            shown[disclosure] = by is null ? new(Telling.Barred(state, process, now) is null, null) : Shown(state, process, by, now);
        }

        return shown;
    }

    internal static ShownDisclosure Shown(DisclosureState state, ProcessState process, OwnReader by, DateTimeOffset now)
    {
        var barred = Telling.Barred(state, process, now);
        return new(barred is null || by.IsCounsel || Telling.WorkedOn(by.Person, state, process), barred);
    }

    private static View? As(View row, ShownDisclosure shown) => !shown.Sees ? null : row is CaseloadDisclosure own ? own with { NotToBeTold = shown.Barred } : row;

    // Only what was given is withheld, and only what went under a legal process: nothing else can be suspended, and no order forbids telling of it.
    private static DisclosureId? Given(View? row) => row switch
    {
        CaseloadDisclosure { MadeAt: not null, UnderProcess: not false } given => given.Disclosure,
        LedgerDisclosure { MadeAt: not null, UnderProcess: not false } given => given.Disclosure,
        _ => null,
    };
}
