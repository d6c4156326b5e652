using System.Text.Json.Nodes;
using Coordination.Host.Tests.Features.CaseReviews;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.CaseReviews.ReviewScene;

namespace Coordination.Host.Tests.Features.RoleViews;

/// <summary>The board tells the coordinator of an item what the review itself tells them.</summary>
public sealed class BoardSecrecyTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    [Fact]
    public async Task A_coordinator_who_is_covered_sees_what_was_decided_and_that_it_rests_on_withdrawn_consent_now()
    {
        var scene = await Decided();
        var item = await Item(scene);
        Assert.Equal("open-door", item["broughtBy"]!.GetValue<string>());
        Assert.Equal(2, item["decisions"]![0]!["votes"]!.AsArray().Count);
        Assert.False(item["decisions"]![0]!["restsOnWithdrawnConsent"]!.GetValue<bool>());
        Assert.Equal("Call the motel.", (await Action(scene))["task"]!.GetValue<string>());

        await scene.Narrow("task-force-office", "river-clinic");

        Assert.True((await Item(scene))["decisions"]![0]!["restsOnWithdrawnConsent"]!.GetValue<bool>());
    }

    [Fact]
    public async Task When_she_leaves_the_coordinating_agency_out_the_board_keeps_the_frame_and_that_a_decision_rests_on_withdrawn_consent()
    {
        var scene = await Decided();

        await scene.Narrow("county-sheriff", "river-clinic");

        Assert.Equal(["blockedForConsent", "item", "minutes", "progress", "restsOnWithdrawnConsent"], (await Item(scene)).AsObject().Select(member => member.Key).Order());
        var action = await Action(scene);
        Assert.Null(action["task"]);
        Assert.True(action["restsOnWithdrawnConsent"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_coordinator_who_did_not_hear_an_item_is_not_told_what_became_of_its_consent()
    {
        var scene = await InTheRoom(host, Advocate, Nurse, Detective);
        (await scene.Amina.Post($"{scene.Item}/open")).Ok();
        (await scene.Amina.Post($"{scene.Item}/prior-actions", new { actions = Array.Empty<Guid>() })).Ok();
        (await scene.Amina.Post($"{scene.Item}/survivor-view", new { way = "inWriting", view = "A room first." })).Ok();
        (await scene.Priya.Post($"{scene.Item}/options", new { option = "A room at the motel until May." })).Ok();
        var votes = new[] { Advocate, Nurse }.Select(member => new { member, vote = "for" });
        (await scene.Amina.Post($"{scene.Item}/decisions", new { optionChosen = 1, rationale = "There was a room.", survivorsView = "follows", votes })).Ok();
        await scene.Revoke();
        Assert.Equal(["blockedForConsent", "item", "minutes", "progress"], (await Item(scene)).AsObject().Select(member => member.Key).Order());
    }

    [Fact]
    public async Task A_coordinator_who_recused_themselves_sees_nothing_of_the_discussion()
    {
        var scene = await InTheRoom(host, Advocate, Nurse, Detective);
        (await scene.Rosa.Post($"{scene.Item}/recusal")).Ok();
        (await scene.Amina.Post($"{scene.Item}/open")).Ok();

        var item = await Item(scene);

        Assert.Equal("rosa", item["recused"]![0]!["person"]!.GetValue<string>());
        Assert.Null(item["decisions"]);
    }

    private async Task<ReviewScene> Decided()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Ok();
        (await scene.Rosa.Post($"{scene.Item}/actions", new { owner = Nurse, task = "Call the motel.", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)) })).Ok();
        return scene;
    }

    private static async Task<JsonNode> Item(ReviewScene scene) => (await Of(scene, "reviews"))["agenda"]![0]!;

    private static Task<JsonNode> Action(ReviewScene scene) => Of(scene, "actions");

    /// <summary>What the board has of this review, when it has seen all of it.</summary>
    private static async Task<JsonNode> Of(ReviewScene scene, string section)
    {
        await scene.Settled();
        var board = (await scene.Rosa.Get("/v1/board")).Ok().Json;
        return board[section]!["items"]!.AsArray().Single(row => scene.Review.EndsWith(row!["review"]!.GetValue<string>(), StringComparison.Ordinal))!;
    }
}
