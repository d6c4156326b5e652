using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Tests.Features.Disclosures;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.LegalProcesses;

/// <summary>Two people approve, another makes, and the order is quashed, all at once, on a real server.</summary>
public sealed class ProcessRaceTests
{
    [Fact]
    public async Task Under_a_process_that_ended_nothing_goes_however_it_is_raced()
    {
        using var host = new CoordinationHost();
        await new DisclosureWorld(host).FormTaskForce();
        var (made, races) = (0, 24);
        for (var race = 0; race < races; race++)
            made += await RaceOnce(host, race);

        var log = new List<(string Stream, object Event, long Position)>();
        while (await host.Store.ReadAll(log.Count, 1_000, default) is { Count: > 0 } page)
            log.AddRange(page.Select(stored => (stored.Stream, (object)EventCodec.Current.Decode(stored).Event, stored.Position)));
        var ended = log.Where(e => e.Event is ProcessClosed).ToDictionary(e => e.Stream, e => e.Position);
        Assert.Equal(races, ended.Count);
        Assert.Equal(made, log.Count(e => e.Event is DisclosureMade));
        Assert.All(log.Where(e => e.Event is DisclosureMade), e =>
            Assert.True(e.Position < ended[ProcessStream.Definition.NameFor(((DisclosureMade)e.Event).Verdict.Process!.Process)], "A copy went after the process had ended."));
        Assert.All(log.Where(e => e.Event is DisclosureMade).GroupBy(e => e.Stream), copies => Assert.Single(copies));
    }

    private static async Task<int> RaceOnce(CoordinationHost host, int race)
    {
        var world = await new DisclosureWorld(host).Begin();
        var (second, third, counsel) = (host.As("bea.ortiz", "open-door", "advocate"), host.As("kim.lo", "open-door", "advocate"), host.As("carla.ng", "open-door", "counsel"));
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

        async Task<ApiReply> After(int delay, Func<Task<ApiReply>> act)
        {
            await Task.Delay(delay);
            return await act();
        }

        var replies = await Task.WhenAll(
            After(race % 3, () => second.Post($"/v1/disclosures/{disclosure}/authorise", new { })),
            After(race % 2, () => third.Post($"/v1/disclosures/{disclosure}/authorise", new { })),
            After(race % 5, () => world.Advocate.Post($"/v1/disclosures/{disclosure}/make")),
            After(race % 7, async () => { await world.Revoke(); return await world.Advocate.Get("/v1/me"); }),
            After(race % 4, () => counsel.Post($"/v1/processes/{process}/close", new { end = "quashed" })));
        replies[4].Ok();
        Assert.All(replies, reply => Assert.True((int)reply.Status < 500, reply.Text));
        return (int)replies[2].Status == 200 ? 1 : 0;
    }
}
