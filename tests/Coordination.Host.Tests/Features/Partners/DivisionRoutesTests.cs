using System.Net;
using System.Text.Json.Nodes;
using Coordination.Host.Tests.Features.Consent;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Partners;

/// <summary>A victim unit of a prosecutor's office: a compartment of its own, in standing as the office is.</summary>
public sealed class DivisionRoutesTests(CoordinationHost host) : IClassFixture<CoordinationHost>, IAsyncLifetime
{
    private static int s_number;

    private readonly ConsentWorld _world = new(host);
    private readonly string _office = $"county-da-{Interlocked.Increment(ref s_number)}";

    private string Unit => $"{_office}-victim-unit";
    private ApiClient Advocate => host.As("vera.santos", Unit, "advocate");
    private ApiClient Prosecutor => host.As("marcus.lee", _office, "partner");
    private ApiClient AdvocateOfTheOffice => host.As("olga.reyes", _office, "advocate");

    public async ValueTask InitializeAsync()
    {
        await _world.Begin();
        await _world.Join(_office, "prosecution", "marcus.lee");
        (await Form()).Ok();
        (await _world.Admin.Post($"/v1/agencies/{Unit}/trainings", new { person = "vera.santos", validUntil = DateTimeOffset.UtcNow.AddDays(300) })).Ok();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_is_a_member_in_standing_with_profiles_of_its_own_and_its_agency_names_it()
    {
        var (unit, office) = ((await _world.Admin.Get($"/v1/agencies/{Unit}")).Ok().Json, (await _world.Admin.Get($"/v1/agencies/{_office}")).Ok().Json);

        Assert.Equal((_office, true), (unit["partOf"]!.GetValue<string>(), unit["inStanding"]!.GetValue<bool>()));
        Assert.Equal(["vawa"], unit["boundAs"]!.AsArray().Select(word => word!.GetValue<string>()));
        Assert.Equal([Unit], office["divisions"]!.AsArray().Select(word => word!.GetValue<string>()));
        Assert.Contains(Unit, (await _world.Detective.Get("/v1/task-force")).Ok().Json["members"]!.AsArray().Select(member => member!.GetValue<string>()));
        (await Form()).Ok();
    }

    [Fact]
    public async Task What_a_division_holds_goes_to_its_agency_by_her_release_alone_and_not_while_the_agency_is_suspended()
    {
        var survivor = (await Advocate.Post("/v1/survivors", new { calledBy = "Marisol" })).Ok().Id;
        var @case = (await Advocate.Post("/v1/cases", new { survivor, ownDescription = "He keeps my papers." })).Ok().Id;
        (await Advocate.Post($"/v1/cases/{@case}/items", new { category = "narrative", sensitivity = "identifying", verbatim = "all of it", summary = "in short" })).Ok();
        (await Advocate.Post($"/v1/cases/{@case}/participants", new { agency = _office, person = "marcus.lee", purpose = "prosecution" })).Ok();

        var (asked, refused) = await Ask(@case);
        Assert.Equal("consent-required", refused.Problem);
        Assert.Equal("received", (await Prosecutor.Get($"/v1/disclosures/{asked}")).Ok().Json["status"]!.GetValue<string>());

        await Release(survivor);
        var (given, permitted) = await Ask(@case);
        permitted.Ok();
        (await Advocate.Post($"/v1/disclosures/{given}/make")).Ok();
        Assert.Equal("in short", (await Prosecutor.Get($"/v1/disclosures/{given}")).Ok().Json["items"]![0]!["text"]!.GetValue<string>());

        (await _world.Admin.Post($"/v1/agencies/{_office}/suspend", new { reason = "a breach" })).Ok();
        Assert.False((await _world.Admin.Get($"/v1/agencies/{Unit}")).Ok().Json["inStanding"]!.GetValue<bool>());
        Assert.Equal("suspended", (await Prosecutor.Get($"/v1/disclosures/{given}")).Problem);
        Assert.Equal("suspended", (await Advocate.Post($"/v1/disclosures/{given}/make")).Problem);
        (await _world.Admin.Post($"/v1/agencies/{_office}/restore", new { reason = "answered" })).Ok();
        Assert.True((await _world.Admin.Get($"/v1/agencies/{Unit}")).Ok().Json["inStanding"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_person_of_the_agency_has_nothing_of_the_division_and_the_other_way_round()
    {
        var (ofUnit, ofOffice) = ((await Advocate.Post("/v1/survivors", new { calledBy = "Marisol" })).Ok().Id, (await AdvocateOfTheOffice.Post("/v1/survivors", new { calledBy = "Rosa" })).Ok().Id);
        var (caseOfUnit, caseOfOffice) = (await Case(Advocate, ofUnit), await Case(AdvocateOfTheOffice, ofOffice));

        foreach (var (client, survivor, @case) in new[] { (AdvocateOfTheOffice, ofUnit, caseOfUnit), (Advocate, ofOffice, caseOfOffice) })
        {
            Assert.Equal("not-found", (await client.Get($"/v1/survivors/{survivor}")).Problem);
            Assert.Equal("not-found", (await client.Get($"/v1/cases/{@case}")).Problem);
            Assert.Equal("not-found", (await client.Post($"/v1/consent/{survivor}")).Problem);
        }
    }

    [Fact]
    public async Task Agreements_hold_for_both_and_leaving_ends_the_membership_of_both()
    {
        (await _world.Admin.Post($"/v1/agencies/{_office}/agreements/end", new { reference = "mou", reason = "over" })).Ok();
        Assert.False(await InStanding(Unit));
        (await _world.Admin.Post($"/v1/agencies/{_office}/agreements", new { reference = "mou-2", ends = DateTimeOffset.UtcNow.AddDays(300) })).Ok();
        Assert.True(await InStanding(Unit));

        (await _world.Admin.Post($"/v1/agencies/{_office}/leave", new { reason = "moved away" })).Ok();

        Assert.True((await _world.Admin.Get($"/v1/agencies/{Unit}")).Ok().Json["hasLeft"]!.GetValue<bool>());
        var members = (await _world.Detective.Get("/v1/task-force")).Ok().Json["members"]!.AsArray().Select(member => member!.GetValue<string>()).ToList();
        Assert.DoesNotContain(Unit, members);
        Assert.DoesNotContain(_office, members);
        Assert.Equal("not-a-member", (await Advocate.Post("/v1/survivors", new { calledBy = "Rosa" })).Problem);
    }

    [Fact]
    public async Task Leaving_and_joining_again_lifts_no_suspension_from_a_division_and_restoring_its_agency_does()
    {
        (await _world.Admin.Post($"/v1/agencies/{_office}/suspend", new { reason = "a breach" })).Ok();
        Assert.Equal("wrong-state", (await Form(division: "another-unit")).Problem);
        (await _world.Admin.Post($"/v1/agencies/{_office}/leave", new { reason = "moved away" })).Ok();
        await _world.Join(_office, "prosecution", "marcus.lee");
        Assert.False(await InStanding(_office));

        (await _world.Admin.Post($"/v1/agencies/{_office}/restore", new { reason = "answered" })).Ok();
        (await Form()).Ok();
        Assert.False(await InStanding(Unit));
        (await _world.Admin.Post($"/v1/agencies/{_office}/restore", new { reason = "answered for the unit too" })).Ok();

        Assert.True(await InStanding(Unit));
    }

    [Fact]
    public async Task What_cannot_be_a_division_is_refused_with_what_to_do_instead()
    {
        Assert.Equal("not-found", (await Form("nobody-at-all", "a-unit")).Problem);
        Assert.Equal("wrong-state", (await Form(Unit, "a-unit")).Problem);
        Assert.Equal(("already-exists", "division"), ((await Form(_office, "river-clinic")) is var taken ? (taken.Problem, taken.Field) : default));
        foreach (var (command, body) in new (string, object)[] { ("suspend", new { reason = "a breach" }), ("restore", new { reason = "a breach" }), ("agreements", new { reference = "x", ends = DateTimeOffset.UtcNow.AddDays(3) }), ("agreements/end", new { reference = "mou", reason = "over" }) })
            Assert.Equal("wrong-state", (await _world.Admin.Post($"/v1/agencies/{Unit}/{command}", body)).Problem);
        Assert.Equal(HttpStatusCode.Forbidden, (await Prosecutor.Post($"/v1/agencies/{_office}/divisions", new { division = "mine", name = "Mine", kind = "victimServices", profiles = Array.Empty<string>() })).Status);
    }

    [Fact]
    public async Task The_office_finds_the_agencies_whose_profiles_are_unknown_and_is_told_what_to_do()
    {
        var unknown = await Listed("?profilesKnown=false&limit=200");
        var known = await Listed("?profilesKnown=true&limit=200");

        var clinic = unknown.Single(agency => agency["agency"]!.GetValue<string>() == "river-clinic");
        Assert.StartsWith("Profiles: unknown; the strictest applies.", clinic["toDo"]!.GetValue<string>(), StringComparison.Ordinal);
        var unit = known.Single(agency => agency["agency"]!.GetValue<string>() == Unit);
        Assert.Equal((_office, true, null), (unit["partOf"]!.GetValue<string>(), unit["profilesKnown"]!.GetValue<bool>(), unit["toDo"]));
        Assert.Equal(unknown.Count + known.Count, (await Listed("?limit=200")).Count);

        (await _world.Admin.Post($"/v1/agencies/{_office}/profiles", new { profiles = new[] { "prosecution" } })).Ok();
        Assert.DoesNotContain(await Listed("?profilesKnown=false&limit=200"), agency => agency["agency"]!.GetValue<string>() == _office);
    }

    private async Task<List<JsonNode>> Listed(string query) => [.. (await _world.Admin.Get($"/v1/agencies{query}")).Ok().Json["items"]!.AsArray().Select(agency => agency!)];

    private async Task<bool> InStanding(string agency) => (await _world.Admin.Get($"/v1/agencies/{agency}")).Ok().Json["inStanding"]!.GetValue<bool>();

    private Task<ApiReply> Form(string? agency = null, string? division = null) =>
        _world.Admin.Post($"/v1/agencies/{agency ?? _office}/divisions", new { division = division ?? Unit, name = "The victim unit", kind = "victimServices", profiles = new[] { "vawa" } });

    private static async Task<string> Case(ApiClient advocate, string survivor) => (await advocate.Post("/v1/cases", new { survivor, ownDescription = "In her words." })).Ok().Id;

    private async Task<(string Disclosure, ApiReply Authorised)> Ask(string @case)
    {
        var asked = (await Prosecutor.Post("/v1/disclosure-requests", new { discloser = Unit, purpose = "prosecution", categories = new[] { "narrative" }, about = "a woman from the farm" })).Ok().Id;
        (await Advocate.Post($"/v1/disclosures/{asked}/match", new { @case })).Ok();
        return (asked, await Advocate.Post($"/v1/disclosures/{asked}/authorise", new { }));
    }

    private async Task Release(string survivor)
    {
        (await Advocate.Post($"/v1/consent/{survivor}")).Ok();
        (await Advocate.Post($"/v1/consent/{survivor}/notices", new { recipients = new[] { _office }, topics = ConsentWorld.AllTopics, language = "es", interpreter = false })).Ok();
        var terms = new { recipients = new object[] { new { agency = _office } }, grants = new object[] { new { category = "narrative", widestMode = "identifiedSummary" } }, purposes = new[] { "prosecution" }, days = 60 };
        (await Advocate.Post($"/v1/consent/{survivor}/releases", ConsentWorld.Release(terms))).Ok();
    }
}
