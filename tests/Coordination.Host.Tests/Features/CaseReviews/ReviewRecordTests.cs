using System.Net;
using System.Text.Json.Nodes;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.CaseReviews.ReviewScene;

namespace Coordination.Host.Tests.Features.CaseReviews;

/// <summary>What a meeting leaves on record is what happened: for the room, on paper, on the board, and for the auditor.</summary>
public sealed class ReviewRecordTests(ReviewHost host)
{
    private static readonly object[] s_members = [Coordinator, Advocate, Nurse, Detective];

    [Fact]
    public async Task Where_she_stated_a_view_no_decision_is_recorded_without_an_answer_to_it()
    {
        var scene = await InTheRoom(host, s_members);
        await scene.Discuss();

        var unanswered = await scene.Rosa.Post($"{scene.Item}/decisions", new { optionChosen = 1, rationale = "A bed is free.", votes = new[] { new { member = Advocate, vote = "for" } } });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "survivorsView"), (unanswered.Status, unanswered.Field));
        Assert.Empty((await scene.Amina.Get(scene.Review)).Ok().Json["agenda"]![0]!["decisions"]!.AsArray());
    }

    [Fact]
    public async Task The_agency_that_serves_her_objects_after_the_meeting_and_the_answer_is_corrected_and_everybody_who_heard_it_sees_both()
    {
        var scene = await Decided();
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        (await scene.Rosa.Post($"{scene.Item}/minutes", new { minutes = "The group home." })).Ok();
        (await scene.Rosa.Post($"{scene.Review}/close")).Ok();
        var decision = $"{scene.Review}/decisions/{(await Decision(scene.Priya, scene))["decision"]!.GetValue<string>()}";
        var objection = new { reason = "She said: no group home." };

        Assert.Equal("forbidden", (await scene.Priya.Post($"{decision}/objection", objection)).Problem);
        Assert.Equal("not-found", (await host.As("kim", "open-door", "advocate").Post($"{decision}/objection", objection)).Problem);
        (await scene.Amina.Post($"{decision}/objection", objection)).Ok();
        Assert.Equal("follows", (await Decision(scene.Priya, scene))["survivorsView"]!.GetValue<string>());
        var correction = new { survivorsView = "opposes", reasonToOppose = "Nothing else is free tonight.", reason = "The mark was wrong." };
        Assert.Equal("not-yours", (await scene.Priya.Post($"{decision}/survivors-view", correction)).Problem);
        (await scene.Rosa.Post($"{decision}/survivors-view", correction)).Ok();

        var seen = await Decision(scene.Priya, scene);
        Assert.Equal(("opposes", "Nothing else is free tonight."), (seen["survivorsView"]!.GetValue<string>(), seen["reasonAgainstSurvivorsView"]!.GetValue<string>()));
        Assert.Equal("She said: no group home.", seen["objections"]!.AsArray().Single()!["reason"]!.GetValue<string>());
        Assert.Equal(("follows", "opposes"), (seen["corrections"]![0]!["before"]!.GetValue<string>(), seen["corrections"]![0]!["after"]!.GetValue<string>()));
        var page = (await scene.Dana.Get($"{scene.Review}/minutes/page")).Ok().Text;
        foreach (var said in new[] { "This is against her view.", "Nothing else is free tonight.", "She said: no group home.", "This follows her view.", "The mark was wrong." })
            Assert.Contains(said, page, StringComparison.Ordinal);
        var audited = (await scene.Ines.Get($"/v1/audit/state/review-{scene.Review[^36..]}")).Ok().Text;
        Assert.Contains("corrected by rosa of task-force-office", audited, StringComparison.Ordinal);
        Assert.Contains("objected", audited, StringComparison.Ordinal);
        var timeline = (await scene.Ines.Get($"/v1/audit/streams/review-{scene.Review[^36..]}")).Ok().Text;
        Assert.Contains("objected for the survivor that decision", timeline, StringComparison.Ordinal);
        Assert.DoesNotContain("no group home", timeline, StringComparison.Ordinal);
        await Eventually(async () => (await InHerLedger(scene)) is { } hers && hers["survivorsView"]!.GetValue<string>() == "opposes" && hers["objected"]!.GetValue<bool>());
        await Eventually(async () => (await OnBoard(scene))["decisions"]![0] is { } shown && shown["survivorsView"]!.GetValue<string>() == "opposes" && shown["objected"]!.GetValue<bool>());
    }

    [Fact]
    public async Task An_action_of_a_decision_to_which_was_objected_says_so_in_the_packet_of_the_next_meeting()
    {
        var scene = await Decided();
        var decision = (await Decision(scene.Priya, scene))["decision"]!.GetValue<string>();
        (await scene.Rosa.Post($"{scene.Item}/actions", new { owner = Nurse, task = "Call the group home.", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)), decision })).Ok();
        (await scene.Amina.Post($"{scene.Review}/decisions/{decision}/objection", new { reason = "She said no." })).Ok();
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        await scene.Again();

        var prior = (await scene.Priya.Get($"{scene.Review}/packet")).Ok().Json["items"]![0]!["priorActions"]!.AsArray().Single()!;

        Assert.Equal(("follows", true), (prior["survivorsView"]!.GetValue<string>(), prior["objected"]!.GetValue<bool>()));
        Assert.Contains("objected", (await scene.Priya.Get($"{scene.Review}/packet/page")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tie_is_recorded_with_its_votes_and_nothing_follows_from_it()
    {
        var scene = await InTheRoom(host, s_members);
        await scene.Discuss();

        var tied = (await scene.Rosa.Post($"{scene.Item}/decisions", ReviewScene.Decision((Advocate, "for"), (Nurse, "for"), (Detective, "against"), (Coordinator, "against")))).Ok();

        var seen = await Decision(scene.Priya, scene);
        Assert.Equal(("tied", 4), (seen["outcome"]!.GetValue<string>(), seen["votes"]!.AsArray().Count));
        var action = new { owner = Nurse, task = "Call the motel.", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)), decision = tied.Id };
        Assert.Equal("decision", (await scene.Rosa.Post($"{scene.Item}/actions", action)).Field);
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        Assert.Contains("Not decided: as many for it as against it", (await scene.Priya.Get($"{scene.Review}/minutes/page")).Ok().Text, StringComparison.Ordinal);
        Assert.Contains(", tied, by vote", (await scene.Ines.Get($"/v1/audit/streams/review-{scene.Review[^36..]}")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_meeting_was_held_when_it_was_opened_and_is_not_coming_any_more()
    {
        var scene = await Called(host);
        await scene.Propose();
        var startsAt = DateTimeOffset.UtcNow.AddDays(2);
        (await scene.Rosa.Post($"{scene.Review}/move", new { startsAt, place = "the court house" })).Ok();
        (await scene.Rosa.Post($"{scene.Review}/agenda")).Ok();
        await Eventually(async () => await IsComing(scene));
        Assert.Equal("coming", (await Invitation(scene))["progress"]!.GetValue<string>());

        await scene.Begin(s_members);
        await scene.Discuss();
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        await Eventually(async () => !await IsComing(scene) && (await Invitation(scene))["progress"]!.GetValue<string>() == "open");
        (await scene.Rosa.Post($"{scene.Item}/minutes", new { minutes = "Nothing was decided." })).Ok();
        (await scene.Rosa.Post($"{scene.Review}/close")).Ok();
        await Eventually(async () => (await Invitation(scene))["progress"]!.GetValue<string>() == "closed");

        Assert.False(await IsComing(scene));
        var minutes = (await scene.Priya.Get($"{scene.Review}/minutes")).Ok().Json;
        var (opened, closed) = (minutes["openedAt"]!.GetValue<DateTimeOffset>(), minutes["closedAt"]!.GetValue<DateTimeOffset>());
        Assert.True(opened < closed && closed < startsAt.AddDays(-1), $"{opened} {closed}");
        var page = (await scene.Priya.Get($"{scene.Review}/minutes/page?zone=UTC")).Ok().Text;
        Assert.Contains($">from {opened.UtcDateTime:dddd, d MMMM yyyy, HH:mm}", page, StringComparison.Ordinal);
        Assert.Contains($">{startsAt.UtcDateTime:dddd, d MMMM yyyy, HH:mm}", page, StringComparison.Ordinal);
        Assert.Null((await scene.Marcus.Get($"{scene.Review}/minutes")).Ok().Json["closedAt"]); // who did not come
    }

    [Fact]
    public async Task Minutes_are_agreed_by_who_heard_it_all_each_once_also_later()
    {
        var scene = await Decided();
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        async Task<ApiReply> Agreed(params object[] agreedBy) => await scene.Rosa.Post($"{scene.Review}/minutes", new { minutes = "The group home.", agreedBy });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "agreedBy[1]"), ((await Agreed(Advocate, Prosecutor)).Status, (await Agreed(Advocate, Prosecutor)).Field));
        (await Agreed(Advocate)).Ok();
        Assert.Equal("agreedBy[0]", (await Agreed(Prosecutor)).Field); // also where the minutes stand already
        (await Agreed(Nurse, Advocate)).Ok();
        (await Agreed(Nurse)).Ok();
        (await scene.Rosa.Post($"{scene.Review}/close")).Ok();
        (await Agreed(Detective)).Ok();

        var agreements = (await scene.Dana.Get($"{scene.Review}/minutes")).Ok().Json["meetingAgreedBy"]!.AsArray();
        Assert.Equal(["amina", "priya", "dana"], agreements.Select(agreement => agreement!["member"]!["person"]!.GetValue<string>()));
        Assert.All(agreements, agreement => Assert.True(agreement!["at"]!.GetValue<DateTimeOffset>() <= DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task An_owner_ends_an_action_with_what_their_inbox_says_and_their_own_names()
    {
        var scene = await Decided();
        var decision = (await Decision(scene.Priya, scene))["decision"]!.GetValue<string>();
        var action = (await scene.Rosa.Post($"{scene.Item}/actions", new { owner = Nurse, task = "Call the group home.", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)), decision })).Ok().Id;
        var priya = host.Really("priya", "river-clinic", "partner");
        var own = host.Mint.NameOf("river-clinic", Guid.Parse(action)).ToString();
        JsonNode? row = null;
        await Eventually(async () => (row = (await priya.Get("/v1/inbox/actions?limit=200")).Ok().Json["items"]!.AsArray().FirstOrDefault(item => item!["action"]!.GetValue<string>() == own)) is not null);

        Assert.DoesNotContain(action, row!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(host.Mint.NameOf("river-clinic", Guid.Parse(decision)).ToString(), row["decision"]!.GetValue<string>());
        Assert.Equal("Call the group home.", row["task"]!.GetValue<string>());
        var way = row["ways"]!.AsArray().Single(way => way!["becomes"]!.GetValue<string>() == "notUndertaken")!;
        Assert.True(way["needsReason"]!.GetValue<bool>());
        var address = way["address"]!.GetValue<string>().Replace("{review}", row["review"]!.GetValue<string>(), StringComparison.Ordinal).Replace("{action}", own, StringComparison.Ordinal);
        (await priya.Post(address, new { reason = "No room." })).Ok();

        Assert.Equal("notUndertaken", (await scene.Rosa.Get(scene.Review)).Ok().Json["actions"]![0]!["status"]!.GetValue<string>());
    }

    // The team decides for the group home, and says that this follows her view.
    private async Task<ReviewScene> Decided()
    {
        var scene = await InTheRoom(host, s_members);
        await scene.Discuss();
        (await scene.Rosa.Post($"{scene.Item}/decisions", ReviewScene.Decision((Nurse, "for"), (Detective, "for"), (Advocate, "against")))).Ok();
        return scene;
    }

    private static async Task<JsonNode> Decision(ApiClient reader, ReviewScene scene) => (await reader.Get(scene.Review)).Ok().Json["agenda"]![0]!["decisions"]!.AsArray().Single()!;

    private static async Task<JsonNode> OnBoard(ReviewScene scene) => (await scene.Rosa.Get("/v1/board/reviews?limit=200")).Ok().Json["items"]!.AsArray()
        .Single(review => review!["review"]!.GetValue<string>() == scene.Review[^36..])!["agenda"]!.AsArray().Single()!;

    private async Task<JsonNode?> InHerLedger(ReviewScene scene) => (await host.AsSurvivor(scene.Survivor, "open-door").Get("/v1/ledger/decisions?status=decided")).Ok().Json["items"]!.AsArray()
        .SingleOrDefault()?["decisions"]!.AsArray().Single();

    private static async Task<JsonNode> Invitation(ReviewScene scene) => (await scene.Priya.Get("/v1/inbox/reviews?limit=200")).Ok().Json["items"]!.AsArray()
        .Single(review => review!["review"]!.GetValue<string>() == scene.Review[^36..])!;

    private static async Task<bool> IsComing(ReviewScene scene) => (await scene.Priya.Get("/v1/reminders?limit=200")).Ok().Json["items"]!.AsArray()
        .Any(reminder => (reminder!["kind"]!.GetValue<string>(), reminder["id"]!.GetValue<string>()) == ("reviewComing", scene.Review[^36..]));

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
            await Task.Delay(20, limit.Token);
    }
}
