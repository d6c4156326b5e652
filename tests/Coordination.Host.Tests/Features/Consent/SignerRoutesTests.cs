using System.Text.Json.Nodes;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Consent;

/// <summary>Who may sign for her, what she waived, and what she was advised, as an advocate records it, whatever rules are in force.</summary>
public sealed class SignerRoutesTests(ConsentHost host) : IAsyncLifetime
{
    private readonly ConsentWorld _world = new(host);

    public async ValueTask InitializeAsync() => await _world.Begin();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_was_found_of_a_minors_capacity_is_kept_with_its_reason_for_the_custodian_alone()
    {
        var consent = await _world.Welcome();
        var finding = new Finding(false, "The psychologist who saw her says so.", "marta.ruiz", DateTimeOffset.UtcNow.AddDays(-1));

        Assert.Equal("wrong-state", (await _world.Advocate.Post($"{consent}/minor-capacity", finding)).Problem);
        await Say(consent, "minority", new { underEighteen = true, emancipated = false, mayReceiveServiceAlone = false });
        await Say(consent, "minor-capacity", finding);
        var version = (await _world.Advocate.Get(consent)).Ok().Headers.ETag;
        await Say(consent, "minor-capacity", finding);

        var found = (await Position(consent))["minorCapacity"]!;
        Assert.Equal((false, finding.Why, finding.FoundBy), (found["capable"]!.GetValue<bool>(), found["why"]!.GetValue<string>(), found["by"]!.GetValue<string>()));
        Assert.Equal(version, (await _world.Advocate.Get(consent)).Ok().Headers.ETag);
        Assert.Equal("foundAt", (await _world.Advocate.Post($"{consent}/minor-capacity", finding with { FoundAt = DateTimeOffset.UtcNow.AddDays(1) })).Field);
        Assert.Equal("foundAt", (await _world.Advocate.Post($"{consent}/minor-capacity", finding with { FoundAt = DateTimeOffset.UtcNow.AddDays(-9) })).Field);
        Assert.Equal("why", (await _world.Advocate.Post($"{consent}/minor-capacity", new { capable = true, why = "" })).Field);
        Assert.Equal("not-found", (await _world.Elsewhere.Post($"{consent}/minor-capacity", finding)).Problem);
    }

    [Fact]
    public async Task That_she_is_served_without_her_guardian_is_said_with_her_capacity()
    {
        var consent = await _world.Welcome();

        Assert.Equal("servedWithoutGuardian", (await _world.Advocate.Post($"{consent}/capacity", new { legallyIncapacitated = false, servedWithoutGuardian = true })).Field);
        await Say(consent, "capacity", new { legallyIncapacitated = true, servedWithoutGuardian = true });
        Assert.True((await Position(consent))["servedWithoutGuardian"]!.GetValue<bool>());
        await Say(consent, "capacity", new { legallyIncapacitated = true });
        Assert.False((await Position(consent))["servedWithoutGuardian"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("guardianAdLitem")]
    [InlineData("childsAttorney")]
    [InlineData("healthCareAgent")]
    [InlineData("personalRepresentative")]
    public async Task Whoever_was_appointed_is_recorded_with_what_they_may_do_and_for_whom_they_work(string capacity)
    {
        var consent = await _world.Welcome();

        var guardian = (await _world.Advocate.Post($"{consent}/guardians", new { capacity, agencies = new[] { "county-sheriff" }, mayConsent = true })).Ok().Id;
        var known = Assert.Single((await Position(consent))["guardians"]!.AsArray())!;
        Assert.Equal((capacity, "county-sheriff", true), (known["capacity"]!.GetValue<string>(), known["agencies"]![0]!.GetValue<string>(), known["mayConsent"]!.GetValue<bool>()));

        await Say(consent, $"guardians/{guardian}", new { capacity });
        var changed = Assert.Single((await Position(consent))["guardians"]!.AsArray())!;
        Assert.Empty(changed["agencies"]!.AsArray());
        Assert.False(changed["mayConsent"]!.GetValue<bool>());
        Assert.Equal("not-found", (await _world.Advocate.Post($"{consent}/guardians/{Guid.NewGuid()}", new { capacity })).Problem);
        Assert.Equal("mayConsent", (await _world.Advocate.Post($"{consent}/guardians", new { capacity = "parent", mayConsent = true })).Field);
    }

    [Fact]
    public async Task She_waives_her_protection_herself_and_takes_it_back_by_telephone_or_with_everything_else()
    {
        var consent = await _world.Welcome();

        Assert.Equal("signature.capacity", (await _world.Advocate.Post($"{consent}/protection-waiver", Waiver("parent"))).Field);
        Assert.Equal("signature.method", (await _world.Advocate.Post($"{consent}/protection-waiver", Waiver(method: "oral"))).Field);
        await Say(consent, "protection-waiver", Waiver());
        Assert.True((await Position(consent))["protectionWaiver"]!["everybodyConcernedWaived"]!.GetValue<bool>());
        await Say(consent, "protection-waiver/withdraw", new { through = "telephone" });
        await Say(consent, "protection-waiver/withdraw", new { through = "telephone" });
        Assert.Null((await Position(consent))["protectionWaiver"]);
        await Say(consent, "protection-waiver", Waiver());
        await Say(consent, "revocations", new { through = "letter" });
        Assert.Null((await Position(consent))["protectionWaiver"]);
        await Say(consent, "minority", new { underEighteen = true, emancipated = true, mayReceiveServiceAlone = false });
        Assert.Equal("signature", (await _world.Advocate.Post($"{consent}/protection-waiver", Waiver())).Field);
    }

    [Fact]
    public async Task Joint_representation_and_advice_of_her_own_are_recorded_and_shown()
    {
        var consent = await _world.Welcome();

        await Say(consent, "joint-representation", new { agency = "river-clinic", together = true });
        await Say(consent, "independent-advice", new { agency = "river-clinic", advisedAt = DateTimeOffset.UtcNow.AddDays(-1) });
        Assert.Equal("advisedAt", (await _world.Advocate.Post($"{consent}/independent-advice", new { agency = "river-clinic", advisedAt = DateTimeOffset.UtcNow.AddDays(1) })).Field);
        Assert.Equal("river-clinic", (await Position(consent))["representedTogetherBy"]![0]!.GetValue<string>());
        Assert.Equal("river-clinic", (await Position(consent))["advisedAlone"]![0]!["agency"]!.GetValue<string>());

        await Say(consent, "joint-representation", new { agency = "river-clinic", together = false });
        Assert.Empty((await Position(consent))["representedTogetherBy"]!.AsArray());
        Assert.Empty((await Position(consent))["advisedAlone"]!.AsArray());
    }

    [Fact]
    public async Task Where_the_rules_do_not_bind_by_profile_an_accommodation_and_counseling_notes_are_refused_by_their_field()
    {
        var consent = await _world.Explained();
        var instead = new { how = "It was read to her, and she nodded.", witness = "nina.hall" };

        var spoken = await _world.Advocate.Post($"{consent}/releases", ConsentWorld.Release(signatures: new object[] { new { capacity = "survivor", method = "oral", signedAt = DateTimeOffset.UtcNow.AddMinutes(-1), accommodation = instead } }));
        var signed = await _world.Advocate.Post($"{consent}/releases", ConsentWorld.Release(signatures: new object[] { new { capacity = "survivor", method = "electronic", accommodation = instead } }));
        var notes = await _world.Advocate.Post($"{consent}/releases", ConsentWorld.Release(ConsentWorld.Terms(grants: new object[] { new { category = "substanceUse", widestMode = "identifiedSummary", counselingNotes = true } })));

        Assert.Equal(("signatures[0].method", "signatures[0].accommodation", "terms.grants[0].counselingNotes"), (spoken.Field, signed.Field, notes.Field));
    }

    [Fact]
    public async Task Where_an_item_comes_from_and_that_it_is_a_counseling_note_is_said_when_it_is_added()
    {
        var survivor = (await _world.Advocate.Post("/v1/survivors", new { calledBy = "Marisol" })).Ok().Id;
        var opened = (await _world.Advocate.Post("/v1/cases", new { survivor })).Ok().Id;
        object Item(string category) => new { category, sensitivity = "identifying", verbatim = "What she said in the group.", origin = "fromHer", counselingNote = true };

        Assert.Equal("counselingNote", (await _world.Advocate.Post($"/v1/cases/{opened}/items", Item("medical"))).Field);
        (await _world.Advocate.Post($"/v1/cases/{opened}/items", Item("substanceUse"))).Ok();
        var item = Assert.Single((await _world.Advocate.Get($"/v1/cases/{opened}")).Ok().Json["items"]!.AsArray())!;
        Assert.Equal(("fromHer", true), (item["origin"]!.GetValue<string>(), item["counselingNote"]!.GetValue<bool>()));
    }

    private sealed record Finding(bool Capable, string Why, string FoundBy, DateTimeOffset FoundAt);

    private static object Waiver(string capacity = "survivor", string method = "electronic") =>
        new { signature = new { capacity, method, signedAt = DateTimeOffset.UtcNow.AddMinutes(-1) }, everybodyConcernedWaived = true };

    private async Task Say(string consent, string what, object body) => (await _world.Advocate.Post($"{consent}/{what}", body)).Ok();

    private async Task<JsonNode> Position(string consent) => (await _world.Advocate.Get(consent)).Ok().Json;
}
