using System.Text.Json.Nodes;
using Coordination.Host.Tests.Features.Consent;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.TaskForce;

/// <summary>An agency that a table names and that has left receives no report: whoever reads the tables sees it.</summary>
public sealed class AuthoritiesThatLeftTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    [Fact]
    public async Task The_tables_say_which_agencies_that_they_name_have_left_the_task_force_since()
    {
        var world = await new ConsentWorld(host).Begin();
        async Task Join() => (await world.Admin.Post("/v1/agencies", new { agency = "lake-welfare", name = "Lake child welfare", kind = "childWelfare", profiles = new[] { "childWelfare" } })).Ok();
        async Task<IEnumerable<string>> Left() =>
            (await world.Detective.Get("/v1/task-force/tables")).Ok().Json["inForce"]!.AsArray().Single()!["leftSince"]!.AsArray().Select(agency => agency!.GetValue<string>());
        await Join();
        var table = JsonNode.Parse(File.ReadAllText(Path.Combine(Snapshot.RepositoryRoot, "law", "us-nc.json")))!;
        (await world.Admin.Post("/v1/task-force/tables", new { table, authorities = new[] { new { kind = "childWelfare", agency = "lake-welfare" }, new { kind = "lawEnforcement", agency = "county-sheriff" } } })).Ok();

        Assert.Empty(await Left());
        (await world.Admin.Post("/v1/agencies/lake-welfare/leave", new { reason = "moved away" })).Ok();
        Assert.Equal(["lake-welfare"], await Left());
        await Join();
        Assert.Empty(await Left());
    }
}
