using System.Collections.Concurrent;
using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Features.Disclosures;

/// <summary>A record item that names a child: over HTTP, from its entry to the copy, and in a race with the child's own word (CG-39).</summary>
public sealed class ThirdPersonTests(DisclosureHost shared)
{
    private const string Text = "Marisol and her daughter Luz hid in the north field.";
    private const string Without = "Marisol and [left out] hid in the north field.";

    private static readonly ConcurrentDictionary<SurvivorId, ReleaseId> s_releases = [];

    [Fact]
    public async Task A_child_who_released_nothing_is_left_out_of_the_copy()
    {
        var (world, luz) = await Begin(shared, released: false);
        var item = await Enter(world, luz);

        var (id, authorised) = await Authorise(world, item);
        (await world.Advocate.Post($"/v1/disclosures/{id}/make")).Ok();

        Assert.Equal("permitInPart", authorised.Json["outcome"]!.GetValue<string>());
        Assert.Equal([0], authorised.Json["lines"]![0]!["leftOut"]!.AsArray().Select(at => at!.GetValue<int>()));
        var copy = (await world.Dana.Get($"/v1/disclosures/{id}")).Ok();
        Assert.Equal(Without, copy.Json["items"]![0]!["text"]!.GetValue<string>());
        Assert.DoesNotContain("Luz", copy.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(luz.ToString(), copy.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("leaveOthersOut", copy.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_who_released_the_same_stays_in_and_is_asked_back_when_that_is_taken_back()
    {
        var (world, luz) = await Begin(shared, released: true);
        var (id, authorised) = await Authorise(world, await Enter(world, luz));
        (await world.Advocate.Post($"/v1/disclosures/{id}/make")).Ok();

        Assert.Equal("permit", authorised.Json["outcome"]!.GetValue<string>());
        Assert.Equal(Text, (await world.Dana.Get($"/v1/disclosures/{id}")).Ok().Json["items"]![0]!["text"]!.GetValue<string>());

        await Revoke(shared, luz);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await world.Dana.Get($"/v1/disclosures/{id}")).Ok().Json["status"]!.GetValue<string>() != "recallPending")
            await Task.Delay(50, limit.Token);
    }

    [Fact]
    public async Task Who_cannot_be_left_out_keeps_the_item_with_the_custodian_and_the_refusal_says_why()
    {
        var (world, luz) = await Begin(shared, released: false);
        var item = (await world.Advocate.Post($"/v1/cases/{world.Case}/items", new { category = "exploiterInformation", sensitivity = "identifying", verbatim = Text, thirdPersons = new[] { new { relation = "child", survivor = luz.ToString(), verbatim = new { passages = Array.Empty<string>() } } } })).Ok().Id;

        var (_, refused) = await Authorise(world, item);

        Assert.Equal("consent-required", refused.Problem);
        Assert.Contains("It tells of somebody else who did not release it", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_custodian_sees_whom_an_item_names_and_bad_input_names_the_field()
    {
        var (world, luz) = await Begin(shared, released: false);
        await Enter(world, luz);

        var named = (await world.Advocate.Get($"/v1/cases/{world.Case}")).Ok().Json["items"]!.AsArray()[^1]!["thirdPersons"]![0]!;
        Assert.Equal(("child", "her daughter Luz"), (named["relation"]!.GetValue<string>(), named["verbatim"]!["passages"]![0]!.GetValue<string>()));

        async Task<(string?, string?)> Refused(object person)
        {
            var reply = await world.Advocate.Post($"/v1/cases/{world.Case}/items", new { category = "exploiterInformation", sensitivity = "identifying", verbatim = Text, thirdPersons = new[] { person } });
            return (reply.Problem, reply.Field);
        }

        Assert.Equal(("invalid-input", "thirdPersons[0].verbatim.passages[0]"), await Refused(new { relation = "child", verbatim = new { passages = new[] { "her son" } } }));
        Assert.Equal(("invalid-input", "thirdPersons[0].summary"), await Refused(new { relation = "child", summary = new { passages = new[] { "Luz" } } }));
        Assert.Equal("not-found", (await Refused(new { relation = "child", survivor = Guid.NewGuid().ToString(), verbatim = new { passages = new[] { "Luz" } } })).Item1);
        Assert.Equal("thirdPersons[0].relation", (await Refused(new { relation = "neighbour", verbatim = new { passages = new[] { "Luz" } } })).Item2);
    }

    [Fact]
    public async Task What_the_auditor_has_derived_again_is_the_same_bit_for_bit()
    {
        var (world, luz) = await Begin(shared, released: true);
        var (id, _) = await Authorise(world, await Enter(world, luz));
        await Revoke(shared, luz);

        var explained = (await shared.As("audra.kim", "audit-office", "auditor").Get($"/v1/audit/disclosures/{id}/explanation")).Ok();

        var verdict = explained.Json["verdicts"]![0]!;
        Assert.True(verdict["again"]!["identical"]!.GetValue<bool>(), explained.Text);
        Assert.Single(verdict["items"]![0]!["releasesOfOthers"]!.AsArray());
    }

    /// <summary>The gate was asked, and the answer is about to be stored: at that instant the child's word is recorded.</summary>
    [Fact]
    public async Task What_a_child_takes_back_before_the_copy_is_stored_is_not_in_it()
    {
        var store = new InterferingStore();
        using var host = new CoordinationHost { Around = store.Over };
        var (world, luz) = await Begin(host, released: true);
        var (id, _) = await Authorise(world, await Enter(world, luz));
        var revoked = 0;
        store.BeforeAppend = async (_, request) =>
        {
            if (request.Writes.Any(write => write.Stream == $"disclosure-{id}") && Interlocked.Exchange(ref revoked, 1) == 0)
                await Revoke(host, luz);
        };

        (await world.Advocate.Post($"/v1/disclosures/{id}/make")).Ok();

        Assert.Equal(1, revoked);
        Assert.Equal(Without, (await world.Dana.Get($"/v1/disclosures/{id}")).Ok().Json["items"]![0]!["text"]!.GetValue<string>());
    }

    private static async Task<(DisclosureWorld World, SurvivorId Luz)> Begin(CoordinationHost host, bool released)
    {
        var world = await new DisclosureWorld(host).Begin();
        var luz = new SurvivorId(Guid.Parse((await world.Advocate.Post("/v1/survivors", new { calledBy = "Luz" })).Ok().Id));
        if (released)
            await world.SignReleaseOf(luz, s_releases[luz] = new ReleaseId(Guid.NewGuid()));
        return (world, luz);
    }

    private static async Task<string> Enter(DisclosureWorld world, SurvivorId luz) => (await world.Advocate.Post($"/v1/cases/{world.Case}/items", new
    {
        category = "exploiterInformation",
        sensitivity = "identifying",
        verbatim = Text,
        thirdPersons = new[] { new { relation = "child", survivor = luz.ToString(), verbatim = new { passages = new[] { "her daughter Luz", "Luz" } } } },
    })).Ok().Id;

    private static async Task<(string Disclosure, ApiReply Answer)> Authorise(DisclosureWorld world, string item)
    {
        var id = (await world.Advocate.Post("/v1/disclosures", new { @case = world.Case, agency = DisclosureWorld.Sheriff.Value, person = "dana.whitfield", purpose = "investigation" })).Ok().Id;
        return (id, await world.Advocate.Post($"/v1/disclosures/{id}/authorise", new { items = new[] { new { item, mode = "identifiedVerbatim" } } }));
    }

    private static async Task Revoke(CoordinationHost host, SurvivorId luz) => await host.Services.GetRequiredService<InternalCommands>().Run(
        new Actor(new PersonId("amina.yusuf"), DisclosureWorld.OpenDoor), $"{luz}", causation: null, async work =>
        {
            var consent = await work.Load(ConsentStream.Definition, luz);
            work.Record(ConsentStream.Definition, luz, ReleaseDecider.Decide(new RevokeRelease(s_releases[luz], work.Actor.Person, Channel.Telephone), consent));
            return work.Changed(ConsentStream.Definition, luz);
        }, default);
}
