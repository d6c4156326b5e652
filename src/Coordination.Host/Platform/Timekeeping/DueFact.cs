using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Platform.Timekeeping;

/// <summary>What becomes a fact when an instant has passed: that a release ended, that a recall is overdue, that a certifier said
/// nothing.</summary>
/// <param name="At">The instant.</param>
/// <param name="Stream">The stream that it concerns.</param>
/// <param name="Release">The release that ends; null where a recall or a certifier's answer is due.</param>
/// <param name="Agency">The agency for which it is recorded: the one that recorded the fact that sets the instant.</param>
public sealed record DueFact(DateTimeOffset At, string Stream, ReleaseId? Release, AgencyId Agency)
{
    /// <summary>What identifies this fact.</summary>
    public string Key => $"{Stream}:{Release}:{At.UtcTicks}";

    /// <summary>The instant that an event sets; null for an event that sets none.</summary>
    public static DateTimeOffset? InstantSetBy(DomainEvent @event) => @event switch
    {
        ReleaseSigned e => e.Terms.Expires,
        ReleaseRenewed e => e.Terms.Expires,
        ReleaseNarrowed e => e.Terms.Expires,
        IAskedBack e => e.Due,
        CertifierAsked e => e.Due,
        _ => null,
    };

    /// <summary>The fact whose instant an event sets; null for an event that sets none.</summary>
    public static DueFact? SetBy(Recorded<DomainEvent> recorded) =>
        InstantSetBy(recorded.Event) is { } at
            ? new(at, recorded.Meta.Stream, ReleaseOf(recorded.Event), recorded.Meta.Actor.Agency)
            : null;

    /// <summary>The facts of a row.</summary>
    public static IEnumerable<DueFact> Of(DueRow row) => row.At.Select(due => new DueFact(due.At, row.Stream, row.Release, due.Agency));

    private static ReleaseId? ReleaseOf(DomainEvent @event) => @event switch
    {
        ReleaseSigned e => e.Release,
        ReleaseRenewed e => e.Renewal,
        ReleaseNarrowed e => e.Release,
        _ => null,
    };
}
