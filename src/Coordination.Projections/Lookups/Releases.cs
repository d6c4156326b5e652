namespace Coordination.Projections.Lookups;

/// <summary>What rests on a release, and which one it renewed.</summary>
public sealed record ReleaseRow : LookupRow
{
    public IReadOnlyList<MadeAt> Disclosures { get; init; } = [];

    /// <summary>The decisions of reviews that stood on it.</summary>
    public IReadOnlyList<RestingDecision> Decisions { get; init; } = [];

    /// <summary>The release that this one renewed; null where it renewed none.</summary>
    public ReleaseId? Renewed { get; init; }

    /// <summary>Since when she asked to be told before anything goes out on it, and since when not, by position.</summary>
    public IReadOnlyList<TellFirst> TellFirst { get; init; } = [];

    public bool WasToBeToldBefore(long position) => TellFirst.LastOrDefault(change => change.Position < position)?.Asked == true;

    public static LookupKey<ReleaseRow> Key(ReleaseId release) => new(LookupKinds.Release, release.ToString());
}

/// <summary>A decision of a review that relied on a release.</summary>
public sealed record RestingDecision(ReviewId Review, AgendaItemId Item, DecisionId Decision);

/// <summary>Whether she asked to be told first, from a position on.</summary>
public sealed record TellFirst(long Position, bool Asked);

internal sealed class ReleaseLookup() : Lookup<ReleaseRow>(
    LookupKinds.Release, typeof(DisclosureMade), typeof(DecisionRecorded), typeof(ReleaseSigned), typeof(ReleaseRenewed),
    typeof(ReleaseNarrowed))
{
    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        DisclosureMade e when DisclosureLookup.Of(recorded.Meta) is not null => e.Verdict.ReleasesReliedOn.Select(release => $"{release}"),
        DecisionRecorded e when ReviewLookup.Of(recorded.Meta) is not null => e.ReleasesReliedOn.Select(release => $"{release}"),
        ReleaseSigned e => [$"{e.Release}"],
        ReleaseRenewed e => [$"{e.Renewal}"],
        ReleaseNarrowed e => [$"{e.Release}"],
        _ => [],
    };

    protected override ReleaseRow? Apply(string id, ReleaseRow? row, Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        DisclosureMade => Resting(row, DisclosureLookup.Of(recorded.Meta)!.Value, recorded.Meta),
        DecisionRecorded e => Resting(row, new RestingDecision(ReviewLookup.Of(recorded.Meta)!.Value, e.Item, e.Decision)),
        ReleaseSigned e => Told(row, e.Terms, recorded.Meta),
        ReleaseRenewed e => (Told(row, e.Terms, recorded.Meta) ?? new()) with { Renewed = e.Release },
        ReleaseNarrowed e => Told(row, e.Terms, recorded.Meta),
        _ => row,
    };

    private static ReleaseRow? Resting(ReleaseRow? row, DisclosureId disclosure, EventMeta meta)
    {
        var disclosures = With(row?.Disclosures ?? [], disclosure, meta);
        return ReferenceEquals(disclosures, row?.Disclosures) ? row : (row ?? new()) with { Disclosures = disclosures };
    }

    private static ReleaseRow? Resting(ReleaseRow? row, RestingDecision decision) =>
        row?.Decisions.Contains(decision) == true ? row : (row ?? new()) with { Decisions = [.. row?.Decisions ?? [], decision] };

    private static ReleaseRow? Told(ReleaseRow? row, ReleaseTerms terms, EventMeta meta)
    {
        var asked = terms.Conditions.Contains(ReleaseCondition.TellMeFirst);
        return asked == row?.TellFirst is [.., { Asked: true }]
            ? row
            : (row ?? new()) with { TellFirst = [.. row?.TellFirst ?? [], new(meta.Position, asked)] };
    }
}
