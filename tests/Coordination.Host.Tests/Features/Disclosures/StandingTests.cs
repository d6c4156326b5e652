using System.Text.Json.Nodes;
using Coordination.Domain.Disclosures;
using Coordination.Domain.TaskForce;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Disclosures;

/// <summary>An agency that loses its standing: what it holds is closed from the answer on, and asked back.</summary>
public sealed class StandingTests : IDisposable
{
    private const string Said = "account, in short";
    private readonly CoordinationHost _host = new();
    private readonly DisclosureWorld _world;

    public StandingTests() => _world = new DisclosureWorld(_host);

    private ApiClient Office => _host.As("adam.office", "task-force-office", "administrator", "coordinator");

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("suspend", "agencySuspended")]
    [InlineData("leave", "agencyLeft")]
    [InlineData("agreements/end", "agreementEnded")]
    public async Task What_it_holds_is_asked_back_and_the_custodian_is_told_why(string how, string cause)
    {
        var made = await Made();

        await Lose(how);

        var recalls = await Until(_world.Advocate, $"/v1/disclosures/{made}", json => json["recalls"]!.AsArray().Count == 1);
        Assert.Equal(cause, recalls["recalls"]![0]!["cause"]!.GetValue<string>());
        Assert.Equal(2, recalls["recalls"]![0]!["copies"]!.AsArray().Count);
        var listed = await Until(_world.Advocate, "/v1/caseload/disclosures?status=recalled", json => json["items"]!.AsArray().Count == 1);
        Assert.Equal((made, cause), (listed["items"]![0]!["disclosure"]!.GetValue<string>(), listed["items"]![0]!["recalls"]![0]!["cause"]!.GetValue<string>()));
        await Until(_world.Advocate, "/v1/reminders", json => json.ToJsonString().Contains("recallUnanswered", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("suspend")]
    [InlineData("leave")]
    [InlineData("agreements/end")]
    public async Task Its_people_read_no_text_from_the_answer_on_though_nothing_was_asked_back_yet_and_on_another_host(string how)
    {
        var made = await Made();
        using var other = new CoordinationHost { Database = _host.Database, KeyFolder = _host.KeyFolder };
        string[] addresses = [$"/v1/disclosures/{made}", $"/v1/disclosures/{made}/page", "/v1/inbox", "/v1/inbox/disclosures"];
        foreach (var host in new[] { _host, other })
            foreach (var address in addresses)
                await UntilText(Dana(host), address, text => text.Contains(Said, StringComparison.Ordinal));
        await using var late = await _host.Database.HoldViews();

        await Lose(how);

        foreach (var host in new[] { _host, other })
        {
            foreach (var address in addresses)
                Assert.DoesNotContain(Said, (await Dana(host).Get(address)).Text, StringComparison.Ordinal);
            Assert.Contains(Said, (await host.As("amina.yusuf", "open-door", "advocate").Get($"/v1/disclosures/{made}")).Ok().Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("suspend")]
    [InlineData("leave")]
    [InlineData("agreements/end")]
    public async Task It_goes_on_reading_of_those_whom_it_serves_itself(string how)
    {
        await Made();

        await Lose(how, "open-door");

        Assert.Contains("Marisol", (await _world.Advocate.Get($"/v1/survivors/{_world.Survivor}")).Ok().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agreement_that_runs_out_closes_what_it_holds_until_the_next_is_signed_and_asks_nothing_back()
    {
        var time = new AdjustableTime(DateTimeOffset.UtcNow);
        using var host = new CoordinationHost { InMemory = new(), Time = time, TokenTime = time };
        var world = new DisclosureWorld(host);
        var made = await Made(world, host);
        (await world.Dana.Get($"/v1/disclosures/{made}")).Ok();

        time.Advance(TimeSpan.FromDays(346));
        var closed = (await Dana(host).Get($"/v1/disclosures/{made}")).Text;
        (await host.As("adam.office", "task-force-office", "administrator").Post("/v1/agencies/county-sheriff/agreements", new { reference = "MOU-2", ends = time.GetUtcNow().AddDays(99) })).Ok();
        var open = (await Dana(host).Get($"/v1/disclosures/{made}")).Ok();

        Assert.DoesNotContain(Said, closed, StringComparison.Ordinal);
        Assert.Contains(Said, open.Text, StringComparison.Ordinal);
        Assert.Empty(open.Json["recalls"]!.AsArray());
    }

    [Fact]
    public async Task What_was_asked_back_stays_asked_back_when_it_is_restored_and_what_comes_later_is_read()
    {
        var made = await Made();
        await Lose("suspend");
        await Until(_world.Advocate, $"/v1/disclosures/{made}", json => json["recalls"]!.AsArray().Count == 1);

        (await Office.Post("/v1/agencies/county-sheriff/restore", new { reason = "It answered." })).Ok();
        var later = await _world.Made();

        var before = (await _world.Dana.Get($"/v1/disclosures/{made}")).Ok();
        Assert.Equal("recallPending", before.Json["status"]!.GetValue<string>());
        Assert.DoesNotContain(Said, before.Text, StringComparison.Ordinal);
        Assert.Contains(Said, (await _world.Dana.Get($"/v1/disclosures/{later}")).Ok().Text, StringComparison.Ordinal);
        Assert.Empty((await _world.Dana.Get($"/v1/disclosures/{later}")).Ok().Json["recalls"]!.AsArray());
    }

    [Fact]
    public async Task It_still_answers_for_what_was_asked_back()
    {
        var made = await Made();
        await Lose("suspend");
        await Until(_world.Advocate, $"/v1/disclosures/{made}", json => json["recalls"]!.AsArray().Count == 1);

        (await _world.Dana.Post($"/v1/disclosures/{made}/recall-answer", new { answer = "destroyed" })).Ok();

        var answered = (await _world.Advocate.Get($"/v1/disclosures/{made}")).Ok().Json;
        Assert.Equal(("recalled", "destroyed"), (answered["status"]!.GetValue<string>(), answered["recalls"]![0]!["answer"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Another_agreement_that_is_in_force_keeps_its_standing()
    {
        var made = await Made();
        (await Office.Post("/v1/agencies/county-sheriff/agreements", new { reference = "MOU-2", ends = DateTimeOffset.UtcNow.AddDays(99) })).Ok();
        var later = await _world.Made();

        await Lose("agreements/end");
        (await Office.Post("/v1/agencies/district-attorney/suspend", new { reason = "another agency" })).Ok();
        await _world.Revoke(); // the reaction comes to this after those
        var asked = await Until(_world.Advocate, $"/v1/disclosures/{later}", json => json["recalls"]!.AsArray().Count > 0);

        Assert.Equal(["revoked"], asked["recalls"]!.AsArray().Select(recall => recall!["cause"]!.GetValue<string>()));
        Assert.Equal(1, (await Events(made)).Count(e => e is IAskedBack));
    }

    private Task<string> Made() => Made(_world, _host);

    private static async Task<string> Made(DisclosureWorld world, CoordinationHost host)
    {
        await world.Begin();
        var stream = await host.Store.ReadStream("taskforce", 0, 100, default);
        var office = new MemberAgencyAdded(new("task-force-office"));
        var joined = await host.Store.Append(
            new([new("taskforce", "taskforce", ExpectedVersion.Exactly(stream.Count), [EventCodec.Current.Encode(office, Guid.NewGuid())])], [], new("adam.office", "task-force-office", host.Time.GetUtcNow())), default);
        Assert.IsType<AppendResult.Appended>(joined);
        return await world.Made();
    }

    private async Task Lose(string how, string agency = "county-sheriff") =>
        (await Office.Post($"/v1/agencies/{agency}/{how}", how == "agreements/end" ? new { reference = "MOU-1", reason = "It was broken." } : new { reason = "It was broken." })).Ok();

    private static ApiClient Dana(CoordinationHost host) => host.As("dana.whitfield", "county-sheriff", "partner");

    private async Task<IEnumerable<object>> Events(string disclosure) =>
        (await _host.Store.ReadStream($"disclosure-{disclosure}", 0, 100, default)).Select(e => EventCodec.Current.Decode(e).Event);

    private static async Task<JsonNode> Until(ApiClient client, string address, Func<JsonNode, bool> holds)
    {
        JsonNode? seen = null;
        await UntilText(client, address, text => holds(seen = JsonNode.Parse(text)!));
        return seen!;
    }

    private static async Task UntilText(ApiClient client, string address, Func<string, bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!holds((await client.Get(address)).Ok().Text))
            await Task.Delay(25, limit.Token);
    }
}
