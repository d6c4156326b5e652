using Coordination.Domain;
using Coordination.Host.EventCatalogue;
using Coordination.Host.Execution.Projections;
using Coordination.Projections;
using Coordination.Projections.AdvocateCaseload;
using Coordination.Projections.PartnerInbox;

namespace Coordination.Host.Execution.Reminders;

/// <summary>What somebody should not miss, composed from the rows that they may read themselves, and from nothing else.</summary>
public sealed class ReminderFeed(IViewReader reader, ViewCodec codec, TimeProvider time)
{
    private const int PageSize = 200;

    /// <summary>
    /// What is due before an instant and what is overdue, the most urgent first, after a mark; at most so many. There may be more
    /// behind the last one when that many are found.
    /// </summary>
    public async ValueTask<IReadOnlyList<Reminder>> Page(ReminderAudience audience, DateTimeOffset until, ReminderMark? after, int limit, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        List<Reminder> found = [];
        await foreach (var reminder in Addressed(audience, now, until, cancellation))
            found.Add(reminder);
        if (audience.ServesSurvivors)
            await foreach (var reminder in LookedAfter(audience, now, until, cancellation))
                found.Add(reminder);
        return [.. found.Where(reminder => after is null || ReminderMark.Of(reminder).Order.CompareTo(after.Order) > 0).OrderBy(reminder => ReminderMark.Of(reminder).Order).Take(limit)];
    }

    private async IAsyncEnumerable<Reminder> Addressed(
        ReminderAudience to, DateTimeOffset now, DateTimeOffset until, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var action in Due<InboxAction>(to, AllProjections.PartnerInbox, InboxKinds.Action, ["open"], until, cancellation))
            yield return new(ReminderKind.ActionDue, action.Place.Due!.Value, action.Place.Due <= now, action.Action.Value);
        await foreach (var copy in Due<InboxDisclosure>(to, AllProjections.PartnerInbox, InboxKinds.Disclosure, ["recalled"], until, cancellation))
            yield return new(ReminderKind.CopyAskedBack, copy.Place.Due!.Value, copy.Place.Due <= now, copy.Disclosure.Value);
        await foreach (var meeting in Due<InboxReview>(to, AllProjections.PartnerInbox, InboxKinds.Review, null, until, cancellation))
            if (meeting.StartsAt > now)
                yield return new(ReminderKind.ReviewComing, meeting.StartsAt.Value, false, meeting.Review.Value);
    }

    private async IAsyncEnumerable<Reminder> LookedAfter(
        ReminderAudience by, DateTimeOffset now, DateTimeOffset until, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var recall in Due<CaseloadDisclosure>(by, AllProjections.AdvocateCaseload, CaseloadKinds.Disclosure, ["recalled"], until, cancellation))
            yield return new(ReminderKind.RecallUnanswered, recall.Place.Due!.Value, recall.Place.Due <= now, recall.Disclosure.Value);
        await foreach (var survivor in Due<CaseloadSurvivor>(by, AllProjections.AdvocateCaseload, CaseloadKinds.Survivor, null, until, cancellation))
            foreach (var release in survivor.Releases.Where(r => r.Standing == ReleaseStanding.Active && r.Terms.Expires > now && r.Terms.Expires < until))
                yield return new(ReminderKind.ReleaseEnds, release.Terms.Expires!.Value, false, release.Release.Value);
    }

    private async IAsyncEnumerable<TRow> Due<TRow>(
        ReminderAudience whose, IProjection projection, string kind, IReadOnlyList<string>? statuses, DateTimeOffset before,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation) where TRow : View
    {
        for (RowMark? after = null; ;)
        {
            var rows = await reader.Page(new(projection.Name, Compartment.Of(whose.Agency), whose.Person, kind, PageSize) { Statuses = statuses, DueBefore = before, After = after }, cancellation);
            foreach (var row in rows)
                yield return (TRow)codec.Read(projection, row.Json.Span);
            if (rows.Count < PageSize)
                yield break;
            after = rows[^1].Mark;
        }
    }
}
