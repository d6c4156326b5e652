using System.Net;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.Partners;
using Coordination.Domain.Services;
using Coordination.Host.Tests.Features.CaseReviews;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.RoleViews;

/// <summary>The survivor's ledger, and reminders.</summary>
public sealed class RoleViewsTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    [Fact]
    public async Task A_survivor_reads_who_was_given_what_and_why_and_under_which_signature()
    {
        var world = await new DisclosureWorld(host).Begin();
        var made = await world.Made();
        var herself = host.AsSurvivor(world.Survivor, "open-door");

        var ledger = await Until(herself, "/v1/ledger", json => json["given"]!["items"]!.AsArray().Count == 1);

        var given = ledger["given"]!["items"]![0]!;
        Assert.Equal(made, given["disclosure"]!.GetValue<string>());
        Assert.Equal("county-sheriff", given["to"]!["agency"]!.GetValue<string>());
        Assert.Equal("investigation", given["why"]!.GetValue<string>());
        Assert.Contains("narrative", given["what"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(world.Release.ToString(), given["underReleases"]![0]!.GetValue<string>());
        var release = ledger["inForce"]!["items"]![0]!;
        Assert.True(release["inForceNow"]!.GetValue<bool>());
        Assert.Equal("ink", release["signatures"]![0]!["method"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_survivor_sees_what_was_asked_back_and_what_will_not_come_back()
    {
        var world = await new DisclosureWorld(host).Begin();
        var made = await world.Made();
        await world.Revoke();
        var herself = host.AsSurvivor(world.Survivor, "open-door");
        await Until(herself, "/v1/ledger/disclosures?status=askedBack", json => json["items"]!.AsArray().Count == 1);

        (await world.Dana.Post($"/v1/disclosures/{made}/recall-answer", new { answer = "cannotBeRecalled", whyNot = "It is in the prosecution's file." })).Ok();

        var ledger = await Until(herself, "/v1/ledger", json => json["couldNotBeRecalled"]!["items"]!.AsArray().Count == 1);
        Assert.Contains("prosecution", ledger["couldNotBeRecalled"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(ledger["inForce"]!["items"]!.AsArray());
    }

    [Fact]
    public async Task Nobody_reads_the_ledger_of_another()
    {
        var world = await new DisclosureWorld(host).Begin();
        await world.Made();
        await Until(host.AsSurvivor(world.Survivor, "open-door"), "/v1/ledger", json => json["given"]!["items"]!.AsArray().Count == 1);

        Assert.Empty((await host.AsSurvivor(new(Guid.NewGuid()), "open-door").Get("/v1/ledger")).Ok().Json["given"]!["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await host.As("somebody", "open-door", "survivor").Get("/v1/ledger")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Advocate.Get("/v1/ledger")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.AsSurvivor(world.Survivor, "open-door").Get("/v1/caseload")).Status);
    }

    [Fact]
    public async Task Reminders_name_what_is_due_to_whom_it_is_due()
    {
        var world = await new DisclosureWorld(host).Begin();
        var made = await world.Made();
        await Until(world.Advocate, "/v1/reminders?days=90", json => json.ToJsonString().Contains(world.Release.ToString(), StringComparison.Ordinal));
        await world.Revoke();

        var theirs = await Until(world.Dana, "/v1/reminders", json => json.ToJsonString().Contains(made, StringComparison.Ordinal));
        var mine = await Until(world.Advocate, "/v1/reminders?days=90", json => json.ToJsonString().Contains(made, StringComparison.Ordinal));

        Assert.Contains("copyAskedBack", theirs.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("recallUnanswered", mine.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(world.Release.ToString(), mine.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(made, (await world.Colleague.Get("/v1/reminders")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reminders_come_in_pages_none_twice_and_none_left_out()
    {
        var world = await new DisclosureWorld(host).Begin();
        var all = await Until(world.Advocate, "/v1/reminders?days=90&limit=200", json => json.ToJsonString().Contains(world.Release.ToString(), StringComparison.Ordinal));

        List<string> paged = [];
        for (var next = "?days=90&limit=1"; next is not null;)
        {
            var page = (await world.Advocate.Get($"/v1/reminders{next}")).Ok().Json;
            paged.AddRange(page["items"]!.AsArray().Select(item => item!.ToJsonString()));
            next = page["next"]?.GetValue<string>() is { } after ? $"?days=90&limit=1&after={after}" : null;
        }

        Assert.Equal(all["items"]!.AsArray().Select(item => item!.ToJsonString()), paged);
        Assert.Equal("after", (await world.Advocate.Get("/v1/reminders?after=AAAA")).Field);
        Assert.Equal("limit", (await world.Advocate.Get("/v1/reminders?limit=0")).Field);
    }

    internal static async Task<JsonNode> Until(ApiClient client, string path, Func<JsonNode, bool> asItShouldBe) =>
        (await ViewScene.Until(() => client.Get(path), reply => asItShouldBe(reply.Json))).Json is var json && asItShouldBe(json) ? json : throw new InvalidOperationException($"{path}: {json}");
}

/// <summary>Invitations, and times in the reader's zone.</summary>
public sealed class InvitationTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    [Fact]
    public async Task Who_is_invited_finds_the_meeting_and_is_reminded_of_it_in_their_own_zone()
    {
        var scene = await ReviewScene.Called(host);
        var review = scene.Review.Split('/')[^1];
        var found = await RoleViewsTests.Until(scene.Marcus, "/v1/inbox/reviews?zone=America/Chicago&limit=200", json => json.ToJsonString().Contains(review, StringComparison.Ordinal));

        var startsAt = found["items"]!.AsArray().First(item => item!["review"]!.GetValue<string>() == review)!["startsAt"]!.GetValue<string>();
        Assert.Matches("-0[56]:00$", startsAt);
        Assert.DoesNotContain(review, (await host.As("else", "county-sheriff", "partner").Get("/v1/inbox/reviews")).Ok().Text, StringComparison.Ordinal);
        Assert.Equal("zone", (await scene.Marcus.Get("/v1/inbox/reviews?zone=Nowhere/Land")).Field);
        Assert.Equal("days", (await scene.Marcus.Get("/v1/reminders?days=91")).Field);
    }
}

/// <summary>What agencies answer for.</summary>
public sealed class AccountabilityTests : IDisposable
{
    private readonly ViewScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task The_coordinating_agency_and_auditors_see_what_agencies_answer_for_and_nobody_else_does()
    {
        await _scene.FormTaskForce();
        await _scene.Record(ViewScene.Office, "agency-county-sheriff", new AgencyJoined(ViewScene.Sheriff, "Sheriff", AgencyKind.LawEnforcement, []),
            new ConcernRaised(new(_scene.NewId()), ConcernKind.Redisclosure, ViewScene.Harbor, Sensitive.Of("what was said")), new StandingSuspended(Sensitive.Of("pending")));
        await _scene.Record(ViewScene.Harbor, $"services-{_scene.NewId()}", new CoerciveConditionRefused("CG-13", HelpOffered.Offer, GoalKind.Housing, ViewScene.Sheriff, [ConditionKind.Release]));
        await _scene.Record(ViewScene.Harbor, $"relief-{_scene.NewId()}", new CertifierSilent(ViewScene.Sheriff, ViewScene.Start));
        await _scene.Settled();

        var seen = (await _scene.Coordinator.Get("/v1/accountability/agencies")).Ok();
        var sheriff = seen.Json["items"]!.AsArray().Single(item => item!["agency"]!.GetValue<string>() == "county-sheriff")!;

        Assert.Equal("suspended", sheriff["standing"]!.GetValue<string>());
        Assert.Equal("redisclosure", sheriff["concerns"]![0]!["kind"]!.GetValue<string>());
        Assert.Equal("CG-13", sheriff["refusedConditions"]![0]!["rule"]!.GetValue<string>());
        Assert.Equal(("harbor", "notHeard"), (sheriff["refusedConditions"]![0]!["enteredBy"]!.GetValue<string>(), sheriff["refusedConditions"]![0]!["standing"]!.GetValue<string>()));
        Assert.Equal("silentCertifier", sheriff["signals"]![0]!["kind"]!.GetValue<string>());
        Assert.DoesNotContain("what was said", seen.Text, StringComparison.Ordinal);
        Assert.Equal("pending", sheriff["because"]!.GetValue<string>());
        Assert.Equal(seen.Text.Replace("\"pending\"", "{\"unreadable\":\"notForThisRole\"}", StringComparison.Ordinal), (await _scene.Host.As("noor", "audit-office", "auditor").Get("/v1/audit/accountability/agencies")).Ok().Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await _scene.Host.As("else", "harbor", "coordinator").Get("/v1/accountability/agencies")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _scene.Detective.Get("/v1/accountability/agencies")).Status);
    }

    [Fact]
    public async Task Recalls_that_nobody_answers_are_listed_for_the_agency_that_has_the_copy()
    {
        await _scene.FormTaskForce();
        var (_, release) = await _scene.Release(days: 90);
        var asked = await _scene.Ask();
        await _scene.Make(asked, release, ViewScene.Sheriff, ViewScene.Dana, "paid by the bucket");
        await _scene.Record(ViewScene.Harbor, $"disclosure-{asked}", new Domain.Disclosures.RecallNoticeSent(release, Domain.Disclosures.RecallCause.Revoked, [new(_scene.NewId())], ViewScene.Start.AddDays(5)));
        await _scene.Settled();
        _scene.At(ViewScene.Start.AddDays(6));

        var recall = (await _scene.Coordinator.Get("/v1/accountability/recalls?dueBefore=2026-03-07T09:00:00Z")).Ok().Json["items"]![0]!;

        Assert.Equal("county-sheriff", recall["agency"]!.GetValue<string>());
        Assert.True(recall["overdue"]!.GetValue<bool>());

        await _scene.Record(ViewScene.Harbor, $"disclosure-{asked}", new Domain.Disclosures.RecallOverdue(ViewScene.Start.AddDays(5)) { Recipient = ViewScene.Sheriff },
            new Domain.Disclosures.RecallAcknowledged(Domain.Disclosures.RecallAnswer.Destroyed, null, ViewScene.Dana));
        await _scene.Settled();
        var sheriff = (await _scene.Coordinator.Get("/v1/accountability/agencies")).Ok().Json["items"]!.AsArray().Single(item => item!["agency"]!.GetValue<string>() == "county-sheriff")!;
        Assert.Equal(ViewScene.Start.AddDays(5), sheriff["lateRecalls"]!.AsArray().Single()!["due"]!.GetValue<DateTimeOffset>()); // that it was late stays, although it was answered
    }
}
