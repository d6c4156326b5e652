using System.Net;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.RoleViews.ViewScene;

namespace Coordination.Host.Tests.Features.RoleViews;

/// <summary>What people narrow their views by, and reminders in all their pages.</summary>
public sealed class ViewFilterTests : IDisposable
{
    private readonly ViewScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Copies_and_requests_are_found_by_the_agency_and_by_the_purpose()
    {
        var (_, release) = await _scene.Release(days: 90);
        await _scene.Make(await _scene.Ask(), release, Sheriff, Dana, "paid by the bucket");
        await _scene.Settled();

        foreach (var path in new[] { "/v1/inbox/disclosures", "/v1/requests" })
        {
            Assert.Single(await Items(_scene.Detective, $"{path}?agency=harbor&purpose=investigation"));
            Assert.Empty(await Items(_scene.Detective, $"{path}?agency=open-door"));
            Assert.Empty(await Items(_scene.Detective, $"{path}?purpose=prosecution"));
            Assert.Equal("agency", (await _scene.Detective.Get($"{path}?agency=Not%20One")).Field);
            Assert.Equal("purpose", (await _scene.Detective.Get($"{path}?purpose=gossip")).Field);
        }
        Assert.Single(await Items(_scene.Advocate, "/v1/caseload/disclosures?agency=county-sheriff&status=made&purpose=investigation"));
        Assert.Empty(await Items(_scene.Advocate, "/v1/caseload/disclosures?agency=county-sheriff&status=requested"));
    }

    [Theory]
    [InlineData("/v1/inbox/disclosures?status=lost")]
    [InlineData("/v1/inbox/actions?status=open,late")]
    [InlineData("/v1/inbox/reviews?status=called")]
    [InlineData("/v1/requests?status=refused")]
    public async Task A_state_that_there_is_not_is_told_from_one_in_which_nothing_is(string path)
    {
        var refused = await _scene.Detective.Get(path);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "status"), (refused.Status, refused.Field));
    }

    [Fact]
    public async Task A_survivor_is_shown_what_was_given_and_not_what_was_only_prepared()
    {
        var refused = await _scene.Host.AsSurvivor(new(_scene.NewId()), "harbor").Get("/v1/ledger/disclosures?status=prepared");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "status"), (refused.Status, refused.Field));
    }

    [Fact]
    public async Task The_board_says_that_a_recall_is_overdue_and_which_actions_are_an_agencys()
    {
        await _scene.FormTaskForce();
        var (_, release) = await _scene.Release(days: 90);
        var asked = await _scene.Ask();
        await _scene.Make(asked, release, Sheriff, Dana, "paid by the bucket");
        await _scene.Record(Harbor, $"disclosure-{asked}", new RecallNoticeSent(release, RecallCause.Revoked, [new(_scene.NewId())], Start.AddDays(5)));
        await _scene.Record(Office, $"review-{_scene.NewId()}", [.. Actions(Sheriff, 2), .. Actions(Harbor, 1)]);
        await _scene.Settled();
        Assert.False((await Board())["recallsOverdue"]!.GetValue<bool>());

        _scene.At(Start.AddDays(6));

        Assert.True((await Board())["recallsOverdue"]!.GetValue<bool>());
        Assert.Equal(2, (await Items(_scene.Coordinator, "/v1/board/actions?agency=county-sheriff")).Count);
        Assert.Single(await Items(_scene.Coordinator, "/v1/accountability/recalls?agency=county-sheriff"));
        Assert.Empty(await Items(_scene.Coordinator, "/v1/accountability/recalls?agency=harbor"));
    }

    [Fact]
    public async Task Reminders_are_complete_in_pages_whatever_falls_on_one_day_and_nothing_done_is_among_them()
    {
        var (_, release) = await _scene.Release(days: 9);
        await _scene.Release(days: 9);
        var (_, gone) = await _scene.Release(days: 9);
        var done = Actions(Harbor, 3);
        await _scene.Record(Office, $"review-{_scene.NewId()}", [.. Actions(Harbor, 5), .. done, new ActionCompleted(done[0].Action, new(Harbor, Amina))]);
        var meeting = new ReviewId(_scene.NewId());
        await _scene.Record(Office, $"review-{meeting}", new ReviewCalled(meeting, Start.AddDays(8), Sensitive.Of("room 4"), [new(Office, Rosa), new(Harbor, Amina)], new(Office, Rosa), 2));
        await _scene.Settled();

        var reminders = await Paged(limit: 2);

        Assert.Equal(7 + 3 + 1, reminders.Count);
        Assert.Distinct(reminders);
        Assert.Equal(reminders.Order(StringComparer.Ordinal), reminders);
        Assert.Equal(reminders, await Paged(limit: 200));
        Assert.Contains(reminders, line => line.Contains($"{release}", StringComparison.Ordinal));
        Assert.Contains(reminders, line => line.Contains($"{meeting}", StringComparison.Ordinal));
        Assert.DoesNotContain(reminders, line => line.Contains($"{done[0].Action}", StringComparison.Ordinal));
        Assert.DoesNotContain("releaseEnds", (await _scene.Host.As("other", Harbor.Value, "partner").Get("/v1/reminders")).Ok().Text, StringComparison.Ordinal);
        Assert.NotEqual(gone, release);
    }

    [Fact]
    public async Task Who_comes_instead_of_another_is_reminded_of_the_meeting_and_the_other_is_not()
    {
        var meeting = new ReviewId(_scene.NewId());
        Member dana = new(Sheriff, Dana), tom = new(Sheriff, new("tom.reyes"));
        var called = new ReviewCalled(meeting, Start.AddDays(3), Sensitive.Of("room 4"), [dana], dana, 1);
        await _scene.Record(Office, $"review-{meeting}", called, new MemberReplaced(dana, tom, called.StartsAt));
        await _scene.Settled();

        Assert.Contains($"{meeting}", (await _scene.Host.As("tom.reyes", Sheriff.Value, "partner").Get("/v1/reminders")).Ok().Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{meeting}", (await _scene.Detective.Get("/v1/reminders")).Ok().Text, StringComparison.Ordinal);
    }

    private List<ActionAssigned> Actions(AgencyId owner, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new ActionAssigned(new(_scene.NewId()), new(_scene.NewId()), null, new(owner, owner == Harbor ? Amina : Dana), Sensitive.Of("find a room"), new(2026, 3, 9)))];

    private async Task<JsonNode> Board() => (await _scene.Coordinator.Get("/v1/board")).Ok().Json;

    private async Task<List<string>> Paged(int limit)
    {
        List<string> lines = [];
        for (var next = ""; next is not null;)
        {
            var page = (await _scene.Advocate.Get($"/v1/reminders?limit={limit}{next}")).Ok().Json;
            lines.AddRange(page["items"]!.AsArray().Select(item => $"{item!["due"]} {KindOf(item["kind"]!.GetValue<string>())} {item["id"]}"));
            next = page["next"]?.GetValue<string>() is { } after ? $"&after={after}" : null;
        }
        return lines;
    }

    private static int KindOf(string kind) => Array.IndexOf(["actionDue", "copyAskedBack", "recallUnanswered", "releaseEnds", "reviewComing"], kind);

    private static async Task<JsonArray> Items(ApiClient client, string path) => (await client.Get(path)).Ok().Json["items"]!.AsArray();
}
