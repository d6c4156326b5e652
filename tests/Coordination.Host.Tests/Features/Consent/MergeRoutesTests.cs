using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Consent;

/// <summary>Two records of one person, over HTTP: she is told what closes before, the narrower holds after, and a second person undoes it.</summary>
public sealed class MergeRoutesTests(DisclosureHost host)
{
    private readonly DisclosureWorld _world = new(host);
    private readonly ApiClient _second = host.As("bea.ortiz", "open-door", "advocate");
    private readonly ApiClient _elsewhere = host.As("sam.roe", "other-shelter", "advocate");
    private readonly ApiClient _auditor = host.As("ines.oduya", "state-auditor", "auditor");

    private string Consent => $"/v1/consent/{_world.Survivor}";

    private async Task<string> AnotherRecord()
    {
        var survivor = (await _world.Advocate.Post("/v1/survivors", new { calledBy = "Mari" })).Ok().Id;
        (await _world.Advocate.Post($"/v1/consent/{survivor}")).Ok();
        return survivor;
    }

    [Fact]
    public async Task The_preview_says_what_would_close_and_in_which_record_nothing_is_released()
    {
        await _world.Begin();
        var other = await AnotherRecord();
        var before = (await _world.Advocate.Get(Consent)).Text;

        var preview = (await _world.Advocate.Post($"{Consent}/merge-preview", new { with = other })).Ok().Json;

        Assert.Null(preview["refusal"]);
        Assert.Equal(other, Text(Assert.Single(preview["nothingReleased"]!.AsArray())));
        var closing = Assert.Single(preview["closes"]!.AsArray())!;
        Assert.Equal((_world.Release.ToString(), "county-sheriff", "investigation"), (Text(closing["release"]), Text(closing["agency"]), Text(closing["purpose"])));
        Assert.All(closing["lines"]!.AsArray(), line => Assert.Equal(("permit", "deny"), (Text(line!["was"]), Text(line["becomes"]))));
        Assert.Equal(before, (await _world.Advocate.Get(Consent)).Text);
    }

    [Fact]
    public async Task After_the_merge_the_narrower_record_holds_until_a_second_person_separates_them()
    {
        await _world.Begin();
        var other = await AnotherRecord();
        var disclosure = await _world.Authorised();

        (await _world.Advocate.Post($"{Consent}/merge", new { with = other })).Ok();
        var refused = await _world.Advocate.Post($"/v1/disclosures/{disclosure}/make");
        var alone = await _world.Advocate.Post($"{Consent}/separate", new { from = other });
        var shown = (await _world.Advocate.Get($"/v1/consent/{other}")).Ok().Json;
        (await _second.Post($"{Consent}/separate", new { from = other })).Ok();
        var again = await _world.OfferAndAuthorise();

        Assert.Equal("consent-required", refused.Problem);
        Assert.Contains("Her record was merged with another", refused.Text, StringComparison.Ordinal);
        Assert.Equal("second-person-needed", alone.Problem);
        Assert.Equal(_world.Survivor.ToString(), Text(Assert.Single(shown["mergedWith"]!.AsArray())));
        (await _world.Advocate.Post($"/v1/disclosures/{again}/make")).Ok();
        var verdicts = (await _auditor.Get($"/v1/audit/disclosures/{disclosure}/explanation")).Ok().Json["verdicts"]!.AsArray();
        Assert.All(verdicts, verdict => Assert.True(verdict!["again"]!["identical"]!.GetValue<bool>(), verdict["again"]!.ToJsonString()));
    }

    [Fact]
    public async Task Only_a_record_that_was_merged_with_this_one_is_separated_from_it()
    {
        await _world.Begin();
        var (other, never) = (await AnotherRecord(), await AnotherRecord());
        (await _world.Advocate.Post($"{Consent}/merge", new { with = other })).Ok();

        var refused = await _second.Post($"{Consent}/separate", new { from = never });

        Assert.Equal("not-found", refused.Problem);
        Assert.Equal(other, Text(Assert.Single((await _world.Advocate.Get(Consent)).Ok().Json["mergedWith"]!.AsArray())));
    }

    [Fact]
    public async Task What_she_took_back_while_they_were_one_stays_taken_back_in_both()
    {
        await _world.Begin();
        var other = await AnotherRecord();
        (await _world.Advocate.Post($"{Consent}/merge", new { with = other })).Ok();
        (await _world.Advocate.Post($"/v1/consent/{other}/declinations", new { through = "telephone" })).Ok();

        (await _second.Post($"/v1/consent/{other}/separate", new { from = _world.Survivor })).Ok();

        var release = Assert.Single((await _world.Advocate.Get(Consent)).Ok().Json["releases"]!.AsArray())!;
        Assert.False(release["inForce"]!.GetValue<bool>());
        Assert.Equal("expired", Text(release["state"]));
    }

    [Fact]
    public async Task A_copy_that_rests_on_both_records_goes_back_when_she_takes_back_the_release_of_either()
    {
        await _world.Begin();
        var (other, there) = (await AnotherRecord(), new ReleaseId(Guid.NewGuid()));
        await _world.SignReleaseOf(new SurvivorId(Guid.Parse(other)), there, isOpen: true);
        (await _world.Advocate.Post($"{Consent}/merge", new { with = other })).Ok();
        var made = await _world.Made();

        var compared = (await _world.Advocate.Post($"/v1/consent/{other}/releases/{there}/revoke/comparison", new { through = "telephone" })).Ok();
        (await _world.Advocate.Post($"/v1/consent/{other}/releases/{there}/revoke", new { through = "telephone" })).Ok();

        Assert.True(compared.Json["disclosed"]![0]!["items"]!.AsArray().Count > 0, compared.Text);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await _world.Dana.Get($"/v1/disclosures/{made}")).Ok().Json["status"]!.GetValue<string>() != "recallPending")
            await Task.Delay(50, limit.Token);
        Assert.All((await _world.Dana.Get($"/v1/disclosures/{made}")).Ok().Json["items"]!.AsArray(), item => Assert.Equal("underRecall", Text(item!["standing"])));
    }

    [Fact]
    public async Task A_merge_that_comes_between_the_authorisation_and_a_copy_in_another_record_wins_too()
    {
        await _world.Begin();
        var other = await AnotherRecord();
        var disclosure = await _world.Authorised();
        (await _world.Advocate.Post($"/v1/consent/{other}/merge", new { with = _world.Survivor })).Ok();

        Assert.Equal("consent-required", (await _world.Advocate.Post($"/v1/disclosures/{disclosure}/make")).Problem);
        await _world.WriteConsent(new SurvivorRecordsSeparated([new SurvivorId(Guid.Parse(other))], new PersonId("bea.ortiz")));
    }

    [Fact]
    public async Task A_record_of_another_agency_is_answered_like_one_that_does_not_exist()
    {
        await _world.Begin();
        var theirs = (await _elsewhere.Post("/v1/survivors", new { calledBy = "M." })).Ok().Id;
        (await _elsewhere.Post($"/v1/consent/{theirs}")).Ok();

        foreach (var what in new[] { "merge", "merge-preview" })
        {
            var (known, unknown) = (await _world.Advocate.Post($"{Consent}/{what}", new { with = theirs }), await _world.Advocate.Post($"{Consent}/{what}", new { with = Guid.NewGuid() }));
            Assert.Equal(("not-found", "not-found"), (known.Problem, unknown.Problem));
            Assert.Equal(known.Field, unknown.Field);
            Assert.Equal("not-found", (await _elsewhere.Post($"{Consent}/{what}", new { with = theirs })).Problem);
        }

        Assert.Equal("not-found", (await _world.Advocate.Post($"{Consent}/separate", new { from = theirs })).Problem);
        Assert.Equal("with", (await _world.Advocate.Post($"{Consent}/merge", new { with = _world.Survivor })).Field);
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
