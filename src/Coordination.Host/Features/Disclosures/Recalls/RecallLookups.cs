using Coordination.Projections.Lookups;

namespace Coordination.Host.Features.Disclosures.Recalls;

/// <summary>A disclosure that was made while it was recorded that she had died.</summary>
/// <param name="Disclosure">The disclosure.</param>
/// <param name="Untold">The releases on which it rests of which she had asked to be told first, without that she was.</param>
public sealed record DisclosureAfterDeath(DisclosureId Disclosure, IReadOnlyList<ReleaseId> Untold);

/// <summary>Which copies are to be asked back: each answer as of an event, so that what was given after it is left alone.</summary>
public sealed class RecallLookups(Lookups lookups)
{
    private const int PageSize = 500, LongestLine = 1_000;

    public async ValueTask<IReadOnlyList<ReleaseId>> RenewedBy(ReleaseId release, CancellationToken cancellation)
    {
        List<ReleaseId> line = [];
        while (line.Count < LongestLine && (await lookups.Read(ReleaseRow.Key(release), cancellation))?.Renewed is { } before
            && !line.Contains(before))
            line.Add(release = before);
        return line;
    }

    /// <summary>The disclosures that were made on any of these releases.</summary>
    public async ValueTask<IReadOnlyList<DisclosureId>> RestingOn(IReadOnlyList<ReleaseId> releases, long upTo,
        CancellationToken cancellation)
    {
        var rows = await lookups.Read(releases.Select(release => ReleaseRow.Key(release).Row), cancellation);
        return By(releases.SelectMany(release => rows.Find(ReleaseRow.Key(release))?.Disclosures ?? []), upTo);
    }

    /// <summary>The disclosures in which a copy of this item was given.</summary>
    public async ValueTask<IReadOnlyList<DisclosureId>> Holding(RecordItemId item, long upTo, CancellationToken cancellation) =>
        By((await lookups.Read(ItemRow.Key(item), cancellation))?.Disclosures ?? [], upTo);

    /// <summary>The disclosures that were made to this agency or to somebody of it.</summary>
    public async ValueTask<IReadOnlyList<DisclosureId>> HeldBy(AgencyId agency, long upTo, CancellationToken cancellation)
    {
        List<DisclosureId> held = [];
        await foreach (var row in lookups.All<DisclosureRow>(new(LookupKinds.Disclosure, Compartment.Of(agency), PageSize), cancellation))
        {
            if (row.Made?.Position <= upTo)
                held.Add(row.Disclosure);
        }

        return held;
    }

    public async ValueTask<IReadOnlyList<DisclosureId>> Under(ProcessId process, long upTo, CancellationToken cancellation) =>
        By((await lookups.Read(ProcessRow.Key(process), cancellation))?.Made ?? [], upTo);

    /// <summary>The disclosures about her that were made while it was recorded that she had died, under any of the records that are hers:
    /// each of them has to say that she died.</summary>
    public async ValueTask<IReadOnlyList<DisclosureAfterDeath>> AfterDeathOf(SurvivorId survivor, long upTo, CancellationToken cancellation)
    {
        IReadOnlyList<SurvivorId> records = [survivor, .. (await lookups.Read(SurvivorRow.Key(survivor), cancellation))?.MergedWith ?? []];
        var hers = await lookups.Read(records.Select(record => SurvivorRow.Key(record).Row), cancellation);
        List<DisclosureAfterDeath> after = [];
        foreach (var record in records)
        {
            if (hers.Find(SurvivorRow.Key(record)) is not { Deaths.Count: > 0 } row)
                continue;
            var disclosures = await lookups.Read(row.Disclosures.Select(one => DisclosureRow.Key(one.Id).Row), cancellation);
            foreach (var disclosure in row.Disclosures.Select(one => disclosures.Find(DisclosureRow.Key(one.Id))).OfType<DisclosureRow>()
                .Where(one => one.About == record))
            {
                if (disclosure.Made is { } made && made.Position <= upTo && row.WasDeadAt(made.Position))
                    after.Add(new(disclosure.Disclosure,
                        disclosure.ToldBefore < made.Position ? [] : await ToBeToldFirst(made, cancellation)));
            }
        }

        return after;
    }

    private async ValueTask<IReadOnlyList<ReleaseId>> ToBeToldFirst(MadeTo made, CancellationToken cancellation)
    {
        var rows = await lookups.Read(made.Releases.Select(release => ReleaseRow.Key(release).Row), cancellation);
        return [.. made.Releases.Where(release => rows.Find(ReleaseRow.Key(release))?.WasToBeToldBefore(made.Position) == true)];
    }

    private static IReadOnlyList<DisclosureId> By(IEnumerable<MadeAt> made, long upTo) =>
        [.. made.Where(one => one.Position <= upTo).Select(one => one.Disclosure).Distinct()];
}
