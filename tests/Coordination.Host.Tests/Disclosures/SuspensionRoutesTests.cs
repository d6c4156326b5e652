using System.Net;
using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Disclosures;

/// <summary>Over HTTP: an official has the accounting of one disclosure suspended for a time, and a court forbids telling her (45 CFR 164.528(a)(2)).</summary>
public sealed class SuspensionRoutesTests : IDisposable
{
    private readonly AdjustableTime _time = new(DateTimeOffset.UtcNow);
    private readonly CoordinationHost _host;
    private readonly DisclosureWorld _world;

    public SuspensionRoutesTests()
    {
        _host = new CoordinationHost { Time = _time, TokenTime = _time };
        _world = new DisclosureWorld(_host);
    }

    public void Dispose() => _host.Dispose();

    private ApiClient Advocate => As("amina.yusuf", "advocate");

    private ApiClient Second => As("bea.ortiz", "advocate");

    private ApiClient Counsel => As("carol.stein", "counsel");

    private ApiClient Auditor => _host.As("ines.oduya", "state-auditor", "auditor");

    private ApiClient As(string person, params string[] roles) => _host.As(person, DisclosureWorld.OpenDoor.Value, roles);

    private async Task Begin(params PolicyProfile[] profiles)
    {
        await _world.Begin();
        await Adopt(profiles);
    }

    // What she released went before anybody recorded what binds the agency: HIPAA asks more of a release.
    private async Task<string> BeginWithHerRelease(params PolicyProfile[] profiles)
    {
        await _world.Begin();
        var released = await _world.Made();
        await Adopt(profiles);
        return released;
    }

    private async Task Adopt(PolicyProfile[] profiles)
    {
        await _world.WriteAgency(DisclosureWorld.OpenDoor, new AgencyProfilesSet(_time.GetUtcNow().AddDays(-1), profiles));
        await _world.WriteTaskForce(new RuleSetAdopted(_time.GetUtcNow().AddDays(-1), "2026-2"));
    }

    /// <summary>An order of a court to the sheriff, and what was given under it.</summary>
    private async Task<string> Compelled(object? tellingForbidden = null)
    {
        var process = (await Advocate.Post("/v1/processes", new
        {
            kind = "courtOrder", @case = _world.Case, authority = new { agency = DisclosureWorld.Sheriff.Value }, issuedBy = "Superior Court", reference = "26-CR-1",
            names = new { items = new[] { _world.Plate }, categories = Array.Empty<string>() }, tellingForbidden,
        })).Ok().Id;
        if (tellingForbidden is null)
            (await Advocate.Post($"/v1/processes/{process}/survivor-told", new { through = "inPerson" })).Ok();
        (await Advocate.Post($"/v1/processes/{process}/protective-steps", new { steps = new[] { "sealedFiling" } })).Ok();
        var disclosure = (await Advocate.Post("/v1/disclosures/by-process", new { process, purpose = "investigation" })).Ok().Id;
        (await Second.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        (await Advocate.Post($"/v1/disclosures/{disclosure}/make")).Ok();
        return disclosure;
    }

    private Task<ApiReply> Suspend(string disclosure, string form, DateTimeOffset? until = null, DateTimeOffset? givenAt = null) =>
        Counsel.Post($"/v1/disclosures/{disclosure}/accounting-suspensions", new { form, official = "Det. Cho, county sheriff", reason = "arrests are planned", until, givenAt });

    private async Task<ApiReply> Accounting() => (await Advocate.Get($"/v1/survivors/{_world.Survivor}/accounting")).Ok();

    private static IEnumerable<string> In(ApiReply accounting) => accounting.Json["disclosures"]!.AsArray().Select(one => one!["disclosure"]!.GetValue<string>());

    [Fact]
    public async Task What_an_official_had_suspended_is_not_in_her_accounting_until_the_time_is_over()
    {
        var released = await BeginWithHerRelease(PolicyProfile.Hipaa);
        var before = await Accounting();
        var compelled = await Compelled();
        Assert.Equal([released, compelled], In(await Accounting()));

        (await Suspend(compelled, "written", _time.GetUtcNow().AddDays(20))).Ok();

        var during = await Accounting();
        Assert.Equal((before.Text, before.Headers.ETag), (during.Text, during.Headers.ETag));
        Assert.Contains("for a time", during.Json["notice"]!.GetValue<string>(), StringComparison.Ordinal);
        var again = await Advocate.Send(new HttpRequestMessage(HttpMethod.Get, $"/v1/survivors/{_world.Survivor}/accounting") { Headers = { IfNoneMatch = { before.Headers.ETag! } } });
        Assert.Equal(HttpStatusCode.NotModified, again.Status);
        await _host.Settled();
        Assert.DoesNotContain(compelled, (await _host.AsSurvivor(_world.Survivor, "open-door").Get("/v1/ledger")).Ok().Text, StringComparison.Ordinal);
        var audited = (await Auditor.Get($"/v1/audit/survivors/{_world.Survivor}/accounting")).Ok().Json["disclosures"]!.AsArray();
        Assert.Equal([null, "suspension"], audited.Select(one => one!["notToBeTold"]?["because"]![0]!.GetValue<string>()));
        Assert.Contains("accounting to her suspended until", (await Auditor.Get($"/v1/audit/streams/disclosure-{compelled}")).Ok().Text, StringComparison.Ordinal);
        Assert.Equal("carol.stein", (await Counsel.Get($"/v1/disclosures/{compelled}")).Ok().Json["suspensions"]![0]!["by"]!.GetValue<string>());
        Assert.Equal("not-found", (await As("lena.brandt", "advocate").Get($"/v1/disclosures/{compelled}")).Problem);

        _time.Advance(TimeSpan.FromDays(20));
        var after = await Accounting();
        Assert.Equal([released, compelled], In(after));
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        (await As("lena.brandt", "advocate").Get($"/v1/disclosures/{compelled}")).Ok();
    }

    [Fact]
    public async Task An_oral_statement_holds_for_thirty_days_said_twice_or_not_and_counsel_can_end_it()
    {
        await Begin(PolicyProfile.Hipaa);
        var compelled = await Compelled();
        (await Suspend(compelled, "oral")).Ok();
        _time.Advance(TimeSpan.FromDays(29));
        Assert.Equal("until", (await Suspend(compelled, "oral", _time.GetUtcNow().AddDays(10))).Field);
        (await Suspend(compelled, "oral")).Ok();
        Assert.Empty(In(await Accounting()));

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal([compelled], In(await Accounting()));
        var late = await Suspend(compelled, "oral");
        Assert.Equal(("invalid-input", "form"), (late.Problem, late.Field));
        (await Suspend(compelled, "written", _time.GetUtcNow().AddDays(5))).Ok();
        Assert.Empty(In(await Accounting()));

        Assert.Equal(HttpStatusCode.Forbidden, (await Advocate.Post($"/v1/disclosures/{compelled}/accounting-suspensions/end", new { why = "withdrawn" })).Status);
        (await Counsel.Post($"/v1/disclosures/{compelled}/accounting-suspensions/end", new { why = "withdrawn by letter" })).Ok();
        Assert.Equal([compelled], In(await Accounting()));
    }

    [Fact]
    public async Task What_an_order_forbids_to_tell_is_in_nothing_that_answers_her_until_the_order_ends()
    {
        await Begin(PolicyProfile.Vawa);
        var compelled = await Compelled(new { why = "sealed", until = _time.GetUtcNow().AddDays(9) });
        await _host.Settled();

        Assert.Empty(In(await Accounting()));
        Assert.DoesNotContain(compelled, (await _host.AsSurvivor(_world.Survivor, "open-door").Get("/v1/ledger/disclosures")).Ok().Text, StringComparison.Ordinal);
        Assert.Equal("order", (await Advocate.Get($"/v1/disclosures/{compelled}")).Ok().Json["notToBeTold"]!["because"]![0]!.GetValue<string>());
        _time.Advance(TimeSpan.FromDays(9));
        Assert.Equal([compelled], In(await Accounting()));
        Assert.Contains(compelled, (await _host.AsSurvivor(_world.Survivor, "open-door").Get("/v1/ledger/disclosures")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_law_suspends_is_refused_with_the_reason_and_nothing_is_left_out()
    {
        var released = await BeginWithHerRelease(PolicyProfile.Hipaa, PolicyProfile.Vawa);
        var compelled = await Compelled();
        var until = _time.GetUtcNow().AddDays(20);

        var hers = await Suspend(released, "written", until);
        var vawa = await Suspend(compelled, "written", until);
        var strange = await _host.As("lena", "harbor-house", "counsel").Post($"/v1/disclosures/{compelled}/accounting-suspensions", new { form = "oral", official = "x y", reason = "x y" });

        Assert.Equal([("wrong-state", "disclosure"), ("wrong-state", "disclosure")], new[] { hers, vawa }.Select(refused => (refused.Problem, refused.Field)));
        Assert.Contains("34 USC 12291(b)(2)(C)", vawa.Text, StringComparison.Ordinal);
        Assert.Equal("not-found", strange.Problem);
        Assert.Equal([released, compelled], In(await Accounting()));
    }
}
