using System.Net;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.CaseReviews.ReviewScene;

namespace Coordination.Host.Tests.Features.CaseReviews;

/// <summary>What each person can find out about an item that was not addressed to them.</summary>
public sealed class ReviewSecrecyTests(ReviewHost host)
{
    [Fact]
    public async Task To_a_member_who_is_not_covered_a_review_with_an_item_is_the_same_as_one_without()
    {
        var with = await Called(host);
        var without = await Called(host);
        await AssertSame();
        await with.Propose();
        await AssertSame();
        await Both(scene => scene.Rosa.Post($"{scene.Review}/agenda"));
        await AssertSame();
        await Both(scene => scene.Rosa.Post($"{scene.Review}/open"));
        await AssertSame();
        foreach (var member in new[] { Coordinator, Advocate, Nurse, Detective })
            await Both(scene => scene.Rosa.Post($"{scene.Review}/attendance", new { member }));
        foreach (var client in (Func<ReviewScene, ApiClient>[])[s => s.Rosa, s => s.Amina, s => s.Priya, s => s.Dana, s => s.Marcus])
            await Both(scene => client(scene).Post($"{scene.Review}/statement"));
        await AssertSame();
        await with.Discuss();
        await AssertSame();
        var decision = (await with.Rosa.Post($"{with.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Ok();
        await AssertSame();
        (await with.Rosa.Post($"{with.Item}/close")).Ok();
        (await with.Rosa.Post($"{with.Review}/minutes", new { minutes = "A room was found.", agreedBy = new[] { Advocate } })).Ok();
        await Both(scene => scene.Rosa.Post($"{scene.Review}/close"));
        await AssertSame();
        var (withheld, unknown) = (await with.Marcus.Post($"{with.Review}/decisions/{decision.Id}/dissent", new { reason = "no" }), await without.Marcus.Post($"{without.Review}/decisions/{Guid.NewGuid()}/dissent", new { reason = "no" }));
        Assert.Equal((unknown.Status, unknown.Text), (withheld.Status, withheld.Text));

        async Task Both(Func<ReviewScene, Task<ApiReply>> ask)
        {
            (await ask(with)).Ok();
            (await ask(without)).Ok();
        }

        async Task AssertSame()
        {
            var (one, other) = (await with.Marcus.Get(with.Review), await without.Marcus.Get(without.Review));
            Assert.Equal(HttpStatusCode.OK, one.Status);
            Assert.Null(one.Headers.ETag);
            Assert.Equal(without.OfAnyReview(other), with.OfAnyReview(one));
        }
    }

    [Fact]
    public async Task Nobody_brings_a_case_of_another_agency_though_they_name_its_people()
    {
        var scene = await Called(host);
        foreach (var client in new[] { host.As("dana", "county-sheriff", "advocate"), host.As("priya", "river-clinic", "advocate") })
            Assert.Equal("not-found", (await client.Post($"{scene.Review}/items", new { @case = scene.Case, presenter = "amina", title = "Marisol", items = new[] { scene.Wages } })).Problem);
        await scene.Propose();
    }

    [Fact]
    public async Task A_member_who_is_not_covered_gets_for_an_item_the_answers_for_one_that_does_not_exist()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        var unknown = $"{scene.Review}/items/{Guid.NewGuid()}";
        foreach (var (path, body) in new (string, object?)[] { ("conflict", new { nature = "x" }), ("recusal", null), ("options", new { option = "x" }) })
        {
            var (withheld, nothing) = (await scene.Marcus.Post($"{scene.Item}/{path}", body), await scene.Marcus.Post($"{unknown}/{path}", body));
            Assert.Equal(HttpStatusCode.NotFound, withheld.Status);
            Assert.Equal(nothing.Text, withheld.Text);
        }
    }

    [Fact]
    public async Task People_who_were_not_invited_get_the_answer_for_a_review_that_does_not_exist()
    {
        var scene = await Opened(host);
        var lena = host.As("lena", "harbor-house", "advocate");
        var unknown = $"/v1/reviews/{Guid.NewGuid()}";
        var nothing = await lena.Get(unknown);
        Assert.Equal("not-found", nothing.Problem);
        foreach (var path in new[] { "", "/packet", "/packet/page", "/minutes", "/minutes/page", $"/items/{scene.ItemId}/prior-actions" })
            Assert.Equal(nothing.Text, (await lena.Get(scene.Review + path)).Text);
        var item = $"/items/{scene.ItemId}";
        foreach (var (path, body) in new (string, object?)[]
        {
            ("/statement", null), ("/apologies", new { information = "x" }), ("/attendance", new { member = Nurse }), ("/departures", new { member = Nurse }), ("/returns", new { member = Nurse }),
            ("/chair", new { member = Nurse }), ("/minutes", new { minutes = "x", agreedBy = Array.Empty<object>() }), ("/items", scene.Proposal), ($"{item}/withdrawal", null),
            ($"{item}/information", new { information = "x" }), ($"{item}/conflict", new { nature = "x" }), ($"{item}/recusal", null), ($"{item}/open", null), ($"{item}/options", new { option = "x" }),
            ($"{item}/survivor-view", new { way = "throughAdvocate", view = "x" }), ($"{item}/prior-actions", new { actions = Array.Empty<Guid>() }), ($"{item}/minutes", new { minutes = "x" }),
            ($"{item}/minutes/agreement", new { edition = 1 }), ($"{item}/close", null), ($"/decisions/{Guid.NewGuid()}/dissent", new { reason = "x" }), ($"/actions/{Guid.NewGuid()}/completed", null),
        })
        {
            var (here, there) = (await lena.Post(scene.Review + path, body), await lena.Post(unknown + path, body));
            Assert.True(here.Problem == "not-found" && here.Text == nothing.Text && there.Text == nothing.Text, $"{path}: {here.Text} {there.Text}");
        }
    }

    [Fact]
    public async Task A_coordinator_who_is_not_covered_schedules_an_item_without_knowing_what_it_is()
    {
        var scene = await Opened(host);
        await scene.Revoke();
        (await scene.Rosa.Get(scene.Review)).Ok();

        var reply = (await scene.Rosa.Get(scene.Review)).Ok();

        var item = reply.Json["agenda"]![0]!.AsObject();
        Assert.Equal(["blocked", "item", "minutes", "stage"], item.Select(member => member.Key).Order());
        Assert.DoesNotContain("Marisol", reply.Text, StringComparison.Ordinal);
        Assert.NotNull(reply.Version);
    }

    [Fact]
    public async Task Nobody_but_the_custodian_sees_survivor_case_or_release()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Ok();
        var ids = new[] { scene.Survivor.ToString(), scene.Case.ToString(), scene.Release.ToString(), scene.Wages.ToString() };
        var custodian = (await scene.Amina.Get(scene.Review)).Ok().Text;
        Assert.All(ids, id => Assert.Contains(id, custodian, StringComparison.Ordinal));
        foreach (var client in new[] { scene.Rosa, scene.Dana, scene.Priya, scene.Sam, scene.Marcus })
        {
            var text = (await client.Get(scene.Review)).Ok().Text;
            Assert.All(ids, id => Assert.DoesNotContain(id, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_version_that_is_guessed_tells_a_member_nothing()
    {
        var scene = await Opened(host);
        (await scene.Marcus.Post($"{scene.Review}/statement", ifMatch: "\"1\"")).Ok();
        (await scene.Marcus.Post($"{scene.Review}/statement", ifMatch: "\"999\"")).Ok();
    }

    [Fact]
    public async Task The_coordinator_who_sees_versions_may_name_one()
    {
        var scene = await Opened(host);
        var seen = (await scene.Rosa.Get(scene.Review)).Ok().Version!.Value;
        var changed = (await scene.Rosa.Post($"{scene.Review}/attendance", new { member = Nurse }, ifMatch: $"\"{seen}\"")).Ok();
        Assert.Equal(seen + 1, changed.Version);
        Assert.Equal("version-changed", (await scene.Rosa.Post($"{scene.Review}/attendance", new { member = Advocate }, ifMatch: $"\"{seen}\"")).Problem);
        Assert.Null((await scene.Amina.Post($"{scene.Review}/attendance", new { member = Advocate }, ifMatch: "\"1\"")).Ok().Version);
    }

    [Fact]
    public async Task The_coordinators_version_does_not_count_what_is_said_about_an_item()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        var before = (await scene.Rosa.Get(scene.Review)).Ok().Version;
        (await scene.Priya.Post($"{scene.Item}/options", new { option = "A room at the motel." })).Ok();
        (await scene.Marcus.Post($"{scene.Review}/apologies", new { information = "Traffic." })).Ok();
        Assert.Equal(before + 1, (await scene.Rosa.Get(scene.Review)).Ok().Version);
    }

    [Fact]
    public async Task A_chair_who_is_a_coordinator_of_another_agency_learns_nothing_from_versions()
    {
        var scene = await Opened(host);
        var chair = host.As("amina", "open-door", "advocate", "coordinator");
        foreach (var (member, guess) in new[] { (Nurse, "\"1\""), (Detective, "\"999\"") })
            Assert.Null((await chair.Post($"{scene.Review}/attendance", new { member }, ifMatch: guess)).Ok().Version);
        Assert.Null((await chair.Get(scene.Review)).Ok().Headers.ETag);
    }

    [Fact]
    public async Task An_action_is_shown_to_its_owner_and_not_to_a_colleague_who_is_not_covered()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        (await scene.Rosa.Post($"{scene.Item}/actions", new { owner = Nurse, task = "Call the motel.", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)) })).Ok();
        Assert.Equal("consent-required", (await scene.Rosa.Post($"{scene.Item}/actions", new { owner = UntrainedNurse, task = "Call.", due = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(7)) })).Problem);
        Assert.Single((await scene.Priya.Get(scene.Review)).Ok().Json["actions"]!.AsArray());
        Assert.Empty((await scene.Pia.Get(scene.Review)).Ok().Json["actions"]!.AsArray());
        await scene.Revoke();
        Assert.Single((await scene.Priya.Get(scene.Review)).Ok().Json["actions"]!.AsArray());
    }
}
