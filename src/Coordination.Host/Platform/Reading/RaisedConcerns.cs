using Coordination.Projections.Lookups;

namespace Coordination.Host.Platform.Reading;

/// <summary>
/// About which agency each concern is, who raised it and when, and whether that agency knows of it: for lists, and for what is counted. A
/// concern is in a stream of its own, or begins in the stream of the agency that it is about.
/// </summary>
public sealed class RaisedConcerns(Lookups lookups)
{
    private const int PageSize = 500;

    /// <summary>A concern, as of now; null when there is none of this identifier.</summary>
    public ValueTask<ConcernRow?> Find(ConcernId concern, CancellationToken cancellation) =>
        lookups.Read(ConcernRow.Key(concern), cancellation);

    /// <summary>All of them, oldest first.</summary>
    public IAsyncEnumerable<ConcernRow> All(CancellationToken cancellation) =>
        lookups.All<ConcernRow>(new(LookupKinds.Concern, Compartment.TaskForce, PageSize), cancellation);

    /// <summary>Those that an agency raised and those about it, oldest first.</summary>
    public async ValueTask<IReadOnlyList<ConcernRow>> Of(AgencyId agency, CancellationToken cancellation)
    {
        var (about, by) = (ConcernsRow.About(agency), ConcernsRow.By(agency));
        var lists = await lookups.Read([about, by], cancellation);
        List<ConcernId> concerns = [.. (lists.Find(about)?.Concerns ?? []).Concat(lists.Find(by)?.Concerns ?? [])
            .Select(raised => raised.Concern).Distinct()];
        var rows = await lookups.Read(concerns.Select(concern => ConcernRow.Key(concern).Row), cancellation);
        return [.. concerns.Select(concern => rows.Find(ConcernRow.Key(concern))!).OrderBy(concern => concern.Position)];
    }

    /// <summary>Those about an agency, oldest first.</summary>
    public async ValueTask<IReadOnlyList<ConcernId>> About(AgencyId agency, CancellationToken cancellation) =>
        [.. ((await lookups.Read(ConcernsRow.About(agency), cancellation))?.Concerns ?? []).Select(raised => raised.Concern)];

    /// <summary>When a person raised those that they raised in the day before an instant.</summary>
    public async ValueTask<IReadOnlyList<DateTimeOffset>> RaisedBy(PersonId person, DateTimeOffset since, CancellationToken cancellation) =>
        [.. ((await lookups.Read(ConcernsRow.By(person), cancellation))?.Concerns ?? []).Select(raised => raised.At)
            .Where(at => at > since)];
}
