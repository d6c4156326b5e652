using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Features.Disclosures;

/// <summary>
/// Revocations race with the making of copies, hundreds of times, and thousands of times in ./prove.sh. Whatever the order, no copy comes after the revocation
/// that should have closed it, and every copy that came before is asked back.
/// </summary>
[Trait("Sweep", "true")]
public sealed class RevocationRaceTests
{
    [Fact]
    public async Task No_copy_follows_the_revocation_of_its_release()
    {
        var (survivors, copiesEach) = (Sweep.Of(20, 100), 20); // a revocation after each number of copies
        using var host = new CoordinationHost();
        await new DisclosureWorld(host).FormTaskForce();
        var made = 0;
        await Parallel.ForAsync(0, survivors, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
            Interlocked.Add(ref made, await RaceOne(host, copiesEach, revokeAfter: i % copiesEach)));

        Assert.InRange(made, 1, (survivors * copiesEach) - 1); // or there was no race
        await EveryCopyIsAskedBack(host, made);
        var log = await Log(host);
        var revoked = log.Where(e => e.Event is ReleaseRevoked).ToDictionary(e => ((ReleaseRevoked)e.Event).Release, e => e.Meta.Position);
        Assert.Equal(survivors, revoked.Count);
        Assert.DoesNotContain(log, e => e.Event is DisclosureMade copy && copy.Verdict.ReleasesReliedOn.Any(release => revoked[release] < e.Meta.Position));
    }

    private static async Task<int> RaceOne(CoordinationHost host, int copies, int revokeAfter)
    {
        var world = await new DisclosureWorld(host).Begin();
        var authorised = new List<string>();
        for (var i = 0; i < copies; i++)
            authorised.Add(await world.OfferAndAuthorise());
        using var done = new SemaphoreSlim(0);
        var revoking = Task.Run(async () =>
        {
            for (var i = 0; i < revokeAfter; i++)
                await done.WaitAsync();
            await Revoke(host, world);
        });
        var making = authorised.Select(id => Task.Run(async () =>
        {
            var reply = await world.Advocate.Post($"/v1/disclosures/{id}/make");
            done.Release();
            return reply;
        })).ToList();
        var replies = await Task.WhenAll(making);
        await revoking;
        Assert.All(replies, reply => Assert.True((int)reply.Status == 200 || reply.Problem is "consent-required" or "contended", reply.Text));
        return replies.Count(reply => (int)reply.Status == 200);
    }

    private static async Task Revoke(CoordinationHost host, DisclosureWorld world) =>
        await host.Services.GetRequiredService<InternalCommands>().Run(
            new Actor(new PersonId("amina.yusuf"), DisclosureWorld.OpenDoor), world.Release.ToString(), causation: null, async work =>
            {
                var consent = await work.Load(ConsentStream.Definition, world.Survivor);
                work.Record(ConsentStream.Definition, world.Survivor, ReleaseDecider.Decide(new RevokeRelease(world.Release, work.Actor.Person, Channel.Telephone), consent));
                return work.Changed(ConsentStream.Definition, world.Survivor);
            }, default);

    private static async Task EveryCopyIsAskedBack(CoordinationHost host, int made)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await Log(host)).Count(e => e.Event is RecallNoticeSent) is var asked && asked != made)
        {
            Assert.True(asked < made, "A copy was asked back twice.");
            await Task.Delay(100, limit.Token);
        }
    }

    private static async Task<List<Recorded<DomainEvent>>> Log(CoordinationHost host)
    {
        var log = new List<Recorded<DomainEvent>>();
        while (await host.Store.ReadAll(log.Count, 1_000, default) is { Count: > 0 } page)
            log.AddRange(page.Select(EventCodec.Current.Decode));
        return log;
    }
}
