using Coordination.Domain.ImmigrationRelief;

namespace Coordination.Projections.Lookups;

/// <summary>What becomes a fact once instants have passed: that a release ends, that a recall or a certifier was not answered.</summary>
public sealed record DueRow : LookupRow
{
    /// <summary>The stream that it concerns.</summary>
    public required string Stream { get; init; }

    /// <summary>The release that ends; null where a recall or a certifier's answer is due.</summary>
    public ReleaseId? Release { get; init; }

    /// <summary>The instants, in the order in which they were set.</summary>
    public required IReadOnlyList<DueInstant> At { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RowPlace Place => new(Compartment.TaskForce, "", Due: At.Min(due => due.At));

    public static LookupKey<DueRow> Key(ReleaseId release) => new(LookupKinds.Due, release.ToString());

    public static LookupKey<DueRow> Key(string stream) => new(LookupKinds.Due, stream);
}

/// <summary>An instant.</summary>
/// <param name="At">When it is due.</param>
/// <param name="Agency">The custodian.</param>
/// <param name="Of">The certifier whose answer is due; null for the others.</param>
public sealed record DueInstant(DateTimeOffset At, AgencyId Agency, AgencyId? Of = null);

internal sealed class DueLookup() : Lookup<DueRow>(
    LookupKinds.Due, typeof(ReleaseSigned), typeof(ReleaseRenewed), typeof(ReleaseNarrowed), typeof(ReleaseRevoked), typeof(ReleaseExpired),
    typeof(ReleaseVoided),
    typeof(RecallNoticeSent), typeof(RetractionNoticeSent), typeof(StandingNoticeSent), typeof(ErrorNoticeSent), typeof(RecallOverdue),
    typeof(RecallAcknowledged),
    typeof(CertifierAsked), typeof(CertifierAnswered), typeof(CertifierSilent), typeof(ReliefGranted), typeof(ReliefDenied))
{
    public override IEnumerable<string> Touches(Recorded<DomainEvent> recorded) =>
        [(ReleaseIn(recorded.Event) is { } release ? DueRow.Key(release) : DueRow.Key(recorded.Meta.Stream)).Row.Id];

    protected override DueRow? Apply(string id, DueRow? row, Recorded<DomainEvent> recorded) => recorded.Event switch
    {
        ReleaseSigned e => Ends(row, e.Release, e.Terms, recorded.Meta),
        ReleaseRenewed e => Ends(row, e.Renewal, e.Terms, recorded.Meta),
        ReleaseNarrowed e => Ends(row, e.Release, e.Terms, recorded.Meta),
        IAskedBack e => Expect(row, new(e.Due, recorded.Meta.Actor.Agency), recorded.Meta),
        RecallOverdue e => Without(row, due => due.At == e.Due),
        // of each the last ask counts
        CertifierAsked e => Expect(Without(row, due => due.Of == e.Certifier),
            new(e.Due, recorded.Meta.Actor.Agency, e.Certifier), recorded.Meta),
        CertifierAnswered e => Without(row, due => due.Of == e.Certifier),
        CertifierSilent e => Without(row, due => due.Of == e.Certifier),
        _ => null, // it ended, or was answered
    };

    private static ReleaseId? ReleaseIn(DomainEvent e) => e switch
    {
        ReleaseSigned signed => signed.Release,
        ReleaseRenewed renewed => renewed.Renewal,
        ReleaseNarrowed narrowed => narrowed.Release,
        ReleaseRevoked revoked => revoked.Release,
        ReleaseExpired expired => expired.Release,
        ReleaseVoided voided => voided.Release,
        _ => null,
    };

    private static DueRow? Ends(DueRow? row, ReleaseId release, ReleaseTerms terms, EventMeta meta) =>
        terms.Expires is not { } expires ? null
        : row is { At: [var known] } && known == new DueInstant(expires, meta.Actor.Agency) && row.Stream == meta.Stream ? row
        : new() { Stream = meta.Stream, Release = release, At = [new(expires, meta.Actor.Agency)] };

    private static DueRow Expect(DueRow? row, DueInstant due, EventMeta meta) =>
        row?.At.Contains(due) == true ? row : new() { Stream = meta.Stream, At = [.. row?.At ?? [], due] };

    private static DueRow? Without(DueRow? row, Func<DueInstant, bool> which) =>
        row is null || !row.At.Any(which) ? row : row.At.Without(which) is { Count: > 0 } left ? row with { At = left } : null;
}
