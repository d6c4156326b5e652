using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;
using Coordination.Projections.AdvocateCaseload;
using Coordination.Projections.PartnerInbox;

namespace Coordination.Host.Platform.Reading.Reminders;

/// <summary>What somebody should not miss, composed from the rows that they may read themselves, and from nothing else.</summary>
public sealed class ReminderFeed(IViewReader reader, ViewCodec codec, ErasedRows erased, WithheldMatters withheld, ReleaseReader releases,
    StateReader states, TimeProvider time)
{
    private const int WholePage = 500;

    private static readonly Source[] s_addressed =
    [
        new(ReminderKind.ActionDue, InboxKinds.Action, ["open"], row => ((InboxAction)row).Action.Value),
        new(ReminderKind.CopyAskedBack, InboxKinds.Disclosure, ["recalled"], row => ((InboxDisclosure)row).Disclosure.Value),
        new(ReminderKind.ReviewComing, InboxKinds.Review, null, row => ((InboxReview)row).Review.Value) { IsOverWhenPast = true },
    ];

    private static readonly Source[] s_lookedAfter =
    [
        new(ReminderKind.RecallUnanswered, CaseloadKinds.Disclosure, ["recalled"], row => ((CaseloadDisclosure)row).Disclosure.Value),
        new(ReminderKind.ReleaseEnds, CaseloadKinds.Ending, null, row => ((CaseloadEnding)row).Release.Value) { IsOverWhenPast = true },
        new(ReminderKind.LetterToSend, CaseloadKinds.Disclosure, ["letterDue"],
            row => ((CaseloadDisclosure)row).Disclosure.Value) { ToDo = LetterToDo },
        new(ReminderKind.HandOverDue, CaseloadKinds.Disclosure, ["handOverDue"],
            row => ((CaseloadDisclosure)row).Disclosure.Value) { ToDo = static _ => ByHand.ToDo },
    ];

    private static readonly Source s_majority = new(ReminderKind.CanSignAnew, CaseloadKinds.Majority, null,
        row => ((CaseloadMajority)row).Survivor.Value);

    private static readonly Source[] s_required =
    [
        new(ReminderKind.ReportDue, CaseloadKinds.Report, null,
            row => ((CaseloadReport)row).Process.Value) { ToDo = static row => ReportToDo((CaseloadReport)row) },
    ];

    private static string LetterToDo(View row) => ((CaseloadDisclosure)row).NeverLeft
        ? "It is asked back and was never handed over: do not hand it over. Destroy it, and record that (letter/answer)."
        : "Send the letter, and record that it was sent (letter/sent); then what came back (letter/answer).";

    private static string ReportToDo(CaseloadReport row) =>
        DutyWords.ToDo(row.Elsewhere, row.ToHandOver == true, row.Citation.Length == 0 ? null : row.Citation);

    /// <summary>What is due before an instant and what is overdue, the most urgent first, after a mark; at most so many. There may be more
    /// behind the last one when that many are found. Each source is read up to the number that can be shown. The exception is coming of
    /// age, when a law sets another age than eighteen.</summary>
    public async ValueTask<IReadOnlyList<Reminder>> Page(ReminderAudience audience, DateTimeOffset until, ReminderMark? after, int limit,
        CancellationToken cancellation)
    {
        List<Reminder> shown = [];
        var yearsMore = audience.ServesSurvivors ? await YearsMore(cancellation) : 0;
        for (var wanted = new Wanted(audience, time.GetUtcNow(), until, after, limit); ;)
        {
            var found = await Of(AllProjections.PartnerInbox, s_addressed, wanted, cancellation);
            List<Source> own = [.. audience.ServesSurvivors ? s_lookedAfter : [],
                .. audience.ServesSurvivors && yearsMore == 0 ? [s_majority] : (Source[])[],
                .. audience.AnswersProcesses ? s_required : []];
            if (own.Count > 0)
                found = found.Concat(await Of(AllProjections.AdvocateCaseload, own, wanted, cancellation));
            if (audience.ServesSurvivors)
                found = found.Concat(await OfMinors(yearsMore, wanted, cancellation));
            List<(Reminder Reminder, View Row)> page = [.. found.OrderBy(due => ReminderMark.Of(due.Reminder).Order).Take(limit)];
            var left = await withheld.TakeOut(await erased.TakeOut([.. page.Select(due => due.Row)], cancellation),
                new OwnReader(audience.Person, audience.IsCounsel), cancellation);
            shown.AddRange(page.Zip(left).Where(due => due.Second is not null).Select(due => due.First.Reminder));
            if (page.Count < limit || shown.Count >= limit)
                return [.. shown.Take(limit)];
            wanted = wanted with { After = ReminderMark.Of(page[^1].Reminder) };
        }
    }

    private async ValueTask<IEnumerable<(Reminder Reminder, View Row)>> Of(IProjection projection, IReadOnlyList<Source> sources,
        Wanted wanted, CancellationToken cancellation)
    {
        var pages = await reader.Pages([.. sources.Select(source => source.Query(projection, wanted))], cancellation);
        return sources.Zip(pages, (source, rows) =>
            rows.Select(found => codec.Read(projection, found.Json.Span)).Select(row => (source.Reminder(row, wanted.Now), row)))
            .SelectMany(reminders => reminders);
    }

    // As the rules in force see it: so many years more than eighteen.
    private async ValueTask<int> YearsMore(CancellationToken cancellation) =>
        AgeOfMajority.YearsAt(time.GetUtcNow(), (await states.Read(TaskForceStream.Definition, cancellation)).State) - AgeOfMajority.Years;

    // Rows are kept by when somebody is eighteen. Where the law sets a higher age they are looked at one by one: a year is not equally long
    // for everybody. So are the releases of minors, because a table of the law that is loaded later can make one lack a signature.
    private async ValueTask<IEnumerable<(Reminder Reminder, View Row)>> OfMinors(int yearsMore, Wanted wanted,
        CancellationToken cancellation)
    {
        List<CaseloadMajority> rows = [];
        var all = new ViewQuery(AllProjections.AdvocateCaseload.Name, Compartment.Of(wanted.Audience.Agency), wanted.Audience.Person,
            s_majority.Rows, WholePage);
        for (RowMark? after = null; ;)
        {
            var page = await reader.Page(all with { After = after }, cancellation);
            rows.AddRange(page.Select(found => (CaseloadMajority)codec.Read(AllProjections.AdvocateCaseload, found.Json.Span)));
            if (page.Count < WholePage)
                break;
            after = page[^1].Mark;
        }
        rows.RemoveAll(row => row.Deceased == true);
        var ofAge = rows.Where(row => yearsMore > 0 && row.EighteenFrom is not null && !(row.LastSignedAt >= row.AdultFrom(yearsMore)))
            .Select(row => (Reminder: new Reminder(s_majority.Kind, row.AdultFrom(yearsMore)!.Value, row.AdultFrom(yearsMore) <= wanted.Now,
                new ThingId(row.Survivor.Value)), Row: (View)row));
        var unsigned = (await releases.LackingSecondSignature([.. rows.Select(row => row.Survivor)], cancellation))
            .Select(lacking => (Reminder: new Reminder(ReminderKind.SecondSignature, lacking.Release.Terms.Starts,
                lacking.Release.Terms.Starts <= wanted.Now, new ThingId(lacking.Release.Id.Value)),
                Row: (View)rows.Find(row => row.Survivor == lacking.Survivor)!));
        return ofAge.Concat(unsigned)
            .Where(due => due.Reminder.Due < wanted.Until
                && (wanted.After is not { } mark || ReminderMark.Of(due.Reminder).Order.CompareTo(mark.Order) > 0))
            .OrderBy(due => ReminderMark.Of(due.Reminder).Order).Take(wanted.Limit);
    }

    private sealed record Wanted(ReminderAudience Audience, DateTimeOffset Now, DateTimeOffset Until, ReminderMark? After, int Limit);

    /// <summary>Rows of which each that is due is a reminder.</summary>
    private sealed record Source(ReminderKind Kind, string Rows, IReadOnlyList<string>? Statuses, Func<View, Guid> Id)
    {
        // Behind every key that begins so: keys are made of letters, digits, dashes and strokes.
        private const string Last = "~";

        /// <summary>Whether there is nothing left to do when the time has come; else it is overdue then.</summary>
        public bool IsOverWhenPast { get; init; }

        public ViewQuery Query(IProjection projection, Wanted wanted) =>
            new(projection.Name, Compartment.Of(wanted.Audience.Agency), wanted.Audience.Person, Rows, wanted.Limit)
            {
                Statuses = Statuses,
                DueBefore = wanted.Until,
                ByDue = true,
                AfterDue = Behind(wanted.After, wanted.Now),
            };

        /// <summary>What to do about it, in words; null where the kind says it.</summary>
        public Func<View, string>? ToDo { get; init; }

        public Reminder Reminder(View row, DateTimeOffset now)
        {
            var report = row as CaseloadReport;
            return new(Kind, row.Place.Due!.Value, row.Place.Due <= now && report?.AtOnce != true,
                new ThingId(Id(row)))
            { Authority = report?.Elsewhere, ToDo = ToDo?.Invoke(row) };
        }

        private DueMark? Behind(ReminderMark? after, DateTimeOffset now)
        {
            var past = IsOverWhenPast ? new DueMark(now, Last) : null;
            if (after is null || past?.Due > after.Due)
                return past;
            // Each authority of a duty has a row of its own.
            return new(after.Due, after.Kind == ReminderKind.ReportDue
                && Kind == after.Kind ? $"{Rows}/{CaseloadReport.IdOf(after.Id, after.Authority)}"
                : after.Kind == Kind ? $"{Rows}/{after.Id}/{Last}" : after.Kind < Kind ? "" : Last);
        }
    }
}
