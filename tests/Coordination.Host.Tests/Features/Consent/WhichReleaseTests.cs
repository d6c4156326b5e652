using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.Consent.ConsentWorld;

namespace Coordination.Host.Tests.Features.Consent;

/// <summary>One agency a release, whom she excepts, and which of two releases she means: where the rules in force go by what binds each agency.</summary>
public sealed class WhichReleaseTests(CoordinationHost host) : IClassFixture<CoordinationHost>, IAsyncLifetime
{
    private static readonly object[] s_all = [Grant("narrative"), Grant("exploiterInformation")];
    private static readonly object[] s_less = [Grant("exploiterInformation")];

    private readonly ConsentWorld _world = new(host);

    public async ValueTask InitializeAsync()
    {
        await _world.Begin();
        await ProfileRules.Adopt(host, _world);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Several_agencies_in_one_release_are_refused()
    {
        var consent = await Explained("river-clinic");
        var refused = await Sign(consent, s_all, recipients: [new { agency = "county-sheriff" }, new { agency = "river-clinic" }]);
        Assert.Equal(("invalid-input", "terms.recipients"), (refused.Problem, Text(refused.Json["field"])));
        Assert.Contains("one release for each", Text(refused.Json["detail"]), StringComparison.Ordinal);
        var twice = await Sign(consent, s_all, recipients: [new { agency = "county-sheriff", persons = new[] { "dana.whitfield" } }, new { agency = "county-sheriff", persons = new[] { "lou.marsh" } }]);
        Assert.Equal(("invalid-input", "terms.recipients[1]"), (twice.Problem, Text(twice.Json["field"])));
        (await Sign(consent, s_all, recipients: [new { agency = "county-sheriff", persons = new[] { "dana.whitfield", "lou.marsh" } }])).Ok();
    }

    [Fact]
    public async Task Whom_she_excepts_gets_nothing_and_she_may_except_more_but_let_nobody_in_again()
    {
        var consent = await Explained();
        var release = (await Sign(consent, s_all, recipients: [new { agency = "county-sheriff", except = new[] { "lou.marsh" } }])).Ok().Id;

        Assert.Equal("permit", Text((await Preview(consent, new { agency = "county-sheriff", except = new[] { "lou.marsh" } }))["opens"]![0]!["outcome"]));
        Assert.NotEqual("permit", Text((await Preview(consent, new { agency = "county-sheriff", except = new[] { "lou.marsh", "dana.whitfield" } }))["opens"]![0]!["outcome"]));
        Assert.Equal("terms.recipients[0]", Text((await Narrow(consent, release, new { agency = "county-sheriff" })).Json["field"]));
        Assert.Equal("terms.recipients[0]", Text((await Narrow(consent, release, new { agency = "county-sheriff", persons = new[] { "lou.marsh" } })).Json["field"]));
        (await Narrow(consent, release, new { agency = "county-sheriff", except = new[] { "lou.marsh", "dana.whitfield" } })).Ok();
        var kept = (await _world.Advocate.Get(consent)).Ok().Json["releases"]![0]!["terms"]!["recipients"]![0]!["except"]!.AsArray();
        Assert.Equal(["lou.marsh", "dana.whitfield"], kept.Select(Text));
        Assert.Equal("terms.recipients[0].except", Text((await Sign(consent, s_all, recipients: [new { agency = "county-sheriff", persons = new[] { "dana.whitfield" }, except = new[] { "lou.marsh" } }])).Json["field"]));
    }

    [Fact]
    public async Task Whom_she_excepts_by_mistake_is_corrected_and_nothing_else_becomes_wider()
    {
        var consent = await Explained();
        var release = (await Sign(consent, s_all, recipients: [new { agency = "county-sheriff", except = new[] { "dana.whitfield" } }])).Ok().Id;

        (await Narrow(consent, release, new { agency = "county-sheriff", except = new[] { "lou.marsh" } })).Ok();
        Assert.Equal("terms.recipients[0]", Text((await Narrow(consent, release, new { agency = "county-sheriff", except = Array.Empty<string>() })).Json["field"]));
        Assert.Equal("recipients[0].except[0]", (await Narrow(consent, release, new { agency = "county-sheriff", except = new[] { "lou.mash" } })).Field);

        var kept = (await _world.Advocate.Get(consent)).Ok().Json["releases"]![0]!["terms"]!["recipients"]![0]!["except"]!.AsArray();
        Assert.Equal(["lou.marsh"], kept.Select(Text));
    }

    [Fact]
    public async Task A_renewal_goes_on_with_the_same_agency()
    {
        var consent = await Explained("river-clinic");
        var release = (await Sign(consent, s_all)).Ok().Id;

        var other = await _world.Advocate.Post($"{consent}/releases/{release}/renew", Body(s_all, null, [new { agency = "river-clinic" }]));

        Assert.Equal(("invalid-input", "terms.recipients[0].agency"), (other.Problem, other.Field));
        Assert.Contains("Sign a new release for another agency", other.Text, StringComparison.Ordinal);
        (await Renew(consent, release, s_all)).Ok();
    }

    [Fact]
    public async Task Nothing_is_signed_for_media_and_nobody_signs_for_her_in_their_own_matter()
    {
        await _world.Join("river-gazette", "media", "paul.reed");
        var consent = await Explained("river-gazette");
        var guardian = (await _world.Advocate.Post($"{consent}/guardians", new { capacity = "parent", agencies = new[] { "county-sheriff" } })).Ok().Id;

        var published = await Sign(consent, s_all, recipients: [new { agency = "river-gazette" }]);
        var own = await _world.Advocate.Post($"{consent}/releases", new
        {
            terms = new { recipients = new[] { new { agency = "county-sheriff" } }, grants = s_all, purposes = new[] { "investigation" }, days = 60 },
            signatures = new object[] { new { capacity = "survivor", method = "electronic" }, new { capacity = "parent", method = "electronic", guardian } },
            warningsAcknowledged = new[] { "mayReachDefense" },
        });

        Assert.Equal(("terms.recipients[0].agency", true), (published.Field, published.Text.Contains("CG-48", StringComparison.Ordinal)));
        Assert.Equal(("consent-required", "signatures[1].guardian"), (own.Problem, own.Field));
        Assert.Contains("somebody else signs", own.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_explained_about_an_office_of_nobody_is_refused()
    {
        var consent = await _world.Welcome();
        var refused = await _world.Advocate.Post($"{consent}/notices", new { recipients = new[] { "county-sheriff", "outside-of-nobody" }, topics = AllTopics, language = "English", interpreter = false });
        Assert.Equal(("invalid-input", "recipients[1]"), (refused.Problem, refused.Field));
    }

    [Fact]
    public async Task Where_a_table_sets_another_age_of_majority_she_is_shown_as_a_minor_until_then()
    {
        var consent = await _world.Welcome();
        (await _world.Advocate.Post($"{consent}/minority", new { underEighteen = true, emancipated = false, mayReceiveServiceAlone = false, eighteenFrom = host.Time.GetUtcNow().AddSeconds(1) })).Ok();
        await Task.Delay(TimeSpan.FromSeconds(1.2), TestContext.Current.CancellationToken);
        async Task<bool> IsMinor() => (await _world.Advocate.Get(consent)).Ok().Json["minority"]!["isUnemancipatedMinor"]!.GetValue<bool>();
        Assert.False(await IsMinor());
        var none = Array.Empty<object>();

        (await _world.Admin.Post("/v1/task-force/tables", new
        {
            table = new { jurisdiction = "us-ne", name = "Nebraska", version = "2026-11", duties = none, permittedReports = none, dutiesToWarn = none, teamStatutes = none, accounting = none, hotlines = none, ageOfMajority = new { value = 19, citation = "Neb. Rev. Stat. 43-2101", certainty = "text" } },
            authorities = none,
        })).Ok();

        Assert.True(await IsMinor());
    }

    [Fact]
    public async Task A_release_that_a_minor_signed_alone_is_not_in_force_where_a_table_that_was_loaded_later_does_not_list_her_services()
    {
        var consent = await Explained();
        (await _world.Advocate.Post($"{consent}/minority", new { underEighteen = true, emancipated = false, mayReceiveServiceAlone = true, services = new[] { "housing" } })).Ok();
        (await Sign(consent, s_all)).Ok();
        async Task<JsonNode> Signed() => Assert.Single((await _world.Advocate.Get(consent)).Ok().Json["releases"]!.AsArray())!;
        var before = await Signed();
        Assert.Equal((true, null), (before["inForce"]!.GetValue<bool>(), before["lacksSecondSignature"]));
        var none = Array.Empty<object>();
        object Listing(string service, string jurisdiction) => new
        {
            table = new { jurisdiction, name = "A state", version = "2026-11", duties = none, permittedReports = none, dutiesToWarn = none, teamStatutes = none, accounting = none, hotlines = none, minorAloneServices = new[] { new { service, citation = "a statute", certainty = "text" } } },
            authorities = none,
        };

        (await _world.Admin.Post("/v1/task-force/tables", Listing("housing", "us-ia"))).Ok();
        Assert.True((await Signed())["inForce"]!.GetValue<bool>());
        (await _world.Admin.Post("/v1/task-force/tables", Listing("health", "us-id"))).Ok();

        var after = await Signed();
        Assert.Equal((false, true), (after["inForce"]!.GetValue<bool>(), after["lacksSecondSignature"]!.GetValue<bool>()));
        Assert.Null(after["daysLeft"]);
        Assert.Equal("signatures", (await Sign(consent, s_all)).Field);
        Assert.Equal(("CG-09", "signatures"), (Text(after["obstacles"]![0]!["rule"]), Text(after["obstacles"]![0]!["reason"])));

        // Her ledger, her advocate's list and the reminder say the same.
        var survivor = consent.Split('/')[^1];
        var hers = Assert.Single((await Shown(host.AsSurvivor(new SurvivorId(Guid.Parse(survivor)), "open-door"), "/v1/ledger", json => json["inForce"]!["items"]!.AsArray()))["inForce"]!["items"]!.AsArray())!;
        Assert.Equal((false, "signatures"), (hers["inForceNow"]!.GetValue<bool>(), Text(hers["obstacles"]![0]!["reason"])));
        Assert.NotEmpty(Text(hers["obstacles"]![0]!["next"]));
        var listed = (await Shown(_world.Advocate, "/v1/caseload/survivors?limit=200", json => Releases(json)))["items"]!.AsArray().Single(row => Text(row!["survivor"]) == survivor)!["releases"]![0]!;
        Assert.Equal(("kept", "signatures"), (Text(listed["force"]), Text(listed["obstacles"]![0]!["reason"])));
        var reminder = (await Shown(_world.Advocate, "/v1/reminders?limit=200", json => Reminders(json)))["items"]!.AsArray().Single(row => Text(row!["id"]) == Text(after["release"]))!;
        Assert.Equal(("secondSignature", true), (Text(reminder["kind"]), reminder["overdue"]!.GetValue<bool>()));

        IEnumerable<JsonNode?> Releases(JsonNode json) => json["items"]!.AsArray().Where(row => Text(row!["survivor"]) == survivor).SelectMany(row => row!["releases"]!.AsArray());
        IEnumerable<JsonNode?> Reminders(JsonNode json) => json["items"]!.AsArray().Where(row => Text(row!["kind"]) == "secondSignature" && Text(row["id"]) == Text(after["release"]));
    }

    private static async Task<JsonNode> Shown(ApiClient reader, string path, Func<JsonNode, IEnumerable<JsonNode?>> rows)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var json = (await reader.Get(path)).Ok().Json;
            if (rows(json).Any())
                return json;
            await Task.Delay(20, limit.Token);
        }
    }

    [Fact]
    public async Task Where_she_signs_for_less_she_is_asked_which_she_means()
    {
        var consent = await Explained();
        var older = (await Sign(consent, s_all)).Ok().Id;

        var refused = await Sign(consent, s_less);
        Assert.Equal(("answer-needed", "besides"), (refused.Problem, Text(refused.Json["field"])));
        foreach (var said in new[] { "besides: keep", "besides: end", "which ends" })
        {
            Assert.Contains(said, Text(refused.Json["detail"]), StringComparison.Ordinal);
        }

        var preview = await Preview(consent, new { agency = "county-sheriff" }, s_less);
        Assert.Equal(older, Text(Assert.Single(preview["older"]!.AsArray())));
        Assert.Equal("besides", Text(preview["refusal"]!["field"]));
        Assert.Null((await Preview(consent, new { agency = "county-sheriff" }, s_less, "end"))["refusal"]);
    }

    [Fact]
    public async Task With_keep_the_older_one_goes_on_beside_it()
    {
        var consent = await Explained();
        var older = (await Sign(consent, s_all)).Ok().Id;
        var newer = (await Sign(consent, s_less, "keep")).Ok().Id;

        var releases = (await _world.Advocate.Get(consent)).Ok().Json["releases"]!.AsArray();
        Assert.Equal(["active", "active"], releases.Select(release => Text(release!["state"])));
        Assert.Equal(older, Text(Assert.Single(releases.Single(release => Text(release!["release"]) == newer)!["keepsBeside"]!.AsArray())));
    }

    [Fact]
    public async Task With_end_the_older_one_is_taken_back_with_it()
    {
        var consent = await Explained();
        var older = (await Sign(consent, s_all)).Ok().Id;
        (await Sign(consent, s_less, "end")).Ok();

        var releases = (await _world.Advocate.Get(consent)).Ok().Json["releases"]!.AsArray();
        Assert.Equal("revoked", Text(releases.Single(release => Text(release!["release"]) == older)!["state"]));
        Assert.Null(releases.Single(release => Text(release!["release"]) != older)!["keepsBeside"]);
        (await Sign(consent, s_less)).Ok(); // the same again is as wide as what is open: but for the one that was taken back, nothing is asked
    }

    [Fact]
    public async Task A_renewal_is_asked_of_what_stands_beside_it_and_not_of_what_it_renews()
    {
        var consent = await Explained();
        var older = (await Sign(consent, s_all)).Ok().Id;
        var beside = (await Sign(consent, s_less, "keep")).Ok().Id;

        Assert.Equal("besides", Text((await Renew(consent, beside, s_less)).Json["field"]));
        (await Renew(consent, beside, s_less, "keep")).Ok();
        (await Renew(consent, older, s_all)).Ok();
    }

    private async Task<string> Explained(params string[] others)
    {
        var consent = await _world.Welcome();
        (await _world.Advocate.Post($"{consent}/notices", new { recipients = (string[])["county-sheriff", .. others], topics = AllTopics, language = "English", interpreter = false })).Ok();
        return consent;
    }

    private static object Grant(string category) => new { category, widestMode = "identifiedVerbatim" };

    private static object Body(object[] grants, string? besides, object[]? recipients) => new
    {
        terms = new { recipients = recipients ?? [new { agency = "county-sheriff" }], grants, purposes = new[] { "investigation" }, days = 60 },
        signatures = new object[] { new { capacity = "survivor", method = "electronic" } },
        warningsAcknowledged = new[] { "mayReachDefense" },
        besides,
    };

    private Task<ApiReply> Sign(string consent, object[] grants, string? besides = null, object[]? recipients = null) => _world.Advocate.Post($"{consent}/releases", Body(grants, besides, recipients));

    private Task<ApiReply> Renew(string consent, string release, object[] grants, string? besides = null) => _world.Advocate.Post($"{consent}/releases/{release}/renew", Body(grants, besides, null));

    private Task<ApiReply> Narrow(string consent, string release, object recipient) => _world.Advocate.Post($"{consent}/releases/{release}/narrow", new { through = "telephone", recipients = new[] { recipient } });

    private async Task<JsonNode> Preview(string consent, object recipient, object[]? grants = null, string? besides = null) => (await _world.Advocate.Post($"{consent}/preview", Body(grants ?? s_all, besides, [recipient]))).Ok().Json;

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";
}

/// <summary>Where the rules in force look at none of this, everything goes on as it was.</summary>
public sealed class BeforeProfileRulesTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private readonly ConsentWorld _world = new(host);

    [Fact]
    public async Task Several_agencies_and_a_narrower_release_are_captured_and_an_exception_that_nobody_looks_at_is_not()
    {
        await _world.Begin();
        var consent = await _world.Welcome();
        (await _world.Advocate.Post($"{consent}/notices", new { recipients = new[] { "county-sheriff", "river-clinic" }, topics = AllTopics, language = "English", interpreter = false })).Ok();

        (await _world.Advocate.Post($"{consent}/releases", Release(new { recipients = new[] { new { agency = "county-sheriff" }, new { agency = "river-clinic" } }, grants = new[] { new { category = "narrative", widestMode = "identifiedSummary" } }, purposes = new[] { "investigation" }, days = 30 }))).Ok();
        (await _world.Advocate.Post($"{consent}/releases", Release())).Ok();
        (await _world.Advocate.Post($"{consent}/releases", Release(Terms(grants: new object[] { new { category = "narrative", widestMode = "deIdentified" } })))).Ok();
        var refused = await _world.Advocate.Post($"{consent}/releases", Release(new { recipients = new[] { new { agency = "county-sheriff", except = new[] { "lou.marsh" } } }, grants = new[] { new { category = "narrative", widestMode = "identifiedSummary" } }, purposes = new[] { "investigation" }, days = 30 }));
        Assert.Equal(("invalid-input", "terms.recipients[0].except"), (refused.Problem, refused.Json["field"]!.GetValue<string>()));
    }
}
