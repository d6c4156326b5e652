using System.Text.Json.Nodes;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Erasure;

/// <summary>What every view shows once somebody was erased: what is still to be answered, and nothing that says who it was about.</summary>
public sealed class ViewsAfterErasureTests : IDisposable
{
    private readonly CoordinationHost _host = new() { ReadsClearText = false };

    private ApiClient Second => _host.As("berta.okoye", "open-door", "advocate");

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task The_caseload_shows_nothing_of_her_but_what_recipients_still_have_to_answer()
    {
        var (world, other) = (await new DisclosureWorld(_host).Begin(), await new DisclosureWorld(_host).Begin());
        var made = await world.Made();
        var (offered, matched) = (await world.OfferAndAuthorise(), await Matched(world));
        var kept = (await other.Ask("somebody else")).Ok().Id;

        await Erase(world);

        await Eventually(async () => !Ids(await Items(world.Advocate, "/v1/caseload/cases"), "case").Contains(world.Case));
        Assert.Equal([other.Case], Ids(await Items(world.Advocate, "/v1/caseload/cases"), "case"));
        Assert.Equal([$"{other.Survivor}"], Ids(await Items(world.Advocate, "/v1/caseload/survivors"), "survivor"));
        var disclosures = await Items(world.Advocate, "/v1/caseload/disclosures");
        Assert.Equal(new[] { made, kept }.Order(StringComparer.Ordinal), Ids(disclosures, "disclosure").Order(StringComparer.Ordinal));
        Assert.DoesNotContain(disclosures, row => row!["disclosure"]!.GetValue<string>() is var id && (id == offered || id == matched));
        Assert.Null(disclosures.Single(row => row!["disclosure"]!.GetValue<string>() == made)!["about"]);
        await Eventually(async () => (await world.Advocate.Get("/v1/reminders")).Ok().Text is var due && due.Contains(made, StringComparison.Ordinal) && !due.Contains($"{world.Release.Value}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_recipient_keeps_the_row_without_its_texts_and_is_asked_for_the_copy()
    {
        var world = await new DisclosureWorld(_host).Begin();
        var made = await world.Made();

        await Erase(world);

        await Eventually(async () => (await Items(world.Dana, "/v1/inbox/disclosures")).SingleOrDefault()?["recalls"]!.AsArray().Count > 0);
        var copy = (await Items(world.Dana, "/v1/inbox/disclosures")).Single()!;
        Assert.Equal(made, copy["disclosure"]!.GetValue<string>());
        Assert.All(copy["items"]!.AsArray(), item => Assert.Null(item!["text"])); // asked back: the text is not shown, whether or not it could be
        Assert.Contains("copyAskedBack", (await world.Dana.Get("/v1/reminders")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task She_still_reads_who_was_given_what_and_that_it_was_asked_back()
    {
        var world = await new DisclosureWorld(_host).Begin();
        var made = await world.Made();
        await Erase(world);
        var herself = _host.AsSurvivor(world.Survivor, "open-door");

        await Eventually(async () => (await Items(herself, "/v1/ledger/disclosures")).SingleOrDefault()?["askedBack"]!.AsArray().Count == 1);

        Assert.Equal([made], Ids(await Items(herself, "/v1/ledger/disclosures"), "disclosure"));
        Assert.Empty((await herself.Get("/v1/ledger")).Ok().Json["inForce"]!["items"]!.AsArray());
    }

    [Fact]
    public async Task Another_host_forgets_her_keys_when_its_time_is_over()
    {
        using var other = new CoordinationHost { Database = _host.Database, KeyFolder = _host.KeyFolder, ReadsClearText = false }.With("Keys:RememberFor", "00:00:02");
        var world = await new DisclosureWorld(_host).Begin();
        var there = other.As("amina.yusuf", "open-door", "advocate");
        Assert.Equal("He keeps my papers.", Description(await there.Get($"/v1/cases/{world.Case}")));

        await Erase(world);
        await Task.Delay(TimeSpan.FromSeconds(2 * 1.25 + 0.3), TestContext.Current.CancellationToken);

        Assert.Equal("keyDestroyed", (await there.Get($"/v1/cases/{world.Case}")).Ok().Json["ownDescriptions"]![0]!["unreadable"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_legal_hold_that_comes_at_the_same_moment_either_stops_it_or_comes_too_late()
    {
        var world = await new DisclosureWorld(_host).Begin();
        var counsel = _host.As("chidi.counsel", "open-door", "counsel");
        for (var round = 0; round < 8; round++)
        {
            var survivor = (await world.Advocate.Post("/v1/survivors", new { calledBy = "Rosa" })).Ok().Id;
            (await world.Advocate.Post($"/v1/survivors/{survivor}/erasure-request")).Ok();
            var (hold, erasure) = (counsel.Post($"/v1/survivors/{survivor}/legal-holds", new { reference = "Order 7" }), Second.Post($"/v1/survivors/{survivor}/erase"));
            await Task.WhenAll(hold, erasure);

            Assert.True(IsOk(await hold) ^ IsOk(await erasure), $"{(await hold).Status} and {(await erasure).Status}");
            Assert.Equal(IsOk(await hold), IsOk(await world.Advocate.Get($"/v1/survivors/{survivor}")));
            Assert.Contains(IsOk(await hold) ? (await erasure).Problem : (await hold).Problem, new[] { "held", "wrong-state" });
        }
    }

    private static bool IsOk(ApiReply reply) => (int)reply.Status < 300;

    private static string Description(ApiReply reply) => reply.Ok().Json["ownDescriptions"]![0]!.GetValue<string>();

    private static async Task<string> Matched(DisclosureWorld world)
    {
        var asked = (await world.Ask()).Ok().Id;
        (await world.Advocate.Post($"/v1/disclosures/{asked}/match", new { @case = world.Case })).Ok();
        return asked;
    }

    private async Task Erase(DisclosureWorld world)
    {
        (await world.Advocate.Post($"/v1/survivors/{world.Survivor}/erasure-request")).Ok();
        (await Second.Post($"/v1/survivors/{world.Survivor}/erase")).Ok();
        await Eventually(async () => (await world.Advocate.Get($"/v1/survivors/{world.Survivor}/erasure")).Ok().Json["keysDestroyedAt"] is not null);
    }

    private static async Task<JsonArray> Items(ApiClient reader, string address) => (await reader.Get(address)).Ok().Json["items"]!.AsArray();

    private static IEnumerable<string> Ids(JsonArray rows, string name) => rows.Select(row => row![name]!.GetValue<string>());

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
            await Task.Delay(30, limit.Token);
    }
}
