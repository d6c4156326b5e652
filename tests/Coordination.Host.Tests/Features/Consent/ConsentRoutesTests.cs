using System.Net;
using System.Text.Json.Nodes;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.Consent.ConsentWorld;

namespace Coordination.Host.Tests.Features.Consent;

public sealed class ConsentRoutesTests(ConsentHost host) : IAsyncLifetime
{
    private readonly ConsentWorld _world = new(host);

    public async ValueTask InitializeAsync() => await _world.Begin();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_release_is_explained_signed_and_in_force_with_days_left()
    {
        var consent = await _world.Explained();

        var signed = (await _world.Advocate.Post($"{consent}/releases", Release())).Ok();
        var release = (await Position(consent))["releases"]!.AsArray().Single()!;

        Assert.Equal(HttpStatusCode.Created, signed.Status);
        Assert.Equal(signed.Id, release["release"]!.GetValue<string>());
        Assert.Equal("active", release["state"]!.GetValue<string>());
        Assert.True(release["inForce"]!.GetValue<bool>());
        Assert.Equal(89, release["daysLeft"]!.GetValue<int>());
    }

    [Theory]
    [InlineData(91, "policy-limit", "terms.expires")]
    [InlineData(0, "invalid-input", "terms.expires")]
    [InlineData(null, "invalid-input", "terms.expires")]
    public async Task A_release_that_lasts_too_long_or_for_ever_is_refused_by_its_field(int? days, string problem, string field)
    {
        var refused = await _world.Advocate.Post($"{await _world.Explained()}/releases", Release(Terms(days)));

        Assert.Equal((problem, field), (refused.Problem, refused.Field));
    }

    [Fact]
    public async Task What_was_said_before_it_was_signed_is_refused_by_its_field_and_nothing_else_keeps_her_from_taking_it_back()
    {
        var consent = await _world.Explained();
        var release = (await _world.Advocate.Post($"{consent}/releases", Release())).Ok().Id;

        foreach (var path in new[] { $"{consent}/releases/{release}/revoke", $"{consent}/revocations" })
        {
            var impossible = await _world.Advocate.Post(path, new { through = "telephone", saidAt = "2020-03-02T02:00:00Z" });
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "saidAt"), (impossible.Status, impossible.Field));
            Assert.Equal("active", (await Position(consent))["releases"]!.AsArray().Single()!["state"]!.GetValue<string>());
        }
        (await _world.Advocate.Post($"{consent}/releases/{release}/revoke", new { through = "telephone", saidAt = DateTimeOffset.UtcNow.AddYears(1) })).Ok(); // a clock that is wrong blocks nothing
        Assert.Equal("revoked", (await Position(consent))["releases"]!.AsArray().Single()!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_limit_is_named()
    {
        var refused = await _world.Advocate.Post($"{await _world.Explained()}/releases", Release(Terms(91)));

        Assert.Contains("at most 90 days", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spoken_grant_an_undated_one_and_an_uninformed_one_are_refused_by_their_fields()
    {
        var consent = await _world.Explained();

        var spoken = await _world.Advocate.Post($"{consent}/releases", Release(signatures: new object[] { new { capacity = "survivor", method = "oral" } }));
        var undated = await _world.Advocate.Post($"{consent}/releases", Release(signatures: new object[] { new { capacity = "survivor", method = "ink" } }));
        var uninformed = await _world.Advocate.Post($"{consent}/releases", Release(Terms(recipient: "river-clinic")));
        var nobody = await _world.Advocate.Post($"{consent}/releases", Release(Terms(recipient: "taskforce")));

        Assert.Equal("signatures[0].method", spoken.Field);
        Assert.Equal("signatures[0].signedAt", undated.Field);
        Assert.Equal(("consent-required", "terms.recipients[0].agency"), (uninformed.Problem, uninformed.Field));
        Assert.Equal("terms.recipients[0].agency", nobody.Field);
    }

    [Fact]
    public async Task She_changes_her_mind_about_one_thing_and_then_about_everything()
    {
        var consent = await _world.Explained();
        var release = (await _world.Advocate.Post($"{consent}/releases", Release())).Ok().Id;

        var wider = await _world.Advocate.Post($"{consent}/releases/{release}/narrow", new { through = "telephone", grants = new object[] { new { category = "medical", widestMode = "deIdentified" } } });
        (await _world.Advocate.Post($"{consent}/releases/{release}/narrow", new { through = "telephone", grants = new object[] { new { category = "exploiterInformation", widestMode = "identifiedVerbatim" } } })).Ok();
        var narrowed = (await Position(consent))["releases"]![0]!["terms"]!["grants"]!.AsArray();
        var revoked = (await _world.Advocate.Post($"{consent}/releases/{release}/revoke", new { through = "telephone" })).Ok();
        var again = (await _world.Advocate.Post($"{consent}/releases/{release}/revoke", new { through = "inPerson" })).Ok();

        Assert.Equal("terms.grants[0]", wider.Field);
        Assert.Equal("exploiterInformation", Assert.Single(narrowed)!["category"]!.GetValue<string>());
        Assert.Equal(revoked.Version, again.Version);
        Assert.Equal("revoked", (await Position(consent))["releases"]![0]!["state"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("releases/{0}/revoke")]
    [InlineData("revocations")]
    public async Task A_revocation_that_is_said_to_lie_ahead_counts_from_now_and_what_was_told_is_kept(string path)
    {
        var consent = await _world.Explained();
        var release = (await _world.Advocate.Post($"{consent}/releases", Release())).Ok().Id;
        var told = DateTimeOffset.UtcNow.AddYears(1);
        var before = DateTimeOffset.UtcNow;

        (await _world.Advocate.Post($"{consent}/{string.Format(System.Globalization.CultureInfo.InvariantCulture, path, release)}", new { through = "telephone", saidAt = told })).Ok();

        Assert.Equal("revoked", (await Position(consent))["releases"]![0]!["state"]!.GetValue<string>());
        var stored = (await host.Store.ReadStream($"consent-{consent[^36..]}", 0, 100, default)).Select(Coordination.Host.Platform.EventCatalogue.EventCodec.Current.Decode).Last();
        Assert.Equal(told, Assert.IsType<Domain.Consent.ReleaseRevoked>(stored.Event).SaidAt);
        Assert.InRange(stored.Meta.OccurredAt, before.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public async Task A_renewal_is_a_release_of_its_own_and_the_one_before_ends_where_it_begins()
    {
        var consent = await _world.Explained();
        var release = (await _world.Advocate.Post($"{consent}/releases", Release())).Ok().Id;

        var renewal = (await _world.Advocate.Post($"{consent}/releases/{release}/renew", Release(Terms(30)))).Ok().Id;
        var releases = (await Position(consent))["releases"]!.AsArray();

        Assert.Equal(["superseded", "active"], releases.Select(r => r!["state"]!.GetValue<string>()));
        Assert.Equal([false, true], releases.Select(r => r!["inForce"]!.GetValue<bool>()));
        Assert.Equal((renewal, release), (releases[1]!["release"]!.GetValue<string>(), releases[1]!["renews"]!.GetValue<string>()));
    }

    // A name that nobody has would keep nobody out.
    [Theory]
    [InlineData("declinations", """{ "through": "inPerson", "recipients": ["river-clinic", "county-sherif"] }""", "recipients[1]")]
    [InlineData("guardians", """{ "capacity": "parent", "agencies": ["county-sherif"] }""", "agencies[0]")]
    [InlineData("joint-representation", """{ "agency": "county-sherif", "together": true }""", "agency")]
    public async Task An_agency_that_nobody_knows_is_refused_by_its_field(string what, string body, string field)
    {
        var consent = await _world.Welcome();

        var refused = await _world.Advocate.Post($"{consent}/{what}", System.Text.Json.Nodes.JsonNode.Parse(body)!);

        Assert.Equal(("invalid-input", field), (refused.Problem, refused.Field));
        (await _world.Advocate.Post($"{consent}/{what}", System.Text.Json.Nodes.JsonNode.Parse(body.Replace("county-sherif\"", "county-sheriff\"", StringComparison.Ordinal))!)).Ok();
    }

    [Fact]
    public async Task A_refusal_needs_nothing_but_that_she_said_it()
    {
        var consent = await _world.Welcome();

        (await _world.Advocate.Post($"{consent}/declinations", new { through = "inPerson", recipientKinds = new[] { "lawEnforcement" } })).Ok();

        Assert.Equal("lawEnforcement", (await Position(consent))["refusals"]![0]!["recipientKinds"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task A_minors_release_needs_a_parent_unless_she_may_receive_the_service_alone()
    {
        var survivor = (await _world.Advocate.Post("/v1/survivors", new { calledBy = "J." })).Ok().Id;
        var consent = $"/v1/consent/{survivor}";
        (await _world.Advocate.Post($"/v1/survivors/{survivor}/minor-status", new { underEighteen = true, emancipated = false })).Ok();
        (await _world.Advocate.Post(consent)).Ok();
        (await _world.Advocate.Post($"{consent}/notices", new { recipients = new[] { "county-sheriff" }, topics = AllTopics, language = "English", interpreter = false })).Ok();

        var alone = await _world.Advocate.Post($"{consent}/releases", Release());
        (await _world.Advocate.Post($"{consent}/minority", new { underEighteen = true, emancipated = false, mayReceiveServiceAlone = true })).Ok();

        Assert.Equal(("consent-required", "signatures"), (alone.Problem, alone.Field));
        (await _world.Advocate.Post($"{consent}/releases", Release())).Ok();
    }

    [Fact]
    public async Task Her_age_reaches_a_consent_record_that_is_open_already()
    {
        var consent = await _world.Welcome();

        (await _world.Advocate.Post($"{consent.Replace("consent", "survivors", StringComparison.Ordinal)}/minor-status", new { underEighteen = true, emancipated = false })).Ok();

        Assert.True((await Position(consent))["minority"]!["underEighteen"]!.GetValue<bool>());
    }

    [Fact]
    public async Task She_turns_18_everywhere_in_the_same_instant_and_her_advocate_is_reminded_until_she_signs_again()
    {
        var time = new AdjustableTime(DateTimeOffset.UtcNow);
        using var later = new CoordinationHost { InMemory = new(), Time = time, TokenTime = time };
        var world = await new ConsentWorld(later).Begin();
        var consent = await new ConsentWorld(later).Explained();
        var survivor = consent.Split('/')[^1];
        ApiClient Advocate() => later.As("amina.yusuf", "open-door", "advocate");
        var from = time.GetUtcNow().AddDays(20);
        (await Advocate().Post($"{consent}/minority", new { underEighteen = true, emancipated = false, mayReceiveServiceAlone = false, eighteenFrom = from })).Ok();

        async Task<(bool, bool, bool)> UnderEighteen()
        {
            var row = await Features.RoleViews.RoleViewsTests.Until(Advocate(), "/v1/caseload/survivors", json => json["items"]!.AsArray().Any(item => item!["survivor"]!.GetValue<string>() == survivor && item["underEighteen"] is not null));
            return (
                (await Advocate().Get($"/v1/survivors/{survivor}")).Ok().Json["underEighteen"]!.GetValue<bool>(),
                (await Advocate().Get(consent)).Ok().Json["minority"]!["underEighteen"]!.GetValue<bool>(),
                row["items"]!.AsArray().Single(item => item!["survivor"]!.GetValue<string>() == survivor)!["underEighteen"]!.GetValue<bool>());
        }
        Task<System.Text.Json.Nodes.JsonNode> Reminders(bool expected) => Features.RoleViews.RoleViewsTests.Until(
            Advocate(), "/v1/reminders?days=30", json => json["items"]!.AsArray().Any(item => item!["kind"]!.GetValue<string>() == "canSignAnew") == expected);
        bool Reminded(System.Text.Json.Nodes.JsonNode json) => json["items"]!.AsArray().Any(item => item!["kind"]!.GetValue<string>() == "canSignAnew" && item["id"]!.GetValue<string>() == survivor);

        Assert.Equal((true, true, true), await UnderEighteen());
        Assert.True(Reminded(await Reminders(true)));
        Assert.Equal("signatures", (await Advocate().Post($"{consent}/releases", Release())).Field);
        time.Advance(TimeSpan.FromDays(20));
        Assert.Equal((false, false, false), await UnderEighteen());
        Assert.True(Reminded(await Reminders(true)));
        (await Advocate().Post($"{consent}/releases", Release())).Ok();
        Assert.False(Reminded(await Reminders(false)));
    }

    [Fact]
    public async Task A_release_that_an_alleged_abuser_signed_is_void_and_kept_as_evidence()
    {
        var consent = await _world.Explained();
        var father = (await _world.Advocate.Post($"{consent}/guardians", new { capacity = "parent" })).Ok().Id;
        (await _world.Advocate.Post($"{consent}/guardians/{father}/disqualify")).Ok();

        var refused = await _world.Advocate.Post($"{consent}/releases", Release(signatures: new object[]
        {
            new { capacity = "survivor", method = "electronic" }, new { capacity = "parent", method = "electronic", guardian = father },
        }));

        Assert.Equal("signatures[1].guardian", refused.Field);
        Assert.Equal("void", (await Position(consent))["releases"]![0]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_void_release_stays_void_when_everything_is_taken_back()
    {
        var consent = await _world.Explained();
        var never = (await _world.Advocate.Post($"{consent}/releases", Release())).Ok().Id;
        var valid = (await _world.Advocate.Post($"{consent}/releases", Release())).Ok().Id;
        (await _world.Advocate.Post($"{consent}/releases/{never}/void", new { cause = "pressure" })).Ok();

        (await _world.Advocate.Post($"{consent}/revocations", new { through = "telephone" })).Ok();
        (await _world.Advocate.Post($"{consent}/releases/{never}/revoke", new { through = "telephone" })).Ok();

        var states = (await Position(consent))["releases"]!.AsArray().ToDictionary(release => release!["release"]!.GetValue<string>(), release => release!["state"]!.GetValue<string>());
        Assert.Equal(("void", "revoked"), (states[never], states[valid]));
        var ledger = await Features.RoleViews.RoleViewsTests.Until(
            host.AsSurvivor(new(Guid.Parse(consent.Split('/')[^1])), "open-door"), "/v1/ledger/releases", json => json["items"]!.AsArray().Select(row => row!["standing"]!.GetValue<string>()).Order().SequenceEqual(["revoked", "voided"]));
        Assert.Equal("voided", ledger["items"]!.AsArray().Single(row => row!["release"]!.GetValue<string>() == never)!["standing"]!.GetValue<string>());
    }

    [Fact]
    public async Task For_everybody_else_there_is_no_such_record()
    {
        var consent = await _world.Explained();
        var unknown = $"/v1/consent/{Guid.NewGuid()}";

        Assert.Equal((await _world.Elsewhere.Get(unknown)).Text, (await _world.Elsewhere.Get(consent)).Text);
        foreach (var (command, body) in new (string, object)[] { ("/notices", new { recipients = new[] { "river-clinic" }, topics = AllTopics, language = "x", interpreter = false }), ("/releases", Release()), ("/revocations", new { through = "letter" }), ("", new { }) })
        {
            Assert.Equal((await _world.Elsewhere.Post(unknown + command, body)).Text, (await _world.Elsewhere.Post(consent + command, body)).Text);
        }
        Assert.Equal((await _world.Elsewhere.Post($"{unknown}/preview", Release())).Text, (await _world.Elsewhere.Post($"{consent}/preview", Release())).Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Detective.Get(consent)).Status);
    }

    private async Task<JsonNode> Position(string consent) => (await _world.Advocate.Get(consent)).Ok().Json;
}
