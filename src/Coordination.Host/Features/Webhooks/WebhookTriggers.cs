using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Reading.Reminders;
using Coordination.Projections.AdvocateCaseload;
using Coordination.Projections.PartnerInbox;

namespace Coordination.Host.Features.Webhooks;

/// <summary>Something of which an endpoint is to be told, once.</summary>
/// <param name="Kind">What it is; null for a message that was asked for to see whether it arrives.</param>
/// <param name="Thing">The thing, by the log's own identifier.</param>
/// <param name="Due">By when, where somebody has to act by then.</param>
/// <param name="Overdue">Whether that has passed: being due and being overdue are told apart.</param>
/// <param name="Person">For whom of the agency it is; null where it is for all.</param>
public sealed record Occasion(WebhookKind? Kind, Guid Thing, DateTimeOffset? Due = null, bool Overdue = false, PersonId? Person = null);

/// <summary>Selects what an endpoint is told, from rows that its agency may read: those for everybody at the agency, and those for the
/// people whom the agency named.</summary>
public sealed class WebhookTriggers(ReminderFeed reminders, IViewReader rows, ViewCodec codec, TimeProvider time)
{
    private const int PageSize = 500, FarthestDays = 90, NewsDays = 7;

    /// <summary>Nobody has this name, so it selects the rows that are for everybody.</summary>
    private static readonly PersonId Nobody = new("*");

    public async ValueTask<IReadOnlyList<Occasion>> Of(Recipient recipient, CancellationToken cancellation)
    {
        var wishes = recipient.Details.Wishes;
        List<Occasion> all = [.. await For(recipient.Agency, Nobody, null, wishes, cancellation)];
        var known = all.Select(occasion => (occasion.Kind, occasion.Thing)).ToHashSet();
        foreach (var person in wishes.People.Distinct())
            all.AddRange((await For(recipient.Agency, person, person, wishes, cancellation)).Where(occasion =>
                !known.Contains((occasion.Kind, occasion.Thing))));
        return [.. all, .. recipient.Details.Trials.Select(trial => new Occasion(null, trial))];
    }

    private async ValueTask<IEnumerable<Occasion>> For(AgencyId agency, PersonId reader, PersonId? person, EndpointWishes wishes,
        CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var lead = now.AddDays(wishes.LeadDays);
        List<Occasion> found = [];
        if (wishes.Kinds.Any(kind => kind is not (WebhookKind.CopyArrived or WebhookKind.RequestWaits)))
            found.AddRange(
                (await Reminders(new(agency, reader, ServesSurvivors: person is null, IsCounsel: false),
                    now.AddDays(FarthestDays), cancellation))
                // a message names a duty, whichever of its authorities is to be told first
                .DistinctBy(reminder => (reminder.Kind, reminder.Id))
                // what is asked back is told when it is asked
                .Where(reminder => reminder.Due < lead || reminder.Kind == ReminderKind.CopyAskedBack)
                .Select(reminder => new Occasion(KindOf(reminder.Kind), reminder.Id.Value, reminder.Due, reminder.Overdue, person)));
        if (wishes.Kinds.Contains(WebhookKind.CopyArrived))
            await foreach (var copy in Latest<InboxDisclosure>(agency, reader, AllProjections.PartnerInbox, InboxKinds.Disclosure, "new",
                row => row.MadeAt, cancellation))
                found.Add(new(WebhookKind.CopyArrived, copy.Disclosure.Value, Person: person));
        if (wishes.Kinds.Contains(WebhookKind.RequestWaits) && person is null)
            await foreach (var request in Latest<CaseloadDisclosure>(agency, reader, AllProjections.AdvocateCaseload,
                CaseloadKinds.Disclosure, "requested", row => row.BegunAt, cancellation))
                found.Add(new(WebhookKind.RequestWaits, request.Disclosure.Value));
        return found.Where(occasion => wishes.Kinds.Contains(occasion.Kind!.Value));
    }

    private async ValueTask<IReadOnlyList<Reminder>> Reminders(ReminderAudience audience, DateTimeOffset until,
        CancellationToken cancellation)
    {
        List<Reminder> all = [];
        for (ReminderMark? after = null; ;)
        {
            var page = await reminders.Page(audience, until, after, PageSize, cancellation);
            all.AddRange(page);
            if (page.Count < PageSize)
                return all;
            after = ReminderMark.Of(page[^1]);
        }
    }

    /// <summary>Rows in one state, the newest first, as long as they are news.</summary>
    private async IAsyncEnumerable<TRow> Latest<TRow>(
        AgencyId agency, PersonId reader, IProjection projection, string kind, string status, Func<TRow, DateTimeOffset> since,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation) where TRow : View
    {
        var oldest = time.GetUtcNow().AddDays(-NewsDays);
        for (RowMark? after = null; ;)
        {
            var page = await rows.Page(new(projection.Name, Compartment.Of(agency), reader, kind,
                PageSize)
            { Statuses = [status], Descending = true, After = after }, cancellation);
            foreach (var found in page)
            {
                var row = (TRow)codec.Read(projection, found.Json.Span);
                if (since(row) < oldest)
                    yield break;
                yield return row;
            }
            if (page.Count < PageSize)
                yield break;
            after = page[^1].Mark;
        }
    }

    private static WebhookKind KindOf(ReminderKind kind) => kind switch
    {
        ReminderKind.ActionDue => WebhookKind.ActionDue,
        ReminderKind.CopyAskedBack => WebhookKind.CopyAskedBack,
        ReminderKind.RecallUnanswered or ReminderKind.LetterToSend => WebhookKind.RecallUnanswered,
        ReminderKind.ReleaseEnds => WebhookKind.ReleaseEnds,
        ReminderKind.ReviewComing => WebhookKind.ReviewComing,
        ReminderKind.CanSignAnew => WebhookKind.CanSignAnew,
        ReminderKind.ReportDue => WebhookKind.ReportDue,
        ReminderKind.HandOverDue => WebhookKind.HandOverDue,
        _ => throw new UnreachableException(),
    };
}
