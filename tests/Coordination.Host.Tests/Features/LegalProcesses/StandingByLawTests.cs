using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Host.Tests.Features.RoleViews;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.LegalProcesses;

/// <summary>What the law sends to an agency that lost its standing, and what it asks of one, over HTTP.</summary>
public sealed class StandingByLawTests : IDisposable
{
    private const string Welfare = "county-welfare", Plate = "plate 123", Number = "1-800-422-4453";
    private readonly CoordinationHost _host = new();
    private readonly DisclosureWorld _world;

    public StandingByLawTests() => _world = new DisclosureWorld(_host);

    private ApiClient Amina => _world.Advocate;
    private ApiClient Second => _host.As("bea.ortiz", "open-door", "advocate");
    private ApiClient Wren => _host.As("wren.cole", Welfare, "advocate");
    private ApiClient Office => _host.As("adam.office", "task-force-office", "administrator", "coordinator");

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("suspend", "the standing of the agency is suspended")]
    [InlineData("leave", "the agency left the task force")]
    [InlineData("agreements/end", "no agreement of the agency is in force")]
    public async Task A_report_to_a_recipient_without_access_goes_by_hand_and_the_answer_says_how(string how, string why)
    {
        await Begin();
        await Lose(how, Welfare);
        var disclosure = await BeginReport();

        var authorised = Text((await Amina.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok().Json["byHand"]);
        var made = Text((await Amina.Post($"/v1/disclosures/{disclosure}/make")).Ok().Json["byHand"]);

        Assert.Equal(authorised, made);
        Assert.Contains(why, made, StringComparison.Ordinal);
        Assert.Contains($"Child abuse line: {Number}.", made, StringComparison.Ordinal);
        var paper = (await Amina.Get($"/v1/disclosures/{disclosure}/page")).Ok().Text;
        Assert.Contains(Plate, paper, StringComparison.Ordinal);
        Assert.Contains(Welfare, paper, StringComparison.Ordinal);
        Assert.Equal("not-found", (await _world.Dana.Get($"/v1/disclosures/{disclosure}/page")).Problem);
        Assert.DoesNotContain(Plate, (await Wren.Get($"/v1/disclosures/{disclosure}")).Text, StringComparison.Ordinal);
        (await Amina.Post($"/v1/cases/{_world.Case}/items/{_world.Plate}/retract", new { reason = "It was another car." })).Ok();
        var letter = await Until($"/v1/disclosures/{disclosure}/letter");
        Assert.Equal((Welfare, true), (Text(letter["office"]), letter["foundWrong"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task A_copy_that_goes_by_hand_is_outstanding_until_it_was_handed_over_and_so_is_the_report()
    {
        await Begin();
        await Lose("suspend", Welfare);
        var disclosure = await BeginReport();
        var process = Text((await Amina.Get("/v1/processes")).Ok().Json["items"]![0]!["id"]);
        (await _host.As("bea.ortiz", DisclosureWorld.OpenDoor.Value, "advocate").Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        var due = (await Amina.Post($"/v1/disclosures/{disclosure}/make")).Ok().Json["handOverBy"]!.GetValue<DateTimeOffset>();

        var copy = (await Amina.Get($"/v1/disclosures/{disclosure}")).Ok().Json["handOver"]!;
        Assert.Equal((due, false, ByHand.ToDo, null), (copy["due"]!.GetValue<DateTimeOffset>(), copy["overdue"]!.GetValue<bool>(), Text(copy["toDo"]), copy["handedAt"]));
        var reminders = await RoleViewsTests.Until(Amina, "/v1/reminders", json => Kinds(json).Contains("handOverDue"));
        Assert.Equal(["handOverDue", "reportDue"], Kinds(reminders).Order());
        Assert.All(reminders["items"]!.AsArray(), reminder => Assert.Contains("hand it over", Text(reminder!["toDo"]), StringComparison.Ordinal));
        Assert.Equal(disclosure, Text((await Amina.Get("/v1/caseload/disclosures?status=handOverDue")).Ok().Json["items"]![0]!["disclosure"]));
        Assert.Equal(process, Text((await Amina.Get("/v1/processes?status=handingOver")).Ok().Json["items"]![0]!["id"]));
        Assert.Equal("toHandOver", Text((await Amina.Get($"/v1/processes/{process}")).Ok().Json["authorities"]![0]!["standing"]));
        Assert.Equal("end", (await Amina.Post($"/v1/processes/{process}/close", new { end = "answered" })).Field);
        var told = (await Amina.Get($"/v1/survivors/{_world.Survivor}/accounting")).Ok().Json["disclosures"]![0]!;
        Assert.Equal((true, null), (told["byHand"]!.GetValue<bool>(), told["handedOver"]));
        Assert.Equal("handedAt", (await Amina.Post($"/v1/disclosures/{disclosure}/handed-over", new { to = "The clerk", through = "inPerson", handedAt = _host.Time.GetUtcNow().AddMinutes(-9) })).Field);
        Assert.Equal("not-found", (await _host.As("lou.marsh", DisclosureWorld.Sheriff.Value, "advocate").Post($"/v1/disclosures/{disclosure}/handed-over", new { to = "The clerk", through = "inPerson" })).Problem);

        Assert.Equal("handedBy", (await Amina.Post($"/v1/disclosures/{disclosure}/handed-over", new { to = "The clerk", through = "inPerson", handedBy = "lou.marsh" })).Field);
        (await Amina.Post($"/v1/disclosures/{disclosure}/handed-over", new { to = "The clerk", through = "inPerson", handedBy = "bea.ortiz" })).Ok();
        Assert.Equal("wrong-state", (await Amina.Post($"/v1/disclosures/{disclosure}/handed-over", new { to = "The clerk", through = "inPerson", handedBy = "amina" })).Problem);

        Assert.Empty(Kinds(await RoleViewsTests.Until(Amina, "/v1/reminders", json => Kinds(json).Count == 0)));
        copy = (await Amina.Get($"/v1/disclosures/{disclosure}")).Ok().Json["handOver"]!;
        Assert.Equal(("bea.ortiz", "The clerk", null), (Text(copy["handedBy"]), Text(copy["to"]), copy["toDo"]));
        Assert.Equal("handedOver", Text((await Amina.Get("/v1/caseload/disclosures")).Ok().Json["items"]![0]!["progress"]));
        Assert.Equal("The clerk", Text((await Amina.Get($"/v1/survivors/{_world.Survivor}/accounting")).Ok().Json["disclosures"]![0]!["handedOver"]!["to"]));
        (await Amina.Post($"/v1/processes/{process}/close", new { end = "answered" })).Ok();
    }

    private static List<string> Kinds(JsonNode reminders) => [.. reminders["items"]!.AsArray().Select(item => Text(item!["kind"])).Where(kind => kind is "handOverDue" or "reportDue")];

    [Fact]
    public async Task Once_its_standing_is_restored_the_copy_is_read_here_and_no_longer_printed_by_the_custodian()
    {
        await Begin();
        await Lose("suspend", Welfare);
        var disclosure = await BeginReport();
        (await Amina.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        (await Amina.Post($"/v1/disclosures/{disclosure}/make")).Ok();

        (await Office.Post($"/v1/agencies/{Welfare}/restore", new { reason = "It answered." })).Ok();

        Assert.Contains(Plate, (await Wren.Get($"/v1/disclosures/{disclosure}")).Ok().Text, StringComparison.Ordinal);
        Assert.Equal("not-found", (await Amina.Get($"/v1/disclosures/{disclosure}/page")).Problem);
    }

    [Fact]
    public async Task A_report_to_a_recipient_with_access_says_nothing_of_paper()
    {
        await Begin();
        var disclosure = await BeginReport();

        Assert.Null((await Amina.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok().Json["byHand"]);
        Assert.Null((await Amina.Post($"/v1/disclosures/{disclosure}/make")).Ok().Json["byHand"]);
        Assert.Equal("not-found", (await Amina.Get($"/v1/disclosures/{disclosure}/page")).Problem);
    }

    [Fact]
    public async Task An_order_of_a_court_to_a_suspended_prosecutor_goes_by_hand_as_to_a_court_that_never_joined()
    {
        await Begin();
        await Lose("suspend", DisclosureWorld.Attorney.Value);
        foreach (var authority in new[] { DisclosureWorld.Attorney.Value, "superior-court" })
        {
            var disclosure = await BeginOrder(authority, []);
            (await Second.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
            var byHand = Text((await Amina.Post($"/v1/disclosures/{disclosure}/make")).Ok().Json["byHand"]);

            Assert.Contains("Print the copy", byHand, StringComparison.Ordinal);
            Assert.DoesNotContain(Number, byHand, StringComparison.Ordinal);
            Assert.Contains(Plate, (await Amina.Get($"/v1/disclosures/{disclosure}/page")).Ok().Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_suspended_agency_obeys_a_court_that_ruled_on_its_standing_and_does_nothing_else()
    {
        await Begin();
        var before = (await Amina.Post("/v1/disclosures", new { @case = _world.Case, agency = DisclosureWorld.Sheriff.Value, person = "dana.whitfield", purpose = "investigation" })).Ok().Id;
        var received = await _world.Ask();
        await Lose("suspend", DisclosureWorld.OpenDoor.Value);

        var disclosure = await BeginOrder("superior-court", [new { subject = "standing", items = new[] { _world.Plate } }]);
        (await Second.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        (await Amina.Post($"/v1/disclosures/{disclosure}/make")).Ok();

        Assert.Contains(Plate, (await Amina.Get($"/v1/disclosures/{disclosure}/page")).Ok().Text, StringComparison.Ordinal);
        Assert.Equal("made", Text((await Amina.Get($"/v1/disclosures/{disclosure}")).Ok().Json["status"]));
        var items = new[] { new { item = _world.Plate, mode = "identifiedVerbatim" } };
        ApiReply[] others =
        [
            await Amina.Post("/v1/disclosures", new { @case = _world.Case, agency = DisclosureWorld.Sheriff.Value, person = "dana.whitfield", purpose = "investigation" }),
            await Amina.Post($"/v1/disclosures/{before}/authorise", new { items }), await Amina.Post($"/v1/disclosures/{before}/make"), await Amina.Get($"/v1/disclosures/{before}"),
            await Amina.Post($"/v1/disclosures/{Guid.NewGuid()}/authorise", new { items }), await Amina.Get($"/v1/disclosures/{Guid.NewGuid()}"), await Amina.Get($"/v1/disclosures/{Guid.NewGuid()}/page"),
            await Amina.Post($"/v1/disclosures/{received.Ok().Id}/match", new { @case = _world.Case }), await Amina.Get($"/v1/disclosures/{disclosure}/letter"),
        ];
        Assert.All(others, other => Assert.Equal("suspended", other.Problem));
        Assert.Single(others.Select(other => other.Json["detail"]!.GetValue<string>()).Distinct());
    }

    [Fact]
    public async Task An_order_that_did_not_rule_on_the_standing_of_a_suspended_agency_waits_and_a_duty_is_said_to_stand()
    {
        await Begin();
        await Lose("suspend", DisclosureWorld.OpenDoor.Value);

        var ordered = await Second.Post($"/v1/disclosures/{await BeginOrder("superior-court", [])}/authorise", new { });
        var reported = await Amina.Post($"/v1/disclosures/{await BeginReport()}/authorise", new { });

        Assert.Equal("held", ordered.Problem);
        Assert.Contains(HoldReasons.Known("CG-40", "ruling")!.Text, Text(ordered.Json["detail"]), StringComparison.Ordinal);
        Assert.Equal("consent-required", reported.Problem);
        Assert.Contains("or somebody is suspended", reported.Text, StringComparison.Ordinal);
        Assert.Contains($"Your duty to report stands. This only means that it does not go from here. Child abuse line: {Number}.", reported.Text, StringComparison.Ordinal);
    }

    private async Task Begin()
    {
        await _world.Begin();
        var now = _host.Time.GetUtcNow();
        await _world.Join(new(Welfare), AgencyKind.ChildWelfare, [PolicyProfile.ChildWelfare], new PersonId("wren.cole"));
        await _world.WriteAgency(DisclosureWorld.OpenDoor, new AgencyProfilesSet(now.AddDays(-1), [PolicyProfile.Vawa]));
        await _world.WriteTaskForce(
            new MemberAgencyAdded(new(Welfare)), new MemberAgencyAdded(new("task-force-office")), new RuleSetAdopted(now.AddDays(-1), "2026-2"),
            new JurisdictionTableLoaded(now.AddDays(-1), new JurisdictionTable
            {
                Jurisdiction = "us-nc",
                Name = "North Carolina",
                Version = "test",
                Duties = [new TableDuty(ReportKind.ChildAbuse, null, [ReporterRole.Anyone], AuthorityKind.ChildWelfare, [InformationCategory.ExploiterInformation], 24, "N.C.G.S. 7B-301", Certainty.Text)],
                Hotlines = [new Hotline(ReportKind.ChildAbuse, "Child abuse line", Number, "a page of the state")],
            }, [new AuthorityNamed(AuthorityKind.ChildWelfare, new(Welfare))], new PersonId("adam.office")));
    }

    private async Task Lose(string how, string agency) =>
        (await Office.Post($"/v1/agencies/{agency}/{how}", how == "agreements/end" ? new { reference = "MOU-1", reason = "It was broken." } : new { reason = "It was broken." })).Ok();

    private async Task<string> BeginReport()
    {
        var process = (await Amina.Post("/v1/processes", new
        {
            kind = "mandatedReport",
            @case = _world.Case,
            authority = new { agency = Welfare },
            issuedBy = "General Assembly",
            reference = "7B-301",
            names = new { items = new[] { _world.Plate }, categories = Array.Empty<string>() },
            duty = new { role = "anyone", jurisdiction = "us-nc" },
            report = "childAbuse",
            learnedAt = _host.Time.GetUtcNow(),
        })).Ok().Id;
        return await Answer(process);
    }

    private async Task<string> BeginOrder(string authority, object[] rulings)
    {
        var process = (await Amina.Post("/v1/processes", new
        {
            kind = "courtOrder",
            @case = _world.Case,
            authority = new { agency = authority },
            issuedBy = "Superior Court",
            reference = "26-CR-1",
            names = new { items = new[] { _world.Plate }, categories = Array.Empty<string>() },
            rulings,
        })).Ok().Id;
        (await Amina.Post($"/v1/processes/{process}/survivor-told", new { through = "inPerson" })).Ok();
        (await Amina.Post($"/v1/processes/{process}/protective-steps", new { steps = new[] { "sealedFiling" } })).Ok();
        return await Answer(process);
    }

    private async Task<string> Answer(string process) => (await Amina.Post("/v1/disclosures/by-process", new { process, purpose = "investigation" })).Ok().Id;

    private async Task<JsonNode> Until(string address)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await Amina.Get(address) is { Status: System.Net.HttpStatusCode.OK } found)
                return found.Json;
            await Task.Delay(25, limit.Token);
        }
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
