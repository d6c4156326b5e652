using System.Net;
using System.Text.Json.Nodes;
using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Erasure;

/// <summary>A survivor is forgotten, over HTTP, with everything in it running; and the system goes on.</summary>
public sealed class ErasureTests : IDisposable
{
    private readonly CoordinationHost _host = new() { ReadsClearText = false };

    private ApiClient Second => _host.As("berta.okoye", "open-door", "advocate");

    private ApiClient Counsel => _host.As("chidi.counsel", "open-door", "counsel");

    private ApiClient Auditor => _host.As("noor.haddad", "task-force-office", "auditor");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task She_asks_the_law_may_hold_it_and_a_second_person_carries_it_out()
    {
        var world = await new DisclosureWorld(_host).Begin();
        var path = $"/v1/survivors/{world.Survivor}";

        Assert.Equal("wrong-state", (await Second.Post($"{path}/erase")).Problem);
        (await world.Advocate.Post($"{path}/erasure-request")).Ok();
        var hold = (await Counsel.Post($"{path}/legal-holds", new { reference = "Preservation order 12" })).Ok().Id;
        Assert.Equal("held", (await Second.Post($"{path}/erase")).Problem);
        Assert.Equal("Preservation order 12", (await Counsel.Get($"{path}/erasure")).Ok().Json["holds"]![0]!["reference"]!.GetValue<string>());
        (await Counsel.Post($"{path}/legal-holds/{hold}/lift")).Ok();
        Assert.Equal("second-person-needed", (await world.Advocate.Post($"{path}/erase")).Problem);
        (await Second.Post($"{path}/erase")).Ok();

        var erasure = await CarriedOut(world);
        Assert.Equal(("amina.yusuf", "berta.okoye"), (erasure["requestedBy"]!.GetValue<string>(), erasure["carriedOutBy"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Afterwards_nobody_reads_what_described_her_and_what_is_out_of_reach_is_listed()
    {
        var world = await new DisclosureWorld(_host).Begin();
        var made = await world.Made();
        Assert.Equal("account, in short", (await world.Dana.Get($"/v1/disclosures/{made}")).Ok().Json["items"]![0]!["text"]!.GetValue<string>());
        await Erase(world);

        var erasure = await CarriedOut(world);

        var copy = Assert.Single(erasure["outOfReach"]!.AsArray())!;
        Assert.Equal((made, "county-sheriff", 2), (copy["disclosure"]!.GetValue<string>(), copy["recipient"]!.GetValue<string>(), copy["items"]!.GetValue<int>()));
        Assert.Equal(HttpStatusCode.NotFound, (await world.Advocate.Get($"/v1/survivors/{world.Survivor}")).Status);
        Assert.Equal("keyDestroyed", (await world.Advocate.Get($"/v1/cases/{world.Case}")).Ok().Json["ownDescriptions"]![0]!["unreadable"]!.GetValue<string>());
        foreach (var (reader, address) in new[] { (world.Advocate, "/v1/caseload"), (world.Dana, "/v1/inbox"), (world.Dana, $"/v1/disclosures/{made}"), (world.Advocate, $"/v1/cases/{world.Case}"), (Auditor, $"/v1/audit/streams/case-{world.Case}") })
        {
            var answer = (await reader.Get(address)).Ok().Text;
            Assert.All(Said, said => Assert.DoesNotContain(said, answer, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Every_release_is_taken_back_and_copies_are_asked_back_and_can_still_be_answered_for()
    {
        var world = await new DisclosureWorld(_host).Begin();
        var made = await world.Made();
        await Erase(world);
        await CarriedOut(world);

        await Eventually(async () => (await world.Dana.Get($"/v1/disclosures/{made}")).Ok().Json["recalls"]!.AsArray().Count == 1);

        (await world.Dana.Post($"/v1/disclosures/{made}/recall-answer", new { answer = "cannotBeRecalled", whyNot = "It is an exhibit before the court." })).Ok();
        await Eventually(async () => (await world.Advocate.Get("/v1/caseload/disclosures")).Ok().Text.Contains("exhibit before the court", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_of_what_is_kept_about_her_goes_out_any_more()
    {
        var world = await new DisclosureWorld(_host).Begin();
        var authorised = await world.OfferAndAuthorise();
        await Erase(world);
        await CarriedOut(world);

        var made = await world.Advocate.Post($"/v1/disclosures/{authorised}/make");

        Assert.Equal((HttpStatusCode.Forbidden, "consent-required"), (made.Status, made.Problem));
        Assert.Equal("unreadable", (await world.Advocate.Post($"/v1/cases/{world.Case}/own-description", new { description = "one more thing" })).Problem);
    }

    [Fact]
    public async Task A_requester_keeps_their_own_words_and_learns_nothing()
    {
        var (known, other) = (await new DisclosureWorld(_host).Begin(), await new DisclosureWorld(_host).Begin());
        var (matched, unmatched) = ((await known.Ask("a tall woman")).Ok().Id, (await known.Ask("somebody else")).Ok().Id);
        (await known.Advocate.Post($"/v1/disclosures/{matched}/match", new { @case = known.Case })).Ok();
        (await known.Advocate.Post($"/v1/disclosures/{unmatched}/unmatched")).Ok();
        await Erase(known);
        await CarriedOut(known);

        var requests = (await Features.RoleViews.RoleViewsTests.Until(known.Dana, "/v1/requests", json => json["items"]!.AsArray().Count >= 2))["items"]!.AsArray();

        Assert.Equal(["a tall woman", "somebody else"], requests.Select(request => request!["about"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Single(requests.Select(request => request!["status"]!.GetValue<string>()).Distinct());
        Assert.Equal("Marisol", (await other.Advocate.Get($"/v1/survivors/{other.Survivor}")).Ok().Json["calledBy"]!.GetValue<string>()); // nobody else lost anything
    }

    [Fact]
    public async Task A_backup_of_the_keys_that_is_put_back_brings_nobody_back()
    {
        var world = await new DisclosureWorld(_host).Begin();
        var backup = _host.KeyFolder + ".backup";
        Copy(_host.KeyFolder, backup);
        await Erase(world);
        await CarriedOut(world);
        Directory.Delete(_host.KeyFolder, recursive: true);
        Copy(backup, _host.KeyFolder);

        using var restarted = new CoordinationHost { Database = _host.Database, ReadsClearText = false, KeyFolder = _host.KeyFolder };
        var advocate = restarted.As("amina.yusuf", "open-door", "advocate");

        await Eventually(async () => (await advocate.Get($"/v1/cases/{world.Case}")).Ok().Json["ownDescriptions"]![0] is JsonObject said && said["unreadable"]!.GetValue<string>() == "keyDestroyed");
        await Eventually(() => Task.FromResult(Directory.EnumerateFiles(_host.KeyFolder, "DESTROYED", SearchOption.AllDirectories).Any()));
    }

    [Fact]
    public async Task The_auditor_still_replays_everything_that_was_done()
    {
        var world = await new DisclosureWorld(_host).Begin();
        var made = await world.Made();
        var before = await Verdicts(made);
        await Erase(world);
        await CarriedOut(world);

        var timeline = (await Auditor.Get($"/v1/audit/streams/survivor-{world.Survivor}")).Ok().Text;

        Assert.Contains("survivor erased by berta.okoye, requested through amina.yusuf", timeline, StringComparison.Ordinal);
        Assert.Contains($"2 items of disclosure {made} at county-sheriff", timeline, StringComparison.Ordinal);
        Assert.Equal(before, await Verdicts(made));
    }

    private static readonly string[] Said = ["Marisol", "He keeps my papers", "account, all of it", "account, in short", "plate 123"];

    private async Task Erase(DisclosureWorld world)
    {
        (await world.Advocate.Post($"/v1/survivors/{world.Survivor}/erasure-request")).Ok();
        (await Second.Post($"/v1/survivors/{world.Survivor}/erase")).Ok();
    }

    private static async Task<JsonNode> CarriedOut(DisclosureWorld world)
    {
        JsonNode? erasure = null;
        await Eventually(async () => (erasure = (await world.Advocate.Get($"/v1/survivors/{world.Survivor}/erasure")).Ok().Json)["keysDestroyedAt"] is not null);
        return erasure!;
    }

    /// <summary>What the gate said and whether it follows again; what became of the releases since is left out.</summary>
    private async Task<IEnumerable<string>> Verdicts(string disclosure) =>
        (await Auditor.Get($"/v1/audit/disclosures/{disclosure}/explanation")).Ok().Json["verdicts"]!.AsArray().Select(verdict => verdict!["items"]!.ToJsonString() + verdict["again"]!.ToJsonString());

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
            await Task.Delay(30, limit.Token);
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
        {
            var made = Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
            if (!OperatingSystem.IsWindows())
                made.UnixFileMode = File.GetUnixFileMode(folder);
        }
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, file.Replace(from, to, StringComparison.Ordinal)); // keeps its mode
    }
}
