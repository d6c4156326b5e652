using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Disclosures;

/// <summary>What is found wrong after copies of it were given: whoever holds one is told that, and nothing more.</summary>
public sealed class RetractionTests(DisclosureHost host)
{
    private const string Why = "It was her cousin's plate, not his.";
    private const string Corrected = "It was her cousin's plate: KWT"; // letters that no identifier has

    private readonly DisclosureWorld _world = new(host);

    [Fact]
    public async Task Holders_of_a_copy_are_told_that_it_was_found_wrong_and_not_how_or_why()
    {
        await _world.Begin();
        var made = await _world.Made();

        (await _world.Advocate.Post($"/v1/cases/{_world.Case}/items/{_world.Plate}/retract", new { reason = Why })).Ok();
        var told = await Told(made);

        var recall = Assert.Single(told.Json["recalls"]!.AsArray())!;
        Assert.True(recall["foundWrong"]!.GetValue<bool>());
        Assert.Equal(["outstanding", "underRecall"], Standings(told.Json));
        Assert.Equal("account, in short", told.Json["items"]![0]!["text"]!.GetValue<string>());
        Assert.Null(told.Json["items"]![1]!["text"]);
        foreach (var secret in new[] { "cousin", "retracted", "corrected", _world.Plate, _world.Case, _world.Survivor.ToString() })
            Assert.DoesNotContain(secret, told.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Null((await _world.Prosecutor.Get($"/v1/disclosures/{made}")).Json["recalls"]);
    }

    [Fact]
    public async Task A_correction_tells_of_the_wrong_one_and_gives_the_right_one_to_nobody()
    {
        await _world.Begin();
        var made = await _world.Made();

        var instead = (await Correct(Corrected)).Ok().Id;
        var told = await Told(made);

        Assert.DoesNotContain("KWT", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(instead, told.Text, StringComparison.Ordinal);
        Assert.Equal("corrected", Custodians(await Read(made))["cause"]!.GetValue<string>());
        var items = (await _world.Advocate.Get($"/v1/cases/{_world.Case}")).Ok().Json["items"]!.AsArray();
        Assert.Equal((true, instead), (items[1]!["retracted"]!.GetValue<bool>(), items[1]!["replacedBy"]!.GetValue<string>()));
        Assert.Equal(Corrected, items[2]!["verbatim"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_correction_that_is_not_complete_changes_nothing_and_names_the_field()
    {
        await _world.Begin();
        var made = await _world.Made();

        var refused = await Correct(" ");

        Assert.Equal(("invalid-input", "instead.verbatim"), (refused.Problem, refused.Field));
        Assert.False((await _world.Advocate.Get($"/v1/cases/{_world.Case}")).Ok().Json["items"]![1]!["retracted"]!.GetValue<bool>());
        Assert.Equal(0, await Notices(made));
    }

    [Fact]
    public async Task The_accounting_says_who_was_told_and_what_came_back()
    {
        await _world.Begin();
        var made = await _world.Made();
        (await _world.Advocate.Post($"/v1/cases/{_world.Case}/items/{_world.Plate}/retract", new { reason = Why })).Ok();
        await Told(made);
        (await _world.Dana.Post($"/v1/disclosures/{made}/recall-answer", new { answer = "cannotBeRecalled", whyNot = "It was given to the court, marked as wrong." })).Ok();

        var recall = Assert.Single((await _world.Advocate.Get($"/v1/survivors/{_world.Survivor}/accounting")).Ok().Json["disclosures"]![0]!["recalls"]!.AsArray())!;

        Assert.Equal(("retracted", 1, "cannotBeRecalled"), (recall["cause"]!.GetValue<string>(), recall["items"]!.GetValue<int>(), recall["answer"]!.GetValue<string>()));
        Assert.Equal("It was given to the court, marked as wrong.", recall["whyNot"]!.GetValue<string>());
        Assert.Null(recall["release"]);
    }

    [Fact]
    public async Task Nobody_is_told_twice_and_nobody_who_holds_something_else()
    {
        await _world.Begin();
        var made = await _world.Made();
        var offered = await _world.OfferAndAuthorise(); // the plate alone, and not yet given

        (await _world.Advocate.Post($"/v1/cases/{_world.Case}/items/{_world.Account}/retract", new { reason = Why })).Ok();
        await Told(made);
        (await _world.Advocate.Post($"/v1/disclosures/{offered}/make")).Ok();
        (await _world.Advocate.Post($"/v1/cases/{_world.Case}/items/{_world.Plate}/retract", new { reason = Why })).Ok();
        await Told(offered);

        Assert.Equal(2, await Notices(made)); // one for each item
        Assert.Equal(1, await Notices(offered));
    }

    private async Task<int> Notices(string disclosure) =>
        (await host.Store.ReadStream(DisclosureStream.Definition.NameFor(new DisclosureId(Guid.Parse(disclosure))), 0, 100, default))
        .Count(e => EventCodec.Current.Decode(e).Event is RetractionNoticeSent);

    private Task<ApiReply> Correct(string verbatim) => _world.Advocate.Post($"/v1/cases/{_world.Case}/items/{_world.Plate}/correct", new
    {
        reason = Why,
        instead = new { category = "exploiterInformation", sensitivity = "identifying", verbatim },
    });

    private static JsonNode Custodians(JsonNode disclosure) => Assert.Single(disclosure["recalls"]!.AsArray())!;

    private static IEnumerable<string> Standings(JsonNode copy) => copy["items"]!.AsArray().Select(item => item!["standing"]!.GetValue<string>());

    private async Task<JsonNode> Read(string disclosure) => (await _world.Advocate.Get($"/v1/disclosures/{disclosure}")).Ok().Json;

    private async Task<ApiReply> Told(string disclosure)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var seen = (await _world.Dana.Get($"/v1/disclosures/{disclosure}")).Ok();
            if (seen.Json["status"]!.GetValue<string>() == "recallPending")
                return seen;
            await Task.Delay(20, limit.Token);
        }
    }
}
