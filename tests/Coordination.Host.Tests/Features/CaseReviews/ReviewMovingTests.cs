using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.CaseReviews.ReviewScene;

namespace Coordination.Host.Tests.Features.CaseReviews;

/// <summary>Meetings move, and are called off: whoever is invited finds it where they look.</summary>
public sealed class ReviewMovingTests(ReviewHost host)
{
    [Fact]
    public async Task Invited_members_see_the_new_time_and_place_and_only_the_coordinator_moves_it()
    {
        var scene = await Called(host);
        var startsAt = DateTimeOffset.UtcNow.AddDays(5);

        Assert.Equal("forbidden", (await scene.Priya.Post($"{scene.Review}/move", new { startsAt, place = "the court house" })).Problem);
        Assert.Equal("startsAt", (await scene.Rosa.Post($"{scene.Review}/move", new { startsAt = DateTimeOffset.UtcNow.AddDays(-1), place = "the court house" })).Field);
        (await scene.Rosa.Post($"{scene.Review}/move", new { startsAt, place = "the court house" })).Ok();

        var seen = (await scene.Priya.Get(scene.Review)).Ok().Json;
        Assert.Equal((startsAt, "the court house"), (seen["startsAt"]!.GetValue<DateTimeOffset>(), seen["place"]!.GetValue<string>()));
        await Eventually(async () => (await scene.Priya.Get("/v1/inbox/reviews")).Ok().Json["items"]!.AsArray().Any(item => item!["startsAt"]!.GetValue<DateTimeOffset>() == startsAt));
        await Eventually(async () => (await scene.Rosa.Get("/v1/board/reviews?status=called")).Ok().Json["items"]!.AsArray().Any(item => item!["place"]!.GetValue<string>() == "the court house"));
    }

    [Fact]
    public async Task A_meeting_that_is_called_off_is_in_no_inbox_and_cannot_be_opened()
    {
        var scene = await Called(host);
        await scene.Propose();
        (await scene.Rosa.Post($"{scene.Review}/agenda")).Ok();
        await Eventually(async () => await IsInvited(scene));

        (await scene.Rosa.Post($"{scene.Review}/call-off")).Ok();

        Assert.Equal("calledOff", (await scene.Priya.Get(scene.Review)).Ok().Json["stage"]!.GetValue<string>());
        await Eventually(async () => !await IsInvited(scene));
        Assert.Equal("wrong-state", (await scene.Rosa.Post($"{scene.Review}/open")).Problem);
        Assert.Contains("called off", (await scene.Ines.Get($"/v1/audit/state/review-{scene.Review[^36..]}")).Ok().Text, StringComparison.Ordinal);
    }

    private static async Task<bool> IsInvited(ReviewScene scene) =>
        (await scene.Priya.Get("/v1/inbox/reviews")).Ok().Json["items"]!.AsArray().Any(item => item!["review"]!.GetValue<string>() == scene.Review[^36..]);

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
            await Task.Delay(20, limit.Token);
    }
}
