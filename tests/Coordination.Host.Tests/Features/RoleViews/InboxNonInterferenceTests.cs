using Coordination.Domain;
using Coordination.Domain.Cases;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.RoleViews.ViewScene;

namespace Coordination.Host.Tests.Features.RoleViews;

/// <summary>Two histories that agree on what is addressed to an agency and on what it did itself give it the same answers, byte for byte.</summary>
public sealed class InboxNonInterferenceTests
{
    private static readonly string[] s_paths =
        ["/v1/inbox", "/v1/inbox/disclosures", "/v1/inbox/disclosures?limit=1", "/v1/inbox/actions", "/v1/requests", "/v1/requests?limit=1", "/v1/requests?status=received"];

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task What_is_not_addressed_to_an_agency_changes_no_byte_of_what_its_people_get(int seed)
    {
        using var quiet = new ViewScene();
        using var busy = new ViewScene();
        var random = new Random(seed);
        await Tell(quiet, () => Task.CompletedTask);
        await Tell(busy, () => Noise(busy, random));
        Assert.True(await busy.Host.Store.Head(TestContext.Current.CancellationToken) > await quiet.Host.Store.Head(TestContext.Current.CancellationToken));
        await quiet.Settled();
        await busy.Settled();
        foreach (var path in s_paths)
            Assert.Equal(Observed(await quiet.Detective.Get(path)), Observed(await busy.Detective.Get(path)));
    }

    /// <summary>What concerns the sheriff: two requests, a copy, a recall. Between them happens what is not theirs to know.</summary>
    private static async Task Tell(ViewScene scene, Func<Task> meanwhile)
    {
        var ids = new ReleaseId(new Guid(1, 1, 1, new byte[8]));
        DisclosureId first = new(new Guid(2, 1, 1, new byte[8])), second = new(new Guid(3, 1, 1, new byte[8]));
        await meanwhile();
        scene.At(Start.AddHours(1));
        await scene.Record(Sheriff, $"disclosure-{first}", Request(first));
        await scene.Record(Sheriff, $"disclosure-{second}", Request(second));
        await meanwhile();
        scene.At(Start.AddHours(2));
        var copy = new CopyId(new Guid(4, 1, 1, new byte[8]));
        var verdict = new Verdict(Outcome.Permit, [], [], [ids], 2, 1, "2026-1", Start);
        await scene.Record(Harbor, $"disclosure-{first}", new DisclosureMade(new(Sheriff, Dana), Purpose.Investigation,
            [new(copy, new(Guid.Empty), InformationCategory.Employment, SharingMode.IdentifiedSummary, Sensitive.Of("paid by the bucket"))], [], "", verdict, Amina));
        await meanwhile();
        scene.At(Start.AddHours(3));
        await scene.Record(Harbor, $"disclosure-{first}", new RecallNoticeSent(ids, RecallCause.Revoked, [copy], Start.AddDays(14)));
        // What the custodian finds out about the second request stays with the custodian.
        if (await scene.Host.Store.Head(CancellationToken.None) > 4)
            await scene.Record(Harbor, $"disclosure-{second}", new RequestMatched(new(Guid.Empty), new(Guid.Empty), Amina), new DisclosureRefused(new(Guid.Empty), new(Guid.Empty), verdict, Amina));
        await meanwhile();
        scene.At(Start.AddHours(4));
    }

    private static async Task Noise(ViewScene scene, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var (_, release) = await scene.Release(days: random.Next(1, 90), by: random.Next(2) == 0 ? Harbor : new("bridge-housing"));
            await scene.Make(new(scene.NewId()), release, new("district-attorney"), null, "not for the sheriff");
        }
    }

    private static DisclosureRequested Request(DisclosureId disclosure) =>
        new(disclosure, Harbor, new(Sheriff, Dana), Purpose.Investigation, [InformationCategory.Employment], Sensitive.Of("the woman from the north field"), ClaimedBasis.Release);

    private static string Observed(ApiReply reply)
    {
        var headers = reply.Headers.Concat(reply.ContentHeaders).Where(h => h.Key is not ("Date" or "traceparent")).OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {string.Join(",", h.Value)}");
        return $"{(int)reply.Status}\n{string.Join('\n', headers)}\n{reply.Text}";
    }
}
