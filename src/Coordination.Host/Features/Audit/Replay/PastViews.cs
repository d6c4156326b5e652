namespace Coordination.Host.Features.Audit.Replay;

/// <summary>Folds a projection from the first event, in memory, and shows what its readers could look at then.</summary>
public sealed class PastViews(IEventStore store, EventCodec codec)
{
    private const int PageSize = 1_000;

    /// <summary>The views of roles; the auditors' own is the log itself, and lookups are nobody's.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. AllProjections.InOrder.Where(projection => !projection.OneRowPerEvent && projection != AllProjections.Lookups)
            .Select(projection => projection.Name)];

    /// <summary>The owner of the rows: an agency, or the task force when none is named.</summary>
    public static Compartment CompartmentOf(AgencyId? agency) => agency is { } one ? Compartment.Of(one) : Compartment.TaskForce;

    /// <summary>The rows of one compartment, as they were after a position.</summary>
    public async ValueTask<AuditedView> Of(string name, Compartment compartment, long upTo, Action<long> progress,
        CancellationToken cancellation)
    {
        var projection = AllProjections.Find(name)!;
        var rows = new RowSet(projection);
        var position = 0L;
        while (position < upTo && await store.ReadAll(position, (int)Math.Min(PageSize, upTo - position),
            cancellation) is { Count: > 0 } page)
        {
            foreach (var stored in page)
                rows.Apply(codec.Decode(stored));
            progress(position = page[^1].Position);
        }
        var shown = rows.Changes().Where(row => row.View?.Place.Compartment == compartment);
        return new(name, $"{compartment}", position,
            [.. shown.OrderBy(row => row.Key.Kind, StringComparer.Ordinal).ThenBy(row => row.View!.Place.Sort, StringComparer.Ordinal)
                .Select(row => Audited(projection, row))]);
    }

    private static AuditedRow Audited(IProjection projection, RowChange row)
    {
        var place = row.View!.Place;
        return new(row.Key.Kind, row.Key.Id, place.Person, place.Status, place.Due,
            JsonDocument.Parse(ViewCodec.Masked(projection, row.View)).RootElement);
    }
}
