using Coordination.Domain.CaseReviews;
using Xunit;
using static Coordination.Domain.Tests.CaseReviews.ReviewScene;

namespace Coordination.Domain.Tests.CaseReviews;

public class AgendaDeciderTests
{
    [Fact]
    public void A_case_comes_on_the_agenda_for_those_whom_her_release_names()
    {
        var proposed = Assert.IsType<AgendaItemProposed>(Assert.Single(Given(Called).When(s => AgendaDecider.Decide(Proposal, Covering(Detective, Nurse), s)).Events));
        Assert.Equal([Advocate, Detective, Nurse], proposed.CoveredFor);
        Assert.Equal(5, proposed.Verdicts.Count);
    }

    [Fact]
    public void Without_a_release_that_covers_somebody_invited_a_case_does_not_come_on_the_agenda()
    {
        var refused = Given(Called).When(s => AgendaDecider.Decide(Proposal, Covering(), s)).ThenRefused(RefusalReason.ConsentRequired);
        Assert.Contains("CG-31", refused.Refusal.Message, StringComparison.Ordinal);
        Assert.Empty(refused.Evidence);
        Given(Called).When(s => AgendaDecider.Decide(Proposal, Coverage.None, s)).ThenRefused(RefusalReason.ConsentRequired);
    }

    [Fact]
    public void A_release_through_the_advocate_only_is_not_a_release_to_be_discussed() =>
        Given(Called).When(s => AgendaDecider.Decide(Proposal, Covering(SharingMode.ThroughAdvocate, Invited), s)).ThenRefused(RefusalReason.ConsentRequired);

    [Fact]
    public void An_agency_that_is_not_invited_learns_nothing_of_the_review() =>
        Given(Called).When(s => AgendaDecider.Decide(Proposal with { Custodian = Stranger.Agency }, Covering(Invited), s)).ThenRefused(RefusalReason.NotFound);

    [Fact]
    public void The_presenter_comes_from_the_agency_that_brings_the_case() =>
        Given(Called).When(s => AgendaDecider.Decide(Proposal with { Presenter = Detective.Person }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "presenter");

    [Fact]
    public void Items_are_named_once_and_belong_to_the_custodian()
    {
        Given(Called).When(s => AgendaDecider.Decide(Proposal with { Items = [] }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "items");
        Given(Called).When(s => AgendaDecider.Decide(Proposal with { Items = [Wages, Wages] }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "items");
        Given(Called).When(s => AgendaDecider.Decide(Proposal with { Items = [Wages with { Custodian = Nurse.Agency }] }, Covering(Invited), s)).ThenRefused(RefusalReason.InvalidInput, "items");
    }

    [Fact]
    public void Each_invitee_is_told_of_what_they_are_covered_for_and_of_nothing_else()
    {
        var coverage = new Dictionary<AgendaItemId, Coverage> { [Item] = Covering(Nurse) };
        var published = Assert.IsType<AgendaPublished>(Assert.Single(Given(Called, Proposed).And(ProposedAs(OtherItem)).When(s => AgendaDecider.Decide(new PublishAgenda(), coverage, s)).Events));
        Assert.Equal([Advocate, Nurse], published.Entries.Single(entry => entry.Item == Item).ToldTo);
        Assert.Equal([Advocate], published.Entries.Single(entry => entry.Item == OtherItem).ToldTo);
    }

    [Fact]
    public void The_same_agenda_goes_out_once_and_a_changed_one_again()
    {
        var published = Given(Called, Proposed, Published);
        published.When(s => AgendaDecider.Decide(new PublishAgenda(), All(Covering(Invited)), s)).ThenNothing();
        published.When(s => AgendaDecider.Decide(new PublishAgenda(), All(Covering(Nurse)), s)).Then(new AgendaPublished([new AgendaEntry(Item, [Advocate, Nurse])]));
    }

    [Fact]
    public void Nothing_comes_on_the_agenda_of_a_meeting_that_goes_on() =>
        InTheRoom.When(s => AgendaDecider.Decide(Proposal with { Item = OtherItem }, Covering(Invited), s)).ThenRefused(RefusalReason.WrongState);

    private static Dictionary<AgendaItemId, Coverage> All(Coverage coverage) => new() { [Item] = coverage };
}
