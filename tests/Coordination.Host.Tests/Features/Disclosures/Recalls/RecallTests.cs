using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Host.Features.Disclosures.Recalls;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Features.Disclosures.Recalls;

public sealed class RecallTests(CoordinationHost host) : IClassFixture<CoordinationHost>
{
    private readonly DisclosureWorld _world = new(host);

    [Fact]
    public async Task A_revocation_asks_the_copy_back_and_takes_its_text_out_of_sight()
    {
        await _world.Begin();
        var made = await _world.Made();

        await _world.Revoke();
        var asked = await Eventually(made, "recallPending");

        Assert.All(asked.Json["items"]!.AsArray(), item => Assert.Null(item!["text"]));
        Assert.Equal(2, asked.Json["recalls"]![0]!["copies"]!.AsArray().Count);
        Assert.DoesNotContain("revoked", asked.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(_world.Release.ToString(), asked.Text, StringComparison.Ordinal);

        (await _world.Dana.Post($"/v1/disclosures/{made}/recall-answer", new { answer = "destroyed" })).Ok();
        var custodian = (await _world.Advocate.Get($"/v1/disclosures/{made}")).Ok();
        Assert.Equal("recalled", custodian.Json["status"]!.GetValue<string>());
        Assert.Equal("revoked", custodian.Json["recalls"]![0]!["cause"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_narrowing_asks_back_only_what_it_took_out()
    {
        await _world.Begin();
        var made = await _world.Made();

        await _world.Narrow();
        var asked = await Eventually(made, "recallPending");

        Assert.Equal(["outstanding", "underRecall"], asked.Json["items"]!.AsArray().Select(item => item!["standing"]!.GetValue<string>()));
        Assert.Equal("account, in short", asked.Json["items"]![0]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_was_seen_before_a_crash_is_seen_again_and_asks_nothing_back_twice()
    {
        await _world.Begin();
        var made = await _world.Made();
        await _world.Revoke();
        await Eventually(made, "recallPending");
        var before = await Notices(made);

        var log = (await host.Store.ReadAll(0, 10_000, default)).Select(EventCodec.Current.Decode).ToList();
        foreach (var from in new[] { 0, log.Count / 2, log.Count - 1 })
        {
            var restarted = new RecallReaction(host.Services.GetRequiredService<RecallLookups>(), host.Services.GetRequiredService<InternalCommands>());
            foreach (var recorded in log.Skip(from))
                await restarted.React(recorded, default);
        }

        Assert.Equal(1, before);
        Assert.Equal(1, await Notices(made));
    }

    [Fact]
    public async Task A_revocation_recorded_while_nobody_followed_is_found_after_the_start()
    {
        await using var database = await TestDatabase.Create();
        await using var store = new MartenEventStore(new StoreOptions { ConnectionString = database.Writer });
        using var first = new CoordinationHost { Database = database };
        var world = new DisclosureWorld(first, store);
        await world.Begin();
        var made = await world.Made();
        using var second = new CoordinationHost { Database = database };
        first.Dispose(); // nobody follows the log any more
        await world.Revoke();

        var dana = second.As("dana.whitfield", "county-sheriff", "partner");
        var asked = await Eventually(() => dana.Get($"/v1/disclosures/{made}"), "recallPending");

        Assert.Single(asked.Json["recalls"]!.AsArray());
    }

    [Fact]
    public async Task What_was_given_under_a_release_that_was_renewed_goes_back_when_the_renewal_is_revoked()
    {
        await _world.Begin();
        var made = await _world.Made();
        var renewal = new ReleaseId(Guid.NewGuid());
        var signed = (await host.Store.ReadStream(ConsentStream.Definition.NameFor(_world.Survivor), 0, 100, default))
            .Select(e => EventCodec.Current.Decode(e).Event).OfType<ReleaseSigned>().Single();

        await _world.WriteConsent(
            new ReleaseRenewed(signed.Release, renewal, signed.Terms, signed.Signatures, signed.WarningsAcknowledged, signed.CapturedBy),
            new ReleaseRevoked(renewal, signed.CapturedBy, Channel.Telephone));

        await Eventually(made, "recallPending");
    }

    private Task<ApiReply> Eventually(string disclosure, string status) => Eventually(() => _world.Dana.Get($"/v1/disclosures/{disclosure}"), status);

    private static async Task<ApiReply> Eventually(Func<Task<ApiReply>> get, string status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var reply = await get();
            if (reply.Json["status"]?.ToString() == status)
                return reply;
            await Task.Delay(20, limit.Token);
        }
    }

    private async Task<int> Notices(string disclosure) =>
        (await host.Store.ReadStream(DisclosureStream.Definition.NameFor(new DisclosureId(Guid.Parse(disclosure))), 0, 100, default))
        .Count(e => EventCodec.Current.Decode(e).Event is RecallNoticeSent);
}
