using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coordination.Host.Tests.Platform.Telemetry;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Identity;

/// <summary>
/// Who may do what, for every operation, role and relation, against the table that people read. What is expected comes from the table and
/// from the rules that stand above it, written out here a second time; nothing of it is asked of the code.
/// </summary>
public sealed class AuthorityTableTests
{
    private static readonly string[] Roles = ["coordinator", "administrator", "advocate", "partner", "counsel", "auditor", "survivor", "agencyAdministrator"];

    /// <summary>How many relations come before the agency that is unknown and the audit body.</summary>
    private static readonly int MembersRelations = AuthorityScene.Relations.Count - 2;

    /// <summary>
    /// What they act on is not in the scene: a message that was given up, a tree of the log, figures of a quarter, a second record or review, a letter where nothing is asked back by one. Whoever may do it is
    /// let in, and finds nothing; for everybody else it is as for any other operation.
    /// </summary>
    private static readonly string[] NothingToFind =
    [
        "POST /v1/webhooks/{endpoint}/dead-letters/{message}/send-again", "GET /v1/log/checkpoint", "GET /v1/log/tile/{path}", "GET /v1/log/proofs/{position}", "GET /v1/log/verification",
        "GET /v1/outcomes/{quarter}", "GET /v1/audit/outcomes/{quarter}", "POST /v1/consent/{survivor}/guardians/{guardian}", "POST /v1/consent/{survivor}/guardians/{guardian}/disqualify", "POST /v1/consent/{survivor}/separate",
        "POST /v1/reviews/{review}/decisions/{decision}/supersedes", "GET /v1/disclosures/{disclosure}/letter", "GET /v1/disclosures/{disclosure}/letter/page",
    ];

    [Fact, Trait("Sweep", "true")]
    public async Task Everybody_may_do_what_the_table_says_and_nothing_else()
    {
        using var scene = await AuthorityScene.Begin();
        var table = AuthorityTable.Read();
        List<string> wrong = [];
        var tried = 0;
        foreach (var (number, (operation, path, described)) in Operations(scene.Api).Index())
        {
            if (table.For(operation) is not { } row)
            {
                wrong.Add($"{operation}: no row");
                continue;
            }
            foreach (var relation in AuthorityScene.Relations)
            {
                foreach (var role in Roles)
                {
                    var expected = Expected(row, relation, role);
                    if (!Sweep.IsFull && !IsInSample(number, row, relation, role))
                        continue;
                    var found = await Try(scene, operation, path, described, relation, role);
                    tried++;
                    if (!Fits(expected, found, NothingToFind.Contains(operation)))
                        wrong.Add($"{operation}, {role}, {relation}: expected {expected}, got {found}");
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {tried}:\n{string.Join('\n', wrong)}");
        Assert.True(tried > Sweep.Of(4_000, 10_000), $"Only {tried} were tried.");
    }

    [Fact]
    public async Task The_table_has_a_row_for_every_operation_and_none_for_what_there_is_not()
    {
        using var host = new CoordinationHost();
        var operations = Operations((await host.WithToken(null).Get("/openapi/v1.json")).Ok().Json).Select(known => known.Operation).ToList();
        var table = AuthorityTable.Read();

        Assert.DoesNotContain(operations, operation => table.For(operation) is null);
        Assert.Empty(table.Rows.Where(row => !operations.Any(operation => row.IsGroup ? row.Covers(operation) : row.Key == operation)).Select(row => row.Key));
        Assert.Equal(table.Rows.Count, table.Rows.DistinctBy(row => row.Key).Count());
        Assert.All(table.Rows, row => Assert.Equal(AuthorityScene.Relations.Except([AuthorityScene.Audit]).Order(), row.Cells.Keys.Order()));
        Assert.All(table.Rows, row => Assert.Empty(row.Roles.Except(Roles)));
        Assert.All(NothingToFind, operation => Assert.Contains(operation, operations));
    }

    /// <summary>
    /// Of each operation, everybody to whom the table gives something is in the sample, and each role to which it gives nothing, in one relation in which
    /// the role counts; of those who count nowhere there, one role in turn.
    /// </summary>
    private static bool IsInSample(int operation, AuthorityTable.Row row, string relation, string role)
    {
        var at = AuthorityScene.Relations.ToList().IndexOf(relation);
        if (relation == AuthorityScene.Unknown || !Counts(relation, role))
            return (operation + at) % Roles.Length == Array.IndexOf(Roles, role);
        return row.Roles.Contains(role) || role is "coordinator" or "administrator" or "auditor" || (operation + Array.IndexOf(Roles, role)) % MembersRelations == at;
    }

    /// <summary>The rules above the table.</summary>
    private static string Expected(AuthorityTable.Row row, string relation, string role)
    {
        if (relation == AuthorityScene.Unknown)
            return "told";
        if (!Counts(relation, role) || !row.Roles.Contains(role))
            return "forbidden";
        // A survivor's own does not hang on how the agency stands that serves her; an audit body is independent.
        return role is "survivor" or "auditor" ? "yes" : InCell(row.Cells[relation], role);
    }

    private static bool Counts(string relation, string role) => role switch
    {
        "coordinator" or "administrator" => relation == AuthorityScene.Coordinating,
        "auditor" => relation == AuthorityScene.Audit,
        _ => relation != AuthorityScene.Audit,
    };

    // A cell says one thing for all, or "yes (advocate), 404": yes for those roles, the other for the rest.
    private static string InCell(string cell, string role)
    {
        foreach (var part in cell.Split(", "))
        {
            if (!part.Contains('(', StringComparison.Ordinal))
                return part;
            if (part[(part.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')').Split(' ').Contains(role))
                return part[..part.IndexOf(" (", StringComparison.Ordinal)];
        }
        throw new InvalidOperationException($"'{cell}' does not say what holds for {role}.");
    }

    // Where there is no tree and no database to read it from, that is a fault of the host, and not a refusal.
    private static bool Fits(string expected, string found, bool nothingToFind) =>
        expected == found || (nothingToFind && expected is "yes" && found is "404" or "500");

    /// <summary>What came of it, in the words of the table.</summary>
    private static async Task<string> Try(AuthorityScene scene, string operation, string path, JsonNode described, string relation, string role)
    {
        var reply = await Ask(scene, operation, path, described, relation, role);
        return ((int)reply.Status, reply.Problem) switch
        {
            (401, _) => "401",
            (403, "forbidden") => "forbidden",
            (403, "not-a-member") => relation == AuthorityScene.Unknown ? "told" : "closed",
            (403, "suspended") => "closed",
            (403, "not-yours") => "not yours",
            (404, _) => "404",
            (400, _) when operation.StartsWith("POST", StringComparison.Ordinal) => $"a body that is not understood: {reply.Text}",
            (405 or 415 or >= 500 and not 503, _) => $"{(int)reply.Status}",
            _ => "yes",
        };
    }

    private static async Task<ApiReply> Ask(AuthorityScene scene, string operation, string path, JsonNode described, string relation, string role)
    {
        var samples = new SampleBodies(scene.Api, "x");
        var things = scene.ThingsFor(relation);
        foreach (var (name, id) in things)
            samples.Use(name, id);
        if (path.StartsWith("/v1/reviews", StringComparison.Ordinal))
            samples.Use("item", things.GetValueOrDefault("agendaItem", things["item"]));
        if (path.Contains("/certifiers/", StringComparison.Ordinal))
            samples.Use("agency", AuthorityScene.AgencyOf(AuthorityScene.Addressee));
        var (address, body) = samples.Of(path, described);
        var request = new HttpRequestMessage(new HttpMethod(operation.Split(' ')[0]), address);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        if (Bodies.GetValueOrDefault(operation)?.Invoke(things) is { } written)
            body = JsonSerializer.SerializeToNode(written, JsonSerializerOptions.Web);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await scene.Who(relation, role).Send(request);
    }

    /// <summary>Bodies for what its description alone does not let one fill in.</summary>
    private static readonly Dictionary<string, Func<IReadOnlyDictionary<string, string>, object>> Bodies = new()
    {
        ["POST /v1/services/{survivor}/offers"] = _ => new { kind = "housing" },
        ["POST /v1/relief/{relief}/certifiers"] = _ => new { certifier = AuthorityScene.AgencyOf(AuthorityScene.Other), due = DateTimeOffset.UtcNow.AddDays(10) },
        ["POST /v1/processes/{process}/survivor-told"] = _ => new { through = "inPerson" },
        ["POST /v1/reviews/{review}/items/{item}/minutes/agreement"] = _ => new { edition = 1 },
        ["POST /v1/reviews/{review}/attendance"] = _ => new { member = AuthorityScene.MemberOf(AuthorityScene.InTheRoom) },
        ["POST /v1/reviews/{review}/departures"] = _ => new { member = AuthorityScene.MemberOf(AuthorityScene.InTheRoom) },
        ["POST /v1/reviews/{review}/returns"] = _ => new { member = AuthorityScene.MemberOf(AuthorityScene.InTheRoom) },
    };

    private static IEnumerable<(string Operation, string Path, JsonNode Described)> Operations(JsonNode api) =>
        from path in api["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Key is "get" or "post" or "put" or "delete" or "patch"
        select ($"{operation.Key.ToUpperInvariant()} {path.Key}", path.Key, operation.Value!);
}
