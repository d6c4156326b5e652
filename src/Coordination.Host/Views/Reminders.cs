using System.Text.Json.Serialization;
using Coordination.Domain;
using Coordination.Host.Http;
using Coordination.Host.Security;
using Coordination.Projections;
using Coordination.Projections.AdvocateCaseload;
using Coordination.Projections.PartnerInbox;

namespace Coordination.Host.Views;

/// <summary>What a reader should not miss. It is computed from their own views at the moment of asking, and holds identifiers and times only.</summary>
internal static class Reminders
{
    private const int DefaultDays = 14, MostDays = 90, PageSize = 200, MostRows = 2_000;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/reminders").WithTags("Views").RequireAuthorization(Policies.Team);
        group.MapGet("/", Get).Produces<RemindersAnswer>()
            .WithSummary("What is due within so many days (14, at most 90), and what is overdue: actions, copies asked back, recalls that were not answered, releases that end, meetings.");
    }

    private static async Task<IResult> Get(int? days, Caller caller, ViewPages pages, CancellationToken cancellation) => days is < 1 or > MostDays
        ? Problems.InvalidInput.With($"Ask for 1 to {MostDays} days.", "days")
        : Reply.Revealing(new RemindersAnswer(await Of(caller, pages, pages.Now.AddDays(days ?? DefaultDays), cancellation)));

    private static async Task<IReadOnlyList<Reminder>> Of(Caller caller, ViewPages pages, DateTimeOffset until, CancellationToken cancellation)
    {
        var now = pages.Now;
        List<Reminder> found = [];
        await foreach (var action in All<InboxAction>(caller, AllProjections.PartnerInbox, InboxKinds.Action, ["open"]))
            found.Add(new(ReminderKind.ActionDue, action.Place.Due!.Value, action.Place.Due <= now, action.Action.Value));
        await foreach (var copy in All<InboxDisclosure>(caller, AllProjections.PartnerInbox, InboxKinds.Disclosure, ["recalled"]))
            found.Add(new(ReminderKind.CopyAskedBack, copy.Place.Due!.Value, copy.Place.Due <= now, copy.Disclosure.Value));
        await foreach (var meeting in All<InboxReview>(caller, AllProjections.PartnerInbox, InboxKinds.Review, null))
            if (meeting.StartsAt > now)
                found.Add(new(ReminderKind.ReviewComing, meeting.StartsAt.Value, false, meeting.Review.Value));
        if (caller.Is(Roles.Advocate))
        {
            await foreach (var recall in All<CaseloadDisclosure>(caller, AllProjections.AdvocateCaseload, CaseloadKinds.Disclosure, ["recalled"]))
                found.Add(new(ReminderKind.RecallUnanswered, recall.Place.Due!.Value, recall.Place.Due <= now, recall.Disclosure.Value));
            await foreach (var survivor in All<CaseloadSurvivor>(caller, AllProjections.AdvocateCaseload, CaseloadKinds.Survivor, null))
                found.AddRange(Ending(survivor, now, until));
        }
        return [.. found.OrderBy(reminder => reminder.Due).ThenBy(reminder => reminder.Kind).ThenBy(reminder => reminder.Id)];

        IAsyncEnumerable<TRow> All<TRow>(Caller caller, IProjection projection, string kind, IReadOnlyList<string>? statuses) where TRow : View =>
            pages.Due<TRow>(ViewOf.Own(projection, caller, kind) with { Statuses = statuses }, until, PageSize, MostRows, cancellation);
    }

    private static IEnumerable<Reminder> Ending(CaseloadSurvivor survivor, DateTimeOffset now, DateTimeOffset until) =>
        from release in survivor.Releases
        where release.Standing == ReleaseStanding.Active && release.Terms.Expires > now && release.Terms.Expires < until
        select new Reminder(ReminderKind.ReleaseEnds, release.Terms.Expires!.Value, false, release.Release.Value);
}

/// <summary>What is due, the most urgent first.</summary>
public sealed record RemindersAnswer(IReadOnlyList<Reminder> Items);

/// <summary>Something that is due.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Due">By when.</param>
/// <param name="Overdue">Whether that has passed.</param>
/// <param name="Id">The action, disclosure, release or meeting.</param>
public sealed record Reminder(ReminderKind Kind, DateTimeOffset Due, bool Overdue, Guid Id);

/// <summary>What is due.</summary>
[JsonConverter(typeof(NameConverter<ReminderKind>))]
public enum ReminderKind
{
    /// <summary>An action that a review assigned to you.</summary>
    ActionDue,
    /// <summary>A copy that you are to give back.</summary>
    CopyAskedBack,
    /// <summary>A copy of your agency's that was asked back, and the other agency has not answered.</summary>
    RecallUnanswered,
    /// <summary>A release of somebody whom your agency serves ends.</summary>
    ReleaseEnds,
    /// <summary>A meeting to which you are invited.</summary>
    ReviewComing,
}
