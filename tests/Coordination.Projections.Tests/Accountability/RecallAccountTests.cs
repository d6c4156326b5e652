using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Projections.Accountability;
using Xunit;

namespace Coordination.Projections.Tests.Accountability;

/// <summary>A copy that an agency has, and until when it has to answer what was asked back.</summary>
public class RecallAccountTests
{
    private static readonly AgencyId s_police = new("city-police");
    private static readonly DisclosureId s_disclosure = new(Id(1));
    private static readonly CopyId s_copy = new(Id(2)), s_other = new(Id(3));
    private static readonly string s_stream = $"disclosure-{s_disclosure}";
    private static readonly DateTimeOffset s_soon = Log.Start.AddDays(5), s_late = Log.Start.AddDays(12);
    private static readonly RecallAcknowledged s_answer = new(RecallAnswer.Destroyed, null, new("reyes"));

    [Fact]
    public void A_copy_of_which_nothing_was_asked_back_waits_for_no_answer()
    {
        var made = Account(Made());

        Assert.Equal((s_disclosure, s_police, null), (made.Disclosure, made.Agency, made.Due));
        Assert.Equal(new RowPlace(Compartment.TaskForce, "", "none") { Party = s_police }, made.Place);
    }

    [Fact]
    public void A_recall_is_open_until_it_is_answered()
    {
        var log = Made().By("harbor", s_stream, Recall(s_soon));
        Assert.Equal(new RowPlace(Compartment.TaskForce, "2026-03-06T09:00:00.0000000Z", "open", s_soon) { Party = s_police }, Account(log).Place);

        log.By("city-police", s_stream, s_answer);
        Assert.Equal(new RowPlace(Compartment.TaskForce, "", "none") { Party = s_police }, Account(log).Place);
    }

    [Fact]
    public void Of_several_recalls_the_first_due_date_counts_in_whatever_order_they_were_sent()
    {
        Assert.Equal(s_soon, Account(Made().By("harbor", s_stream, Recall(s_soon), Recall(s_late))).Due);
        Assert.Equal(s_soon, Account(Made().By("harbor", s_stream, Recall(s_late), Recall(s_soon))).Due);
        Assert.Equal(s_soon, Account(Made().By("harbor", s_stream, Recall(s_late), Recall(s_soon), Recall(s_late))).Due);
    }

    [Fact]
    public void Every_way_of_asking_back_is_due()
    {
        Assert.Equal(s_soon, Account(Made().By("harbor", s_stream, Recall(s_late), new RetractionNoticeSent(new(Id(4)), RecallCause.Retracted, [s_other], s_soon))).Due);
        Assert.Equal(s_soon, Account(Made().By("harbor", s_stream, new StandingNoticeSent(RecallCause.AgencyLeft, [s_copy, s_other], s_soon), Recall(s_late))).Due);
    }

    [Fact]
    public void After_an_answer_a_new_recall_is_due_on_its_own_day()
    {
        var log = Made().By("harbor", s_stream, Recall(s_soon)).By("city-police", s_stream, s_answer).By("harbor", s_stream, Recall(s_late));

        Assert.Equal((s_late, "open"), (Account(log).Due, Account(log).Place.Status));
    }

    [Fact]
    public void What_was_given_and_why_it_was_asked_back_is_not_in_it()
    {
        var text = Log.Text(AllProjections.Accountability, Account(Made().By("harbor", s_stream, Recall(s_soon))));

        foreach (var hidden in new[] { "a white van", "evoke", $"{s_copy}", "reyes", "investigation" })
            Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disclosure_that_was_not_made_is_nobodys_account()
    {
        var verdict = new Verdict(Outcome.Permit, [], [], [], 3, 1, "2026-1", Log.Start);
        Assert.Empty(new Log().By("harbor", s_stream, new DisclosureAuthorized(new(Id(5)), new(Id(6)), verdict, new("ana")), Recall(s_soon)).Fold(AllProjections.Accountability));
    }

    private static RecallNoticeSent Recall(DateTimeOffset due) => new(new(Id(7)), RecallCause.Revoked, [s_copy], due);

    private static Log Made() => new Log().By("harbor", s_stream, new DisclosureMade(new(s_police, new("reyes")), Purpose.Investigation,
        [new(s_copy, new(Id(4)), InformationCategory.Employment, SharingMode.IdentifiedSummary, Sensitive.Of("a white van")), new(s_other, new(Id(8)), InformationCategory.Medical, SharingMode.ThroughAdvocate, null)],
        [], "Do not pass this on.", new(Outcome.Permit, [], [], [], 3, 1, "2026-1", Log.Start), new("ana")));

    private static RecallAccount Account(Log log) => Assert.IsType<RecallAccount>(Assert.Single(log.Fold(AllProjections.Accountability)).Value);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
