using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Disclosures;

/// <summary>For whom a disclosure waits, what a recall brought back, and that a question about a stranger costs what one about her costs.</summary>
public sealed class HoldAndRecallTests
{
    private readonly AdjustableTime _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task A_term_of_her_own_holds_a_disclosure_for_her_and_the_requester_sees_nothing_of_it()
    {
        using var host = new CoordinationHost { InMemory = new(), Time = _time };
        var world = await new DisclosureWorld(host).Begin();
        var untouched = (await world.Ask()).Ok().Id;
        await TellHerFirst(host, world);
        var held = (await world.Ask()).Ok().Id;
        (await world.Advocate.Post($"/v1/disclosures/{held}/match", new { @case = world.Case })).Ok();

        Assert.Equal("held", (await world.Advocate.Post($"/v1/disclosures/{held}/authorise", new { })).Problem);

        var seen = (await world.Advocate.Get($"/v1/disclosures/{held}")).Ok().Json;
        Assert.Equal("survivor", seen["waitsFor"]!.AsArray().Single()!.GetValue<string>());
        Assert.Contains("waits for", (await host.As("ines", "state-auditor", "auditor").Get($"/v1/audit/state/disclosure-{held}")).Ok().Text, StringComparison.Ordinal);
        Assert.Equal((await world.Dana.Get($"/v1/disclosures/{untouched}")).Text.Replace(untouched, held, StringComparison.Ordinal), (await world.Dana.Get($"/v1/disclosures/{held}")).Text);
        (await world.Advocate.Post($"/v1/consent/{world.Survivor}/told-beforehand", new { disclosure = held, through = "inPerson", toldAt = _time.GetUtcNow().AddMinutes(-1) })).Ok();
        (await world.Advocate.Post($"/v1/disclosures/{held}/authorise", new { })).Ok();
        Assert.Null((await world.Advocate.Get($"/v1/disclosures/{held}")).Ok().Json["waitsFor"]);
    }

    [Fact]
    public async Task The_recipient_says_copy_by_copy_what_came_back_and_why_not()
    {
        using var host = new CoordinationHost { InMemory = new(), Time = _time };
        var world = await new DisclosureWorld(host).Begin();
        var made = await world.Made();
        await world.Revoke();
        var asked = await UnderRecall(world, made);
        var copies = asked["recalls"]![0]!["copies"]!.AsArray().Select(copy => copy!.GetValue<string>()).ToList();

        Assert.Equal("copies[0].whyNot", (await Answer(new { answer = "destroyed", copies = new[] { new { copy = copies[1], answer = "cannotBeRecalled", whyNot = (string?)null } } })).Field);
        (await Answer(new { answer = "destroyed", copies = new[] { new { copy = copies[1], answer = "cannotBeRecalled", whyNot = (string?)"It is in the file of the defense." } } })).Ok();

        var custodians = (await world.Advocate.Get($"/v1/disclosures/{made}")).Ok().Json;
        Assert.Equal(["givenBack", "cannotBeRecalled"], copies.Select(copy => Item(custodians, copy)["standing"]!.GetValue<string>()));
        Assert.Equal("It is in the file of the defense.", Item(custodians, copies[1])["whyNot"]!.GetValue<string>());
        Assert.Equal(("cannotBeRecalled", "It is in the file of the defense."), (custodians["recalls"]![0]!["answer"]!.GetValue<string>(), custodians["recalls"]![0]!["whyNot"]!.GetValue<string>()));
        Assert.DoesNotContain("defense", (await host.As("ines", "state-auditor", "auditor").Get($"/v1/audit/streams/disclosure-{made}")).Ok().Text, StringComparison.Ordinal);

        Task<ApiReply> Answer(object body) => world.Dana.Post($"/v1/disclosures/{made}/recall-answer", body);
    }

    [Fact]
    public async Task A_recall_that_is_not_answered_in_time_shows_as_overdue_on_both_sides_without_waiting_for_a_record_of_it()
    {
        using var host = new CoordinationHost { InMemory = new(), Time = _time, TokenTime = _time };
        var world = await new DisclosureWorld(host).Begin();
        var made = await world.Made();
        await world.Revoke();
        Assert.False((await UnderRecall(world, made))["recalls"]![0]!["overdue"]!.GetValue<bool>());
        _time.Advance(TimeSpan.FromDays(10));
        foreach (var client in new[] { host.As("dana.whitfield", "county-sheriff", "partner"), host.As("amina.yusuf", "open-door", "advocate") })
            Assert.True((await client.Get($"/v1/disclosures/{made}")).Ok().Json["recalls"]![0]!["overdue"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_question_about_a_stranger_reads_checks_and_stores_what_one_about_her_does()
    {
        var store = new InterferingStore();
        using var host = new CoordinationHost { InMemory = new(), Around = store.Over, Time = _time };
        var world = await new DisclosureWorld(host).Begin();
        (await world.Ask()).Ok(); // whatever is done once only
        List<string> done = [];
        store.BeforeAppend = (_, request) =>
        {
            done.Add($"writes {string.Join(',', request.Writes.Select(write => $"{write.StreamType}: {string.Join(',', write.Events.Select(e => e.Type))}"))}; checks {string.Join(',', request.Checks.Select(check => check.Stream))}");
            return Task.CompletedTask;
        };
        var before = store.StreamReads;
        (await world.Ask("Marisol, who lives above the bakery")).Ok();
        var between = store.StreamReads;
        (await world.Ask("Marianne, whom nobody here has seen.")).Ok();

        Assert.Equal(between - before, store.StreamReads - between);
        Assert.Equal(2, done.Count);
        Assert.Equal(done[0], done[1]);
    }

    private static JsonNode Item(JsonNode disclosure, string copy) => disclosure["items"]!.AsArray().Single(item => item!["copy"]!.GetValue<string>() == copy)!;

    private static async Task<JsonNode> UnderRecall(DisclosureWorld world, string disclosure)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var seen = (await world.Dana.Get($"/v1/disclosures/{disclosure}")).Ok().Json;
            if (seen["status"]!.GetValue<string>() == "recallPending")
                return seen;
            await Task.Delay(20, limit.Token);
        }
    }

    private static async Task TellHerFirst(CoordinationHost host, DisclosureWorld world)
    {
        var signed = (await host.Store.ReadStream(ConsentStream.Definition.NameFor(world.Survivor), 0, 100, default))
            .Select(e => EventCodec.Current.Decode(e).Event).OfType<ReleaseSigned>().Single();
        await world.WriteConsent(new ReleaseNarrowed(signed.Release, signed.Terms with { Conditions = [ReleaseCondition.TellMeFirst] }, signed.CapturedBy, Channel.InPerson));
    }
}
