using System.Text.Json.Nodes;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.CaseReviews.ReviewScene;

namespace Coordination.Host.Tests.Features.CaseReviews;

/// <summary>How teams really run a review: by a template, in an order, by the clock, with what absent members sent in, and with minutes.</summary>
public sealed class ReviewPracticeTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private static readonly object[] All = [Coordinator, Advocate, Detective, Nurse, Housing, Prosecutor, UntrainedNurse];

    [Fact]
    public async Task A_review_is_called_by_a_template_of_the_task_force()
    {
        var scene = await Called(host);
        var sections = new object[] { new { heading = "Welcome", minutes = 5 }, new { heading = "Cases", holdsCases = true }, new { heading = "Figures of the quarter", minutes = 10 } };
        (await scene.Rosa.Post("/v1/task-force/agenda-templates", new { name = "monthly", kind = "standing", sections, disciplines = new[] { "medical", "housingAndServices" }, minutesPerItem = 12 })).Ok();
        (await scene.Rosa.Post("/v1/task-force/agenda-templates", new { name = "urgent", kind = "extraordinary", sections = new[] { sections[1] }, disciplines = Array.Empty<string>() })).Ok();
        (await scene.Rosa.Post("/v1/task-force/agenda-templates/retire", new { name = "urgent" })).Ok();
        Assert.Equal("monthly", (await scene.Sam.Get("/v1/task-force")).Ok().Json["agendaTemplates"]!.AsArray().Single()!["name"]!.GetValue<string>());

        Assert.Equal("template", (await scene.Rosa.Post("/v1/reviews", Call("urgent", All))).Field);
        Assert.Equal("invited", (await scene.Rosa.Post("/v1/reviews", Call("monthly", Coordinator, Advocate, Detective, Nurse))).Field);
        var review = await Read(scene.Sam, (await scene.Rosa.Post("/v1/reviews", Call("monthly", All))).Ok().Id);

        Assert.Equal(("standing", 12), (review["kind"]!.GetValue<string>(), review["minutesPerItem"]!.GetValue<int>()));
        Assert.Equal(["Welcome", "Cases", "Figures of the quarter"], review["sections"]!.AsArray().Select(section => section!["heading"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Without_a_template_a_case_takes_what_the_call_or_custom_says_and_strangers_are_not_invited()
    {
        var scene = await Called(host);
        Assert.Equal(15, (await Read(scene.Sam, scene.Review.Split('/')[^1]))["minutesPerItem"]!.GetValue<int>());
        var called = await scene.Rosa.Post("/v1/reviews", new { startsAt = DateTimeOffset.UtcNow.AddHours(2), place = "here", invited = All, chair = Advocate, kind = "extraordinary", minutesPerItem = 30 });
        var review = await Read(scene.Sam, called.Ok().Id);
        Assert.Equal(("extraordinary", 30), (review["kind"]!.GetValue<string>(), review["minutesPerItem"]!.GetValue<int>()));
        Assert.Equal("invited[7].agency", (await scene.Rosa.Post("/v1/reviews", Call(null, [.. All, new { agency = "elsewhere", person = "zed" }]))).Field);
    }

    [Fact]
    public async Task The_coordinator_orders_the_items_and_gives_them_their_time()
    {
        var scene = await Called(host);
        await scene.Propose();
        var first = scene.ItemId;
        await scene.Propose();
        Assert.Equal("items", (await scene.Rosa.Post($"{scene.Review}/order", new { items = new[] { first } })).Field);
        (await scene.Rosa.Post($"{scene.Review}/order", new { items = new[] { scene.ItemId, first } })).Ok();
        (await scene.Rosa.Post($"{scene.Item}/time", new { minutes = 20 })).Ok();
        (await scene.Rosa.Post($"{scene.Review}/agenda")).Ok();

        var agenda = (await scene.Priya.Get(scene.Review)).Ok().Json["agenda"]!.AsArray();

        Assert.Equal([(scene.ItemId, 20), (first, 15)], agenda.Select(item => (item!["item"]!.GetValue<string>(), item["minutes"]!.GetValue<int>())));
        Assert.Equal("forbidden", (await scene.Amina.Post($"{scene.Review}/order", new { items = new[] { first, scene.ItemId } })).Problem);
    }

    [Fact]
    public async Task A_colleague_who_comes_instead_sees_what_the_next_agenda_tells_them_and_the_other_nothing_more()
    {
        var scene = await Called(host);
        await scene.Propose();
        (await scene.Rosa.Post($"{scene.Review}/agenda")).Ok();
        var lena = host.As("lena", "river-clinic", "partner");
        (await scene.Rosa.Post($"{scene.Review}/replacements", new { @out = Nurse, @in = new { agency = "river-clinic", person = "lena" } })).Ok();
        Assert.Equal("not-found", (await scene.Priya.Get(scene.Review)).Problem);
        Assert.Empty((await lena.Get(scene.Review)).Ok().Json["agenda"]!.AsArray());
        Assert.Equal("in", (await scene.Rosa.Post($"{scene.Review}/replacements", new { @out = Housing, @in = Detective })).Field);
    }

    [Fact]
    public async Task Taking_an_item_off_tells_those_who_were_told_and_nobody_else()
    {
        var scene = await Called(host);
        await scene.Propose();
        (await scene.Rosa.Post($"{scene.Review}/agenda")).Ok();
        Assert.Equal("forbidden", (await scene.Priya.Post($"{scene.Item}/withdrawal")).Problem);
        (await scene.Amina.Post($"{scene.Item}/withdrawal")).Ok();
        await scene.Revoke();

        Assert.Equal(["item", "stage"], (await scene.Priya.Get(scene.Review)).Ok().Json["agenda"]!.AsArray().Single()!.AsObject().Select(field => field.Key).Order());
        Assert.Equal("withdrawn", (await scene.Priya.Get(scene.Review)).Ok().Json["agenda"]![0]!["stage"]!.GetValue<string>());
        Assert.Empty((await scene.Marcus.Get(scene.Review)).Ok().Json["agenda"]!.AsArray());
        (await scene.Rosa.Post($"{scene.Review}/open")).Ok();
        Assert.Equal("wrong-state", (await scene.Rosa.Post($"{scene.Item}/open")).Problem);
        (await scene.Rosa.Post($"{scene.Review}/close")).Ok();
    }

    [Fact]
    public async Task What_an_absent_member_sends_in_goes_to_those_who_may_hear_the_item()
    {
        var scene = await Called(host);
        await scene.Propose();
        (await scene.Rosa.Post($"{scene.Review}/agenda")).Ok();
        (await scene.Sam.Post($"{scene.Review}/apologies", new { information = (string?)null })).Ok();
        (await scene.Sam.Post($"{scene.Item}/information", new { information = "A room is free from Monday." })).Ok();
        Assert.Equal("not-found", (await scene.Marcus.Post($"{scene.Item}/information", new { information = "I know something." })).Problem);

        Assert.Equal("A room is free from Monday.", (await scene.Priya.Get(scene.Review)).Ok().Json["agenda"]![0]!["sentIn"]![0]!["information"]!.GetValue<string>());
        Assert.DoesNotContain("from Monday", (await scene.Marcus.Get(scene.Review)).Ok().Text, StringComparison.Ordinal);
        (await scene.Priya.Post($"{scene.Item}/recusal")).Ok();
        Assert.DoesNotContain("from Monday", (await scene.Priya.Get(scene.Review)).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Minutes_are_written_item_by_item_and_agreed_by_those_who_heard_it()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        (await scene.Rosa.Post($"{scene.Item}/decisions", new { optionChosen = 1, rationale = "Everybody agrees.", votes = Array.Empty<object>(), manner = "consensus", survivorsView = "follows" })).Ok();
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        Assert.Equal("wrong-state", (await scene.Rosa.Post($"{scene.Review}/close")).Problem);
        (await scene.Rosa.Post($"{scene.Item}/minutes", new { minutes = "A room until May." })).Ok();
        Assert.Equal("wrong-state", (await scene.Priya.Post($"{scene.Item}/minutes/agreement", new { edition = 2 })).Problem);
        Assert.Equal("not-yours", (await scene.Sam.Post($"{scene.Item}/minutes/agreement", new { edition = 1 })).Problem);
        Assert.Equal("not-found", (await scene.Marcus.Post($"{scene.Item}/minutes/agreement", new { edition = 1 })).Problem);
        (await scene.Rosa.Post($"{scene.Review}/close")).Ok();
        (await scene.Priya.Post($"{scene.Item}/minutes/agreement", new { edition = 1 })).Ok();

        var item = (await scene.Dana.Get(scene.Review)).Ok().Json["agenda"]![0]!;
        Assert.Equal("consensus", item["decisions"]![0]!["manner"]!.GetValue<string>());
        Assert.Equal("priya", item["minute"]!["agreedBy"]!.AsArray().Single()!["member"]!["person"]!.GetValue<string>());
        Assert.Equal(4, item["heard"]!.AsArray().Count);
    }

    [Fact]
    public async Task Earlier_actions_of_the_case_are_gone_through_first_and_a_later_decision_replaces_an_earlier_one()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        var decision = (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Ok();
        var action = (await scene.Rosa.Post($"{scene.Item}/actions", new { owner = Nurse, task = "Call the motel.", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)) })).Ok();
        var other = (await scene.Rosa.Post($"{scene.Item}/actions", new { owner = Nurse, task = "Ask for a room.", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)) })).Ok();
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        var earlier = scene.Review;

        await scene.Again(Coordinator, Advocate, Nurse);
        (await scene.Rosa.Post($"{scene.Item}/open")).Ok();
        var first = (await scene.Priya.Get($"{scene.Item}/prior-actions?limit=1")).Ok().Json;
        Assert.Equal("Call the motel.", Assert.Single(first["items"]!.AsArray())!["task"]!.GetValue<string>());
        var rest = (await scene.Priya.Get($"{scene.Item}/prior-actions?after={first["next"]!.GetValue<string>()}")).Ok().Json;
        Assert.Equal(("Ask for a room.", null), (Assert.Single(rest["items"]!.AsArray())!["task"]!.GetValue<string>(), rest["next"]));
        Assert.Equal("not-found", (await scene.Marcus.Get($"{scene.Item}/prior-actions")).Problem);
        Assert.Equal("actions", (await scene.Rosa.Post($"{scene.Item}/prior-actions", new { actions = Array.Empty<string>() })).Field);
        Assert.Equal("actions[1]", (await scene.Rosa.Post($"{scene.Item}/prior-actions", new { actions = new[] { action.Id, Guid.NewGuid().ToString() } })).Field);
        (await scene.Rosa.Post($"{scene.Item}/prior-actions", new { actions = new[] { action.Id, other.Id } })).Ok();
        (await scene.Amina.Post($"{scene.Item}/survivor-view", new { way = "inPerson", view = "I want to stay." })).Ok();
        (await scene.Priya.Post($"{scene.Item}/options", new { option = "She stays." })).Ok();
        var later = (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Ok();

        var replace = new { review = earlier.Split('/')[^1], decision = decision.Id, reason = "She wants to stay." };
        Assert.Equal("not-yours", (await scene.Priya.Post($"{scene.Review}/decisions/{later.Id}/supersedes", replace)).Problem);
        (await scene.Rosa.Post($"{scene.Review}/decisions/{later.Id}/supersedes", replace)).Ok();

        Assert.Equal(later.Id, (await scene.Dana.Get(earlier)).Ok().Json["agenda"]![0]!["decisions"]![0]!["superseded"]!["by"]!.GetValue<string>());
    }

    [Fact]
    public async Task When_time_runs_out_a_decision_is_marked_without_anybody_recording_it()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Ok();
        await scene.LetItEnd(DateTimeOffset.UtcNow.AddMilliseconds(-1), "task-force-office", "county-sheriff", "river-clinic", "bridge-housing");

        var custodians = (await scene.Amina.Get(scene.Review)).Ok().Json["agenda"]![0]!["decisions"]![0]!["basis"]!;
        Assert.Equal((true, "expired"), (custodians["restsOnWithdrawnConsent"]!.GetValue<bool>(), custodians["standing"]!.GetValue<string>()));
        Assert.True((await scene.Rosa.Get(scene.Review)).Ok().Json["agenda"]![0]!["restsOnWithdrawnConsent"]!.GetValue<bool>());
        Assert.Empty((await scene.Priya.Get(scene.Review)).Ok().Json["agenda"]!.AsArray());
        Assert.Contains("rests on withdrawn consent: it ran out", (await scene.Ines.Get($"/v1/audit/state/review-{scene.Review.Split('/')[^1]}")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_she_took_back_from_one_agency_is_not_told_to_another()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Ok();
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        var before = (await scene.Priya.Get(scene.Review)).Ok().Text;
        await scene.Narrow("task-force-office", "river-clinic", "bridge-housing");
        Assert.Equal(before, (await scene.Priya.Get(scene.Review)).Ok().Text);
        Assert.True((await scene.Rosa.Get(scene.Review)).Ok().Json["agenda"]![0]!["decisions"]![0]!["restsOnWithdrawnConsent"]!.GetValue<bool>());
    }

    private static object Call(string? template, params object[] invited) =>
        new { startsAt = DateTimeOffset.UtcNow.AddDays(2), place = "the library", invited, chair = Advocate, template };

    private static async Task<JsonNode> Read(ApiClient client, string review) => (await client.Get($"/v1/reviews/{review}")).Ok().Json;
}
