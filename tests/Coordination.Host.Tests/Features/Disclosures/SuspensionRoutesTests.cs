using System.Net;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Disclosures;

/// <summary>Over HTTP: an official has the accounting of one disclosure suspended for a time, and a court forbids telling her (45 CFR 164.528(a)(2)).</summary>
public sealed class SuspensionRoutesTests : IDisposable
{
    private readonly AdjustableTime _time = new(DateTimeOffset.UtcNow);
    private readonly CoordinationHost _host;
    private readonly DisclosureWorld _world;

    public SuspensionRoutesTests()
    {
        _host = new CoordinationHost { InMemory = new(), Time = _time, TokenTime = _time };
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
    private async Task<string> Compelled(object? tellingForbidden = null) => (await CompelledUnder(tellingForbidden)).Disclosure;

    private async Task<(string Process, string Disclosure)> CompelledUnder(object? tellingForbidden = null, bool told = true)
    {
        var process = (await Advocate.Post("/v1/processes", new
        {
            kind = "courtOrder",
            @case = _world.Case,
            authority = new { agency = DisclosureWorld.Sheriff.Value },
            issuedBy = "Superior Court",
            reference = "26-CR-1",
            names = new { items = new[] { _world.Plate }, categories = Array.Empty<string>() },
            tellingForbidden,
        })).Ok().Id;
        if (tellingForbidden is null)
            (await (told ? Advocate.Post($"/v1/processes/{process}/survivor-told", new { through = "inPerson" }) : Advocate.Post($"/v1/processes/{process}/survivor-not-reached", new { through = "inPerson", why = "no answer" }))).Ok();
        else
            await Entrust(process);
        (await Advocate.Post($"/v1/processes/{process}/protective-steps", new { steps = new[] { "sealedFiling" } })).Ok();
        var disclosure = (await Advocate.Post("/v1/disclosures/by-process", new { process, purpose = "investigation" })).Ok().Id;
        (await Second.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        (await Advocate.Post($"/v1/disclosures/{disclosure}/make")).Ok();
        return (process, disclosure);
    }

    // Whoever did something here is known.
    private async Task Entrust(string process)
    {
        (await Second.Post("/v1/survivors", new { calledBy = "Lin" })).Ok();
        (await Advocate.Post($"/v1/processes/{process}/colleagues", new { person = "bea.ortiz" })).Ok();
    }

    private async Task<IEnumerable<string>> ReadBy(params string[] parts) => (await _host.AsSurvivor(_world.Survivor, "open-door").Get("/v1/ledger/readings?limit=200")).Ok().Json["items"]!.AsArray()
        .Where(row => parts.Contains(row!["part"]!.GetValue<string>())).Select(row => $"{row!["by"]!.GetValue<string>()} {row["part"]!.GetValue<string>()}");

    private ApiClient Uninvolved => As("lena.brandt", "advocate");

    private static JsonNode? Line(ApiReply list, string process) => list.Ok().Json["items"]!.AsArray().FirstOrDefault(line => line!["id"]!.GetValue<string>() == process);

    private async Task IsUnknownToTheUninvolved(string process, string? disclosure)
    {
        Assert.Null(Line(await Uninvolved.Get("/v1/processes"), process));
        Assert.Equal("after", (await Uninvolved.Get($"/v1/processes?after={process}")).Field);
        var asked = new List<ApiReply> { await Uninvolved.Get($"/v1/processes/{process}"), await Uninvolved.Post("/v1/disclosures/by-process", new { process, purpose = "investigation" }) };
        foreach (var (command, body) in new (string, object)[]
        {
            ("survivor-told", new { through = "inPerson" }), ("survivor-not-reached", new { through = "inPerson", why = "moved" }), ("protective-steps", new { steps = new[] { "redaction" } }),
            ("close", new { end = "answered" }), ("colleagues", new { person = "amina.yusuf" }), ("accounting-suspensions", new { form = "oral", official = "x y", reason = "x y" }),
        })
            asked.Add(await Uninvolved.Post($"/v1/processes/{process}/{command}", body));
        if (disclosure is not null)
        {
            asked.Add(await Uninvolved.Get($"/v1/disclosures/{disclosure}"));
            asked.Add(await Uninvolved.Post($"/v1/disclosures/{disclosure}/authorise", new { }));
            asked.Add(await Uninvolved.Post($"/v1/disclosures/{disclosure}/accounting-suspensions", new { form = "oral", official = "x y", reason = "x y" }));
        }

        Assert.All(asked, reply => Assert.Equal("not-found", reply.Problem));
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
    public async Task A_process_is_as_unknown_as_what_went_under_it_and_she_is_not_told_of_it_until_the_time_is_over()
    {
        await Begin(PolicyProfile.Hipaa);
        var (process, compelled) = await CompelledUnder(told: false);
        Assert.True(Line(await Uninvolved.Get("/v1/processes"), process)!["tellHer"]!.GetValue<bool>());
        var until = _time.GetUtcNow().AddDays(20);
        (await Suspend(compelled, "written", until)).Ok();

        await IsUnknownToTheUninvolved(process, compelled);
        foreach (var client in new[] { Advocate, Counsel })
        {
            var line = Line(await client.Get("/v1/processes"), process)!;
            Assert.Equal((false, "suspension", until), (line["tellHer"]!.GetValue<bool>(), line["notToBeTold"]!["because"]![0]!.GetValue<string>(), line["notToBeTold"]!["until"]!.GetValue<DateTimeOffset>()));
            Assert.Equal(until, (await client.Get($"/v1/processes/{process}")).Ok().Json["notToBeTold"]!["until"]!.GetValue<DateTimeOffset>());
            var told = await client.Post($"/v1/processes/{process}/survivor-told", new { through = "inPerson" });
            Assert.Equal(("wrong-state", "toldAt"), (told.Problem, told.Field));
            Assert.Contains($"suspended, until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Tell her then", told.Text, StringComparison.Ordinal);
            Assert.Equal("triedAt", (await client.Post($"/v1/processes/{process}/survivor-not-reached", new { through = "inPerson", why = "moved" })).Field);
        }

        // What they read of it is in her ledger together with it, and so is what they read of the copy.
        (await Advocate.Get($"/v1/disclosures/{compelled}")).Ok();
        await _host.Settled();
        Assert.Empty(await ReadBy("process", "disclosure"));
        _time.Advance(TimeSpan.FromDays(20));
        Assert.Equal(["amina.yusuf disclosure", "amina.yusuf process", "carol.stein process"], (await ReadBy("process", "disclosure")).Order(StringComparer.Ordinal));
        var after = Line(await Uninvolved.Get("/v1/processes"), process)!;
        Assert.Equal((true, null), (after["tellHer"]!.GetValue<bool>(), after["notToBeTold"]));
        (await Uninvolved.Post($"/v1/processes/{process}/survivor-told", new { through = "inPerson" })).Ok();
    }

    [Fact]
    public async Task Who_has_to_act_on_a_secret_order_sees_it_from_the_service_on_with_the_mark_and_nobody_else_of_the_agency()
    {
        await Begin(PolicyProfile.Vawa);
        var until = _time.GetUtcNow().AddDays(9);
        var served = (await Advocate.Post("/v1/processes", new
        {
            kind = "courtOrder",
            @case = _world.Case,
            authority = new { agency = DisclosureWorld.Sheriff.Value },
            issuedBy = "Superior Court",
            reference = "26-CR-1",
            names = new { items = new[] { _world.Plate }, categories = Array.Empty<string>() },
            tellingForbidden = new { why = "sealed", until },
        })).Ok();
        var disclosure = (await Advocate.Post("/v1/disclosures/by-process", new { process = served.Id, purpose = "investigation" })).Ok().Id;

        Assert.Equal(until, served.Json["notToBeTold"]!["until"]!.GetValue<DateTimeOffset>());
        Assert.Contains("/colleagues", served.Json["whoSeesIt"]!.GetValue<string>(), StringComparison.Ordinal);
        await IsUnknownToTheUninvolved(served.Id, disclosure);
        await _host.Settled();
        Assert.DoesNotContain(disclosure, (await Uninvolved.Get("/v1/caseload")).Ok().Text, StringComparison.Ordinal);
        Assert.Equal(until, Assert.Single((await Advocate.Get("/v1/caseload/disclosures")).Ok().Json["items"]!.AsArray())!["notToBeTold"]!["until"]!.GetValue<DateTimeOffset>());
        Assert.Equal("triedAt", (await Advocate.Post($"/v1/processes/{served.Id}/survivor-not-reached", new { through = "inPerson", why = "moved" })).Field);
        Assert.Equal("not-found", (await Second.Get($"/v1/disclosures/{disclosure}")).Problem);
        await Entrust(served.Id);
        foreach (var client in new[] { Advocate, Second, Counsel })
            Assert.Equal(("order", until), (Line(await client.Get("/v1/processes"), served.Id)!["notToBeTold"]!["because"]![0]!.GetValue<string>(), Line(await client.Get("/v1/processes"), served.Id)!["notToBeTold"]!["until"]!.GetValue<DateTimeOffset>()));
        (await Second.Get($"/v1/disclosures/{disclosure}")).Ok();
        Assert.Equal(["bea.ortiz"], (await Second.Get($"/v1/processes/{served.Id}")).Ok().Json["colleagues"]!.AsArray().Select(one => one!.GetValue<string>()));

        (await Counsel.Post($"/v1/processes/{served.Id}/accounting-suspensions/end", new { why = "the court lifted it" })).Ok();
        Assert.Null(Line(await Uninvolved.Get("/v1/processes"), served.Id)!["notToBeTold"]);
        (await Uninvolved.Post($"/v1/processes/{served.Id}/survivor-told", new { through = "inPerson" })).Ok();
    }

    [Fact]
    public async Task A_report_that_was_told_by_telephone_is_suspended_by_itself_and_is_in_nothing_that_answers_her()
    {
        await Begin(PolicyProfile.Hipaa);
        await _world.WriteTaskForce(new JurisdictionTableLoaded(_time.GetUtcNow().AddDays(-1), new JurisdictionTable
        {
            Jurisdiction = "us-nc",
            Name = "North Carolina",
            Version = "1",
            Duties = [new TableDuty(ReportKind.Injury, null, [ReporterRole.Anyone], AuthorityKind.LawEnforcement, [InformationCategory.ExploiterInformation], null, "N.C.G.S. 90-21.20", Certainty.Text)],
        }, [new AuthorityNamed(AuthorityKind.LawEnforcement, DisclosureWorld.Sheriff)], new PersonId("adam.office")));
        async Task<string> Told(string report) => (await Advocate.Post("/v1/processes", new
        {
            kind = "mandatedReport",
            @case = _world.Case,
            authority = new { agency = DisclosureWorld.Sheriff.Value },
            issuedBy = "the advocate on duty",
            reference = "call at night",
            report,
            names = new { items = new[] { _world.Plate }, categories = Array.Empty<string>() },
            duty = new { role = "anyone", jurisdiction = "us-nc" },
            made = new { through = "telephone", at = _time.GetUtcNow().AddMinutes(-20) },
        })).Ok().Id;
        Task<ApiReply> Suspended(string process) => Counsel.Post($"/v1/processes/{process}/accounting-suspensions", new { form = "written", official = "Det. Cho, county sheriff", reason = "arrests are planned", until = _time.GetUtcNow().AddDays(20) });
        async Task<IEnumerable<string>> Accounted() => (await Accounting()).Json["disclosures"]!.AsArray().Select(one => one!["process"]!.GetValue<string>());
        var abuse = await Told("childAbuse");
        var injury = await Told("injury");

        var refused = await Suspended(abuse);
        Assert.Equal(("wrong-state", "process"), (refused.Problem, refused.Field));
        Assert.Contains("subpoena, courtOrder, statute, mandatedReport", refused.Text, StringComparison.Ordinal);
        Assert.Equal([abuse, injury], (await Accounted()).OrderBy(process => process == abuse ? 0 : 1));
        (await Suspended(injury)).Ok();
        var unknown = await Suspended(await Told("other"));
        Assert.Equal(("wrong-state", "process"), (unknown.Problem, unknown.Field));
        Assert.Contains("No law is known here", unknown.Text, StringComparison.Ordinal);

        Assert.Equal(2, (await Accounted()).Count(process => process != injury));
        await IsUnknownToTheUninvolved(injury, null);
        Assert.Equal("Det. Cho, county sheriff", (await Counsel.Get($"/v1/processes/{injury}")).Ok().Json["suspensions"]![0]!["official"]!.GetValue<string>());
        var audited = (await Auditor.Get($"/v1/audit/survivors/{_world.Survivor}/accounting")).Ok().Json["disclosures"]!.AsArray();
        Assert.Equal("suspension", audited.Single(one => one!["process"]!.GetValue<string>() == injury)!["notToBeTold"]!["because"]![0]!.GetValue<string>());
        (await Counsel.Post($"/v1/processes/{injury}/accounting-suspensions/end", new { why = "withdrawn by letter" })).Ok();
        Assert.Contains(injury, await Accounted());
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
