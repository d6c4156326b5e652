using Coordination.Domain.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Consent;

/// <summary>What an advocate captures where the task force adopted rules that bind by profile: what the gate could never open is refused by its field.</summary>
public sealed class CaptureByLawRoutesTests : IAsyncLifetime, IDisposable
{
    private static readonly AdjustableTime s_time = new(DateTimeOffset.UtcNow.AddDays(30));
    private readonly CoordinationHost _host = new() { InMemory = new(), Time = s_time, TokenTime = s_time };
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
    public async Task The_recipient_does_not_witness_her_consent()
    {
        var consent = await _world.Explained();
        object Spoken(string witness, params string[] persons) => new
        {
            terms = new { recipients = new[] { new { agency = "county-sheriff", persons } }, grants = new[] { new { category = "narrative", widestMode = "identifiedSummary" } }, purposes = new[] { "investigation" }, days = 30 },
            signatures = new object[] { new { capacity = "survivor", method = "oral", signedAt = s_time.GetUtcNow(), accommodation = new { how = "It was read to her, and she nodded.", witness } } },
            warningsAcknowledged = new[] { "mayReachDefense" },
        };

        foreach (var witness in new[] { "dana.whitfield", "lou.marsh" })
        {
            var refused = await _world.Advocate.Post($"{consent}/releases", Spoken(witness, "dana.whitfield"));
            Assert.Equal(("invalid-input", "signatures[0].accommodation.witness"), (refused.Problem, refused.Field));
            Assert.Contains("not of the recipient", refused.Text, StringComparison.Ordinal);
        }

        (await _world.Advocate.Post($"{consent}/releases", Spoken("nina.hall", "dana.whitfield"))).Ok();
    }

    [Fact]
    public async Task Who_works_for_the_whole_or_a_part_of_the_recipient_signs_in_a_matter_of_their_own()
    {
        (await _world.Admin.Post("/v1/agencies/county-sheriff/divisions", new { division = "sheriff-youth-unit", name = "Youth unit", kind = "lawEnforcement", profiles = Array.Empty<string>() })).Ok();
        (await _world.Admin.Post("/v1/agencies/sheriff-youth-unit/trainings", new { person = "yuri.unit", validUntil = s_time.GetUtcNow().AddDays(300) })).Ok();
        foreach (var (employer, recipient) in new[] { ("county-sheriff", "sheriff-youth-unit"), ("sheriff-youth-unit", "county-sheriff") })
        {
            var consent = await _world.Welcome();
            (await _world.Advocate.Post($"{consent}/notices", new { recipients = new[] { recipient }, topics = ConsentWorld.AllTopics, language = "Mixtec", interpreter = true })).Ok();
            var guardian = (await _world.Advocate.Post($"{consent}/guardians", new { capacity = "parent" })).Ok().Id;
            object Both() => new
            {
                terms = new { recipients = new[] { new { agency = recipient } }, grants = new[] { new { category = "narrative", widestMode = "identifiedSummary" } }, purposes = new[] { "investigation" }, days = 30 },
                signatures = new object[] { new { capacity = "survivor", method = "electronic" }, new { capacity = "parent", method = "electronic", guardian } },
                warningsAcknowledged = new[] { "mayReachDefense" },
            };
            (await _world.Advocate.Post($"{consent}/releases", Both())).Ok();
            // Where it is found out afterwards, the gate holds what was signed.
            (await _world.Advocate.Post($"{consent}/guardians/{guardian}", new { capacity = "parent", agencies = new[] { employer } })).Ok();

            var refused = await _world.Advocate.Post($"{consent}/releases", Both());
            var held = await Authorise(consent.Split('/')[^1], recipient, recipient == "county-sheriff" ? "dana.whitfield" : "yuri.unit");

            Assert.Equal(("consent-required", "signatures[1].guardian"), (refused.Problem, refused.Field));
            Assert.Equal("held", held.Problem);
            Assert.Contains(HoldReasons.Known("CG-46", "conflict")!.Text, held.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_person_without_legal_capacity_waives_nothing_alone()
    {
        var consent = await _world.Explained();
        (await _world.Advocate.Post($"{consent}/capacity", new { legallyIncapacitated = true, servedWithoutGuardian = true })).Ok();
        var signature = new { capacity = "survivor", method = "ink", signedAt = s_time.GetUtcNow() };

        var privilege = await _world.Advocate.Post($"{consent}/privilege-waivers", new { recipients = new[] { "county-sheriff" }, items = new[] { Guid.NewGuid() }, signature });
        var protection = await _world.Advocate.Post($"{consent}/protection-waiver", new { signature, everybodyConcernedWaived = true });

        Assert.Equal(("consent-required", "signature"), (protection.Problem, protection.Field));
        Assert.True(privilege is { Problem: "consent-required", Field: "signature" }, privilege.Text);
    }

    [Fact]
    public async Task What_was_done_so_longAgo_that_the_year_must_be_wrong_is_refused_wherever_it_is_recorded()
    {
        var consent = await _world.Explained();
        var longAgo = s_time.GetUtcNow().AddYears(-25);
        (string Field, string Path, object Body)[] recorded =
        [
            ("signatures[0].signedAt", $"{consent}/releases", ConsentWorld.Release(signatures: new object[] { new { capacity = "survivor", method = "ink", signedAt = longAgo } })),
            ("givenAt", $"{consent}/notices", new { recipients = new[] { "county-sheriff" }, topics = ConsentWorld.AllTopics, language = "Mixtec", interpreter = true, givenAt = longAgo }),
            ("advisedAt", $"{consent}/independent-advice", new { agency = "county-sheriff", advisedAt = longAgo }),
            ("signature.signedAt", $"{consent}/protection-waiver", new { signature = new { capacity = "survivor", method = "ink", signedAt = longAgo }, everybodyConcernedWaived = true }),
        ];

        foreach (var (field, path, body) in recorded)
        {
            var refused = await _world.Advocate.Post(path, body);
            Assert.True(refused is { Problem: "invalid-input" } && refused.Field == field, $"{path}: {refused.Text}");
            Assert.Contains("See whether the year is right", refused.Text, StringComparison.Ordinal);
        }

        var training = await _world.Admin.Post("/v1/agencies/open-door/trainings", new { person = "nina.hall", completedAt = longAgo, validUntil = s_time.GetUtcNow().AddDays(9) });
        Assert.Equal(("invalid-input", "completedAt"), (training.Problem, training.Field));
    }

    private async Task<ApiReply> Authorise(string survivor, string agency, string person)
    {
        var @case = (await _world.Advocate.Post("/v1/cases", new { survivor, ownDescription = "In her words." })).Ok().Id;
        var item = (await _world.Advocate.Post($"/v1/cases/{@case}/items", new { category = "narrative", sensitivity = "identifying", verbatim = "all", summary = "short" })).Ok().Id;
        (await _world.Advocate.Post($"/v1/cases/{@case}/participants", new { agency, person, purpose = "investigation" })).Ok();
        var disclosure = (await _world.Advocate.Post("/v1/disclosures", new { @case, agency, person, purpose = "investigation" })).Ok().Id;
        return await _world.Advocate.Post($"/v1/disclosures/{disclosure}/authorise", new { items = new[] { new { item, mode = "identifiedSummary" } } });
    }

    [Fact]
    public async Task Somebody_over_eighteen_and_under_the_age_of_majority_of_the_table_is_recorded_under_age_and_does_not_sign_alone()
    {
        var consent = await _world.Explained();
        var survivor = consent.Split('/')[^1];
        var eighteen = s_time.GetUtcNow().AddDays(-90);
        object Age(DateTimeOffset eighteenFrom) => new { underEighteen = true, emancipated = false, mayReceiveServiceAlone = false, eighteenFrom };
        Assert.Equal("eighteenFrom", (await _world.Advocate.Post($"{consent}/minority", Age(eighteen))).Field);
        var none = Array.Empty<object>();
        (await _world.Admin.Post("/v1/task-force/tables", new
        {
            table = new { jurisdiction = "us-ne", name = "Nebraska", version = "2026-11", duties = none, permittedReports = none, dutiesToWarn = none, teamStatutes = none, accounting = none, hotlines = none, ageOfMajority = new { value = 19, citation = "Neb. Rev. Stat. 43-2101", certainty = "text" } },
            authorities = none,
        })).Ok();

        (await _world.Advocate.Post($"{consent}/minority", Age(eighteen))).Ok();
        var alone = await _world.Advocate.Post($"{consent}/releases", ConsentWorld.Release());
        var tooOld = await _world.Advocate.Post($"{consent}/minority", Age(eighteen.AddYears(-1)));

        Assert.True((await _world.Advocate.Get(consent)).Ok().Json["minority"]!["isUnemancipatedMinor"]!.GetValue<bool>());
        Assert.Equal("signatures", alone.Field);
        Assert.Equal("eighteenFrom", tooOld.Field);
        Assert.Contains("not under 19", tooOld.Text, StringComparison.Ordinal);
        (await _world.Advocate.Post($"/v1/survivors/{survivor}/minor-status", new { underEighteen = true, emancipated = false, eighteenFrom = eighteen.AddDays(-1) })).Ok();
    }

    [Fact]
    public async Task A_death_that_was_recorded_by_mistake_is_taken_back_and_she_signs_again()
    {
        var consent = await _world.Explained();
        (await _world.Advocate.Post($"{consent}/death", new { diedAt = s_time.GetUtcNow().AddDays(-1) })).Ok();
        var refused = await _world.Advocate.Post($"{consent}/releases", ConsentWorld.Release());

        (await _world.Advocate.Post($"{consent}/death/withdraw", new { why = "It was another woman of that name." })).Ok();

        Assert.Contains("death/withdraw", refused.Text, StringComparison.Ordinal);
        Assert.Null((await _world.Advocate.Get(consent)).Ok().Json["diedAt"]);
        (await _world.Advocate.Post($"{consent}/releases", ConsentWorld.Release())).Ok();
    }

    [Fact]
    public async Task Counseling_notes_and_other_records_are_captured_apart()
    {
        var consent = await _world.Explained();
        object Release(params object[] grants) => new
        {
            terms = ConsentWorld.Terms(grants: grants),
            signatures = new object[] { new { capacity = "survivor", method = "electronic" } },
            warningsAcknowledged = new[] { "mayReachDefense", "mayBeRevoked" },
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
