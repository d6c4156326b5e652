using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Tests.Features.RoleViews;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.CaseReviews.ReviewScene;

namespace Coordination.Host.Tests.Features.CaseReviews;

/// <summary>A decision whose consent is gone is marked, in the review, on the board and in what the auditor reads: however it went.</summary>
public sealed class WithdrawnConsentTests : IDisposable
{
    private readonly AdjustableTime _time = new(DateTimeOffset.UtcNow);
    private readonly CoordinationHost _host;

    public WithdrawnConsentTests() => _host = new CoordinationHost { InMemory = new(), Time = _time, TokenTime = _time };

    public void Dispose() => _host.Dispose();

    private ApiClient Bea => _host.As("bea", "open-door", "advocate");

    [Fact]
    public async Task When_she_takes_it_back()
    {
        var scene = await Decided();
        await scene.Revoke();
        await AssertMarked(scene, "taken back");
    }

    [Fact]
    public async Task When_she_narrows_it_so_that_somebody_who_took_part_is_left_out()
    {
        var scene = await Decided();
        await scene.Narrow("task-force-office", "river-clinic");
        await AssertMarked(scene, "narrowed");
    }

    [Fact]
    public async Task When_its_time_runs_out()
    {
        var scene = await Decided();
        await scene.LetItEnd(_time.GetUtcNow().AddDays(1), "task-force-office", "county-sheriff", "river-clinic");
        await AssertUnmarked(scene);
        _time.Advance(TimeSpan.FromDays(1));
        await AssertMarked(scene, "ran out");
    }

    [Fact]
    public async Task When_she_is_forgotten()
    {
        var scene = await Decided();
        await scene.Record($"survivor-{scene.Survivor}", new SurvivorWelcomed(scene.Survivor, new("open-door"), Sensitive.Of("Marisol"), null));
        (await scene.Amina.Post($"/v1/survivors/{scene.Survivor}/erasure-request")).Ok();
        (await Bea.Post($"/v1/survivors/{scene.Survivor}/erase")).Ok();
        await AssertMarked(scene, "taken back");
    }

    [Fact]
    public async Task When_her_record_was_merged_with_another_and_she_takes_everything_back_in_that_one()
    {
        var scene = await Decided();
        var other = await Merge(scene);
        await AssertUnmarked(scene); // nothing was taken back by that
        (await scene.Amina.Post($"/v1/consent/{other}/revocations", new { through = "telephone" })).Ok();
        await AssertMarked(scene, "taken back");
    }

    [Fact]
    public async Task When_records_part_again_and_what_was_said_in_the_other_ended_what_is_released_in_this_one()
    {
        var scene = await Decided();
        var other = await Merge(scene);
        (await scene.Amina.Post($"/v1/consent/{other}/declinations", new { through = "telephone" })).Ok();
        (await Bea.Post($"/v1/consent/{scene.Survivor}/separate", new { from = other })).Ok();
        await AssertMarked(scene, "ran out");
    }

    [Fact]
    public async Task A_comparison_of_a_change_includes_revocations_in_a_merged_record()
    {
        var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse, Detective);
        var (other, release) = (new SurvivorId(Guid.NewGuid()), new ReleaseId(Guid.NewGuid()));
        var said = (await _host.Store.ReadStream($"consent-{scene.Survivor}", 0, 100, default)).Select(stored => EventCodec.Current.Decode(stored).Event);
        await scene.Record($"consent-{other}", [.. said.Select(e => e is ConsentRecordOpened opened ? opened with { Survivor = other } : e is ReleaseSigned signed ? signed with { Release = release } : e),
            new SurvivorRecordsMerged([scene.Survivor], new("amina"))]);
        await scene.Record($"consent-{scene.Survivor}", new SurvivorRecordsMerged([other], new("amina")));
        await scene.Discuss();
        (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Ok();
        Assert.Equal(("stands", "revoked"), await Compared(scene));

        await scene.Record($"consent-{other}", new ReleaseRevoked(release, new("amina"), Channel.Telephone));

        await AssertMarked(scene, "taken back");
        Assert.Equal(("revoked", "revoked"), await Compared(scene));
    }

    private static async Task<(string Before, string After)> Compared(ReviewScene scene)
    {
        var compared = (await scene.Amina.Post($"/v1/consent/{scene.Survivor}/releases/{scene.Release}/revoke/comparison", new { through = "telephone" })).Ok().Json;
        var decision = compared["decisions"]!.AsArray().Single()!;
        return (decision["before"]!.GetValue<string>(), decision["after"]!.GetValue<string>());
    }

    private async Task<ReviewScene> Decided()
    {
        var scene = await InTheRoom(_host, Coordinator, Advocate, Nurse, Detective);
        await scene.Discuss();
        (await scene.Rosa.Post($"{scene.Item}/decisions", Decision((Advocate, "for"), (Nurse, "for")))).Ok();
        await AssertUnmarked(scene);
        return scene;
    }

    private static async Task<SurvivorId> Merge(ReviewScene scene)
    {
        var other = SurvivorId.Of(Guid.NewGuid());
        await scene.Record($"consent-{other}", new ConsentRecordOpened(other, new("open-door")));
        (await scene.Amina.Post($"/v1/consent/{scene.Survivor}/merge", new { with = other })).Ok();
        return other;
    }

    private static async Task AssertMarked(ReviewScene scene, string how)
    {
        var item = (await scene.Rosa.Get(scene.Review)).Ok().Json["agenda"]![0]!;
        Assert.True(item["restsOnWithdrawnConsent"]!.GetValue<bool>());
        var board = (await RoleViewsTests.Until(scene.Rosa, "/v1/board/reviews", json => json["items"]!.AsArray().Count > 0))["items"]!.AsArray().Single()!;
        Assert.True(board["agenda"]![0]!["restsOnWithdrawnConsent"]!.GetValue<bool>());
        Assert.Contains($"rests on withdrawn consent: it {(how == "ran out" ? how : $"was {how}")}", await Audited(scene), StringComparison.Ordinal);
    }

    private static async Task AssertUnmarked(ReviewScene scene)
    {
        Assert.Null((await scene.Rosa.Get(scene.Review)).Ok().Json["agenda"]![0]!["restsOnWithdrawnConsent"]);
        Assert.DoesNotContain("withdrawn consent", await Audited(scene), StringComparison.Ordinal);
    }

    private static async Task<string> Audited(ReviewScene scene) => (await scene.Ines.Get($"/v1/audit/state/review-{scene.Review[^36..]}")).Ok().Text;
}
