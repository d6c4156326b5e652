using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Gate;
using Coordination.Domain.TaskForce;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Reading;

namespace Coordination.Demo.Seeding;

/// <summary>Invented meetings: called, with two cases on the agenda, published; every second one held, with an action for somebody.</summary>
internal sealed class SeededReviews(SeedPlan plan, SeededCases cases)
{
    public async Task Hold(CommandSession work, int number)
    {
        var (review, custodian) = (new ReviewId(plan.Id("review", number)), number % plan.Custodians);
        Member advocate = SeedPlan.Staff(SeedPlan.Custodian(custodian)), coordinator = SeedPlan.Staff(SeedPlan.Office);
        var team = plan.TeamOf(custodian).Select(partner => SeedPlan.Staff(SeedPlan.Partner(partner))).ToList();
        var calling = new CallReview(review, work.Now.AddDays(1 + (number % 60)), Sensitive.Of("An invented room"), [coordinator, advocate, .. team], advocate, 3, work.Now);
        work.Record(ReviewStream.Definition, review, MeetingDecider.Decide(calling, work.Begin(ReviewStream.Definition, review)));
        var items = new List<Matter>();
        foreach (var @case in CasesOf(custodian, number).Distinct())
            items.Add(await Propose(work, review, number, @case, advocate, [coordinator, .. team]));
        var published = new Dictionary<AgendaItemId, Coverage>();
        foreach (var item in items)
            published[item.Item] = await CoverageReader.For(work).Of(item, [coordinator, .. team], GateOccasion.Agenda);
        await Decide(work, review, state => AgendaDecider.Decide(new PublishAgenda(), published, state));
        if (number % 2 == 0)
            await Meet(work, review, number, items[0], [coordinator, advocate, team[0], team[1]]);
    }

    private IEnumerable<int> CasesOf(int custodian, int number)
    {
        var own = ((plan.Size.Cases - custodian - 1) / plan.Custodians) + 1;
        return [custodian + (number % own * plan.Custodians), custodian + ((number + 1) % own * plan.Custodians)];
    }

    private async Task<Matter> Propose(CommandSession work, ReviewId review, int number, int @case, Member advocate, IReadOnlyList<Member> asked)
    {
        var opened = (CaseState.Open)await work.Load(CaseStream.Definition, cases.Case(@case));
        IReadOnlyList<RequestedItem> items = [opened.Record.UsableItem(cases.Item(@case, 0))!.AskedAs(advocate.Agency, SharingMode.VerbalInReview)];
        var matter = new Matter(new(plan.Id("agenda", number, @case)), cases.Survivor(@case), cases.Case(@case), advocate.Agency, advocate.Person, Sensitive.Of("An invented matter"), [.. items]);
        var coverage = await CoverageReader.For(work).Of(matter, asked, GateOccasion.Agenda);
        await Decide(work, review, state => AgendaDecider.Decide(
            new ProposeAgendaItem(matter.Item, matter.Survivor, matter.Case, matter.Custodian, matter.Presenter, matter.Title, items), coverage, state));
        return matter;
    }

    private async Task Meet(CommandSession work, ReviewId review, int number, Matter item, IReadOnlyList<Member> present)
    {
        await Decide(work, review, state => MeetingDecider.Decide(new OpenMeeting(work.Now), state));
        foreach (var member in present)
        {
            await Decide(work, review, state => RoomDecider.Decide(new SignConfidentialityStatement(member), state));
            await Decide(work, review, state => RoomDecider.Decide(new RecordAttendance(member), Coverage.None, state));
        }
        var coverage = await CoverageReader.For(work).Of(item, present, GateOccasion.Room);
        await Decide(work, review, state => AgendaItemDecider.Decide(new OpenAgendaItem(item.Item, work.Now), coverage, state));
        var calendar = TaskForceCalendar.Of(await work.Load(TaskForceStream.Definition), work.Now);
        var (today, due) = (calendar.DayOf(work.Now), calendar.DayOf(work.Now).AddDays(1 + (number % 40)));
        var assigning = new AssignAction(new(plan.Id("action", number)), item.Item, null, present[2], Sensitive.Of("Find an invented room."), due, present[1], today) { DueBy = calendar.EndOf(due) };
        await Decide(work, review, state => ActionDecider.Decide(assigning, coverage, state));
        await Decide(work, review, state => AgendaItemDecider.Decide(new CloseAgendaItem(item.Item, work.Now), state));
    }

    private static async Task Decide(CommandSession work, ReviewId review, Func<ReviewState, Decision<ReviewEvent>> decide) =>
        work.Record(ReviewStream.Definition, review, decide(await work.Load(ReviewStream.Definition, review)));
}
