using Coordination.Domain.CaseReviews;
using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Audit;

/// <summary>Whether somebody was told of an item or let in while it was discussed, and whether the gate permitted that.</summary>
/// <param name="Member">Who.</param>
/// <param name="Item">Which item of the agenda.</param>
/// <param name="Was">What the log says.</param>
/// <param name="Follows">What follows from the gate.</param>
/// <param name="Derived">The gate's answer.</param>
public sealed record PastAdmission(Member Member, AgendaItemId Item, bool Was, bool Follows, Verdict Derived);

/// <summary>
/// What a review did because of the gate without keeping its answer: whom the agenda told, and who came in while an item was
/// under discussion. The gate was asked for the instant at which it occurred.
/// </summary>
internal static class PastAdmissions
{
    public static IReadOnlyList<Type> Types { get; } = [typeof(AgendaPublished), typeof(AttendanceRecorded), typeof(MemberReturned)];

    /// <summary>Every admission of an event, under a set of rules; the one in force then, when none is given.</summary>
    public static async ValueTask<IReadOnlyList<PastAdmission>> Of(Recorded<DomainEvent> recorded, RuleSet? rules, IStateSource before,
        CancellationToken cancellation)
    {
        if (!Types.Contains(recorded.Event.GetType())
            || (await before.Read(ReviewStream.Definition, recorded.Meta.Stream, cancellation)).State is not KnownReview known)
            return [];
        var at = recorded.Meta.OccurredAt;
        return recorded.Event switch
        {
            AgendaPublished e => await Told(e, known.Meeting, at, rules, before, cancellation),
            AttendanceRecorded e => await CameIn(e.Member, known, at, rules, before, cancellation),
            MemberReturned e => await CameIn(e.Member, known, at, rules, before, cancellation),
            _ => [],
        };
    }

    private static async ValueTask<IReadOnlyList<PastAdmission>> Told(AgendaPublished published, Meeting meeting, DateTimeOffset at,
        RuleSet? rules, IStateSource before, CancellationToken cancellation)
    {
        List<PastAdmission> admissions = [];
        foreach (var entry in published.Entries)
            if (meeting.Find(entry.Item)?.Matter is { } matter)
                foreach (var member in ReviewGate.Asked(matter, meeting.Invited.Union(entry.ToldTo)))
                    admissions.Add(await Of(member, matter, entry.ToldTo.Contains(member), GateOccasion.Agenda, at, rules,
                        before, cancellation));
        return admissions;
    }

    private static async ValueTask<IReadOnlyList<PastAdmission>> CameIn(Member member, KnownReview known, DateTimeOffset at, RuleSet? rules,
        IStateSource before, CancellationToken cancellation) =>
        known is OpenReview { UnderDiscussion.Matter: var matter } && member.Agency != matter.Custodian
            ? [await Of(member, matter, true, GateOccasion.Room, at, rules, before, cancellation)]
            : [];

    private static async ValueTask<PastAdmission> Of(
        Member member, Matter matter, bool was, GateOccasion occasion, DateTimeOffset at, RuleSet? rules, IStateSource before,
        CancellationToken cancellation)
    {
        var inquiry = GateInquiry.InReview(matter, member, occasion, at);
        var facts = await before.LoadGateFacts(inquiry, cancellation);
        var verdict = ConsentGate.Evaluate(inquiry.Request, facts, rules ?? RuleSets.InForce(facts.TaskForce, at));
        return new PastAdmission(member, matter.Item, was,
            new Coverage(facts.ConsentVersion, [new MemberVerdict(member, verdict)]).Covers(member, matter), verdict);
    }
}
