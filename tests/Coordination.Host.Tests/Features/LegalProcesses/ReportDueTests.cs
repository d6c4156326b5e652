using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Gate;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.LegalProcesses;

/// <summary>Until when a report is to be made: in the answer that records it, in the list, in the process and in the reminders, for the agency that makes it and nobody else.</summary>
public sealed class ReportDueTests : IDisposable
{
    private static readonly AgencyId Welfare = new("county-welfare");

    private readonly AdjustableTime _time = new(new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly CoordinationHost _host;
    private readonly DisclosureWorld _world;

    public ReportDueTests()
    {
        _host = new CoordinationHost { InMemory = new(), Time = _time, TokenTime = _time };
        _world = new DisclosureWorld(_host);
    }

    private DateTimeOffset Now => _time.GetUtcNow();

    private ApiClient Worker => _host.As("wren.cole", "county-welfare", "advocate");

    public void Dispose() => _host.Dispose();

    private JurisdictionTableLoaded Table(int hours, int fromHours) => new(
        Now.AddHours(fromHours), new JurisdictionTable
        {
            Jurisdiction = "us",
            Name = "United States",
            Version = $"within {hours}",
            Duties =
            [
                new TableDuty(ReportKind.MissingFromCare, [AgencyKind.ChildWelfare], null, AuthorityKind.LawEnforcement, [InformationCategory.Identity], hours, "42 USC 671(a)(35)(B)", Certainty.Text),
                new TableDuty(ReportKind.MissingFromCare, [AgencyKind.ChildWelfare], null, AuthorityKind.MissingChildrenCenter, [InformationCategory.Identity], hours, "42 USC 671(a)(35)(B), the center", Certainty.Text),
                new TableDuty(ReportKind.ChildAbuse, null, null, AuthorityKind.LawEnforcement, [InformationCategory.Identity], null, "a code that says at once", Certainty.Text),
            ],
        }, [new AuthorityNamed(AuthorityKind.LawEnforcement, DisclosureWorld.Sheriff)], new PersonId("imani.cole"));

    private async Task<(string Case, string Who)> Child(params JurisdictionTableLoaded[] tables)
    {
        await _world.FormTaskForce();
        await _world.Join(Welfare, AgencyKind.ChildWelfare, [PolicyProfile.ChildWelfare], new PersonId("wren.cole"));
        await _world.WriteTaskForce([new MemberAgencyAdded(Welfare), new RuleSetAdopted(Now.AddDays(-9), "2026-2"), .. tables]);
        var survivor = (await Worker.Post("/v1/survivors", new { calledBy = "Jo" })).Ok().Id;
        (await Worker.Post($"/v1/consent/{survivor}")).Ok();
        var @case = (await Worker.Post("/v1/cases", new { survivor, ownDescription = "Placed in care." })).Ok().Id;
        return (@case, (await Worker.Post($"/v1/cases/{@case}/items", new { category = "identity", sensitivity = "identifying", verbatim = "Jo, red jacket" })).Ok().Id);
    }

    private Task<ApiReply> Record((string Case, string Who) child, DateTimeOffset? learnedAt, string report = "missingFromCare") => Worker.Post("/v1/processes", new
    {
        kind = "mandatedReport",
        @case = child.Case,
        authority = new { agency = DisclosureWorld.Sheriff.Value },
        issuedBy = "Congress",
        reference = "42 USC 671(a)(35)(B)",
        names = new { items = new[] { child.Who }, categories = Array.Empty<string>() },
        duty = new { role = "childWelfareWorker", jurisdiction = "us" },
        report,
        learnedAt,
    });

    private async Task<JsonNode?> Reminder(string process, Func<JsonNode?, bool> asItShouldBe, ApiClient? who = null) => Of(await Features.RoleViews.RoleViewsTests.Until(who ?? Worker, "/v1/reminders?days=30", json => asItShouldBe(Of(json, process))), process);

    private static JsonNode? Of(JsonNode reminders, string process) => Of(reminders, process, null);

    private static JsonNode? Of(JsonNode reminders, string process, string? authority) =>
        reminders["items"]!.AsArray().SingleOrDefault(item => Text(item!["kind"]) == "reportDue" && Text(item["id"]) == process && item["authority"]?.GetValue<string>() == authority);

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    [Fact]
    public async Task Who_records_a_duty_reads_until_when_and_is_reminded_before_it_and_after_it_until_it_was_made()
    {
        var child = await Child(Table(24, fromHours: -99));
        var learned = Now.AddHours(-3);

        var recorded = (await Record(child, learned)).Ok();

        var process = recorded.Id;
        var (time, due) = (recorded.Json["time"]!, learned.AddHours(24));
        Assert.Equal((due, false, learned, "within 24"), (time["due"]!.GetValue<DateTimeOffset>(), time["overdue"]!.GetValue<bool>(), time["learnedAt"]!.GetValue<DateTimeOffset>(), Text(time["table"])));
        Assert.Equal("Report it by 2026-06-02 05:00 UTC, within 24 hours of when your agency learned of it (42 USC 671(a)(35)(B)).", Text(time["said"]));
        Assert.Equal("missingChildrenCenter", Text(Assert.Single(recorded.Json["alsoTo"]!.AsArray())!["authority"]));
        Assert.Equal(time.ToJsonString(), (await Worker.Get($"/v1/processes/{process}")).Ok().Json["time"]!.ToJsonString());

        Assert.False((await Reminder(process, found => found is not null))!["overdue"]!.GetValue<bool>());
        _time.Advance(due - Now - TimeSpan.FromSeconds(1));
        Assert.False((await Reminder(process, found => found is not null))!["overdue"]!.GetValue<bool>());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await Reminder(process, found => found is not null))!["overdue"]!.GetValue<bool>());
        Assert.Equal((due, true), Line(await Worker.Get("/v1/processes"), process));
        Assert.NotNull(await Reminder(process, found => found is not null, _host.As("kim.ito", "county-welfare", "counsel")));

        var disclosure = (await Worker.Post("/v1/disclosures/by-process", new { process, purpose = "investigation" })).Ok().Id;
        (await Worker.Post($"/v1/disclosures/{disclosure}/authorise", new { })).Ok();
        Assert.NotNull(await Reminder(process, found => found is not null));
        (await Worker.Post($"/v1/disclosures/{disclosure}/make")).Ok();
        Assert.Null(await Reminder(process, found => found is null));
        Assert.Contains("nothing is due", Text((await Worker.Get($"/v1/processes/{process}")).Ok().Json["time"]!["said"]), StringComparison.Ordinal);

        // The center is another item of the same duty: it is told by itself.
        var reminders = (await Worker.Get("/v1/reminders?days=30")).Ok().Json;
        Assert.Contains("National Center for Missing and Exploited Children", Text(Of(reminders, process, "missingChildrenCenter")!["toDo"]), StringComparison.Ordinal);
        Assert.Equal((due, true), Line(await Worker.Get("/v1/processes?status=otherAuthorities"), process));
        Assert.Equal(["told", "outstanding"], (await Worker.Get($"/v1/processes/{process}")).Ok().Json["authorities"]!.AsArray().Select(item => Text(item!["standing"])));
        var early = await Worker.Post($"/v1/processes/{process}/close", new { end = "answered" });
        Assert.Equal(("wrong-state", "end"), (early.Problem, early.Field));
        Assert.Contains("not-required", early.Text, StringComparison.Ordinal);
        Assert.Equal("to", (await Worker.Post($"/v1/processes/{process}/made", new { through = "telephone", authority = "missingChildrenCenter" })).Field);
        (await Worker.Post($"/v1/processes/{process}/made", new { through = "telephone", authority = "missingChildrenCenter", to = new { agency = "missing-children" } })).Ok();
        Assert.DoesNotContain(process, (await Features.RoleViews.RoleViewsTests.Until(Worker, "/v1/reminders?days=30", json => Of(json, process, "missingChildrenCenter") is null)).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((due, false), Line(await Worker.Get("/v1/processes"), process));
        (await Worker.Post($"/v1/processes/{process}/close", new { end = "answered" })).Ok();
        var survivor = Text((await Worker.Get($"/v1/processes/{process}")).Ok().Json["survivor"]);
        Assert.Equal(["county-sheriff", "missing-children"], (await Worker.Get($"/v1/survivors/{survivor}/accounting")).Ok().Json["disclosures"]!.AsArray().Select(one => Text(one!["recipient"]!["agency"])).Order());
    }

    [Fact]
    public async Task Where_the_table_was_loaded_after_it_was_learned_it_counts_and_the_answer_names_it()
    {
        var child = await Child();
        var before = (await Record(child, Now.AddHours(-3))).Ok();
        await _world.WriteTaskForce(Table(24, fromHours: 0));
        _time.Advance(TimeSpan.FromMinutes(1));
        var learned = Now.AddHours(-3);

        var since = (await Record(child, learned)).Ok().Json["time"]!;

        Assert.Contains("No table of the law of us was in force when this was recorded", Text(before.Json["time"]!["said"]), StringComparison.Ordinal);
        Assert.Equal((learned.AddHours(24), "within 24"), (since["due"]!.GetValue<DateTimeOffset>(), Text(since["table"])));
        Assert.Contains("by the table within 24, the first one, in force since 2026-06-01 08:00 UTC", Text(since["said"]), StringComparison.Ordinal);
        var atOnce = (await Reminder(before.Id, found => found is not null))!;
        Assert.False(atOnce["overdue"]!.GetValue<bool>());
        Assert.Contains("Report it", Text(atOnce["toDo"]), StringComparison.Ordinal);
        (await Worker.Post($"/v1/processes/{before.Id}/made", new { through = "telephone", at = Now.AddMinutes(-1) })).Ok();
        Assert.Null(await Reminder(before.Id, found => found is null));
    }

    [Fact]
    public async Task Another_authority_is_told_by_a_process_of_its_own_and_is_outstanding_again_where_that_ends_without_it()
    {
        var child = await Child(Table(24, fromHours: -99));
        var first = (await Record(child, Now.AddHours(-3))).Ok().Id;
        Task<ApiReply> Second() => Worker.Post("/v1/processes", new
        {
            kind = "mandatedReport",
            @case = child.Case,
            authority = new { agency = "missing-children" },
            issuedBy = "Congress",
            reference = "42 USC 671(a)(35)(B)",
            names = new { items = new[] { child.Who }, categories = Array.Empty<string>() },
            duty = new { role = "childWelfareWorker", jurisdiction = "us" },
            report = "missingFromCare",
            learnedAt = Now.AddHours(-3),
            besides = new { process = first, authority = "missingChildrenCenter" },
        });

        var second = (await Second()).Ok();

        Assert.Null(second.Json["alsoTo"]);
        Assert.Equal("besides.authority", (await Second()).Field);
        await Features.RoleViews.RoleViewsTests.Until(Worker, "/v1/reminders?days=30", json => Of(json, first, "missingChildrenCenter") is null && Of(json, second.Id, null) is not null);
        Assert.Equal(second.Id, Text((await Worker.Get($"/v1/processes/{first}")).Ok().Json["authorities"]![1]!["process"]));
        (await Worker.Post($"/v1/processes/{second.Id}/close", new { end = "recordedInError" })).Ok();
        await Features.RoleViews.RoleViewsTests.Until(Worker, "/v1/reminders?days=30", json => Of(json, first, "missingChildrenCenter") is not null && Of(json, second.Id, null) is null);
        (await Worker.Post($"/v1/processes/{first}/not-required", new { authority = "missingChildrenCenter", why = "The police enter it." })).Ok();
        await Features.RoleViews.RoleViewsTests.Until(Worker, "/v1/caseload/reports", json => json["items"]!.AsArray() is [var only] && only!["elsewhere"] is null);
    }

    [Fact]
    public async Task Reminders_of_one_duty_that_are_due_at_one_instant_are_each_on_a_page()
    {
        var child = await Child(Table(24, fromHours: -99));
        var processes = new[] { (await Record(child, Now.AddHours(-3))).Ok().Id, (await Record(child, Now.AddHours(-3))).Ok().Id };
        await Features.RoleViews.RoleViewsTests.Until(Worker, "/v1/reminders?days=30", json => processes.All(process => Of(json, process, "missingChildrenCenter") is not null));

        List<string> seen = [];
        for (string? next = ""; next is not null;)
        {
            var page = (await Worker.Get($"/v1/reminders?days=30&limit=1{next}")).Ok().Json;
            seen.AddRange(page["items"]!.AsArray().Select(item => $"{Text(item!["id"])} {item["authority"]}"));
            next = page["next"]?.GetValue<string>() is { } after ? $"&after={Uri.EscapeDataString(after)}" : null;
        }

        Assert.Equal(processes.SelectMany(process => new[] { $"{process} ", $"{process} missingChildrenCenter" }).Order(), seen.Order());
    }

    [Fact]
    public async Task A_table_that_changes_later_moves_nothing_and_the_one_in_force_when_it_was_learned_counts()
    {
        var child = await Child(Table(48, fromHours: -99), Table(24, fromHours: -2));
        var before = (await Record(child, Now.AddHours(-3))).Ok();
        var since = (await Record(child, Now.AddHours(-1))).Ok();

        await _world.WriteTaskForce(Table(2, fromHours: 0));

        Assert.Equal((Now.AddHours(45), "within 48"), await Due(before.Id));
        Assert.Equal((Now.AddHours(23), "within 24"), await Due(since.Id));
        Assert.Equal(Now.AddHours(45), (await Reminder(before.Id, found => found is not null))!["due"]!.GetValue<DateTimeOffset>());

        async Task<(DateTimeOffset, string)> Due(string process) => (await Worker.Get($"/v1/processes/{process}")).Ok().Json["time"] is { } time ? (time["due"]!.GetValue<DateTimeOffset>(), Text(time["table"])) : default;
    }

    [Fact]
    public async Task Without_hours_in_the_table_nothing_is_due_and_where_there_are_hours_it_is_asked_when_it_was_learned()
    {
        var child = await Child(Table(24, fromHours: -99));

        var atOnce = (await Record(child, null, "childAbuse")).Ok();
        var unsaid = await Record(child, null);

        Assert.Equal("Report it at once: the law gives no number of hours (a code that says at once).", Text(atOnce.Json["time"]!["said"]));
        Assert.Null(atOnce.Json["time"]!["due"]);
        Assert.False((await Reminder(atOnce.Id, found => found is not null))!["overdue"]!.GetValue<bool>());
        Assert.Equal(("invalid-input", "learnedAt"), (unsaid.Problem, unsaid.Field));
        Assert.Contains("within 24 hours of that (42 USC 671(a)(35)(B))", unsaid.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_other_agency_sees_that_a_report_is_due()
    {
        var child = await Child(Table(24, fromHours: -99));
        string[] paths = ["/v1/reminders?days=30", "/v1/reminders?days=30&limit=1", "/v1/inbox", "/v1/board"];
        ApiClient[] others =
        [
            _world.Dana, _world.Advocate, _host.As("lou.marsh", "county-sheriff", "counsel"), _host.As("imani.cole", "task-force-office", "coordinator"), _host.As("pat.lee", "county-welfare", "partner"),
        ];
        var first = (await Record(child, Now.AddHours(-3))).Ok().Id;
        await Reminder(first, found => found is not null);
        var before = await Seen();

        var second = (await Record(child, Now.AddHours(-30))).Ok().Id;
        await Reminder(second, found => found is not null);

        Assert.Equal(before, await Seen());
        Assert.DoesNotContain(before, seen => seen.Contains("reportDue", StringComparison.Ordinal));

        async Task<List<string>> Seen()
        {
            List<string> all = [];
            foreach (var other in others)
                foreach (var path in paths)
                    all.Add($"{path} {(await other.Get(path)).Text}");
            return all;
        }
    }

    private static (DateTimeOffset, bool) Line(ApiReply list, string process) =>
        list.Ok().Json["items"]!.AsArray().Single(line => Text(line!["id"]) == process) is { } line ? (line["due"]!.GetValue<DateTimeOffset>(), line["overdue"]!.GetValue<bool>()) : default;
}
