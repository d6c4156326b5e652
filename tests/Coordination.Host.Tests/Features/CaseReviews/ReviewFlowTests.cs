using System.Net;
using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.CaseReviews.ReviewScene;

namespace Coordination.Host.Tests.Features.CaseReviews;

public sealed class ReviewFlowTests(ReviewHost host)
{
    [Fact]
    public async Task Five_agencies_decide_one_dissents_one_recuses_and_actions_are_done()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Detective, Nurse, Housing);
        (await scene.Sam.Post($"{scene.Item}/conflict", new { nature = "The motel is my brother's." })).Ok();
        (await scene.Sam.Post($"{scene.Item}/recusal")).Ok();
        Assert.Equal("recused", (await scene.Rosa.Post($"{scene.Item}/open")).Problem);
        (await scene.Rosa.Post($"{scene.Review}/departures", new { member = Housing })).Ok();
        await scene.Discuss();

        var decision = (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for"), (Detective, "against")))).Ok();
        (await scene.Dana.Post($"{scene.Review}/decisions/{decision.Id}/dissent", new { reason = "It is too near to his house." })).Ok();
        var action = (await scene.Rosa.Post($"{scene.Item}/actions", new { owner = Nurse, task = "Call the motel.", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)), decision = decision.Id })).Ok();
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        (await scene.Rosa.Post($"{scene.Review}/returns", new { member = Housing })).Ok();
        (await scene.Rosa.Post($"{scene.Review}/next", new { startsAt = DateTimeOffset.UtcNow.AddDays(14) })).Ok();
        (await scene.Rosa.Post($"{scene.Review}/minutes", new { minutes = "A room was found.", agreedBy = new[] { Advocate, Nurse, Detective } })).Ok();
        (await scene.Rosa.Post($"{scene.Review}/close")).Ok();
        (await scene.Priya.Post($"{scene.Review}/actions/{action.Id}/completed")).Ok();

        var seen = (await scene.Priya.Get(scene.Review)).Ok().Json;
        Assert.Equal("closed", seen["stage"]!.GetValue<string>());
        Assert.Equal("It is too near to his house.", seen["agenda"]![0]!["decisions"]![0]!["dissents"]![0]!["reason"]!.GetValue<string>());
        Assert.Equal("completed", seen["actions"]![0]!["status"]!.GetValue<string>());
        Assert.Equal("A room was found.", seen["minutes"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_meeting_that_is_not_over_is_still_read_when_somebody_on_its_agenda_was_erased()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate);
        await scene.Record($"survivor-{scene.Survivor}", new SurvivorWelcomed(scene.Survivor, new("open-door"), Sensitive.Of("R."), null), new SurvivorErased(new("amina"), new("bea")));

        Assert.Contains("the library, upstairs", (await scene.Rosa.Get(scene.Review)).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_recused_themselves_hears_nothing_of_the_discussion()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        (await scene.Sam.Post($"{scene.Item}/recusal")).Ok();
        await scene.Discuss();
        var item = (await scene.Sam.Get(scene.Review)).Ok().Json["agenda"]![0]!;
        Assert.Null(item["options"]);
        Assert.Null(item["survivorsView"]);
        Assert.NotNull(item["title"]);
    }

    [Fact]
    public async Task Somebody_in_the_room_who_is_not_covered_blocks_the_item_until_they_leave()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Prosecutor);

        var refused = await scene.Rosa.Post($"{scene.Item}/open");

        Assert.Equal((HttpStatusCode.Conflict, "room-not-covered"), (refused.Status, refused.Problem));
        Assert.DoesNotContain("district", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("marcus", refused.Text, StringComparison.Ordinal);
        Assert.True(await IsBlocked(scene));
        Assert.Equal("marcus", (await scene.Amina.Get(scene.Review)).Ok().Json["agenda"]![0]!["custodians"]!["inTheRoomNotCovered"]![0]!["person"]!.GetValue<string>());
        (await scene.Rosa.Post($"{scene.Review}/departures", new { member = Prosecutor })).Ok();
        (await scene.Rosa.Post($"{scene.Item}/open")).Ok();
        Assert.Equal("room-not-covered", (await scene.Rosa.Post($"{scene.Review}/returns", new { member = Prosecutor })).Problem);
    }

    [Fact]
    public async Task What_she_takes_back_in_the_middle_decides_nothing_and_hides_the_item()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        Assert.False(await IsBlocked(scene));
        await scene.Revoke();
        Assert.True(await IsBlocked(scene));

        var refused = await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")));

        Assert.Equal((HttpStatusCode.Forbidden, "consent-required"), (refused.Status, refused.Problem));
        Assert.Equal("consent-required", (await scene.Rosa.Post($"{scene.Item}/actions", new { owner = Nurse, task = "Call.", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)) })).Problem);
        Assert.Equal("consent-required", (await scene.Priya.Post($"{scene.Item}/options", new { option = "Another motel." })).Problem);
        Assert.Equal("consent-required", (await scene.Amina.Post($"{scene.Item}/survivor-view", new { way = "inWriting", view = "No police." })).Problem);
        Assert.Empty((await scene.Priya.Get(scene.Review)).Ok().Json["agenda"]!.AsArray());
        (await scene.Rosa.Post($"{scene.Review}/departures", new { member = Detective })).Ok();
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
    }

    [Fact]
    public async Task A_dissent_waits_for_the_item_to_be_closed_when_she_takes_back_in_the_middle()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        var decision = (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Ok();
        await scene.Revoke();

        Assert.Equal("consent-required", (await scene.Dana.Post($"{scene.Review}/decisions/{decision.Id}/dissent", new { reason = "Too near." })).Problem);
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        (await scene.Dana.Post($"{scene.Review}/decisions/{decision.Id}/dissent", new { reason = "Too near." })).Ok();
    }

    [Fact]
    public async Task A_decision_whose_release_was_taken_back_rests_on_withdrawn_consent()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Ok();
        Assert.False(await RestsOnWithdrawnConsent(scene));
        await scene.Revoke();
        Assert.True(await RestsOnWithdrawnConsent(scene));
    }

    [Fact]
    public async Task A_decision_rests_on_withdrawn_consent_when_a_narrowing_leaves_out_somebody_who_took_part()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Ok();
        await scene.Narrow("task-force-office", "county-sheriff", "river-clinic");
        Assert.False(await RestsOnWithdrawnConsent(scene));
        Assert.DoesNotContain("rests on withdrawn consent", await AsAudited(scene), StringComparison.Ordinal);
        await scene.Narrow("task-force-office", "river-clinic");
        Assert.True(await RestsOnWithdrawnConsent(scene));
        Assert.Contains("rests on withdrawn consent", await AsAudited(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_release_no_case_comes_on_the_agenda()
    {
        var scene = await Called(host);
        await scene.Revoke();
        Assert.Equal("consent-required", (await scene.Amina.Post($"{scene.Review}/items", scene.Proposal)).Problem);
    }

    [Fact]
    public async Task A_chair_who_does_not_coordinate_leads_and_other_members_do_not()
    {
        var scene = await InTheRoom(host, Advocate, Nurse, Detective);
        Assert.Equal("not-yours", (await scene.Priya.Post($"{scene.Item}/open")).Problem);
        Assert.Equal("not-yours", (await scene.Dana.Post($"{scene.Review}/attendance", new { member = Housing })).Problem);
        (await scene.Amina.Post($"{scene.Item}/open")).Ok();
        Assert.Equal("not-yours", (await scene.Rosa.Post($"{scene.Item}/prior-actions", new { actions = Array.Empty<Guid>() })).Problem);
        (await scene.Amina.Post($"{scene.Item}/prior-actions", new { actions = Array.Empty<Guid>() })).Ok();
    }

    [Fact]
    public async Task Only_the_coordinator_of_the_coordinating_agency_calls_and_the_quorum_is_the_task_forces()
    {
        await Called(host);
        var call = new { startsAt = DateTimeOffset.UtcNow.AddHours(1), place = "here", invited = new[] { Advocate, Nurse, Detective }, chair = Advocate, quorum = 2 };
        Assert.Equal("forbidden", (await host.As("amina", "open-door", "advocate").Post("/v1/reviews", call)).Problem);
        Assert.Equal("forbidden", (await host.As("kim", "open-door", "coordinator").Post("/v1/reviews", call)).Problem);
        Assert.Equal("policy-limit", (await host.As("rosa", "task-force-office", "coordinator").Post("/v1/reviews", call)).Problem);
    }

    private static async Task<bool> IsBlocked(ReviewScene scene) =>
        (await scene.Rosa.Get(scene.Review)).Ok().Json["agenda"]![0]!["blocked"]!.GetValue<bool>();

    private async Task<string> AsAudited(ReviewScene scene) =>
        (await host.As("ines", "state-auditor", "auditor").Get($"/v1/audit/state/review-{scene.Review.Split('/')[^1]}")).Ok().Text;

    private static async Task<bool> RestsOnWithdrawnConsent(ReviewScene scene) =>
        (await scene.Amina.Get(scene.Review)).Ok().Json["agenda"]![0]!["decisions"]![0]!["basis"]!["restsOnWithdrawnConsent"]!.GetValue<bool>();
}
