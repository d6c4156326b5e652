using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Projections.PartnerInbox;
using Coordination.Testing;
using Xunit;

namespace Coordination.Projections.Tests.PartnerInbox;

public class PartnerInboxTests
{
    private static readonly PartnerInboxProjection s_inbox = AllProjections.PartnerInbox;
    private static readonly AgencyId s_harbor = new("harbor"), s_police = new("city-police");
    private static readonly PersonId s_advocate = new("ana"), s_detective = new("detective-reyes");
    private static readonly DisclosureId s_disclosure = new(new Guid(7, 0, 0, new byte[8]));
    private static readonly SurvivorId s_survivor = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly CaseId s_case = new(new Guid(2, 0, 0, new byte[8]));
    private static readonly RecordItemId s_item = new(new Guid(3, 0, 0, new byte[8]));
    private static readonly ReleaseId s_release = new(new Guid(4, 0, 0, new byte[8]));
    private static readonly CopyId s_copy = new(new(5, 0, 0, new byte[8])), s_other = new(new(6, 0, 0, new byte[8]));
    private static readonly string s_stream = $"disclosure-{s_disclosure}";
    private static readonly Verdict s_verdict = new(Outcome.Permit, [new(s_item, Outcome.Permit, SharingMode.IdentifiedSummary, s_release, [])], [], [s_release], 3, 1, "2026-1", Log.Start);

    private static readonly DisclosureRequested s_requested = new(s_disclosure, s_harbor, new(s_police, s_detective), Purpose.Investigation, [InformationCategory.ExploiterInformation], Sensitive.Of("the woman from the north field"), ClaimedBasis.Release);
    private static readonly DisclosureMade s_made = new(new(s_police, s_detective), Purpose.Investigation,
        [new(s_other, s_item, InformationCategory.Employment, SharingMode.ThroughAdvocate, null), new(s_copy, s_item, InformationCategory.ExploiterInformation, SharingMode.IdentifiedSummary, Sensitive.Of("a white van"))],
        [Obligation.RedisclosureNotice], "Do not pass this on.", s_verdict, s_advocate);

    [Fact]
    public void A_request_is_received()
    {
        var request = Assert.IsType<InboxRequest>(Assert.Single(Requested().Fold(s_inbox)).Value);
        Assert.False(request.Answered);
        Assert.Equal("received", request.Place.Status);
        Assert.Equal("city-police", request.Place.Compartment.ToString());
    }

    public static TheoryData<string> WhatTheCustodianDoes => ["nothing", "unmatched", "matched", "refused", "held", "authorised"];

    [Theory, MemberData(nameof(WhatTheCustodianDoes))]
    public void A_request_looks_the_same_whatever_the_custodian_finds_and_decides(string what)
    {
        DisclosureEvent[] events = what switch
        {
            "nothing" => [],
            "unmatched" => [new RequestUnmatched(s_advocate)],
            "matched" => [new RequestMatched(s_survivor, s_case, s_advocate)],
            "refused" => [new RequestMatched(s_survivor, s_case, s_advocate), new DisclosureRefused(s_survivor, s_case, s_verdict, s_advocate)],
            "held" => [new RequestMatched(s_survivor, s_case, s_advocate), new DisclosureHeld(s_survivor, s_case, s_verdict, s_advocate)],
            _ => [new RequestMatched(s_survivor, s_case, s_advocate), new DisclosureAuthorized(s_survivor, s_case, s_verdict, s_advocate)],
        };
        Assert.Equal(Log.Text(s_inbox, Requested().Fold(s_inbox)), Log.Text(s_inbox, Requested().By("harbor", s_stream, events).Fold(s_inbox)));
    }

    [Fact]
    public void A_copy_answers_the_request_and_carries_only_what_was_copied()
    {
        var rows = Requested().By("harbor", s_stream, s_made).Fold(s_inbox);
        Assert.True(rows.Values.OfType<InboxRequest>().Single().Answered);
        var copy = rows.Values.OfType<InboxDisclosure>().Single();
        Assert.Equal(s_harbor, copy.From);
        Assert.Equal([s_copy, s_other], copy.Items.Select(i => i.Copy));
        Assert.Equal("a white van", copy.Items[0].Text!.Reveal());
        Assert.Null(copy.Items[1].Text);
        Assert.Equal("new", copy.Place.Status);
    }

    [Fact]
    public void A_copy_of_what_Part_2_protects_is_read_with_what_was_consented_to()
    {
        var rows = Requested().By("harbor", s_stream, s_made with { ConsentExplained = "The person whom it concerns consented." }).Fold(s_inbox);
        Assert.Equal("The person whom it concerns consented.", rows.Values.OfType<InboxDisclosure>().Single().ConsentExplained);
        Assert.Null(Requested().By("harbor", s_stream, s_made).Fold(s_inbox).Values.OfType<InboxDisclosure>().Single().ConsentExplained);
    }

    [Fact]
    public void An_offer_is_not_seen_before_the_copy_is_made()
    {
        var offered = new Log().By("harbor", s_stream, new DisclosureOffered(s_disclosure, s_harbor, new(s_police, s_detective), Purpose.Investigation, s_survivor, s_case), new DisclosureAuthorized(s_survivor, s_case, s_verdict, s_advocate));
        Assert.Empty(offered.Fold(s_inbox));
        Assert.IsType<InboxDisclosure>(Assert.Single(offered.By("harbor", s_stream, s_made).Fold(s_inbox)).Value);
    }

    [Fact]
    public void A_recall_takes_the_text_out_of_the_view_and_does_not_say_why()
    {
        var rows = Requested().By("harbor", s_stream, s_made, new RecallNoticeSent(s_release, RecallCause.Revoked, [s_copy], Log.Start.AddDays(10))).Fold(s_inbox);
        var copy = rows.Values.OfType<InboxDisclosure>().Single();
        Assert.Null(copy.Items[0].Text);
        Assert.True(copy.Items[0].Recalled);
        Assert.False(copy.Items[1].Recalled);
        Assert.Equal("recalled", copy.Place.Status);
        Assert.Equal(Log.Start.AddDays(10), copy.Place.Due);
        Assert.DoesNotContain("evoke", Log.Text(s_inbox, copy), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answered_recall_is_no_longer_due()
    {
        var copy = Requested()
            .By("harbor", s_stream, s_made, new RecallNoticeSent(s_release, RecallCause.Revoked, [s_copy], Log.Start.AddDays(10)))
            .By("city-police", s_stream, new RecallAcknowledged(RecallAnswer.Destroyed, null, s_detective))
            .Fold(s_inbox).Values.OfType<InboxDisclosure>().Single();
        Assert.Equal(RecallAnswer.Destroyed, Assert.Single(copy.Recalls).Answer);
        Assert.Null(copy.Place.Due);
    }

    [Fact]
    public void An_action_is_seen_by_the_agency_that_is_to_do_it()
    {
        var action = new ActionId(new Guid(9, 0, 0, new byte[8]));
        var stream = $"review-{new Guid(8, 0, 0, new byte[8])}";
        var assigned = new Log()
            .By("coordination", stream, new ActionAssigned(action, new(Guid.Empty), null, new(s_police, s_detective), Sensitive.Of("call the labor inspector"), new(2026, 4, 2)));
        var open = Assert.IsType<InboxAction>(Assert.Single(assigned.Fold(s_inbox)).Value);
        Assert.Equal("city-police", open.Place.Compartment.ToString());
        Assert.Equal(new DateTimeOffset(2026, 4, 3, 0, 0, 0, TimeSpan.Zero), open.Place.Due);

        Assert.Equal((new ReviewId(new Guid(8, 0, 0, new byte[8])), new AgendaItemId(Guid.Empty), null), (open.Review!.Value, open.Item!.Value, open.Decision));

        var done = Assert.IsType<InboxAction>(Assert.Single(assigned.By("city-police", stream, new ActionCompleted(action, new(s_police, s_detective))).Fold(s_inbox)).Value);
        Assert.Equal(ActionProgress.Completed, done.Progress);
        Assert.Null(done.Place.Due);
    }

    [Fact]
    public void An_action_of_an_agency_elsewhere_ends_with_the_day_of_the_task_force()
    {
        var end = new DateTimeOffset(2026, 4, 3, 0, 0, 0, TimeSpan.FromHours(-5));
        var assigned = new ActionAssigned(new(new Guid(9, 0, 0, new byte[8])), new(Guid.Empty), null, new(s_police, s_detective), Sensitive.Of("call"), new(2026, 4, 2)) { DueBy = end };
        var row = Assert.IsType<InboxAction>(Assert.Single(new Log().By("coordination", $"review-{new Guid(8, 0, 0, new byte[8])}", assigned).Fold(s_inbox)).Value);
        Assert.Equal((end, end), (row.EndsAt, row.Place.Due));
    }

    [Fact]
    public void A_meeting_that_was_opened_or_closed_is_not_coming_and_stays_in_the_inbox()
    {
        var (review, member) = (new ReviewId(new Guid(8, 0, 0, new byte[8])), new Member(s_police, s_detective));
        var starts = Log.Start.AddDays(7);
        Log Called() => new Log().By("coordination", $"review-{review}", new ReviewCalled(review, starts, Sensitive.Of("room 4"), [member], member, 1));
        var log = Called();
        Assert.Equal(("coming", starts), Standing(log));
        Assert.Equal(("open", null), Standing(log.By("coordination", $"review-{review}", new ReviewOpened { At = Log.Start, Invited = [member] })));
        Assert.Equal(("closed", null), Standing(log.By("coordination", $"review-{review}", new ReviewClosed { At = Log.Start, Invited = [member] })));
        Assert.Equal(("coming", starts), Standing(Called().By("coordination", $"review-{review}", new ReviewOpened()))); // from before it was kept who is invited
        Assert.Empty(Called().By("coordination", $"review-{review}", new ReviewCalledOff([member])).Fold(s_inbox));

        static (string?, DateTimeOffset?) Standing(Log log) =>
            Assert.IsType<InboxReview>(Assert.Single(log.Fold(s_inbox)).Value).Place is var place ? (place.Status, place.Due) : default;
    }

    [Fact]
    public void Nothing_of_the_custodians_is_in_any_row()
    {
        var text = Log.Text(s_inbox, Requested().By("harbor", s_stream, new RequestMatched(s_survivor, s_case, s_advocate), s_made,
            new RecallNoticeSent(s_release, RecallCause.Narrowed, [s_copy], Log.Start.AddDays(10))).Fold(s_inbox));
        foreach (var secret in new object[] { s_survivor, s_case, s_item, s_release, "position", "version" })
            Assert.DoesNotContain(secret.ToString()!, text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Any events that do not name the agency, put anywhere between, change no byte of its rows.</summary>
    [Fact]
    public void What_is_not_addressed_to_an_agency_changes_nothing_in_its_inbox()
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            var random = new Random(seed);
            var times = Requested().By("harbor", s_stream, s_made, new RecallNoticeSent(s_release, RecallCause.Revoked, [s_copy], Log.Start.AddDays(10))).Events;
            var noise = EventSamples.All(seed).Where(_ => random.Next(2) == 0).Select((e, i) => new Recorded<DomainEvent>(e, times[0].Meta with { Stream = $"{(e is DisclosureEvent ? "disclosure" : "other")}-{new Guid(99, 0, 0, new byte[8])}", Position = 1_000 + i }));
            var mixed = times.Select((e, i) => (Order: (double)i, Event: e)).Concat(noise.Select(e => (Order: random.NextDouble() * 4 - 1, Event: e))).OrderBy(e => e.Order).Select(e => e.Event);
            Assert.Equal(Mine(Log.Fold(s_inbox, times)), Mine(Log.Fold(s_inbox, mixed, page: 3)));
        }

        static string Mine(Dictionary<string, View> rows) =>
            Log.Text(s_inbox, rows.Where(r => r.Value.Place.Compartment == Compartment.Of(s_police)).ToDictionary());
    }

    private static Log Requested() => new Log().By("city-police", s_stream, s_requested);
}
