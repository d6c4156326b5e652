using System.Net;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Disclosures;

public sealed class DisclosureRoutesTests(DisclosureHost host)
{
    private readonly DisclosureWorld _world = new(host);

    [Fact]
    public async Task The_addressee_sees_exactly_what_was_released()
    {
        await _world.Begin();
        var made = await _world.Made();

        var copy = (await _world.Dana.Get($"/v1/disclosures/{made}")).Ok();

        var items = copy.Json["items"]!.AsArray();
        Assert.Equal(["account, in short", "plate 123"], items.Select(item => item!["text"]!.GetValue<string>()));
        Assert.Equal(["identifiedSummary", "identifiedVerbatim"], items.Select(item => item!["mode"]!.GetValue<string>()));
        Assert.Equal(
            ["id", "status", "from", "purpose", "items", "redisclosureNotice", "obligations", "recalls"],
            copy.Json.AsObject().Select(property => property.Key));
        foreach (var hidden in new[] { _world.Survivor.ToString(), _world.Case, _world.Account, _world.Plate, _world.Release.ToString(), "account, all", "Marisol", "CG-" })
            Assert.DoesNotContain(hidden, copy.Text, StringComparison.Ordinal);
        Assert.Null(copy.Headers.ETag);
    }

    [Fact]
    public async Task The_custodian_sees_the_verdict_rule_by_rule()
    {
        await _world.Begin();
        var made = await _world.Made();

        var answer = (await _world.Advocate.Get($"/v1/disclosures/{made}")).Ok();

        Assert.Equal("made", answer.Json["status"]!.GetValue<string>());
        Assert.Equal("permit", answer.Json["verdict"]!["outcome"]!.GetValue<string>());
        Assert.Contains(_world.Release.ToString(), answer.Json["verdict"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_the_custodian_only_advocates_read_the_whole_disclosure_however_far_it_is()
    {
        await _world.Begin();
        var (asked, authorised, made) = ((await _world.Ask()).Ok().Id, await _world.Authorised(), await _world.Made());

        foreach (var (id, status) in new[] { (asked, "requested"), (authorised, "authorised"), (made, "made") })
        {
            Assert.Equal(status, (await _world.Advocate.Get($"/v1/disclosures/{id}")).Ok().Json["status"]!.GetValue<string>());
            foreach (var colleague in new[] { OfCustodian("counsel"), OfCustodian("partner"), OfCustodian("partner", "counsel") })
            {
                var hidden = await colleague.Get($"/v1/disclosures/{id}");
                Assert.Equal("not-found", hidden.Problem);
                Assert.Null(hidden.Headers.ETag);
                Assert.DoesNotContain("plate 123", hidden.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task An_act_after_a_revocation_is_refused_and_the_refusal_is_evidence()
    {
        await _world.Begin();
        var authorised = await _world.Authorised();
        await _world.Revoke();

        var refused = await _world.Advocate.Post($"/v1/disclosures/{authorised}/make");
        var state = (await _world.Advocate.Get($"/v1/disclosures/{authorised}")).Ok();

        Assert.Equal("consent-required", refused.Problem);
        Assert.Equal("refused", state.Json["status"]!.GetValue<string>());
        Assert.Equal("deny", state.Json["verdict"]!["outcome"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_request_without_a_release_is_refused_with_the_rules_that_decided()
    {
        await _world.Begin();
        var id = (await _world.Ask()).Ok().Id;
        (await _world.Advocate.Post($"/v1/disclosures/{id}/match", new { @case = _world.Case })).Ok();
        await _world.Revoke();

        var refused = await _world.Advocate.Post($"/v1/disclosures/{id}/authorise", new { });

        Assert.Equal("consent-required", refused.Problem);
        Assert.Contains("No release of hers that is in force lets it go", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_goes_out_without_having_been_asked_for()
    {
        await _world.Begin();
        var id = (await _world.Advocate.Post("/v1/disclosures", new { @case = _world.Case, agency = "county-sheriff", person = "dana.whitfield", purpose = "investigation" })).Ok().Id;
        Assert.Equal(HttpStatusCode.NotFound, (await _world.Dana.Get($"/v1/disclosures/{id}")).Status);

        (await _world.Advocate.Post($"/v1/disclosures/{id}/authorise", new { items = new[] { new { item = _world.Plate, mode = "identifiedVerbatim" } } })).Ok();
        (await _world.Advocate.Post($"/v1/disclosures/{id}/make")).Ok();

        Assert.Equal("plate 123", (await _world.Dana.Get($"/v1/disclosures/{id}")).Ok().Json["items"]![0]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_mode_without_its_text_is_refused_and_nothing_wider_goes()
    {
        await _world.Begin();
        var bare = await _world.Item("narrative", "only the whole text", null);
        var id = (await _world.Advocate.Post("/v1/disclosures", new { @case = _world.Case, agency = "county-sheriff", person = "dana.whitfield", purpose = "investigation" })).Ok().Id;

        var refused = await _world.Advocate.Post($"/v1/disclosures/{id}/authorise", new { items = new[] { new { item = bare, mode = "identifiedVerbatim" } } });

        Assert.Equal("invalid-input", refused.Problem);
        Assert.Equal("items[0]", refused.Field);
    }

    [Fact]
    public async Task The_addressee_acknowledges_and_learns_no_version()
    {
        await _world.Begin();
        var made = await _world.Made();

        var acknowledged = (await _world.Dana.Post($"/v1/disclosures/{made}/acknowledge")).Ok();

        Assert.Equal("acknowledged", acknowledged.Json["status"]!.GetValue<string>());
        Assert.Null(acknowledged.Headers.ETag);
        Assert.Equal("not-found", (await _world.Prosecutor.Post($"/v1/disclosures/{made}/acknowledge")).Problem);
    }

    [Fact]
    public async Task Making_twice_makes_one_copy()
    {
        await _world.Begin();
        var made = await _world.Made();
        var first = (await _world.Dana.Get($"/v1/disclosures/{made}")).Text;

        (await _world.Advocate.Post($"/v1/disclosures/{made}/make")).Ok();

        Assert.Equal(first, (await _world.Dana.Get($"/v1/disclosures/{made}")).Text);
    }

    [Fact]
    public async Task Her_age_as_she_states_it_reaches_the_gate_in_the_same_instant()
    {
        await _world.Begin();
        var authorised = await _world.Authorised();
        (await _world.Advocate.Post($"/v1/survivors/{_world.Survivor}/minor-status", new { underEighteen = true, emancipated = false })).Ok();

        var refused = await _world.Advocate.Post($"/v1/disclosures/{authorised}/make");

        Assert.Equal("consent-required", refused.Problem);
        Assert.Contains("She signed as a minor", refused.Text, StringComparison.Ordinal);
    }

    private ApiClient OfCustodian(params string[] roles) => host.As("sam.rivera", DisclosureWorld.OpenDoor.Value, roles);
}
