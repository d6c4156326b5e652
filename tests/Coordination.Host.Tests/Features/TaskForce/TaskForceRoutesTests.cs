using System.Net;
using System.Text.Json.Nodes;
using Coordination.Domain.Gate;
using Coordination.Host.Tests.Features.Consent;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.TaskForce;

/// <summary>Policy, profiles and the version of the rules change by command, from a date on; what held before is kept.</summary>
public sealed class TaskForceRoutesTests(CoordinationHost host) : IClassFixture<CoordinationHost>, IAsyncLifetime
{
    private readonly ConsentWorld _world = new(host);

    public async ValueTask InitializeAsync() => await _world.Begin();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_rule_set_in_force_is_told_and_an_adoption_is_kept()
    {
        (await _world.Admin.Post("/v1/task-force/rule-set", new { ruleSet = "2026-1" })).Ok();

        var sets = (await _world.Detective.Get("/v1/task-force/rule-sets")).Ok().Json;
        Assert.Equal("2026-1", Text((await _world.Detective.Get("/v1/task-force")).Ok().Json["ruleSet"]));
        Assert.Equal("2026-1", Text(sets["inForce"]));
        Assert.Equal("2026-1", Text(sets["adopted"]!.AsArray()[^1]!["ruleSet"]));
        Assert.Equal(RuleSets.All.Select(set => set.Version), sets["published"]!.AsArray().Select(set => Text(set!["version"])));
        Assert.Contains(sets["published"]![1]!["changes"]!.AsArray(), change => (Text(change!["rule"]), Text(change["kind"])) == ("CG-27", "added"));
        Assert.Equal("2025-1", Text((await _world.Detective.Get("/v1/task-force/rule-sets?asOf=2025-12-31T23:59:59.9999999Z")).Ok().Json["inForce"]));
        Assert.Equal("none", Text((await _world.Detective.Get("/v1/task-force/rule-sets?asOf=2024-12-31T23:59:59.9999999Z")).Ok().Json["inForce"]));
    }

    [Theory]
    [InlineData("2019-1", null, "invalid-input", "ruleSet", "2025-1, 2026-1")]
    [InlineData("2025-1", null, "policy-limit", "ruleSet", "2026-1")]
    [InlineData("2026-1", "2026-01-01T00:00:00Z", "invalid-input", "effectiveFrom", "now or later")]
    public async Task A_rule_set_that_cannot_be_adopted_is_refused_by_its_field_and_limit(string set, string? from, string problem, string field, string limit)
    {
        var refused = await _world.Admin.Post("/v1/task-force/rule-set", new { ruleSet = set, effectiveFrom = from });

        Assert.Equal((problem, field), (refused.Problem, refused.Field));
        Assert.Contains(limit, refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Detective.Post("/v1/task-force/rule-set", new { ruleSet = set, effectiveFrom = from })).Status);
    }

    [Fact]
    public async Task A_policy_for_later_is_told_with_its_date_and_holds_from_its_first_tick()
    {
        var later = new DateTimeOffset(2031, 7, 1, 0, 0, 0, TimeSpan.FromHours(-7));
        await PolicyChange.Adopt(host, new { longestReleaseDays = 30, quorumMembers = 3, recallDays = 5 }, later);

        Assert.NotEqual(30, Days(await PoliciesAt(later.AddTicks(-1))));
        Assert.Equal(30, Days(await PoliciesAt(later)));
        Assert.Equal(30, (await PoliciesAt(later))["settings"]!.AsArray()[^1]!["settings"]!["longestReleaseDays"]!.GetValue<int>());
        Assert.NotEqual(30, (await _world.Detective.Get("/v1/task-force")).Ok().Json["policy"]!["longestReleaseDays"]!.GetValue<int>());
        Assert.Null((await PoliciesAt(DateTimeOffset.UnixEpoch))["inForce"]);
    }

    [Fact]
    public async Task A_policy_that_is_set_is_changed_by_the_council_and_by_nobody_alone()
    {
        var alone = await _world.Admin.Post("/v1/task-force/policy", new { settings = new { longestReleaseDays = 120, quorumMembers = 3, recallDays = 7 } });
        Assert.Equal("wrong-state", alone.Problem);
        Assert.Contains("/v1/council/changes", alone.Text, StringComparison.Ordinal);

        await PolicyChange.Adopt(host, new { longestReleaseDays = 120, quorumMembers = 3, recallDays = 7 }, null);

        var policies = (await _world.Detective.Get("/v1/task-force/policies")).Ok().Json;
        Assert.Equal(120, Days(policies));
        Assert.NotNull(policies["settings"]!.AsArray()[^1]!["change"]);
    }

    [Fact]
    public async Task Profiles_of_an_agency_are_changed_with_a_date_and_their_history_is_told()
    {
        var later = host.Time.GetUtcNow().AddDays(30);
        (await _world.Admin.Post("/v1/agencies/river-clinic/profiles", new { profiles = new[] { "hipaa", "part2" } })).Ok();
        (await _world.Admin.Post("/v1/agencies/river-clinic/profiles", new { profiles = new[] { "vawa" }, effectiveFrom = later })).Ok();

        var clinic = (await _world.Admin.Get("/v1/agencies/river-clinic")).Ok().Json;
        Assert.Equal(["hipaa", "part2"], clinic["profiles"]!.AsArray().Select(Text));
        Assert.Equal(3, clinic["profileHistory"]!.AsArray().Count);
        Assert.Null(clinic["profileHistory"]![0]!["effectiveFrom"]);
        Assert.Equal(["vawa"], clinic["profileHistory"]![2]!["profiles"]!.AsArray().Select(Text));
    }

    [Fact]
    public async Task An_agency_is_told_to_have_unknown_profiles_until_some_are_recorded_or_none_are_found()
    {
        (await _world.Admin.Post("/v1/agencies", new { agency = "corner-store", name = "Corner Store", kind = "housingAndServices", profiles = Array.Empty<string>() })).Ok();
        var unknown = (await _world.Admin.Get("/v1/agencies/corner-store")).Ok().Json;
        Assert.False(unknown["profilesKnown"]!.GetValue<bool>());
        Assert.Contains("vawa", unknown["boundAs"]!.AsArray().Select(Text));

        var lookAgainAt = host.Time.GetUtcNow().AddDays(300);
        (await _world.Admin.Post("/v1/agencies/corner-store/profiles", new { profiles = Array.Empty<string>(), foundBy = new { advice = "takes no grants", lookAgainAt } })).Ok();
        var found = (await _world.Admin.Get("/v1/agencies/corner-store")).Ok().Json;
        Assert.True(found["profilesKnown"]!.GetValue<bool>());
        Assert.Empty(found["boundAs"]!.AsArray());
        Assert.Equal("takes no grants", Text(found["profileHistory"]![1]!["foundBy"]!["advice"]));

        var both = await _world.Admin.Post("/v1/agencies/corner-store/profiles", new { profiles = new[] { "vawa" }, foundBy = new { advice = "takes no grants", lookAgainAt } });
        Assert.Equal(("invalid-input", "foundBy"), (both.Problem, both.Field));
    }

    [Fact]
    public async Task A_law_that_binds_is_dropped_by_the_agency_itself_or_later_and_it_sees_that_before()
    {
        (await _world.Admin.Post("/v1/agencies", new { agency = "dropped-house", name = "House", kind = "victimServices", profiles = new[] { "vawa", "voca" } })).Ok();
        var (counsel, advocate) = (host.As("lea.house", "dropped-house", "counsel"), host.As("ann.house", "dropped-house", "advocate"));
        Task<ApiReply> Office(DateTimeOffset? effectiveFrom, object? foundBy = null, params string[] profiles) => _world.Admin.Post("/v1/agencies/dropped-house/profiles", new { profiles, effectiveFrom, foundBy });
        var now = host.Time.GetUtcNow();

        ApiReply[] atOnce = [await Office(null, null, "voca"), await Office(now.AddDays(6), null, "voca"), await Office(null, new { advice = "takes no grants", lookAgainAt = now.AddDays(300) })];
        var other = await _world.Admin.Post("/v1/agencies/dropped-house/profiles", new { profiles = new[] { "vawa", "voca", "lawEnforcement" } });
        Assert.Null((await advocate.Get("/v1/me")).Ok().Json["profilesChangeAt"]);
        var from = now.AddDays(8);
        (await Office(from, null, "voca")).Ok();

        Assert.All(atOnce, refused => Assert.Equal(("invalid-input", "effectiveFrom"), (refused.Problem, refused.Field)));
        Assert.Contains("This drops vawa, which keeps", atOnce[0].Text, StringComparison.Ordinal);
        Assert.Equal(("invalid-input", "profiles[2]"), (other.Problem, other.Field));
        Assert.Contains("only lawEnforcement and prosecution can", other.Text, StringComparison.Ordinal);
        Assert.Equal(from, (await advocate.Get("/v1/me")).Ok().Json["profilesChangeAt"]!.GetValue<DateTimeOffset>());
        var seen = (await advocate.Get("/v1/me/profiles")).Ok().Json;
        Assert.Equal(["vawa", "voca"], seen["boundAs"]!.AsArray().Select(Text));
        Assert.Equal(["voca"], seen["profileHistory"]![1]!["profiles"]!.AsArray().Select(Text));
        Assert.Equal("office", Text(seen["profileHistory"]![1]!["setBy"]));
        Assert.Contains("vawa. If that is wrong, your counsel or administrator says before then", Text(seen["toDo"]), StringComparison.Ordinal);
        Assert.Equal("forbidden", (await advocate.Post("/v1/me/profiles", new { profiles = new[] { "voca" } })).Problem);
        (await _world.Admin.Post("/v1/agencies/dropped-house/suspend", new { reason = "a breach" })).Ok();
        (await counsel.Post("/v1/me/profiles", new { profiles = new[] { "vawa", "voca" } })).Ok();
        (await _world.Admin.Post("/v1/agencies/dropped-house/restore", new { reason = "answered" })).Ok();
        var kept = (await advocate.Get("/v1/me/profiles")).Ok().Json;
        Assert.Null((await advocate.Get("/v1/me")).Ok().Json["profilesChangeAt"]);
        Assert.Null(kept["toDo"]);
        Assert.Equal([("office", false), ("office", true), ("agency", false)], kept["profileHistory"]!.AsArray().Select(set => (Text(set!["setBy"]), set["lifted"]!.GetValue<bool>())));
        Assert.InRange(kept["profileHistory"]![2]!["setAt"]!.GetValue<DateTimeOffset>(), now, from);
        (await Office(null, null, "vawa", "voca", "fvpsa")).Ok();
        (await counsel.Post("/v1/me/profiles", new { profiles = new[] { "fvpsa" } })).Ok();
        Assert.Equal(["fvpsa"], (await advocate.Get("/v1/me/profiles")).Ok().Json["boundAs"]!.AsArray().Select(Text));
        (await Office(null)).Ok();
        Assert.Equal("effectiveFrom", (await Office(null, null, "ferpa")).Field);
        var unknown = (await advocate.Get("/v1/me/profiles")).Ok().Json;
        Assert.StartsWith("Nobody recorded which laws bind your agency, so the strictest apply. Your counsel or administrator records them", Text(unknown["toDo"]), StringComparison.Ordinal);
        Assert.EndsWith("Named before: fvpsa.", Text((await _world.Admin.Get("/v1/agencies/dropped-house")).Ok().Json["toDo"]), StringComparison.Ordinal);
        Assert.Contains("vawa", (await advocate.Get("/v1/me/profiles")).Ok().Json["boundAs"]!.AsArray().Select(Text));
    }

    [Fact]
    public async Task An_agency_that_joins_again_is_bound_as_it_was_when_it_left()
    {
        object Join(params string[] profiles) => new { agency = "back-house", name = "House", kind = "victimServices", profiles };
        (await _world.Admin.Post("/v1/agencies", Join("vawa"))).Ok();
        (await _world.Admin.Post("/v1/agencies/back-house/leave", new { reason = "moved" })).Ok();

        var dropped = await _world.Admin.Post("/v1/agencies", Join("voca"));

        Assert.Equal(("invalid-input", "profiles"), (dropped.Problem, dropped.Field));
        (await _world.Admin.Post("/v1/agencies", Join("vawa", "voca"))).Ok();
    }

    [Theory]
    [InlineData("legal", "ownRecords")]
    [InlineData("victimServices", "prosecution")]
    [InlineData("housingAndServices", "childWelfare")]
    [InlineData("lawEnforcement", "prosecution")]
    public async Task A_profile_that_contradicts_the_kind_is_refused(string kind, string profile)
    {
        var refused = await _world.Admin.Post("/v1/agencies", new { agency = $"odd-{kind.ToLowerInvariant()}", name = "Odd", kind, profiles = new[] { "vawa", profile } });

        Assert.Equal(("invalid-input", "profiles[1]"), (refused.Problem, refused.Field));
    }

    [Fact]
    public async Task Profiles_that_cannot_be_set_are_refused_by_their_field()
    {
        var twice = await _world.Admin.Post("/v1/agencies/river-clinic/profiles", new { profiles = new[] { "vawa", "vawa" } });
        var past = await _world.Admin.Post("/v1/agencies/river-clinic/profiles", new { profiles = new[] { "vawa" }, effectiveFrom = DateTimeOffset.UnixEpoch });

        Assert.Equal(("invalid-input", "profiles[1]"), (twice.Problem, twice.Field));
        Assert.Equal(("invalid-input", "effectiveFrom"), (past.Problem, past.Field));
        Assert.Equal(HttpStatusCode.NotFound, (await _world.Admin.Post("/v1/agencies/nobody-knows/profiles", new { profiles = new[] { "vawa" } })).Status);
    }

    [Fact]
    public async Task A_table_of_the_law_is_loaded_with_a_date_and_told_with_the_authorities_for_which_nobody_is_named()
    {
        var later = new DateTimeOffset(2031, 7, 1, 0, 0, 0, TimeSpan.Zero);
        object authorities = new[] { new { kind = "lawEnforcement", agency = "county-sheriff" } };
        var loaded = (await _world.Admin.Post("/v1/task-force/tables", new { table = Law("us"), authorities })).Ok().Json;
        Assert.Equal(["missingChildrenCenter", "crimeInformationCenter", "healthAndHumanServices", "fatalityReview"], loaded["nobodyIsNamedFor"]!.AsArray().Select(Text));
        var again = (await _world.Admin.Post("/v1/task-force/tables", new { table = Law("us"), authorities })).Ok().Json;
        Assert.Equal(loaded["version"]!.GetValue<long>(), again["version"]!.GetValue<long>());
        var outside = (await _world.Advocate.Post("/v1/outside-recipients", new { name = "Sheriff of River County", kind = "lawEnforcement", address = "Ruth Vance, 7 Mill Road" })).Ok().Json["office"];
        object both = new[] { new { kind = "lawEnforcement", agency = "county-sheriff" }, new { kind = "lawEnforcement", agency = Text(outside) } };
        (await _world.Admin.Post("/v1/task-force/tables", new { table = Law("us-nc"), authorities = both, effectiveFrom = later })).Ok();

        var now = (await _world.Detective.Get("/v1/task-force/tables")).Ok().Json;
        Assert.Equal(["us"], now["inForce"]!.AsArray().Select(table => Text(table!["table"]!["jurisdiction"])));
        Assert.Equal(["us", "us-nc"], now["loaded"]!.AsArray().Select(table => Text(table!["jurisdiction"])));
        Assert.Equal("42 USC 671(a)(35)(B)", Text(now["inForce"]![0]!["table"]!["duties"]![0]!["citation"]));
        Assert.Equal("county-sheriff", Text(now["inForce"]![0]!["authorities"]![0]!["agency"]));
        var then = (await _world.Detective.Get($"/v1/task-force/tables?asOf={Uri.EscapeDataString($"{later:O}")}")).Ok().Json["inForce"]!.AsArray();
        Assert.Equal(2, then.Count);
        Assert.Equal("Sheriff of River County", Text(then.SelectMany(table => table!["authorities"]!.AsArray()).Single(named => Text(named!["agency"]) == Text(outside))!["name"]));
        Assert.DoesNotContain("Ruth Vance", then.ToJsonString(), StringComparison.Ordinal);
        Assert.Single((await _world.Detective.Get($"/v1/task-force/tables?asOf={Uri.EscapeDataString($"{later.AddTicks(-1):O}")}")).Ok().Json["inForce"]!.AsArray());
    }

    [Fact]
    public async Task A_table_that_cannot_be_loaded_is_refused_by_its_field()
    {
        var law = Law("us");
        law["duties"]![2]!["categories"] = new JsonArray();
        var empty = await _world.Admin.Post("/v1/task-force/tables", new { table = law, authorities = Array.Empty<object>() });
        var past = await _world.Admin.Post("/v1/task-force/tables", new { table = Law("us"), authorities = Array.Empty<object>(), effectiveFrom = DateTimeOffset.UnixEpoch });

        Assert.Equal(("invalid-input", "table.duties[2].categories"), (empty.Problem, empty.Field));
        Assert.Equal(("invalid-input", "effectiveFrom"), (past.Problem, past.Field));
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Detective.Post("/v1/task-force/tables", new { table = Law("us"), authorities = Array.Empty<object>() })).Status);
    }

    [Theory]
    [InlineData("us", "lawEnforcement", "county-sherif", "authorities[0].agency", "no agency of the name county-sherif")]
    [InlineData("us", "lawEnforcement", "river-clinic", "authorities[0].agency", "river-clinic is of the kind medical")]
    [InlineData("us-nc", "prosecution", "county-sheriff", "authorities[0].agency", "county-sheriff is of the kind lawEnforcement, which cannot be prosecution")]
    [InlineData("us", "childWelfare", "county-sheriff", "authorities[0].kind", "Name an agency for one of these, or leave it out: lawEnforcement")]
    public async Task An_authority_that_nobody_here_can_be_is_refused_by_its_field(string jurisdiction, string kind, string agency, string field, string says)
    {
        var refused = await _world.Admin.Post("/v1/task-force/tables", new { table = Law(jurisdiction), authorities = new[] { new { kind, agency } } });

        Assert.Equal(("invalid-input", field), (refused.Problem, refused.Field));
        Assert.Contains(says, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agency_that_left_is_named_for_no_authority()
    {
        await _world.Join("harbor-police", "lawEnforcement", "kim.doyle");
        (await _world.Admin.Post("/v1/agencies/harbor-police/leave", new { reason = "merged" })).Ok();

        var refused = await _world.Admin.Post("/v1/task-force/tables", new { table = Law("us"), authorities = new[] { new { kind = "lawEnforcement", agency = "harbor-police" } } });
        Assert.Equal(("invalid-input", "authorities[0].agency"), (refused.Problem, refused.Field));
    }

    [Theory]
    [InlineData("duties", "categories", "privilegedCommunication", 0)]
    [InlineData("duties", "categories", "identity", 1)]
    [InlineData("teamStatutes", "members", "media", 0)]
    public async Task A_word_that_a_line_may_not_have_is_named_in_the_refusal(string list, string member, string word, int before)
    {
        var law = Law("us-nc");
        var words = law[list]![0]![member]!.AsArray();
        words.Add((JsonNode)word);
        Assert.Equal(before, words.SkipLast(1).Count(one => Text(one) == word));

        var refused = await _world.Admin.Post("/v1/task-force/tables", new { table = law, authorities = Array.Empty<object>() });

        Assert.Equal(("invalid-input", $"table.{list}[0].{member}[{words.Count - 1}]"), (refused.Problem, refused.Field));
        Assert.StartsWith($"{word} ", Text(refused.Json["detail"]), StringComparison.Ordinal);
    }

    private static JsonObject Law(string jurisdiction) => JsonNode.Parse(File.ReadAllText(Path.Combine(Snapshot.RepositoryRoot, "law", $"{jurisdiction}.json")))!.AsObject();

    private async Task<JsonNode> PoliciesAt(DateTimeOffset at) => (await _world.Detective.Get($"/v1/task-force/policies?asOf={Uri.EscapeDataString($"{at:O}")}")).Ok().Json;

    private static int Days(JsonNode policies) => policies["inForce"]!["longestReleaseDays"]!.GetValue<int>();

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
