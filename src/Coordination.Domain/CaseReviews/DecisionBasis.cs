using Coordination.Domain.Consent;
using Coordination.Domain.Gate;

namespace Coordination.Domain.CaseReviews;

/// <summary>Whether that on which a decision stood is still there.</summary>
[JsonConverter(typeof(NameConverter<BasisStanding>))]
public enum BasisStanding
{
    Stands,
    /// <summary>A release ran out, and none that renews it covers the same people and matters.</summary>
    Expired,
    /// <summary>A release was narrowed, so that it covers somebody who took part, or something that was discussed, no more.</summary>
    Narrowed,
    /// <summary>A release was taken back.</summary>
    Revoked,
    /// <summary>A release never was valid.</summary>
    Voided,
}

/// <summary>
/// What a decision stands on, and whether that is still there. It is computed when it is shown, from the survivor's consent and
/// the clock: nobody has to record first that time ran out.
/// </summary>
public static class DecisionBasis
{
    /// <summary>What became of the consent on which the decision stood; of several things the gravest.</summary>
    /// <param name="decision">The decision, which is not changed by the answer.</param>
    /// <param name="matter">What was discussed.</param>
    /// <param name="at">The instant of which it is asked.</param>
    /// <param name="records"> What the survivor says now, or said at the moment in question, in her record and in those merged with it. It
    /// includes what other people whom items name say about those items (CG-39). </param>
    public static BasisStanding At(DecisionRecorded decision, Matter matter, DateTimeOffset at,
        params IReadOnlyList<ConsentPosition> records) =>
        records.Select(consent => At(decision, matter.AboutThoseOf(consent), at, consent)).DefaultIfEmpty(BasisStanding.Stands).Max();

    /// <summary>The same, of all decisions on an item that were carried and not replaced: the gravest. On a motion that was not carried
    /// nobody acts.</summary>
    public static BasisStanding OfItem(AgendaItem item, Meeting meeting, DateTimeOffset at,
        params IReadOnlyList<ConsentPosition> records) =>
        meeting.Decisions.FindAll(decision =>
            decision is { Superseded: null, Outcome: DecisionOutcome.Carried } && decision.Recorded.Item == item.Matter.Item)
            .Select(decision => At(decision.Recorded, item.Matter, at, records)).DefaultIfEmpty(BasisStanding.Stands).Max();

    private static BasisStanding At(DecisionRecorded decision, Matter matter, DateTimeOffset at, ConsentPosition consent)
    {
        List<Release> reliedOn = [.. decision.ReleasesReliedOn.Select(consent.Find).OfType<Release>()];
        if (reliedOn.Count == 0)
        {
            return BasisStanding.Stands;
        }

        List<Release> line = [.. reliedOn.SelectMany(release => Line(release, consent)).Distinct()];
        return reliedOn.Exists(release => release.State is ReleaseState.Void) ? BasisStanding.Voided
            : line.Exists(release => release.State is ReleaseState.Revoked) ? BasisStanding.Revoked
            : !CoversAll(decision, matter, reliedOn) ? BasisStanding.Narrowed
            : !CoversAll(decision, matter, line.FindAll(release => release.IsOpenAt(at))) ? BasisStanding.Expired
            : BasisStanding.Stands;
    }

    // Somebody else's release is about the items that name them.
    private static Matter AboutThoseOf(this Matter matter, ConsentPosition consent) => consent.Speaks(matter.Survivor)
        ? matter
        : matter with
        {
            Items = matter.Items.FindAll(item =>
            item.ThirdPersons?.Any(person => person.Survivor is { } named && consent.Speaks(named)) == true)
        };

    private static bool Speaks(this ConsentPosition consent, SurvivorId survivor) =>
        consent.Survivor is null || consent.Survivor == survivor || consent.Merger?.With.Contains(survivor) == true;

    // What was given under a release goes on under its renewals, and is meant by taking one of them back.
    private static IEnumerable<Release> Line(Release first, ConsentPosition consent)
    {
        HashSet<ReleaseId> seen = [];
        for (var next = first; next is not null && seen.Add(next.Id); next = consent.RenewalOf(next.Id))
        {
            yield return next;
        }
    }

    private static bool CoversAll(DecisionRecorded decision, Matter matter, List<Release> releases) =>
        ReviewGate.Asked(matter, decision.Present).All(member => IsCovered(member, matter, releases));

    private static bool IsCovered(Member member, Matter matter, List<Release> releases) =>
        matter.Items.All(item => releases.Exists(release =>
            release.Terms.Names(member.Agency, member.Person)
            && release.Terms.Allows(Purpose.CaseReview)
            && release.Terms.WidestMode(item.Item, item.Category) >= SharingMode.VerbalInReview));
}
