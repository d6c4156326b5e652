using System.Net;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Domain.Readings;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.LegalProcesses;

/// <summary>Compelled disclosure over HTTP: what is served waits, and only what the law compels goes, to whom it names.</summary>
public sealed class ProcessRoutesTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private readonly DisclosureWorld _world = new(host);
    private readonly ApiClient _second = host.As("bea.ortiz", "open-door", "advocate");
    private readonly ApiClient _counsel = host.As("carla.ng", "open-door", "counsel");
    private readonly ApiClient _clerk = host.As("clerk.one", "superior-court", "partner");
    private readonly ApiClient _hotline = host.As("intake.two", "child-welfare", "partner");
    private readonly ApiClient _auditor = host.As("ines.oduya", "state-auditor", "auditor");
    private readonly ApiClient _coordinator = host.As("omar.haddad", "task-force-office", "coordinator");

    private async Task<string> Serve(string kind, string authority = "superior-court", object? names = null, object? duty = null, string? person = null) =>
        (await _world.Advocate.Post("/v1/processes", new
        {
            kind,
            @case = _world.Case,
            authority = new { agency = authority, person },
            issuedBy = "Superior Court",
            reference = "26-CR-1",
            names = names ?? new { items = new[] { _world.Plate }, categories = Array.Empty<string>() },
            duty,
        })).Ok().Id;

    private async Task Prepare(string process)
    {
        (await _world.Advocate.Post($"/v1/processes/{process}/survivor-not-reached", new { through = "telephone", why = "her number is off" })).Ok();
        (await _world.Advocate.Post($"/v1/processes/{process}/protective-steps", new { steps = new[] { "sealedFiling", "inCameraReview" } })).Ok();
    }

    private async Task<string> Begin(string process, string purpose = "prosecution") =>
        (await _world.Advocate.Post("/v1/disclosures/by-process", new { process, purpose })).Ok().Id;

    [Fact]
    public async Task A_subpoena_is_held_for_counsel_and_never_opens_anything_by_itself()
    {
        await _world.Begin();
        var process = await Serve("subpoena", "county-sheriff", new { items = new[] { _world.Account, _world.Plate }, categories = Array.Empty<string>() }, person: "dana.whitfield");
        var disclosure = await Begin(process, "investigation");

        var held = await _second.Post($"/v1/disclosures/{disclosure}/authorise", new { });
        (await _counsel.Post($"/v1/processes/{process}/review", new { finding = "complies" })).Ok();
        var reviewed = (await _second.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        await _world.Revoke();
        var revoked = await _second.Post($"/v1/disclosures/{disclosure}/authorise", new { });

        Assert.Equal("held", held.Problem);
        Assert.Contains("Counsel of your agency looks at the subpoena first", held.Text, StringComparison.Ordinal);
        Assert.All(reviewed.Json["lines"]!.AsArray(), line => Assert.Equal(_world.Release.ToString(), Text(line!["release"])));
        Assert.Equal("consent-required", revoked.Problem);
    }

    [Fact]
    public async Task A_court_order_permits_exactly_what_it_names_to_the_court_despite_her_refusal()
    {
        await _world.Begin();
        await _world.Revoke();
        var process = await Serve("courtOrder");
        var disclosure = await Begin(process);
        await Prepare(process);

        (await _second.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        var alone = await _second.Post($"/v1/disclosures/{disclosure}/make");
        (await _world.Advocate.Post($"/v1/disclosures/{disclosure}/make")).Ok();

        Assert.Equal("second-person-needed", alone.Problem);
        var copy = (await _clerk.Get($"/v1/disclosures/{disclosure}")).Ok().Json;
        Assert.Equal("plate 123", Text(Assert.Single(copy["items"]!.AsArray())!["text"]));
        Assert.Contains("the law compels it", Text(copy["redisclosureNotice"]), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _world.Dana.Get($"/v1/disclosures/{disclosure}")).Status);
    }

    [Fact]
    public async Task What_the_order_does_not_name_stays()
    {
        await _world.Begin();
        var process = await Serve("courtOrder");
        var disclosure = await Begin(process);
        await Prepare(process);

        var asked = (await _second.Post($"/v1/disclosures/{disclosure}/authorise", new { items = new[] { new { item = _world.Account, mode = "identifiedVerbatim" }, new { item = _world.Plate, mode = "identifiedVerbatim" } } })).Ok();

        Assert.Equal([("deny", "not-named"), ("permit", "compelled")], asked.Json["lines"]!.AsArray().Select(line => (Text(line!["outcome"]), Text(line["findings"]![0]!["reason"]))));
    }

    [Fact]
    public async Task An_order_waits_until_somebody_tried_to_tell_her_and_protected_her()
    {
        await _world.Begin();
        var process = await Serve("courtOrder");
        var disclosure = await Begin(process);

        var untold = await _second.Post($"/v1/disclosures/{disclosure}/authorise", new { });
        (await _world.Advocate.Post($"/v1/processes/{process}/survivor-told", new { through = "inPerson" })).Ok();
        var unprotected = await _second.Post($"/v1/disclosures/{disclosure}/authorise", new { });
        (await _world.Advocate.Post($"/v1/processes/{process}/protective-steps", new { steps = new[] { "pseudonym" } })).Ok();

        Assert.Equal(("held", "held"), (untold.Problem, unprotected.Problem));
        Assert.Contains("Tell her what is demanded, or try to", untold.Text, StringComparison.Ordinal);
        Assert.Contains("field steps", unprotected.Text, StringComparison.Ordinal);
        (await _second.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
    }

    [Fact]
    public async Task An_order_that_ends_after_the_authorisation_gives_nothing()
    {
        await _world.Begin();
        var process = await Serve("courtOrder");
        var disclosure = await Begin(process);
        await Prepare(process);
        (await _second.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();

        (await _counsel.Post($"/v1/processes/{process}/close", new { end = "quashed" })).Ok();

        Assert.NotNull((await _world.Advocate.Post($"/v1/disclosures/{disclosure}/make")).Problem);
        Assert.Equal(HttpStatusCode.NotFound, (await _clerk.Get($"/v1/disclosures/{disclosure}")).Status);
    }

    [Fact]
    public async Task Who_recorded_the_service_neither_reviews_it_nor_approves_what_follows()
    {
        await _world.Begin();
        var process = await Serve("courtOrder");
        var disclosure = await Begin(process);
        var both = host.As("amina.yusuf", "open-door", "counsel");

        Assert.Equal("second-person-needed", (await both.Post($"/v1/processes/{process}/review", new { finding = "complies" })).Problem);
        Assert.Equal("second-person-needed", (await _world.Advocate.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Problem);
        Assert.Equal(HttpStatusCode.Forbidden, (await _second.Post($"/v1/processes/{process}/review", new { finding = "complies" })).Status);
    }

    [Fact]
    public async Task To_everybody_else_there_is_no_such_process()
    {
        await _world.Begin();
        var process = await Serve("subpoena");

        Assert.Equal("26-CR-1", Text((await _counsel.Get($"/v1/processes/{process}")).Ok().Json["reference"]));
        var stranger = host.As("sam.roe", "other-shelter", "advocate");
        Assert.Equal("not-found", (await stranger.Get($"/v1/processes/{process}")).Problem);
        Assert.Equal("not-found", (await stranger.Post($"/v1/processes/{process}/close", new { end = "withdrawn" })).Problem);
        Assert.Equal("not-found", (await stranger.Post("/v1/disclosures/by-process", new { process, purpose = "prosecution" })).Problem);
        Assert.Equal(HttpStatusCode.Forbidden, (await _world.Dana.Get($"/v1/processes/{process}")).Status);
    }

    [Fact]
    public async Task A_mandated_report_goes_to_the_named_authority_with_what_the_law_requires()
    {
        await _world.Begin();
        await Features.TaskForce.PolicyChange.Adopt(host, new
        {
            longestReleaseDays = 365,
            quorumMembers = 3,
            recallDays = 10,
            mandatedReports = new[] { new { reporter = "victimServices", role = "advocate", jurisdiction = "a county", authority = "child-welfare", categories = new[] { "narrative" }, citation = "Family Code 261.101" } },
        });
        var duty = new { role = "advocate", jurisdiction = "a county" };
        var names = new { items = new[] { _world.Account, _world.Plate }, categories = Array.Empty<string>() };
        var report = await Begin(await Serve("mandatedReport", "child-welfare", names, duty), "safetyPlanning");
        var elsewhere = await Begin(await Serve("mandatedReport", "another-office", names, duty), "safetyPlanning");

        var authorised = (await _second.Post($"/v1/disclosures/{report}/authorise", new { })).Ok();
        (await _world.Advocate.Post($"/v1/disclosures/{report}/make")).Ok();
        var refused = await _second.Post($"/v1/disclosures/{elsewhere}/authorise", new { });

        Assert.Equal([("permit", "mandated-report"), ("deny", "not-required")], authorised.Json["lines"]!.AsArray().Select(line => (Text(line!["outcome"]), Text(line["findings"]![0]!["reason"]))));
        Assert.Equal("account, all of it", Text(Assert.Single((await _hotline.Get($"/v1/disclosures/{report}")).Ok().Json["items"]!.AsArray())!["text"]));
        Assert.Equal("consent-required", refused.Problem);
        Assert.Contains("No law lets your agency make this report to this recipient", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_to_a_court_that_never_joined_is_printed_by_the_custodian_and_by_nobody_else()
    {
        await using var alone = new CoordinationHost { MembersAreGiven = false };
        var world = await new DisclosureWorld(alone).Begin();
        var (second, counsel, clerk) = (alone.As("bea.ortiz", "open-door", "advocate"), alone.As("carla.ng", "open-door", "counsel"), alone.As("clerk.one", "superior-court", "partner"));
        var process = (await world.Advocate.Post("/v1/processes", new
        {
            kind = "courtOrder",
            @case = world.Case,
            authority = new { agency = "superior-court" },
            issuedBy = "Superior Court",
            reference = "26-CR-1",
            names = new { items = new[] { world.Plate }, categories = Array.Empty<string>() },
        })).Ok().Id;
        (await world.Advocate.Post($"/v1/processes/{process}/survivor-told", new { through = "inPerson" })).Ok();
        (await world.Advocate.Post($"/v1/processes/{process}/protective-steps", new { steps = new[] { "sealedFiling" } })).Ok();
        var disclosure = (await world.Advocate.Post("/v1/disclosures/by-process", new { process, purpose = "prosecution" })).Ok().Id;
        (await second.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        var page = $"/v1/disclosures/{disclosure}/page";
        Assert.Equal("not-found", (await world.Advocate.Get(page)).Problem);
        (await world.Advocate.Post($"/v1/disclosures/{disclosure}/make")).Ok();

        foreach (var advocate in new[] { world.Advocate, second })
        {
            var paper = (await advocate.Get(page)).Ok().Text;
            Assert.Contains("plate 123", paper, StringComparison.Ordinal);
            Assert.Contains("the law compels it", paper, StringComparison.Ordinal);
            Assert.DoesNotContain("account", paper, StringComparison.Ordinal);
        }

        Assert.All(new[] { "amina.yusuf", "bea.ortiz" }, person => Assert.Contains(Read(alone, person), read => read == RecordPart.Disclosure));
        Assert.All(await Task.WhenAll(counsel.Get(page), world.Dana.Get(page)), answer => Assert.Equal("not-found", answer.Problem));
        Assert.Equal("not-a-member", (await clerk.Get(page)).Problem);

        await world.Join(new("superior-court"), AgencyKind.Legal, new PersonId("clerk.one"));
        Assert.Contains("plate 123", (await clerk.Get(page)).Ok().Text, StringComparison.Ordinal);
        Assert.Equal("not-found", (await world.Advocate.Get(page)).Problem);
    }

    private static IEnumerable<RecordPart> Read(CoordinationHost host, string person) =>
        host.Store.ReadAll(0, 10_000, default).AsTask().Result.Where(stored => stored.Metadata.Person == person).Select(stored => EventCodec.Current.Decode(stored).Event).OfType<RecordRead>().Select(read => read.Part);

    [Fact]
    public async Task The_auditor_sees_what_it_rested_on_and_gets_the_same_answer_again()
    {
        await _world.Begin();
        var process = await Serve("courtOrder");
        var disclosure = await Begin(process);
        await _second.Post($"/v1/disclosures/{disclosure}/authorise", new { });
        await Prepare(process);
        (await _second.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        (await _world.Advocate.Post($"/v1/disclosures/{disclosure}/make")).Ok();
        (await _counsel.Post($"/v1/processes/{process}/close", new { end = "answered" })).Ok();

        var explanation = (await _auditor.Get($"/v1/audit/disclosures/{disclosure}/explanation")).Ok().Json;
        var timeline = (await _auditor.Get($"/v1/audit/cases/{_world.Case}")).Ok();

        Assert.Equal("courtOrder", Text(explanation["basis"]));
        var verdicts = explanation["verdicts"]!.AsArray();
        Assert.Equal(["hold", "permit", "permit"], verdicts.Select(v => Text(v!["outcome"])));
        Assert.All(verdicts, v => Assert.True(v!["again"]!["identical"]!.GetValue<bool>(), v["again"]!.ToJsonString()));
        Assert.Equal([1L, 3L, 3L], verdicts.Select(v => v!["process"]!["version"]!.GetValue<long>()));
        Assert.StartsWith("28 CFR 94.115", Text(verdicts[1]!["items"]![0]!["findings"]![0]!["source"]), StringComparison.Ordinal);
        Assert.Contains("protective-steps-taken.v1", timeline.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("26-CR-1", timeline.Text, StringComparison.Ordinal);
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
