using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Consent;

/// <summary>What an advocate captures where the task force adopted rules that bind by profile: what the gate could never open is refused by its field.</summary>
public sealed class CaptureByLawRoutesTests : IAsyncLifetime, IDisposable
{
    private static readonly AdjustableTime s_time = new(DateTimeOffset.UtcNow.AddDays(30));
    private readonly CoordinationHost _host = new() { Time = s_time, TokenTime = s_time };
    private readonly ConsentWorld _world;

    public CaptureByLawRoutesTests() => _world = new ConsentWorld(_host);

    public async ValueTask InitializeAsync()
    {
        await _world.Begin();
        (await _world.Admin.Post("/v1/task-force/rule-set", new { ruleSet = "2026-2" })).Ok();
        (await _world.Admin.Post("/v1/agencies/open-door/profiles", new { profiles = new[] { "fvpsa" } })).Ok();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task An_accommodation_is_captured_where_somebody_else_witnessed_it()
    {
        var consent = await _world.Explained();
        object Spoken(string witness) => ConsentWorld.Release(signatures: new object[]
        {
            new { capacity = "survivor", method = "oral", signedAt = s_time.GetUtcNow(), accommodation = new { how = "It was read to her, and she nodded.", witness } },
        });

        Assert.Equal("signatures[0].accommodation.witness", (await _world.Advocate.Post($"{consent}/releases", Spoken("amina.yusuf"))).Field);
        (await _world.Advocate.Post($"{consent}/releases", Spoken("nina.hall"))).Ok();
        var release = Assert.Single((await _world.Advocate.Get(consent)).Ok().Json["releases"]!.AsArray())!;
        Assert.Equal("nina.hall", release["signatures"]![0]!["accommodation"]!["witness"]!.GetValue<string>());
    }

    [Fact]
    public async Task Statements_that_are_missing_are_named_and_the_preview_says_the_same()
    {
        var consent = await _world.Explained();
        var substance = new object[] { new { category = "substanceUse", widestMode = "identifiedSummary" } };
        var release = new { terms = ConsentWorld.Terms(grants: substance), signatures = new object[] { new { capacity = "survivor", method = "electronic" } }, warningsAcknowledged = new[] { "mayReachDefense" } };

        var refused = await _world.Advocate.Post($"{consent}/releases", release);
        var previewed = (await _world.Advocate.Post($"{consent}/preview", release)).Ok().Json;

        Assert.Equal("warningsAcknowledged", refused.Field);
        Assert.Contains("mayBeRevoked", refused.Text, StringComparison.Ordinal);
        Assert.Equal("warningsAcknowledged", previewed["refusal"]!["field"]!.GetValue<string>());
        (await _world.Advocate.Post($"{consent}/releases", release with { warningsAcknowledged = ["mayReachDefense", "mayBeRevoked"] })).Ok();
    }

    [Fact]
    public async Task A_release_to_police_inside_or_outside_the_task_force_is_signed_after_the_warning_of_the_defense()
    {
        var consent = await _world.Explained();
        var unwarned = new { terms = ConsentWorld.Terms(), signatures = new object[] { new { capacity = "survivor", method = "electronic" } }, warningsAcknowledged = new[] { "mayBeRevoked" } };
        var outside = (await _world.Advocate.Post("/v1/outside-recipients", new { name = "Police of another county", kind = "lawEnforcement", address = "A detective, 1 Main Street" })).Ok().Json;
        var (office, person) = (outside["office"]!.GetValue<string>(), outside["person"]!.GetValue<string>());
        (await _world.Advocate.Post($"{consent}/notices", new { recipients = new[] { office, "river-clinic" }, topics = ConsentWorld.AllTopics, language = "Mixtec", interpreter = true })).Ok();
        object Terms(object recipient) => new { recipients = new[] { recipient }, grants = new[] { new { category = "narrative", widestMode = "identifiedSummary" } }, purposes = new[] { "investigation" }, days = 30 };

        var inside = await _world.Advocate.Post($"{consent}/releases", unwarned);
        var elsewhere = await _world.Advocate.Post($"{consent}/releases", new { terms = Terms(new { agency = office, persons = new[] { person } }), unwarned.signatures, unwarned.warningsAcknowledged });

        Assert.All([inside, elsewhere], refused => Assert.Equal(("consent-required", "warningsAcknowledged"), (refused.Problem, refused.Field)));
        Assert.Contains("mayReachDefense", inside.Text, StringComparison.Ordinal);
        (await _world.Advocate.Post($"{consent}/releases", new { terms = Terms(new { agency = "river-clinic" }), unwarned.signatures, unwarned.warningsAcknowledged })).Ok();
        (await _world.Advocate.Post($"{consent}/releases", new { unwarned.terms, unwarned.signatures, warningsAcknowledged = new[] { "mayReachDefense" } })).Ok();
    }

    [Fact]
    public async Task Counseling_notes_and_other_records_are_captured_apart()
    {
        var consent = await _world.Explained();
        object Release(params object[] grants) => new
        {
            terms = ConsentWorld.Terms(grants: grants), signatures = new object[] { new { capacity = "survivor", method = "electronic" } }, warningsAcknowledged = new[] { "mayReachDefense", "mayBeRevoked" },
        };
        var notes = new { category = "substanceUse", widestMode = "identifiedSummary", counselingNotes = true };

        Assert.Equal("terms.grants[1]", (await _world.Advocate.Post($"{consent}/releases", Release(notes, new { category = "narrative", widestMode = "identifiedSummary" }))).Field);
        (await _world.Advocate.Post($"{consent}/releases", Release(notes))).Ok();
        Assert.True((await _world.Advocate.Get(consent)).Ok().Json["releases"]![0]!["terms"]!["grants"]![0]!["counselingNotes"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Who_is_represented_together_with_somebody_else_is_advised_before_she_signs()
    {
        var consent = await _world.Explained();
        (await _world.Advocate.Post($"{consent}/joint-representation", new { agency = "county-sheriff", together = true })).Ok();

        Assert.Equal("terms.recipients[0].agency", (await _world.Advocate.Post($"{consent}/releases", ConsentWorld.Release())).Field);
        (await _world.Advocate.Post($"{consent}/independent-advice", new { agency = "county-sheriff" })).Ok();
        (await _world.Advocate.Post($"{consent}/releases", ConsentWorld.Release())).Ok();
    }
}
