using System.Net;
using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.RoleViews.ViewScene;

namespace Coordination.Host.Tests.Features.RoleViews;

public sealed class ViewRoutesTests : IDisposable
{
    private readonly ViewScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_caseload_shows_the_days_that_are_left_of_a_release_at_the_moment_of_asking()
    {
        await _scene.JoinBoth();
        await _scene.Release(days: 90);
        await _scene.Settled();
        _scene.At(Start.AddDays(1).AddHours(1));

        var caseload = (await _scene.Advocate.Get("/v1/caseload")).Ok();
        var survivor = caseload.Json["survivors"]!["items"]![0]!;

        Assert.Null(caseload.Json["upToDate"]);
        Assert.Equal("They kept my papers.", survivor["ownWords"]![0]!.GetValue<string>());
        Assert.Equal(89, survivor["releases"]![0]!["daysLeft"]!.GetValue<int>());
        Assert.Equal("inForce", survivor["releases"]![0]!["force"]!.GetValue<string>());
        Assert.Equal("no-store", caseload.Headers.CacheControl!.ToString());

        _scene.At(Start.AddDays(90));
        var later = (await _scene.Advocate.Get("/v1/caseload")).Ok().Json["survivors"]!["items"]![0]!["releases"]![0]!;
        Assert.Equal("expired", later["force"]!.GetValue<string>());
        Assert.Null(later["daysLeft"]);
    }

    [Fact]
    public async Task A_caseload_holds_nothing_of_another_agencys()
    {
        await _scene.Release(days: 90);
        await _scene.Settled();
        var other = _scene.Host.As("lena", "bridge-housing", "advocate");
        var empty = _scene.Host.As("nobody", "river-clinic", "advocate");
        Assert.Equal((await empty.Get("/v1/caseload")).Ok().Text, (await other.Get("/v1/caseload")).Ok().Text);
        Assert.DoesNotContain("Marisol", (await other.Get("/v1/caseload")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_detective_receives_only_what_was_made_for_them_and_loses_the_text_when_it_is_called_back()
    {
        var (_, release) = await _scene.Release(days: 90);
        var asked = await _scene.Ask();
        await _scene.Make(asked, release, Sheriff, Dana, "paid by the bucket");
        await _scene.Make(new(_scene.NewId()), release, new("district-attorney"), null, "for the prosecutor");
        await _scene.Settled();

        var inbox = (await _scene.Detective.Get("/v1/inbox")).Ok();
        var copy = inbox.Json["disclosures"]!["items"]![0]!;
        Assert.Single(inbox.Json["disclosures"]!["items"]!.AsArray());
        Assert.Equal("paid by the bucket", copy["items"]![0]!["text"]!.GetValue<string>());
        Assert.Equal("answered", (await _scene.Detective.Get("/v1/requests")).Ok().Json["items"]![0]!["status"]!.GetValue<string>());

        var copied = new CopyId(Guid.Parse(copy["items"]![0]!["copy"]!.GetValue<string>()));
        await _scene.Record(Harbor, $"disclosure-{asked}", new RecallNoticeSent(release, RecallCause.Revoked, [copied], Start.AddDays(14)));
        await _scene.Settled();
        _scene.At(Start.AddDays(15));
        var recalled = (await _scene.Detective.Get("/v1/inbox/disclosures?status=recalled&dueBefore=2026-04-01T00:00:00Z")).Ok().Json["items"]![0]!;
        Assert.Null(recalled["items"]![0]!["text"]);
        Assert.True(recalled["recalls"]![0]!["overdue"]!.GetValue<bool>());
        var caseload = (await _scene.Advocate.Get("/v1/caseload")).Ok();
        Assert.True(caseload.Json["recalls"]!["items"]![0]!["recalls"]![0]!["overdue"]!.GetValue<bool>());
    }

    [Fact]
    public async Task What_is_addressed_to_one_person_is_not_a_colleagues_to_read()
    {
        var (_, release) = await _scene.Release(days: 90);
        await _scene.Make(await _scene.Ask(), release, Sheriff, Dana, "paid by the bucket");
        await _scene.Settled();
        var colleague = _scene.Host.As("other.detective", Sheriff.Value, "partner");
        Assert.DoesNotContain("bucket", (await colleague.Get("/v1/inbox")).Ok().Text, StringComparison.Ordinal);
        Assert.DoesNotContain("north field", (await colleague.Get("/v1/requests")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coordinator_who_is_not_covered_sees_where_an_item_stands_and_that_it_is_blocked_and_nothing_else()
    {
        await _scene.FormTaskForce();
        var (survivor, release) = await _scene.Release(days: 90);
        var (review, item, blocked, decision) = (new ReviewId(_scene.NewId()), new AgendaItemId(_scene.NewId()), new AgendaItemId(_scene.NewId()), new DecisionId(_scene.NewId()));
        Member chair = new(Office, Rosa), advocate = new(Harbor, Amina);
        await _scene.Record(Office, $"review-{review}", new ReviewCalled(review, Start.AddDays(7), Sensitive.Of("room 4"), [chair, advocate], chair, 2),
            new AgendaItemProposed(item, survivor, new CaseId(_scene.NewId()), Harbor, Amina, Sensitive.Of("north field"), [], [chair], []),
            new AgendaItemProposed(blocked, survivor, new CaseId(_scene.NewId()), Harbor, Amina, Sensitive.Of("another"), [], [], []),
            new ReviewOpened(), new ItemOpeningRefused(blocked, []), new ItemOpened(item, [chair, advocate], []),
            new DecisionRecorded(item, decision, 1, [1], Sensitive.Of("because"), [new(chair, Vote.For)], [chair, advocate], 2, null, 2, [release]),
            new ActionAssigned(new(_scene.NewId()), item, decision, chair, Sensitive.Of("find a room"), new(2026, 3, 9)));
        await _scene.Record(Harbor, $"consent-{survivor}", new ReleaseRevoked(release, Amina, Channel.InPerson));
        await _scene.Settled();
        _scene.At(Start.AddDays(20));

        var board = (await _scene.Coordinator.Get("/v1/board")).Ok();
        var agenda = board.Json["reviews"]!["items"]![0]!["agenda"]!;

        Assert.All(agenda.AsArray(), shown => Assert.Equal(["blockedForConsent", "item", "progress"], shown!.AsObject().Select(member => member.Key).Order()));
        Assert.True(agenda[1]!["blockedForConsent"]!.GetValue<bool>());
        Assert.True(board.Json["actions"]!["items"]![0]!["overdue"]!.GetValue<bool>());
        foreach (var hidden in new[] { survivor.ToString(), release.ToString(), "north field" })
            Assert.DoesNotContain(hidden, board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_board_is_the_coordinating_agencys_alone()
    {
        await _scene.FormTaskForce();
        var other = _scene.Host.As("somebody", Harbor.Value, "coordinator");
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Get("/v1/board")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _scene.Detective.Get("/v1/board")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _scene.Detective.Get("/v1/caseload")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _scene.Coordinator.Get("/v1/board")).Status);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        for (var i = 0; i < 7; i++)
            await _scene.Ask();
        await _scene.Settled();
        var seen = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = (await _scene.Detective.Get($"/v1/requests?limit=3{(after.Length > 0 ? $"&after={after}" : "")}")).Ok();
            seen.AddRange(page.Json["items"]!.AsArray().Select(r => r!["disclosure"]!.GetValue<string>()));
            after = page.Json["next"]?.GetValue<string>();
        }

        Assert.Equal(7, seen.Count);
        Assert.Distinct(seen);
        Assert.Null((await _scene.Detective.Get("/v1/requests?limit=7")).Ok().Json["next"]);
    }

    [Theory]
    [InlineData("/v1/requests?after=not-a-token", "after")]
    [InlineData("/v1/requests?limit=0", "limit")]
    [InlineData("/v1/inbox/actions?limit=201", "limit")]
    public async Task A_query_that_cannot_be_is_refused_and_the_field_is_named(string path, string field)
    {
        var refused = await _scene.Detective.Get(path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(field, refused.Field);
    }
}
