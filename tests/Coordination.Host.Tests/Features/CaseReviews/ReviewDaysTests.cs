using Coordination.Domain.TaskForce;
using Coordination.Host.Platform.Reading;
using Coordination.Testing;
using Xunit;
using static Coordination.Host.Tests.Features.CaseReviews.ReviewScene;

namespace Coordination.Host.Tests.Features.CaseReviews;

/// <summary>A day on which something is due ends where the task force is, whoever reads it and wherever they are.</summary>
public sealed class ReviewDaysTests(ReviewHost host)
{
    private static readonly TimeSpan s_kiritimati = TimeSpan.FromHours(14);

    [Fact]
    public async Task An_action_is_due_until_its_day_ends_where_the_task_force_is_and_a_readers_zone_changes_how_that_is_written()
    {
        var scene = await InTheRoom(host, Coordinator, Advocate, Nurse, Detective);
        await scene.WorkIn("Pacific/Kiritimati");
        await scene.Discuss();
        var today = DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(s_kiritimati).DateTime);
        var end = new DateTimeOffset(today.AddDays(1).ToDateTime(TimeOnly.MinValue), s_kiritimati);
        object Action(DateOnly due) => new { owner = Nurse, task = "Call the motel.", due };

        Assert.Equal("due", (await scene.Rosa.Post($"{scene.Item}/actions", Action(today.AddDays(-1)))).Field);
        Assert.Equal("due", (await scene.Rosa.Post($"{scene.Item}/actions", Action(DateOnly.MaxValue))).Field);
        Assert.Equal("due", (await scene.Rosa.Post($"{scene.Item}/actions", Action(DateOnly.MinValue))).Field);
        var action = (await scene.Rosa.Post($"{scene.Item}/actions", Action(today))).Ok().Id;

        foreach (var zone in new[] { "UTC", "America/Chicago" })
        {
            var inbox = await Until(scene.Priya, $"/v1/inbox/actions?limit=200&zone={zone}", "action", action);
            Assert.Equal((end, $"{today:yyyy-MM-dd}"), (inbox["dueBy"]!.GetValue<DateTimeOffset>(), inbox["due"]!.GetValue<string>()));
            Assert.Equal(end, (await Until(scene.Priya, $"/v1/reminders?limit=200&zone={zone}", "id", action))["due"]!.GetValue<DateTimeOffset>());
            Assert.Equal(end, (await Until(scene.Rosa, $"/v1/board/actions?limit=200&zone={zone}", "action", action))["dueBy"]!.GetValue<DateTimeOffset>());
        }
        (await scene.Rosa.Post($"{scene.Item}/close")).Ok();
        Assert.Contains("(UTC&#x2B;14:00)", (await scene.Priya.Get($"{scene.Review}/minutes/page")).Ok().Text, StringComparison.Ordinal);
        Assert.DoesNotContain("(UTC&#x2B;14:00)", (await scene.Priya.Get($"{scene.Review}/minutes/page?zone=UTC")).Ok().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "2026-03-09", "2026-03-10T00:00:00+00:00")]
    [InlineData("America/Chicago", "2026-03-09", "2026-03-10T00:00:00-05:00")]
    [InlineData("America/Chicago", "2026-03-07", "2026-03-08T00:00:00-06:00")] // clocks go forward later that night
    [InlineData("America/Havana", "2026-03-07", "2026-03-08T00:00:00-05:00")] // clocks go forward over midnight: 00:00 is 01:00 at once
    [InlineData("America/Havana", "2026-10-31", "2026-11-01T00:00:00-04:00")] // clocks go back over midnight: there are two of them
    [InlineData("Asia/Kolkata", "2026-03-09", "2026-03-10T00:00:00+05:30")]
    public void A_day_ends_when_the_next_begins(string? zone, string day, string end) =>
        Assert.Equal(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), Of(zone).EndOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void An_instant_falls_on_the_day_of_the_task_force() =>
        Assert.Equal(new DateOnly(2026, 3, 9), Of("America/Chicago").DayOf(new DateTimeOffset(2026, 3, 10, 4, 59, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("../../etc/passwd")]
    [InlineData("Central Standard Time")]
    [InlineData("EST5EDT4")]
    [InlineData("")]
    public void No_other_zone_is_taken_than_those_of_the_database(string zone) =>
        Assert.Equal("settings.timeZone", TaskForceCalendar.WhyNot(new PolicySettings(365, 3, 14) { TimeZone = zone })!.Field);

    [Fact]
    public void The_zones_of_the_database_are_on_this_machine() =>
        Assert.All(new[] { "UTC", "America/Chicago", "America/Argentina/Buenos_Aires", "Asia/Manila" }, zone => Assert.Null(TaskForceCalendar.WhyNot(new PolicySettings(365, 3, 14) { TimeZone = zone })));

    private static TaskForceCalendar Of(string? zone)
    {
        var at = DateTimeOffset.UnixEpoch;
        return TaskForceCalendar.Of(TaskForceStream.Definition.Fold(TaskForceState.Initial, [new TaskForceFormed("River County", "River County", new("office")), new PolicySet(at, new PolicySettings(365, 3, 14) { TimeZone = zone })]), at);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> Until(ApiClient reader, string path, string member, string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if ((await reader.Get(path)).Ok().Json["items"]!.AsArray().FirstOrDefault(row => row![member]!.GetValue<string>() == id) is { } found)
                return found;
            await Task.Delay(20, limit.Token);
        }
    }
}
