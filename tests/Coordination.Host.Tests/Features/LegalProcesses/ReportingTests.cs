using System.Net;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Cli;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.LegalProcesses;

/// <summary>Under the rules of 2026-2, over HTTP: what one person reports at night, what a court ruled on, and what a team may share by statute.</summary>
public sealed class ReportingTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private static readonly AgencyId Welfare = new("county-welfare");
    private static readonly AgencyId Review = new("death-review");

    private readonly DisclosureWorld _world = new(host);
    private readonly ApiClient _worker = host.As("wren.cole", "county-welfare", "advocate");
    private readonly ApiClient _second = host.As("bea.ortiz", "open-door", "advocate");
    private readonly ApiClient _clerk = host.As("clerk.one", "superior-court", "partner");
    private readonly ApiClient _auditor = host.As("ines.oduya", "state-auditor", "auditor");

    private async Task Adopt()
    {
        if ((await host.Store.ReadStream("taskforce", 0, 1000, default)).Any(stored => stored.Type == "rule-set-adopted.v1"))
            return;
        await _world.FormTaskForce();
        var (now, by) = (host.Time.GetUtcNow(), new PersonId("imani.cole"));
        await _world.Join(Welfare, AgencyKind.ChildWelfare, [PolicyProfile.ChildWelfare], new PersonId("wren.cole"));
        await _world.Join(Review, AgencyKind.Coordinating, [PolicyProfile.OwnRecords], new PersonId("rosa.field"));
        await _world.WriteAgency(DisclosureWorld.OpenDoor, new AgencyProfilesSet(now.AddDays(-1), [PolicyProfile.Vawa]));
        await _world.WriteTaskForce(
            new MemberAgencyAdded(Welfare), new MemberAgencyAdded(Review),
            new RuleSetAdopted(now.AddDays(-1), "2026-2"),
            new JurisdictionTableLoaded(now.AddDays(-1), new JurisdictionTable
            {
                Jurisdiction = "us",
                Name = "the United States",
                Version = "test",
                Duties = [new TableDuty(ReportKind.MissingFromCare, [AgencyKind.ChildWelfare], [ReporterRole.ChildWelfareWorker], AuthorityKind.LawEnforcement, [InformationCategory.Identity], 24, "42 USC 671(a)(35)(B)", Certainty.Text)],
                Mandates = [new StatutoryMandate([AgencyKind.ChildWelfare], AuthorityKind.LawEnforcement, [InformationCategory.Identity], "a statute on demands", Certainty.Practice)],
                TeamStatutes = [new TeamStatute([AgencyKind.ChildWelfare, AgencyKind.LawEnforcement], [Purpose.Investigation], [InformationCategory.Identity], "a statute on teams", Certainty.Practice)],
                FatalityReviews = [new FatalityReviewTeam(AuthorityKind.FatalityReview, "a statute on reviews", Certainty.Practice)],
                Hotlines = [new Hotline(null, "Missing children", "1-800-843-5678", "42 USC 5773")],
            }, [new AuthorityNamed(AuthorityKind.LawEnforcement, DisclosureWorld.Sheriff), new AuthorityNamed(AuthorityKind.FatalityReview, Review)], by));
    }

    private async Task<(string Case, string Survivor, string Who, string Story)> Child()
    {
        await Adopt();
        var survivor = (await _worker.Post("/v1/survivors", new { calledBy = "Jo" })).Ok().Id;
        (await _worker.Post($"/v1/consent/{survivor}")).Ok();
        var @case = (await _worker.Post("/v1/cases", new { survivor, ownDescription = "Placed in care." })).Ok().Id;
        var who = (await _worker.Post($"/v1/cases/{@case}/items", new { category = "identity", sensitivity = "identifying", verbatim = "Jo, seventeen, red jacket" })).Ok().Id;
        var story = (await _worker.Post($"/v1/cases/{@case}/items", new { category = "narrative", sensitivity = "identifying", verbatim = "what Jo told in confidence" })).Ok().Id;
        return (@case, survivor, who, story);
    }

    private Task<ApiReply> Report(string @case, string[] items, string jurisdiction = "us", object? made = null, string role = "childWelfareWorker", string? report = "missingFromCare", string? person = null, DateTimeOffset? learnedAt = null) => _worker.Post("/v1/processes", new
    {
        kind = "mandatedReport",
        @case,
        authority = new { agency = DisclosureWorld.Sheriff.Value, person },
        issuedBy = "Congress",
        reference = "42 USC 671(a)(35)(B)",
        names = new { items, categories = Array.Empty<string>() },
        duty = new { role, jurisdiction },
        report,
        made,
        learnedAt = learnedAt ?? host.Time.GetUtcNow().AddHours(-1),
    });

    [Fact]
    public async Task A_mandated_report_takes_one_person_at_night_and_only_the_minimum_goes()
    {
        var (@case, survivor, who, story) = await Child();
        var made = host.Time.GetUtcNow().AddMinutes(-20);
        var process = (await Report(@case, [who, story], made: new { through = "telephone", at = made })).Ok().Id;
        var disclosure = (await _worker.Post("/v1/disclosures/by-process", new { process, purpose = "investigation" })).Ok().Id;

        var authorised = (await _worker.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        (await _worker.Post($"/v1/disclosures/{disclosure}/make")).Ok();

        Assert.Equal([("permit", "mandated-report"), ("deny", "not-required")], authorised.Json["lines"]!.AsArray().Select(line => (Text(line!["outcome"]), Text(line["findings"]![0]!["reason"]))));
        var copy = (await _world.Dana.Get($"/v1/disclosures/{disclosure}")).Ok().Json;
        Assert.Equal("Jo, seventeen, red jacket", Text(Assert.Single(copy["items"]!.AsArray())!["text"]));
        Assert.Contains("tellSurvivor", copy["obligations"]!.AsArray().Select(Text));
        var accounted = Assert.Single((await _worker.Get($"/v1/survivors/{survivor}/accounting")).Ok().Json["disclosures"]!.AsArray())!;
        Assert.Equal(("mandatedReport", "telephone", true), (Text(accounted["basis"]), Text(accounted["reported"]!["through"]), accounted["compelled"]!.GetValue<bool>()));
        Assert.Equal(made, accounted["reported"]!["at"]!.GetValue<DateTimeOffset>());
        var told = await Until(host.AsSurvivor(new SurvivorId(Guid.Parse(survivor)), "county-welfare"), "/v1/ledger", json => json["given"]!["items"]!.AsArray().Count == 1);
        foreach (var why in new[] { accounted["withoutRelease"]!, told["given"]!["items"]![0]!["withoutRelease"]! })
        {
            Assert.Equal(("mandatedReport", "missingFromCare", "us"), (Text(why["basis"]), Text(why["report"]), Text(why["jurisdiction"])));
            Assert.Equal(("us", "test", "42 USC 671(a)(35)(B)"), (Text(Assert.Single(why["law"]!.AsArray())!["jurisdiction"]), Text(why["law"]![0]!["version"]), Text(why["law"]![0]!["citation"])));
            Assert.Equal("You did not sign for this. It went because a law requires a report: a child missing from foster care, under the law of the United States (42 USC 671(a)(35)(B)).", Text(why["said"]));
            Assert.True(why["whatYouCanDo"]!.AsArray().Count > 1);
        }
        Assert.Equal((Text(accounted["recipientName"]), "county-sheriff"), (Text(told["given"]!["items"]![0]!["toName"]), Text(accounted["recipient"]!["agency"])));
        Assert.Empty(told["reports"]!["items"]!.AsArray());
        Assert.True(Line(await _worker.Get("/v1/processes"), process)["tellHer"]!.GetValue<bool>());
        (await _worker.Post($"/v1/processes/{process}/close", new { end = "answered" })).Ok();
        Assert.True(Line(await _worker.Get("/v1/processes"), process)["tellHer"]!.GetValue<bool>());
        Assert.All((await _auditor.Get($"/v1/audit/disclosures/{disclosure}/explanation")).Ok().Json["verdicts"]!.AsArray(), v => Assert.True(v!["again"]!["identical"]!.GetValue<bool>(), v["again"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_report_names_what_is_reported_a_law_as_it_is_written_each_item_once_and_somebody_who_is_there()
    {
        var (@case, _, who, _) = await Child();

        var misspelt = await Report(@case, [who], person: "dana.witfield");
        var twice = await Report(@case, [who, who]);
        var nothing = await Report(@case, [who], report: null);
        var nowhere = await Report(@case, [who], jurisdiction: "US-XX");
        var officer = await Report(@case, [who], role: "peaceOfficer");

        Assert.Equal(["authority.person", "names.items[1]", "report", "duty.jurisdiction", "duty.role"], new[] { misspelt, twice, nothing, nowhere, officer }.Select(refused => refused.Field));
        Assert.All([misspelt, twice, nothing, nowhere, officer], refused => Assert.Equal("invalid-input", refused.Problem));
        Assert.Contains("See how the name is written", misspelt.Text, StringComparison.Ordinal);
        Assert.Contains("such as us-nc", nowhere.Text, StringComparison.Ordinal);
        Assert.Contains("Name one of these: advocate, healthProfessional, counsellor, educator, childWelfareWorker, anyone.", officer.Text, StringComparison.Ordinal);
        (await Report(@case, [who], person: "dana.whitfield")).Ok();
    }

    private Task<ApiReply> Demand(string @case, string[] items, string? jurisdiction, string kind = "statute") => _worker.Post("/v1/processes", new
    {
        kind,
        @case,
        authority = new { agency = DisclosureWorld.Sheriff.Value },
        issuedBy = "the sheriff",
        reference = "a statute on demands",
        names = new { items, categories = Array.Empty<string>() },
        jurisdiction,
    });

    [Fact]
    public async Task A_statute_compels_what_the_table_of_its_jurisdiction_says_and_nothing_else()
    {
        var (@case, _, who, story) = await Child();
        var process = (await Demand(@case, [who, story], "us")).Ok().Id;
        (await _worker.Post($"/v1/processes/{process}/survivor-told", new { through = "inPerson" })).Ok();
        (await _worker.Post($"/v1/processes/{process}/protective-steps", new { steps = new[] { "sealedFiling" } })).Ok();
        var disclosure = (await _worker.Post("/v1/disclosures/by-process", new { process, purpose = "investigation" })).Ok().Id;

        var authorised = (await host.As("lee.park", "county-welfare", "advocate").Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();

        Assert.Equal("us", Text((await _worker.Get($"/v1/processes/{process}")).Ok().Json["jurisdiction"]));
        Assert.Equal([("permit", "compelled"), ("deny", "not-required")], authorised.Json["lines"]!.AsArray().Select(line => (Text(line!["outcome"]), Text(line["findings"]![0]!["reason"]))));
    }

    [Fact]
    public async Task A_statute_names_a_jurisdiction_of_which_a_table_is_in_force_and_no_other_process_does()
    {
        var (@case, _, who, _) = await Child();

        var unsaid = await Demand(@case, [who], null);
        var nowhere = await Demand(@case, [who], "us-xx");
        var empty = await Demand(@case, [who], " ");
        var order = await Demand(@case, [who], "us", "courtOrder");

        Assert.All([unsaid, nowhere, empty, order], refused => Assert.Equal(("invalid-input", "jurisdiction"), (refused.Problem, refused.Field)));
        Assert.All([unsaid, nowhere], refused => Assert.Contains("Name one of these", refused.Text, StringComparison.Ordinal));
        Assert.Contains("Only a statute names its jurisdiction here", order.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_order_says_fits_it_and_she_is_not_told_against_it_nor_after_her_death()
    {
        await _world.Begin();
        var other = await _world.Item("privilegedCommunication", "said to her lawyer", null);
        Task<ApiReply> Order(object? rulings = null, object? tellingForbidden = null) => _world.Advocate.Post("/v1/processes", new
        {
            kind = "courtOrder",
            @case = _world.Case,
            authority = new { agency = "superior-court" },
            issuedBy = "Superior Court",
            reference = "26-CR-1",
            names = new { items = new[] { _world.Plate }, categories = Array.Empty<string>() },
            rulings,
            tellingForbidden,
        });
        var now = host.Time.GetUtcNow();

        var besides = await Order(rulings: new[] { new { subject = "privilege", items = new[] { other } } });
        var over = await Order(tellingForbidden: new { why = "sealed", until = now.AddMinutes(-1) });
        var secret = (await Order(tellingForbidden: new { why = "sealed", until = now.AddDays(9) })).Ok().Id;
        var open = (await Order()).Ok().Id;
        var against = await _world.Advocate.Post($"/v1/processes/{secret}/survivor-told", new { through = "inPerson" });
        (await _world.Advocate.Post($"/v1/consent/{_world.Survivor}/death", new { diedAt = now.AddSeconds(-1) })).Ok();
        var late = await _world.Advocate.Post($"/v1/processes/{open}/survivor-told", new { through = "inPerson" });

        Assert.Equal(("rulings[0].items[0]", "tellingForbidden.until"), (besides.Field, over.Field));
        Assert.Equal(("wrong-state", "toldAt", "wrong-state", "toldAt"), (against.Problem, against.Field, late.Problem, late.Field));
        Assert.Contains($"until {now.AddDays(9).UtcDateTime:yyyy-MM-dd HH:mm} UTC. Tell her then", against.Text, StringComparison.Ordinal);
        Assert.Contains("survivor-not-reached", late.Text, StringComparison.Ordinal);
        (await _world.Advocate.Post($"/v1/processes/{open}/survivor-told", new { through = "inPerson", toldAt = now.AddSeconds(-2) })).Ok();
    }

    [Fact]
    public async Task A_duty_that_no_table_has_waits_and_stands_and_the_number_is_named()
    {
        var (@case, _, who, _) = await Child();
        var process = (await Report(@case, [who], role: "counsellor")).Ok().Id;
        var disclosure = (await _worker.Post("/v1/disclosures/by-process", new { process, purpose = "investigation" })).Ok().Id;

        var held = await _worker.Post($"/v1/disclosures/{disclosure}/authorise", new { });

        Assert.Equal("held", held.Problem);
        Assert.Contains("Your duty to report stands. This only means that it does not go from here. Missing children: 1-800-843-5678.", held.Text, StringComparison.Ordinal);
        Assert.Equal(["discloser"], (await _worker.Get($"/v1/disclosures/{disclosure}")).Ok().Json["waitsFor"]!.AsArray().Select(Text));
        var explained = Assert.Single((await _auditor.Get($"/v1/audit/disclosures/{disclosure}/explanation")).Ok().Json["verdicts"]!.AsArray())!;
        Assert.StartsWith("Your duty to report stands.", Text(explained["stands"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task She_is_told_once_also_after_the_process_came_to_its_end_and_of_a_secret_order_once_it_holds_no_more()
    {
        var (@case, _, who, _) = await Child();
        var process = (await Report(@case, [who])).Ok().Id;
        (await _worker.Post($"/v1/processes/{process}/made", new { through = "telephone" })).Ok();
        (await _worker.Post($"/v1/processes/{process}/close", new { end = "answered" })).Ok();
        (await _worker.Post($"/v1/processes/{process}/survivor-not-reached", new { through = "telephone", why = "no answer" })).Ok();
        Assert.True(Line(await _worker.Get("/v1/processes"), process)["tellHer"]!.GetValue<bool>());

        var told = (await _worker.Post($"/v1/processes/{process}/survivor-told", new { through = "inPerson" })).Ok();
        var again = (await _worker.Post($"/v1/processes/{process}/survivor-told", new { through = "telephone" })).Ok();

        Assert.Equal(told.Version, again.Version);
        Assert.False(Line(await _worker.Get("/v1/processes"), process)["tellHer"]!.GetValue<bool>());
        Assert.NotNull((await _worker.Get($"/v1/processes/{process}")).Ok().Json["survivorToldAt"]);
        var secret = (await _worker.Post("/v1/processes", new
        {
            kind = "courtOrder",
            @case,
            authority = new { agency = "superior-court" },
            issuedBy = "Superior Court",
            reference = "26-CR-1",
            names = new { items = new[] { who }, categories = Array.Empty<string>() },
            tellingForbidden = new { why = "sealed" },
        })).Ok().Id;
        (await _worker.Post($"/v1/processes/{secret}/close", new { end = "answered" })).Ok();
        var forbidden = await _worker.Post($"/v1/processes/{secret}/survivor-told", new { through = "inPerson" });
        Assert.Equal("wrong-state", forbidden.Problem);
        Assert.Contains("names no end", forbidden.Text, StringComparison.Ordinal);
        (await _worker.Post($"/v1/processes/{secret}/close", new { end = "withdrawn" })).Ok();
        Assert.Equal("wrong-state", (await _worker.Post($"/v1/processes/{secret}/close", new { end = "answered" })).Problem);
        (await _worker.Post($"/v1/processes/{secret}/survivor-told", new { through = "inPerson" })).Ok();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_went_by_a_report_recorded_in_error_is_asked_back_and_the_accounting_says_so(bool answered)
    {
        var (@case, survivor, who, _) = await Child();
        var process = (await Report(@case, [who])).Ok().Id;
        var disclosure = (await _worker.Post("/v1/disclosures/by-process", new { process, purpose = "investigation" })).Ok().Id;
        (await _worker.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        (await _worker.Post($"/v1/disclosures/{disclosure}/make")).Ok();
        if (answered)
            (await _worker.Post($"/v1/processes/{process}/close", new { end = "answered" })).Ok();

        (await _worker.Post($"/v1/processes/{process}/close", new { end = "recordedInError" })).Ok();

        var recall = Assert.Single((await Until(_worker, $"/v1/disclosures/{disclosure}", json => json["recalls"]!.AsArray().Count > 0))["recalls"]!.AsArray())!;
        Assert.Equal(("recordedInError", null), (Text(recall["cause"]), recall["byLetter"]));
        var copy = (await _world.Dana.Get($"/v1/disclosures/{disclosure}")).Ok().Json;
        Assert.Equal(("recallPending", null), (Text(copy["status"]), copy["items"]![0]!["text"]));
        var accounted = Assert.Single((await _worker.Get($"/v1/survivors/{survivor}/accounting")).Ok().Json["disclosures"]!.AsArray())!;
        Assert.Equal("recordedInError", Text(accounted["recalls"]![0]!["cause"]));
        (await _world.Dana.Post($"/v1/disclosures/{disclosure}/recall-answer", new { answer = "destroyed" })).Ok();
    }

    [Fact]
    public async Task What_a_review_of_deaths_was_told_of_somebody_who_lives_is_asked_back_and_she_is_told_of_it()
    {
        var (@case, survivor, who, _) = await Child();
        var (consent, now) = ($"/v1/consent/{survivor}", host.Time.GetUtcNow());
        var treatment = (await _worker.Post($"/v1/cases/{@case}/items", new { category = "substanceUse", sensitivity = "identifying", verbatim = "a treatment" })).Ok().Id;
        (await _worker.Post($"{consent}/death", new { diedAt = now.AddHours(-9) })).Ok();
        (await _worker.Post($"{consent}/notices", new { recipients = new[] { Review.Value }, topics = new[] { "risks", "alternatives", "consequences" }, language = "English", interpreter = false })).Ok();
        async Task<ApiReply> Sign(string by, string purpose = "caseReview", string recipient = "death-review") => await _worker.Post($"{consent}/releases", new
        {
            terms = new { recipients = new object[] { new { agency = recipient } }, grants = new object[] { new { category = "substanceUse", widestMode = "identifiedVerbatim" } }, purposes = new[] { purpose }, days = 30 },
            signatures = new object[] { new { capacity = "personalRepresentative", method = "electronic", guardian = by } },
            warningsAcknowledged = new[] { "mayBeRevoked" },
        });
        var brother = (await _worker.Post($"{consent}/guardians", new { capacity = "personalRepresentative", mayConsent = true })).Ok().Id;

        // Without a document nobody represents her; with one for a review of deaths only.
        Assert.Equal("signatures[0].guardian", (await Sign(brother)).Field);
        (await _worker.Post($"{consent}/guardians/{brother}", new { capacity = "personalRepresentative", mayConsent = true, appointment = new { document = "letters of administration", court = "Superior Court", from = now.AddHours(-8) } })).Ok();
        Assert.Equal("terms.purposes[0]", (await Sign(brother, purpose: "investigation")).Field);
        Assert.Equal("terms.recipients[0].agency", (await Sign(brother, recipient: DisclosureWorld.Sheriff.Value)).Field);
        var release = (await Sign(brother)).Ok().Id;
        var process = (await _worker.Post("/v1/processes", new
        {
            kind = "fatalityReview",
            @case,
            authority = new { agency = Review.Value },
            issuedBy = "the county",
            reference = "a statute on reviews",
            names = new { items = new[] { who, treatment }, categories = Array.Empty<string>() },
            conditions = new[] { "purpose", "protocols", "effort", "minimum" },
        })).Ok().Id;
        var disclosure = (await _worker.Post("/v1/disclosures/by-process", new { process, purpose = "caseReview" })).Ok().Id;
        var authorised = (await host.As("lee.park", "county-welfare", "advocate").Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        Assert.All(authorised.Json["lines"]!.AsArray(), line => Assert.Equal(("permit", "fatality-review"), (Text(line!["outcome"]), Text(line["findings"]![0]!["reason"]))));
        (await _worker.Post($"/v1/disclosures/{disclosure}/make")).Ok();
        Assert.True((await _worker.Get(consent)).Ok().Json["releases"]!.AsArray().Single(known => Text(known!["release"]) == release)!["inForce"]!.GetValue<bool>());
        Assert.False(Line(await _worker.Get("/v1/processes"), process)["tellHer"]!.GetValue<bool>());

        (await _worker.Post($"{consent}/death/withdraw", new { why = "It was another woman of that name." })).Ok();

        var recall = Assert.Single((await Until(_worker, $"/v1/disclosures/{disclosure}", json => json["recalls"]!.AsArray().Count > 0))["recalls"]!.AsArray())!;
        Assert.Equal("deathWithdrawn", Text(recall["cause"]));
        Assert.Equal("void", Text((await _worker.Get(consent)).Ok().Json["releases"]!.AsArray().Single(known => Text(known!["release"]) == release)!["state"]));
        Assert.True(Line(await _worker.Get("/v1/processes"), process)["tellHer"]!.GetValue<bool>());
        var accounted = Assert.Single((await _worker.Get($"/v1/survivors/{survivor}/accounting")).Ok().Json["disclosures"]!.AsArray())!;
        Assert.Equal(("fatalityReview", "deathWithdrawn"), (Text(accounted["basis"]), Text(accounted["recalls"]![0]!["cause"])));
        Assert.Contains("Your death had been recorded by mistake", Text(accounted["withoutRelease"]!["said"]), StringComparison.Ordinal);
        (await _worker.Post($"/v1/processes/{process}/close", new { end = "recordedInError" })).Ok();
        Assert.True(Line(await _worker.Get("/v1/processes"), process)["tellHer"]!.GetValue<bool>());
        (await _worker.Post($"/v1/processes/{process}/survivor-told", new { through = "inPerson" })).Ok();
        Assert.False(Line(await _worker.Get("/v1/processes"), process)["tellHer"]!.GetValue<bool>());
    }

    [Fact]
    public async Task What_follows_from_a_process_does_not_lie_before_it_and_a_report_not_in_another_century()
    {
        var (@case, _, who, _) = await Child();
        var now = host.Time.GetUtcNow();
        var process = (await Report(@case, [who])).Ok().Id;

        var told = await _worker.Post($"/v1/processes/{process}/survivor-told", new { through = "inPerson", toldAt = now.AddDays(-40) });
        var tried = await _worker.Post($"/v1/processes/{process}/survivor-not-reached", new { through = "telephone", why = "no answer", triedAt = new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        var made = await Report(@case, [who], made: new { through = "telephone", at = new DateTimeOffset(1901, 1, 1, 0, 0, 0, TimeSpan.Zero) });

        Assert.Equal(["toldAt", "triedAt", "made.at"], new[] { told, tried, made }.Select(refused => refused.Field));
        Assert.All([told, tried, made], refused => Assert.Equal("invalid-input", refused.Problem));
        (await _worker.Post($"/v1/processes/{process}/survivor-told", new { through = "inPerson", toldAt = now.AddDays(-20) })).Ok();
    }

    [Theory]
    [InlineData("us-nc")]
    [InlineData("Eastern Band of Cherokee Indians")]
    public async Task A_duty_under_a_law_of_which_no_table_is_loaded_is_recorded_waits_and_is_accounted_for_once_it_was_told(string jurisdiction)
    {
        var (@case, survivor, who, _) = await Child();
        var process = (await Report(@case, [who], jurisdiction, new { through = "telephone", at = host.Time.GetUtcNow().AddMinutes(-5) }, role: "anyone", report: "childAbuse")).Ok();
        var disclosure = (await _worker.Post("/v1/disclosures/by-process", new { process = process.Id, purpose = "investigation" })).Ok().Id;

        var held = await _worker.Post($"/v1/disclosures/{disclosure}/authorise", new { });

        Assert.Equal((HttpStatusCode.Created, jurisdiction), (process.Status, Text((await _worker.Get($"/v1/processes/{process.Id}")).Ok().Json["duty"]!["jurisdiction"])));
        Assert.Equal("held", held.Problem);
        Assert.Contains(HoldReasons.Known("CG-18", "duty-stands")!.Text, Text(held.Json["detail"]), StringComparison.Ordinal);
        Assert.Contains("Missing children: 1-800-843-5678", held.Text, StringComparison.Ordinal);
        var told = Assert.Single((await _worker.Get($"/v1/survivors/{survivor}/accounting")).Ok().Json["disclosures"]!.AsArray())!;
        Assert.Equal((process.Id, "telephone"), (Text(told["process"]), Text(told["reported"]!["through"])));
    }

    [Fact]
    public async Task A_clinic_reports_what_HIPAA_permits_without_any_table()
    {
        await Adopt();
        var clinic = new AgencyId("hill-clinic");
        await _world.Join(clinic, AgencyKind.Medical, [PolicyProfile.Hipaa], new PersonId("nora.hill"));
        await _world.WriteTaskForce(new MemberAgencyAdded(clinic));
        var nurse = host.As("nora.hill", "hill-clinic", "advocate");
        var survivor = (await nurse.Post("/v1/survivors", new { calledBy = "Mae" })).Ok().Id;
        (await nurse.Post($"/v1/consent/{survivor}")).Ok();
        var @case = (await nurse.Post("/v1/cases", new { survivor, ownDescription = "Hurt." })).Ok().Id;
        var item = (await nurse.Post($"/v1/cases/{@case}/items", new { category = "medical", sensitivity = "identifying", verbatim = "a broken arm" })).Ok().Id;
        var process = (await nurse.Post("/v1/processes", new
        {
            kind = "permittedReport",
            @case,
            authority = new { agency = Welfare.Value },
            issuedBy = "the clinic",
            reference = "45 CFR 164.512(b)(1)(ii)",
            names = new { items = new[] { item }, categories = Array.Empty<string>() },
            duty = new { role = "healthProfessional", jurisdiction = "us-xx" },
            report = "childAbuse",
        })).Ok().Id;
        var disclosure = (await nurse.Post("/v1/disclosures/by-process", new { process, purpose = "safetyPlanning" })).Ok().Id;

        var authorised = (await host.As("ana.ruiz", "hill-clinic", "advocate").Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();

        Assert.Equal("permitted-report", Text(authorised.Json["lines"]![0]!["findings"]![0]!["reason"]));
    }

    [Fact]
    public async Task An_order_that_ruled_on_privilege_opens_exactly_one_item()
    {
        await Adopt();
        await _world.Begin();
        var (one, other) = (await _world.Item("privilegedCommunication", "said to her counsellor", null), await _world.Item("privilegedCommunication", "said to her lawyer", null));
        var process = (await _world.Advocate.Post("/v1/processes", new
        {
            kind = "courtOrder",
            @case = _world.Case,
            authority = new { agency = "superior-court" },
            issuedBy = "Superior Court",
            reference = "26-CR-1",
            names = new { items = new[] { one, other }, categories = Array.Empty<string>() },
            rulings = new[] { new { subject = "privilege", items = new[] { one } } },
        })).Ok().Id;
        (await _world.Advocate.Post($"/v1/processes/{process}/survivor-told", new { through = "inPerson" })).Ok();
        (await _world.Advocate.Post($"/v1/processes/{process}/protective-steps", new { steps = new[] { "sealedFiling" } })).Ok();
        var disclosure = (await _world.Advocate.Post("/v1/disclosures/by-process", new { process, purpose = "prosecution" })).Ok().Id;

        var authorised = (await _second.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        var alone = await _second.Post($"/v1/disclosures/{disclosure}/make");
        (await _world.Advocate.Post($"/v1/disclosures/{disclosure}/make")).Ok();

        Assert.Equal("second-person-needed", alone.Problem);
        Assert.Equal([("hold", "ruling"), ("permit", "compelled")], authorised.Json["lines"]!.AsArray().Select(line => (Text(line!["outcome"]), Text(line["findings"]![0]!["reason"]))).Order());
        Assert.Equal("said to her counsellor", Text(Assert.Single((await _clerk.Get($"/v1/disclosures/{disclosure}")).Ok().Json["items"]!.AsArray())!["text"]));
    }

    [Fact]
    public async Task What_an_order_forbids_to_tell_her_goes_without_it_and_who_died_is_to_be_told_nothing()
    {
        await Adopt();
        await _world.Begin();
        var now = host.Time.GetUtcNow();
        Task<ApiReply> Order(object? tellingForbidden) => _world.Advocate.Post("/v1/processes", new
        {
            kind = "courtOrder",
            @case = _world.Case,
            authority = new { agency = "superior-court" },
            issuedBy = "Superior Court",
            reference = "26-CR-1",
            names = new { items = new[] { _world.Plate }, categories = Array.Empty<string>() },
            tellingForbidden,
        });
        var secret = (await Order(new { why = "sealed", until = now.AddDays(9) })).Ok().Id;
        var open = (await Order(null)).Ok().Id;
        (await _world.Advocate.Post($"/v1/processes/{secret}/protective-steps", new { steps = new[] { "sealedFiling" } })).Ok();
        var disclosure = (await _world.Advocate.Post("/v1/disclosures/by-process", new { process = secret, purpose = "prosecution" })).Ok().Id;

        var told = await _world.Advocate.Post($"/v1/consent/{_world.Survivor}/told-beforehand", new { disclosure, through = "inPerson" });
        Assert.Equal("not-found", (await _second.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Problem);
        var stranger = await _world.Advocate.Post($"/v1/processes/{secret}/colleagues", new { person = "nobody.known" });
        Assert.Equal(("invalid-input", "person"), (stranger.Problem, stranger.Field));
        (await _second.Post("/v1/survivors", new { calledBy = "Lin" })).Ok(); // whoever did something here is known
        (await _world.Advocate.Post($"/v1/processes/{secret}/colleagues", new { person = "bea.ortiz" })).Ok();
        (await _second.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();

        Assert.Equal(("wrong-state", "toldAt"), (told.Problem, told.Field));
        Assert.DoesNotContain("tellSurvivor", (await _world.Advocate.Get($"/v1/disclosures/{disclosure}")).Ok().Json["verdict"]!["obligations"]!.AsArray().Select(Text));
        Assert.True(Line(await _world.Advocate.Get("/v1/processes?limit=200"), open)["tellHer"]!.GetValue<bool>());
        (await _world.Advocate.Post($"/v1/consent/{_world.Survivor}/death", new { diedAt = now.AddSeconds(-1) })).Ok();
        Assert.False(Line(await _world.Advocate.Get("/v1/processes?limit=200"), open)["tellHer"]!.GetValue<bool>());
        var late = await _world.Advocate.Post($"/v1/consent/{_world.Survivor}/told-beforehand", new { disclosure = Guid.NewGuid(), through = "inPerson" });
        Assert.Equal(("wrong-state", "toldAt"), (late.Problem, late.Field));
    }

    [Fact]
    public async Task What_belongs_to_one_kind_of_process_is_refused_with_every_other_by_the_field()
    {
        await _world.Begin();
        async Task Refused(string field, object more, string kind)
        {
            var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(new
            {
                kind,
                @case = _world.Case,
                authority = new { agency = "superior-court" },
                issuedBy = "Superior Court",
                reference = "26-CR-1",
                names = new { items = new[] { _world.Plate }, categories = Array.Empty<string>() },
            }))!.AsObject();
            foreach (var member in System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject().ToList())
                body[member.Key] = member.Value!.DeepClone();
            var refused = await _world.Advocate.Post("/v1/processes", body);
            Assert.True(refused.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.NotFound, $"{field}: {refused.Text}");
            Assert.Equal(field, Text(refused.Json["field"]));
        }

        var duty = new { role = "advocate", jurisdiction = "us" };
        var risk = new { kind = "harmToHer", what = "he is at the door", foundAt = host.Time.GetUtcNow() };
        await Refused("report", new { report = "childAbuse" }, "courtOrder");
        await Refused("report", new { duty }, "permittedReport");
        await Refused("duty", new { report = "childAbuse" }, "permittedReport");
        await Refused("duty", new { }, "dutyToWarn");
        await Refused("mandate", new { mandate = true }, "courtOrder");
        await Refused("rulings", new { rulings = new[] { new { subject = "privilege", items = new[] { _world.Plate } } } }, "subpoena");
        await Refused("rulings", new { rulings = new[] { new { subject = "privilege", items = Array.Empty<Guid>() } } }, "courtOrder");
        await Refused("tellingForbidden", new { tellingForbidden = new { why = "sealed" } }, "statute");
        await Refused("tellingForbidden.why", new { tellingForbidden = new { why = " " } }, "courtOrder");
        await Refused("risk", new { }, "imminentRisk");
        await Refused("risk", new { risk }, "courtOrder");
        await Refused("risk.foundAt", new { risk = risk with { foundAt = host.Time.GetUtcNow().AddHours(1) } }, "imminentRisk");
        await Refused("conditions", new { conditions = new[] { "purpose" } }, "statute");
        await Refused("made", new { made = new { through = "telephone", at = host.Time.GetUtcNow() } }, "courtOrder");
        await Refused("made.at", new { duty, report = "childAbuse", made = new { through = "telephone", at = host.Time.GetUtcNow().AddHours(1) } }, "mandatedReport");
    }

    [Fact]
    public async Task What_was_found_and_what_was_ordered_is_shown_to_the_agency_served()
    {
        await _world.Begin();
        var process = (await _world.Advocate.Post("/v1/processes", new
        {
            kind = "imminentRisk",
            @case = _world.Case,
            authority = new { agency = DisclosureWorld.Sheriff.Value },
            issuedBy = "the advocate on duty",
            reference = "call at night",
            names = new { items = new[] { _world.Plate }, categories = Array.Empty<string>() },
            risk = new { kind = "harmToHer", what = "he is at the door", foundAt = host.Time.GetUtcNow() },
        })).Ok().Id;

        Assert.Equal("he is at the door", Text((await _world.Advocate.Get($"/v1/processes/{process}")).Ok().Json["risk"]!["what"]));
    }

    [Fact]
    public async Task An_offer_rests_on_her_release_or_on_the_statute_of_a_team_and_on_nothing_else()
    {
        await _world.Begin();
        object Offer(string basis) => new { @case = _world.Case, agency = DisclosureWorld.Sheriff.Value, person = "dana.whitfield", purpose = "investigation", basis };

        var byStatute = (await _world.Advocate.Post("/v1/disclosures", Offer("teamStatute"))).Ok().Id;
        var byOrder = await _world.Advocate.Post("/v1/disclosures", Offer("courtOrder"));

        Assert.Equal("teamStatute", Text((await _world.Advocate.Get($"/v1/disclosures/{byStatute}")).Ok().Json["basis"]));
        Assert.Equal("basis", Text(byOrder.Json["field"]));
    }

    [Fact]
    public async Task What_a_statute_lets_a_team_share_goes_without_a_process_and_takes_two_people()
    {
        var (@case, _, unstated, story) = await Child();
        var made = (await _worker.Post($"/v1/cases/{@case}/items", new { category = "identity", sensitivity = "identifying", origin = "ownWork", verbatim = "the worker's own report on Jo" })).Ok().Id;
        (await _worker.Post($"/v1/cases/{@case}/participants", new { agency = DisclosureWorld.Sheriff.Value, person = "dana.whitfield", purpose = "investigation" })).Ok();
        var disclosure = (await _worker.Post("/v1/disclosures", new { @case, agency = DisclosureWorld.Sheriff.Value, person = "dana.whitfield", purpose = "investigation", basis = "teamStatute" })).Ok().Id;

        var items = new[] { made, unstated, story }.Select(item => new { item, mode = "identifiedVerbatim" });
        var authorised = (await _worker.Post($"/v1/disclosures/{disclosure}/authorise", new { items })).Ok();
        var alone = await _worker.Post($"/v1/disclosures/{disclosure}/make");
        (await host.As("lee.park", "county-welfare", "advocate").Post($"/v1/disclosures/{disclosure}/make")).Ok();

        Assert.Equal([("permit", "team-statute"), ("deny", "absent"), ("deny", "absent")], authorised.Json["lines"]!.AsArray().Select(line => (Text(line!["outcome"]), Text(line["findings"]![0]!["reason"]))));
        Assert.Equal(
            "The statute of a team lets go only what your agency made itself; for everything else her release decides. items[0]: your agency's own work. "
            + "items[1], items[2]: not stated. If your agency made it itself, say so (POST /v1/cases/…/items/…/correct, field instead.origin).", Text(authorised.Json["origins"]));
        Assert.Equal("second-person-needed", alone.Problem);
        Assert.Equal("the worker's own report on Jo", Text(Assert.Single((await _world.Dana.Get($"/v1/disclosures/{disclosure}")).Ok().Json["items"]!.AsArray())!["text"]));
    }

    [Fact]
    public async Task What_a_law_permits_is_not_compelled_and_once_it_went_the_process_waits_for_nothing()
    {
        var (@case, survivor, who, _) = await Child();
        var process = (await _worker.Post("/v1/processes", new
        {
            kind = "imminentRisk",
            @case,
            authority = new { agency = DisclosureWorld.Sheriff.Value },
            issuedBy = "the worker on duty",
            reference = "call at night",
            names = new { items = new[] { who }, categories = Array.Empty<string>() },
            risk = new { kind = "harmToHer", what = "he is at the door", foundAt = host.Time.GetUtcNow() },
        })).Ok().Id;
        var disclosure = (await _worker.Post("/v1/disclosures/by-process", new { process, purpose = "safetyPlanning" })).Ok().Id;
        (await _worker.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        var before = Text(Line(await _worker.Get("/v1/processes"), process)["waitsFor"]);
        (await _worker.Post($"/v1/disclosures/{disclosure}/make")).Ok();

        Assert.Equal(("answer", "nothing"), (before, Text(Line(await _worker.Get("/v1/processes"), process)["waitsFor"])));
        var accounted = Assert.Single((await _worker.Get($"/v1/survivors/{survivor}/accounting")).Ok().Json["disclosures"]!.AsArray())!;
        Assert.Equal((false, process, "imminentRisk", "CG-43"), (accounted["compelled"]!.GetValue<bool>(), Text(accounted["process"]), Text(accounted["basis"]), Text(accounted["items"]![0]!["letGoBy"])));
        using var text = new StringWriter();
        Assert.True(await new AuditCommands(host.Services, text, asJson: false).Accounting(new SurvivorId(Guid.Parse(survivor)), default));
        Assert.Contains($", process {process}", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("compelled", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_told_by_telephone_is_accounted_for_where_nothing_went_by_this_system_unless_it_was_recorded_in_error()
    {
        var (@case, survivor, who, story) = await Child();
        async Task<ApiReply> Account() => (await _worker.Get($"/v1/survivors/{survivor}/accounting")).Ok();
        var before = await Account();
        var made = host.Time.GetUtcNow().AddMinutes(-20);
        var process = (await Report(@case, [who, story], made: new { through = "telephone", at = made }, role: "counsellor")).Ok().Id;
        var disclosure = (await _worker.Post("/v1/disclosures/by-process", new { process, purpose = "investigation" })).Ok().Id;
        Assert.Equal("held", (await _worker.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Problem);

        var after = await Account();
        var told = Assert.Single(after.Json["disclosures"]!.AsArray())!;
        Assert.Equal((process, "telephone", "mandatedReport", made), (Text(told["process"]), Text(told["reported"]!["through"]), Text(told["basis"]), told["madeAt"]!.GetValue<DateTimeOffset>()));
        Assert.Equal((null, null), (told["disclosure"], told["purpose"]));
        Assert.Equal(["identity", "narrative"], told["items"]!.AsArray().Select(item => Text(item!["category"])));
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        var herself = host.AsSurvivor(new SurvivorId(Guid.Parse(survivor)), "county-welfare");
        var hers = Assert.Single((await herself.Get("/v1/ledger")).Ok().Json["reports"]!["items"]!.AsArray())!;
        Assert.Equal(("county-sheriff", "lawEnforcement", "telephone", made), (Text(hers["to"]!["agency"]), Text(hers["toKind"]), Text(hers["through"]), hers["when"]!.GetValue<DateTimeOffset>()));
        Assert.Equal(["identity", "narrative"], hers["about"]!.AsArray().Select(Text).Order(StringComparer.Ordinal));
        Assert.Equal(("mandatedReport", "us"), (Text(hers["withoutRelease"]!["basis"]), Text(hers["withoutRelease"]!["jurisdiction"])));
        Assert.EndsWith(" said that a law requires this report: a child missing from foster care. No law is recorded here that does.", Text(hers["withoutRelease"]!["said"]), StringComparison.Ordinal);
        Assert.False(told["compelled"]!.GetValue<bool>());
        Assert.Equal(Text(told["withoutRelease"]!["said"]), Text(hers["withoutRelease"]!["said"]));
        Assert.Equal(hers.ToJsonString(), Assert.Single((await herself.Get("/v1/ledger/reports?limit=1")).Ok().Json["items"]!.AsArray())!.ToJsonString());
        Assert.Empty((await herself.Get("/v1/ledger/reports?after=1")).Ok().Json["items"]!.AsArray());
        Assert.Empty((await host.AsSurvivor(new SurvivorId(Guid.Parse(survivor)), "open-door").Get("/v1/ledger/reports")).Ok().Json["items"]!.AsArray());
        Assert.Single((await _worker.Get($"/v1/survivors/{survivor}/accounting?limit=1")).Ok().Json["disclosures"]!.AsArray());
        Assert.Equal(process, Text(Assert.Single((await _auditor.Get($"/v1/audit/survivors/{survivor}/accounting")).Ok().Json["disclosures"]!.AsArray())!["process"]));
        using var text = new StringWriter();
        Assert.True(await new AuditCommands(host.Services, text, asJson: false).Accounting(new SurvivorId(Guid.Parse(survivor)), default));
        Assert.Contains("told before it was recorded", text.ToString(), StringComparison.Ordinal);

        (await _worker.Post($"/v1/processes/{process}/close", new { end = "recordedInError" })).Ok();
        Assert.Empty((await Account()).Json["disclosures"]!.AsArray());
        Assert.Empty((await herself.Get("/v1/ledger/reports")).Ok().Json["items"]!.AsArray());
    }

    [Fact]
    public async Task An_accounting_reaches_back_as_far_as_the_law_that_binds_the_agency_asks()
    {
        await Adopt();
        var clinic = new AgencyId("valley-clinic");
        await _world.Join(clinic, AgencyKind.Medical, [PolicyProfile.Hipaa], new PersonId("nora.hale"));
        await _world.WriteTaskForce(new MemberAgencyAdded(clinic));
        var nurse = host.As("nora.hale", "valley-clinic", "advocate");
        var survivor = (await nurse.Post("/v1/survivors", new { calledBy = "Mae" })).Ok().Id;

        var refused = await nurse.Get($"/v1/survivors/{survivor}/accounting?years=5");

        Assert.Equal(("invalid-input", "years"), (refused.Problem, refused.Field));
        Assert.Contains("45 CFR 164.528", refused.Text, StringComparison.Ordinal);
        (await nurse.Get($"/v1/survivors/{survivor}/accounting?years=6")).Ok();
    }

    private static async Task<JsonNode> Until(ApiClient client, string address, Func<JsonNode, bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if ((await client.Get(address)).Ok().Json is var found && holds(found))
                return found;
            await Task.Delay(25, limit.Token);
        }
    }

    private static JsonNode Line(ApiReply reply, string process) => reply.Ok().Json["items"]!.AsArray().Single(line => Text(line!["id"]) == process)!;

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
