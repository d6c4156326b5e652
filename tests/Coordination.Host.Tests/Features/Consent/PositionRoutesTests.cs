using System.Text.Json.Nodes;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.Consent.ConsentWorld;

namespace Coordination.Host.Tests.Features.Consent;

/// <summary>What the position knows of her besides releases, as an advocate records it, and what the gate makes of it.</summary>
public sealed class PositionRoutesTests(ConsentHost host) : IAsyncLifetime
{
    private readonly ConsentWorld _world = new(host);
    private readonly string _item = Guid.NewGuid().ToString();

    public async ValueTask InitializeAsync() => await _world.Begin();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task After_her_death_nothing_opens_unless_she_said_so_while_she_lived()
    {
        var (silent, spoken) = (await _world.Explained(), await _world.Explained());
        await Say(spoken, "death-instruction", new { releasesContinue = true });
        foreach (var consent in new[] { silent, spoken })
            await Say(consent, "death", new { diedAt = DateTimeOffset.UtcNow.AddHours(-1) });

        Assert.Contains("CG-35 deceased", await Findings(silent));
        Assert.DoesNotContain("CG-35 deceased", await Findings(spoken));
        var position = (await _world.Advocate.Get(spoken)).Ok().Json;
        Assert.True(position["releasesContinueAfterDeath"]!.GetValue<bool>());
        Assert.NotNull(position["diedAt"]);
    }

    [Fact]
    public async Task Nobody_instructs_signs_or_waives_for_her_once_she_has_died()
    {
        var consent = await _world.Explained();
        await Say(consent, "death", new { diedAt = DateTimeOffset.UtcNow.AddHours(-1) });

        await Say(consent, "death", new { diedAt = DateTimeOffset.UtcNow.AddHours(-1) }); // said again, it changes nothing
        Assert.Equal("wrong-state", (await _world.Advocate.Post($"{consent}/death-instruction", new { releasesContinue = true })).Problem);
        Assert.Equal("wrong-state", (await _world.Advocate.Post($"{consent}/releases", Release())).Problem);
        Assert.Equal("wrong-state", (await _world.Advocate.Post($"{consent}/privilege-waivers", Waiver("electronic"))).Problem);
    }

    [Fact]
    public async Task Without_legal_capacity_the_guardian_whom_a_court_appointed_signs()
    {
        var consent = await _world.Explained();
        await Say(consent, "capacity", new { legallyIncapacitated = true });
        var guardian = (await _world.Advocate.Post($"{consent}/guardians", new { capacity = "courtAppointedGuardian" })).Ok().Id;

        var alone = await _world.Advocate.Post($"{consent}/releases", Release());

        Assert.Equal(("consent-required", "signatures"), (alone.Problem, alone.Field));
        Assert.Contains("CG-12 capacity", await Findings(consent));
        (await _world.Advocate.Post($"{consent}/releases", Release(signatures: Signed("courtAppointedGuardian", guardian)))).Ok();
    }

    [Fact]
    public async Task What_a_parent_signed_with_her_is_void_when_the_parent_turns_out_to_be_the_abuser()
    {
        var consent = await _world.Explained();
        await Say(consent, "minority", new { underEighteen = true, emancipated = false, mayReceiveServiceAlone = false });
        Assert.Contains("CG-09 signatures", await Findings(consent));
        var mother = (await _world.Advocate.Post($"{consent}/guardians", new { capacity = "parent" })).Ok().Id;
        (await _world.Advocate.Post($"{consent}/releases", Release(signatures: Signed("parent", mother)))).Ok();

        (await _world.Advocate.Post($"{consent}/guardians/{mother}/disqualify")).Ok();

        Assert.Equal("void", (await _world.Advocate.Get(consent)).Ok().Json["releases"]![0]!["state"]!.GetValue<string>());
        Assert.Contains("CG-11 abuser-signer", await Findings(consent, Release(signatures: Signed("parent", mother))));
    }

    [Fact]
    public async Task A_minor_who_may_receive_the_service_alone_signs_alone()
    {
        var consent = await _world.Explained();
        await Say(consent, "minority", new { underEighteen = true, emancipated = false, mayReceiveServiceAlone = true });

        Assert.DoesNotContain("CG-09 signatures", await Findings(consent));
    }

    [Fact]
    public async Task Privilege_opens_for_the_item_that_she_waived_until_she_takes_it_back()
    {
        var consent = await _world.Explained();
        var release = Release(terms: Terms(grants: new object[] { new { category = "privilegedCommunication", widestMode = "identifiedVerbatim", onlyItems = new[] { _item } } }));

        Assert.Contains("CG-27 privilege", await Findings(consent, release));
        await Say(consent, "privilege-waivers", Waiver("electronic"));
        Assert.DoesNotContain("CG-27 privilege", await Findings(consent, release));
        await Say(consent, "privilege-waivers/withdraw", new { items = new[] { _item }, through = "telephone" });
        Assert.Contains("CG-27 privilege", await Findings(consent, release));
    }

    [Fact]
    public async Task The_place_of_a_shelter_opens_with_the_word_of_its_operator()
    {
        var consent = await _world.Explained();
        var release = Release(terms: Terms(grants: new object[] { new { category = "shelterLocation", widestMode = "identifiedVerbatim" } }));

        Assert.Contains("CG-36 shelter-location", await Findings(consent, release));
        await Say(consent, "shelter-authorisations", new { @operator = "open-door", recipients = new[] { "county-sheriff" }, signedAt = DateTimeOffset.UtcNow.AddHours(-1), expires = DateTimeOffset.UtcNow.AddDays(9) });
        Assert.DoesNotContain("CG-36 shelter-location", await Findings(consent, release));
    }

    [Fact]
    public async Task Her_conditions_hold_it_until_they_are_met()
    {
        var consent = await _world.Explained();
        JsonNode With(string condition)
        {
            var release = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Release()))!;
            release["terms"]!["conditions"] = new JsonArray(condition);
            return release;
        }

        Assert.Contains("CG-37 condition", await Findings(consent, With("tellMeFirst")));
        Assert.Contains("CG-37 condition", await Findings(consent, With("notWhileTrialPending")));
        await Say(consent, "trial-status", new { pending = false });
        Assert.DoesNotContain("CG-37 condition", await Findings(consent, With("notWhileTrialPending")));
        var present = (await Opens(consent, With("advocatePresent")))["lines"]!.AsArray();
        Assert.All(present, line => Assert.Equal("throughAdvocate", line!["mode"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Bad_input_names_the_field_and_the_limit()
    {
        var consent = await _world.Explained();
        var (past, future) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(2));
        var many = Enumerable.Range(0, 51).Select(number => $"agency-{number}").ToArray();
        foreach (var (path, body, field, says) in new (string, object, string, string)[]
        {
            ("death", new { diedAt = future }, "diedAt", "future"),
            ("death", new { }, "diedAt", "required"),
            ("death-instruction", new { }, "releasesContinue", "required"),
            ("death-instruction", new { releasesContinue = "perhaps" }, "releasesContinue", "true or false"),
            ("minority", new { underEighteen = true, emancipated = false }, "mayReceiveServiceAlone", "required"),
            ("capacity", new { legallyIncapacitated = 1 }, "legallyIncapacitated", "true or false"),
            ("guardians", new { capacity = "survivor" }, "capacity", "courtAppointedGuardian"),
            ("guardians", new { capacity = "neighbour" }, "capacity", "courtAppointedGuardian"),
            ("privilege-waivers", new { recipients = new[] { "county-sheriff" }, items = Array.Empty<string>(), signature = new { capacity = "survivor", method = "electronic" } }, "items", "1 to 500"),
            ("privilege-waivers", Waiver("oral"), "signature.method", "in writing"),
            ("privilege-waivers", Waiver("ink"), "signature.signedAt", "dated"),
            ("shelter-authorisations", new { @operator = "open-door", recipients = many, signedAt = past, expires = future }, "recipients", "1 to 50 entries, found 51"),
            ("shelter-authorisations", new { @operator = "open-door", recipients = many[..1], signedAt = future, expires = future.AddDays(1) }, "signedAt", "future"),
            ("shelter-authorisations", new { @operator = "open-door", recipients = many[..1], signedAt = past, expires = past }, "expires", "after"),
            ("told-beforehand", new { disclosure = Guid.NewGuid(), through = "telephone", toldAt = future }, "toldAt", "future"),
            ("trial-status", new { pending = true, asOf = future }, "asOf", "future"),
        })
        {
            var reply = await _world.Advocate.Post($"{consent}/{path}", body);
            Assert.Equal((path, field), (path, reply.Field));
            Assert.Contains(reply.Problem, new[] { "invalid-input", "malformed" });
            Assert.Contains(says, reply.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task For_another_agency_there_is_nothing_to_record_it_in()
    {
        var consent = await _world.Explained();
        foreach (var (path, body) in new (string, object)[] { ("death", new { diedAt = DateTimeOffset.UtcNow.AddHours(-1) }), ("death-instruction", new { releasesContinue = true }), ("capacity", new { legallyIncapacitated = true }), ("guardians", new { capacity = "parent" }) })
        {
            var (known, unknown) = (await _world.Elsewhere.Post($"{consent}/{path}", body), await _world.Elsewhere.Post($"/v1/consent/{Guid.NewGuid()}/{path}", body));
            Assert.Equal("not-found", known.Problem);
            Assert.Equal(unknown.Text, known.Text);
        }
    }

    private async Task Say(string consent, string path, object body) => (await _world.Advocate.Post($"{consent}/{path}", body)).Ok();

    private async Task<JsonNode> Opens(string consent, object release) => (await _world.Advocate.Post($"{consent}/preview", release)).Ok().Json["opens"]![0]!;

    /// <summary>What the gate would say of a release: rule and reason, of every line.</summary>
    private async Task<IEnumerable<string>> Findings(string consent, object? release = null) =>
        (await Opens(consent, release ?? Release()))["lines"]!.AsArray().SelectMany(line => line!["findings"]!.AsArray())
            .Where(finding => finding!["effect"]!.GetValue<string>() != "narrow").Select(finding => $"{finding!["rule"]} {finding["reason"]}");

    private object Waiver(string method) => new { recipients = new[] { "county-sheriff" }, items = new[] { _item }, signature = new { capacity = "survivor", method } };

    private static object[] Signed(string capacity, string guardian) =>
        capacity == "parent"
            ? [new { capacity = "survivor", method = "electronic" }, new { capacity, method = "electronic", guardian }]
            : [new { capacity, method = "electronic", guardian }];
}
