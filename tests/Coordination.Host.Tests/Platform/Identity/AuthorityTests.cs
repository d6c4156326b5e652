using System.Net;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Identity;

/// <summary>What a role is worth without the agency that gives it, on a log that alone says who belongs to the task force.</summary>
public sealed class AuthorityTests : IDisposable
{
    private const string Office = "task-force-office";

    private readonly CoordinationHost _host;

    public AuthorityTests() => _host = new CoordinationHost { MembersAreGiven = false }.With("TaskForce:AuditAgencies", "independent-audit");

    private ApiClient Administrator => _host.As("imani", Office, "administrator");
    private ApiClient Coordinator => _host.As("rosa", Office, "coordinator");

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Before_there_is_a_task_force_the_founding_agency_forms_it_and_nobody_else_does_anything()
    {
        var form = new { name = "Theirs", jurisdiction = "Elsewhere", coordinatingAgency = "county-sheriff" };
        foreach (var role in new[] { "coordinator", "administrator", "advocate", "partner", "auditor" })
        {
            var denied = await _host.As("dana", "county-sheriff", role).Post("/v1/task-force", form);
            Assert.Equal(("not-a-member", HttpStatusCode.Forbidden), (denied.Problem, denied.Status));
        }
        Assert.Equal("forbidden", (await _host.As("imani", Office, "advocate").Post("/v1/task-force", form)).Problem);
        (await Administrator.Post("/v1/task-force", new { name = "Ours", jurisdiction = "Here", coordinatingAgency = "council-of-agencies" })).Ok();

        Assert.Equal("not-a-member", (await Administrator.Post("/v1/agencies", Agency("open-door"))).Problem); // it founded, and another agency coordinates
        (await _host.As("kim", "council-of-agencies", "administrator").Post("/v1/agencies", Agency("open-door"))).Ok();
    }

    [Fact]
    public async Task A_stranger_is_told_the_same_whatever_they_ask_for_and_whether_or_not_it_exists()
    {
        await Form();
        await Join("open-door");
        var survivor = (await _host.As("amina", "open-door", "advocate").Post("/v1/survivors", new { calledBy = "Marisol" })).Ok().Id;
        var stranger = _host.As("amina", "no-such-agency", "advocate", "coordinator", "counsel", "partner", "administrator", "auditor", "survivor");
        var first = await stranger.Get($"/v1/survivors/{survivor}");
        Assert.Equal("not-a-member", first.Problem);
        foreach (var path in new[] { $"/v1/survivors/{Guid.NewGuid()}", "/v1/me", "/v1/task-force", "/v1/caseload", "/v1/audit/streams/taskforce", "/v1/log/checkpoint", "/v1/ledger", "/v1/agencies/open-door" })
            Assert.Equal(first.Text, (await stranger.Get(path)).Text);
    }

    [Fact]
    public async Task An_auditor_counts_only_in_an_audit_body_and_a_role_that_does_not_count_gives_nothing()
    {
        await Form();
        await Join("county-sheriff");
        (await _host.As("noor", "independent-audit", "auditor").Get("/v1/audit/streams/taskforce")).Ok();
        Assert.Equal("forbidden", (await _host.As("noor", "county-sheriff", "auditor").Get("/v1/audit/streams/taskforce")).Problem);
        Assert.Equal("forbidden", (await _host.As("noor", "independent-audit", "auditor", "advocate").Get("/v1/caseload")).Problem);
        var me = (await _host.As("dana", "county-sheriff", "partner", "coordinator", "auditor").Get("/v1/me")).Ok().Json;
        Assert.Equal(("[\"partner\"]", "member"), (me["roles"]!.ToJsonString(), me["standing"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Standing_counts_from_the_next_request_on_every_host()
    {
        await Form();
        await Join("county-sheriff");
        using var other = new CoordinationHost { Database = _host.Database, MembersAreGiven = false, KeyFolder = _host.KeyFolder };
        var there = other.As("dana", "county-sheriff", "partner");
        for (var round = 0; round < 5; round++)
        {
            (await there.Get("/v1/inbox")).Ok();
            (await Administrator.Post("/v1/agencies/county-sheriff/suspend", new { reason = "under review" })).Ok();
            Assert.Equal("suspended", (await there.Get("/v1/inbox")).Problem);
            (await Administrator.Post("/v1/agencies/county-sheriff/restore", new { reason = "reviewed" })).Ok();
        }
        (await there.Get("/v1/inbox")).Ok();
        (await Administrator.Post("/v1/agencies/county-sheriff/leave", new { reason = "of its own will" })).Ok();
        Assert.Equal("not-a-member", (await there.Get("/v1/inbox")).Problem);
        Assert.Equal("left", (await there.Get("/v1/me")).Ok().Json["standing"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_coordinating_agency_can_restore_itself_and_reads_nothing_meanwhile()
    {
        await Form();
        await Join(Office);
        (await Administrator.Post($"/v1/agencies/{Office}/suspend", new { reason = "a mistake" })).Ok();
        Assert.Equal("suspended", (await Coordinator.Get("/v1/inbox")).Problem);
        (await Administrator.Post($"/v1/agencies/{Office}/restore", new { reason = "it was one" })).Ok();
        (await Coordinator.Get("/v1/inbox")).Ok();
    }

    [Fact]
    public async Task A_key_means_one_command_within_an_agency_and_another_one_in_another()
    {
        await Form();
        await Join("open-door");
        await Join("harbor-house");
        var body = new { calledBy = "Marisol" };
        var here = (await _host.As("amina", "open-door", "advocate").Post("/v1/survivors", body, "one-key")).Ok();
        var there = (await _host.As("amina", "harbor-house", "advocate").Post("/v1/survivors", body, "one-key")).Ok();
        Assert.NotEqual(here.Id, there.Id);
        (await _host.As("amina", "open-door", "advocate").Get($"/v1/survivors/{here.Id}")).Ok();
        (await _host.As("amina", "harbor-house", "advocate").Get($"/v1/survivors/{there.Id}")).Ok();
        Assert.Equal(here.Id, (await _host.As("amina", "open-door", "advocate").Post("/v1/survivors", body, "one-key")).Ok().Id);
        Assert.Equal(there.Id, (await _host.As("amina", "harbor-house", "advocate").Post("/v1/survivors", body, "one-key")).Ok().Id);
    }

    private Task Form() => Form(_host);

    private static async Task Form(CoordinationHost host)
    {
        (await host.As("imani", Office, "administrator").Post("/v1/task-force", new { name = "Ours", jurisdiction = "Here", coordinatingAgency = Office })).Ok();
        await Join(host, "county-sheriff");
    }

    private Task Join(string agency) => Join(_host, agency);

    private static async Task Join(CoordinationHost host, string agency) => (await host.As("imani", Office, "administrator").Post("/v1/agencies", Agency(agency), key: $"join-{agency}")).Ok();

    private static object Agency(string agency) => new { agency, name = agency, kind = "victimServices", profiles = Array.Empty<string>() };

    private static Task<ApiReply> Send(ApiClient client, string method, string path, object body) => method == "GET" ? client.Get(path) : client.Post(path, body);

    /// <summary>None of it is done, so that one task force is enough for all.</summary>
    public sealed class RunningTheTaskForceTests(RunningTheTaskForceTests.Formed formed) : IClassFixture<RunningTheTaskForceTests.Formed>
    {
        public static TheoryData<string, string, object> WaysToRunTheTaskForce { get; } = new()
        {
            { "POST", "/v1/task-force", new { name = "Another", jurisdiction = "Elsewhere", coordinatingAgency = "county-sheriff" } },
            { "POST", "/v1/task-force/policy", new { settings = new { longestReleaseDays = 3650, quorumMembers = 1, recallDays = 300 } } },
            { "POST", "/v1/task-force/rule-set", new { ruleSet = "2026-02" } },
            { "POST", "/v1/task-force/tables", new { table = new { jurisdiction = "us" } } },
            { "POST", "/v1/task-force/agenda-templates/retire", new { name = "usual" } },
            { "POST", "/v1/agencies", new { agency = "friends", name = "Friends", kind = "legal", profiles = Array.Empty<string>() } },
            { "GET", "/v1/agencies/open-door", new { } },
            { "POST", "/v1/agencies/open-door/suspend", new { reason = "because" } },
            { "POST", "/v1/agencies/open-door/restore", new { reason = "because" } },
            { "POST", "/v1/agencies/open-door/leave", new { reason = "because" } },
            { "POST", "/v1/agencies/open-door/trainings", new { person = "dana", validUntil = "2035-01-01T00:00:00Z" } },
            { "POST", "/v1/agencies/open-door/agreements", new { reference = "M", ends = "2035-01-01T00:00:00Z" } },
            { "GET", "/v1/council/changes", new { } },
            { "GET", "/v1/accountability/agencies", new { } },
            { "GET", "/v1/outcomes", new { } },
            { "GET", "/v1/board", new { } },
        };

        [Theory, MemberData(nameof(WaysToRunTheTaskForce))]
        public async Task Nobody_runs_the_task_force_but_people_of_the_agency_that_coordinates_it(string method, string path, object body)
        {
            foreach (var role in new[] { "coordinator", "administrator" })
            {
                Assert.Equal("forbidden", (await Send(formed.Host.As("dana", "county-sheriff", role), method, path, body)).Problem);
                Assert.Equal("not-a-member", (await Send(formed.Host.As("else", "no-such-agency", role), method, path, body)).Problem);
            }
        }

        /// <summary>A host whose task force has the office and one member.</summary>
        public sealed class Formed : IAsyncLifetime
        {
            public CoordinationHost Host { get; } = new CoordinationHost { MembersAreGiven = false }.With("TaskForce:AuditAgencies", "independent-audit");

            public async ValueTask InitializeAsync() => await Form(Host);

            public ValueTask DisposeAsync() => Host.DisposeAsync();
        }
    }
}
