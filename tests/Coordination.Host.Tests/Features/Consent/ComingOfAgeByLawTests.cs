using System.Text.Json.Nodes;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Consent;

/// <summary>Where a table of the law sets another age than eighteen, her advocate is reminded of the day on which she has that age.</summary>
public sealed class ComingOfAgeByLawTests
{
    [Fact]
    public async Task The_reminder_comes_when_she_is_as_old_as_the_table_in_force_asks_and_not_at_eighteen()
    {
        var time = new AdjustableTime(new DateTimeOffset(DateTimeOffset.UtcNow.Date.AddHours(12), TimeSpan.Zero));
        using var host = new CoordinationHost { InMemory = new(), Time = time, TokenTime = time };
        var world = await new ConsentWorld(host).Begin();
        (await world.Admin.Post("/v1/task-force/rule-set", new { ruleSet = "2026-2" })).Ok();
        var none = Array.Empty<object>();
        async Task Load(int age) => (await host.As("imani.cole", "task-force-office", "administrator").Post("/v1/task-force/tables", new
        {
            table = new
            {
                jurisdiction = "us-xx",
                name = "A state",
                version = age == 19 ? "2026-01" : "2026-02",
                duties = none,
                permittedReports = none,
                dutiesToWarn = none,
                teamStatutes = none,
                accounting = none,
                hotlines = none,
                ageOfMajority = new { value = age, citation = "Code 26-1-1", certainty = "text" },
            },
            authorities = none,
        })).Ok();
        await Load(19);
        ApiClient Advocate() => host.As("amina.yusuf", "open-door", "advocate");
        var from = time.GetUtcNow().AddDays(20);
        List<string> survivors = [];
        for (var days = 0; days < 2; days++)
        {
            var consent = await world.Explained();
            survivors.Add(consent.Split('/')[^1]);
            (await Advocate().Post($"{consent}/minority", new { underEighteen = true, emancipated = false, mayReceiveServiceAlone = false, eighteenFrom = from.AddDays(days) })).Ok();
        }
        await Features.RoleViews.RoleViewsTests.Until(Advocate(), "/v1/caseload/survivors", json => json["items"]!.AsArray().Count(item => item!["underEighteen"] is not null) == 2);

        time.Advance(TimeSpan.FromDays(21));
        Assert.Empty(await Ages("/v1/reminders?days=90"));

        time.Advance(from.AddYears(1) - time.GetUtcNow() - TimeSpan.FromDays(60));
        Assert.Equal([(survivors[0], from.AddYears(1), false), (survivors[1], from.AddDays(1).AddYears(1), false)], await Ages("/v1/reminders?days=90"));
        var first = (await Advocate().Get("/v1/reminders?days=90&limit=1")).Ok().Json;
        var second = await Ages($"/v1/reminders?days=90&limit=1&after={first["next"]!.GetValue<string>()}");
        Assert.Equal([survivors[0], survivors[1]], Of(first).Concat(second).Select(age => age.Survivor));
        Assert.Single(await Ages("/v1/reminders?days=61"));
        await Load(18);
        Assert.All(await Ages("/v1/reminders?days=90"), age => Assert.True(age.Overdue));

        async Task<List<(string Survivor, DateTimeOffset Due, bool Overdue)>> Ages(string path) => Of((await Advocate().Get(path)).Ok().Json);
        static List<(string Survivor, DateTimeOffset Due, bool Overdue)> Of(JsonNode json) =>
            [.. json["items"]!.AsArray().Where(item => item!["kind"]!.GetValue<string>() == "canSignAnew").Select(item => (item!["id"]!.GetValue<string>(), item["due"]!.GetValue<DateTimeOffset>(), item["overdue"]!.GetValue<bool>()))];
    }
}
