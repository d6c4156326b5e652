namespace Coordination.Projections.Lookups;

/// <summary>Who was spoken of at a review, and whether it is over.</summary>
public sealed record ReviewRow : LookupRow
{
    /// <summary>The survivors on its agenda.</summary>
    public IReadOnlyList<SurvivorId> Survivors { get; init; } = [];

    /// <summary>Whether it was closed or called off.</summary>
    public bool IsOver { get; init; }

    public static LookupKey<ReviewRow> Key(ReviewId review) => new(LookupKinds.Review, review.ToString());
}

/// <summary>Which reviews had a case on their agenda.</summary>
public sealed record CaseRow : LookupRow
{
    /// <summary>The reviews, in the order in which it came there.</summary>
    public required IReadOnlyList<ReviewId> Reviews { get; init; }

    public static LookupKey<CaseRow> Key(CaseId @case) => new(LookupKinds.Case, @case.ToString());
}

internal sealed class ReviewLookup()
    : Lookup<ReviewRow>(LookupKinds.Review, typeof(AgendaItemProposed), typeof(ReviewClosed), typeof(ReviewCalledOff))
{
    internal static ReviewId? Of(EventMeta meta) =>
        ReviewStream.Definition.Names(meta.Stream) && ReviewId.TryParse(ReviewStream.Definition.SubjectOf(meta.Stream), out var review)
            ? review
            : null;

    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) => Of(recorded.Meta) is { } review ? [$"{review}"] : [];

    protected override ReviewRow? Apply(string id, ReviewRow? row, Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        AgendaItemProposed e => row?.Survivors.Contains(e.Survivor) == true
            ? row
            : (row ?? new()) with { Survivors = [.. row?.Survivors ?? [], e.Survivor] },
        ReviewClosed or ReviewCalledOff => row is { IsOver: true } ? row : (row ?? new()) with { IsOver = true },
        _ => row,
    };
}

internal sealed class CaseLookup() : Lookup<CaseRow>(LookupKinds.Case, typeof(AgendaItemProposed))
{
    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) =>
        recorded.Event is AgendaItemProposed e && ReviewLookup.Of(recorded.Meta) is not null ? [$"{e.Case}"] : [];

    protected override CaseRow? Apply(string id, CaseRow? row, Recorded<DomainEvent> recorded)
    {
        var reviews = With(row?.Reviews, ReviewLookup.Of(recorded.Meta)!.Value);
        return ReferenceEquals(reviews, row?.Reviews) ? row : new() { Reviews = reviews };
    }
}
