using System.Net;
using System.Text.Json.Nodes;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Services;

/// <summary>Services over HTTP: they are hers to take or leave, and no release, report or cooperation is ever the price.</summary>
public sealed class ServiceRoutesTests(SharedHost host)
{
    private readonly ApiClient _advocate = host.As("amina.yusuf", "open-door", "advocate");
    private readonly ApiClient _auditor = host.As("ines.oduya", "state-auditor", "auditor");

    private async Task<string> Welcome() => (await _advocate.Post("/v1/survivors", new { calledBy = "Rosa" })).Ok().Id;

    [Fact]
    public async Task A_room_on_condition_of_a_report_to_police_is_refused_and_the_auditor_sees_that_it_was_tried()
    {
        var survivor = await Welcome();

        var refused = await Offer(survivor, "reportToPolice");
        var offered = (await Offer(survivor, "place")).Ok();
        var plan = (await _advocate.Get($"/v1/services/{survivor}")).Ok();
        var timeline = (await _auditor.Get($"/v1/audit/streams/services-{survivor}")).Ok();

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "coercive", "conditions[0].kind"), (refused.Status, refused.Problem, refused.Field));
        Assert.Contains("CG-13", refused.Text, StringComparison.Ordinal);
        Assert.Equal([offered.Id], plan.Json["offers"]!.AsArray().Select(offer => offer!["id"]!.GetValue<string>()));
        Assert.Equal("reportToPolice", plan.Json["conditionsRefused"]![0]!["conditions"]![0]!.GetValue<string>());
        Assert.Equal(
            ["CG-13: offer of housing by bridge-housing refused, on condition of reportToPolice", $"offer {offered.Id}: housing by bridge-housing, conditions place"],
            timeline.Json["events"]!.AsArray().Select(e => e!["summary"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_same_key_records_one_attempt_and_another_key_another()
    {
        var survivor = await Welcome();
        var body = new { kind = "income", to = "county-benefits", conditions = new[] { new { kind = "cooperation" } } };

        var first = await _advocate.Post($"/v1/services/{survivor}/referrals", body, key: $"once-{survivor}");
        var again = await _advocate.Post($"/v1/services/{survivor}/referrals", body, key: $"once-{survivor}");
        await _advocate.Post($"/v1/services/{survivor}/referrals", body);

        Assert.Equal(("coercive", "coercive"), (first.Problem, again.Problem));
        Assert.Equal(2, (await _advocate.Get($"/v1/services/{survivor}")).Ok().Json["conditionsRefused"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_condition_in_words_of_ones_own_is_refused_and_on_record_in_these_words()
    {
        var survivor = await Welcome();

        var worded = await Offer(survivor, "after she has talked to the detective");
        var sober = await _advocate.Post($"/v1/services/{survivor}/referrals", new { kind = "housing", to = "bridge-housing", conditions = new object[] { new { kind = "place" }, new { kind = "sobriety" } } });
        var noted = await _advocate.Post($"/v1/services/{survivor}/offers", new { kind = "housing", condition = "reports to police" });

        Assert.Equal(("coercive", "conditions[0].kind"), (worded.Problem, worded.Field));
        Assert.Equal(("coercive", "conditions[1].kind"), (sober.Problem, sober.Field));
        var known = (await _advocate.Get($"/v1/services/{survivor}")).Ok().Json["conditionsRefused"]!.AsArray();
        Assert.Equal([("other", "after she has talked to the detective"), ("other", "sobriety")], known.Select(refused => (Text(refused!["conditions"]![0])!, Text(refused["words"]![0])!)));
        var timeline = (await _auditor.Get($"/v1/audit/streams/services-{survivor}")).Ok().Text;
        Assert.Contains("CG-13: referral of housing by bridge-housing refused, on condition of other", timeline, StringComparison.Ordinal);
        Assert.DoesNotContain("sobriety", timeline, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, noted.Status);
    }

    [Fact]
    public async Task A_plan_is_hers_in_her_words_from_goal_to_outcome()
    {
        var survivor = await Welcome();
        var goal = (await _advocate.Post($"/v1/services/{survivor}/goals", new { kind = "identification", words = "My passport back." })).Ok().Id;
        var offer = (await _advocate.Post($"/v1/services/{survivor}/offers", new { kind = "identification", goal, conditions = new[] { new { kind = "age", atLeast = 18 } } })).Ok().Id;
        var referral = (await _advocate.Post($"/v1/services/{survivor}/referrals", new { kind = "legal", to = "valley-legal-aid", goal, note = "Ask for the Tuesday clinic." })).Ok().Id;
        foreach (var (path, body) in new (string, object?)[]
        {
            ($"offers/{offer}/decline", null), ($"offers/{offer}/accept", null), ($"referrals/{referral}/outcome", new { result = "served" }),
            ($"goals/{goal}/staff-rating", new { progress = "mostOfTheWay" }), ($"goals/{goal}/survivor-rating", new { progress = "someWay", words = "Not until I hold it." }),
        })
            (await _advocate.Post($"/v1/services/{survivor}/{path}", body)).Ok();

        var before = (await _advocate.Get($"/v1/services/{survivor}")).Ok().Json;
        (await _advocate.Post($"/v1/services/{survivor}/goals/{goal}/reached")).Ok();
        var dropped = await _advocate.Post($"/v1/services/{survivor}/goals/{goal}/dropped");
        var state = (await _auditor.Get($"/v1/audit/state/services-{survivor}")).Ok();

        Assert.Equal(("My passport back.", "someWay", "mostOfTheWay", "open"), (Text(before["goals"]![0]!["words"]), Text(before["goals"]![0]!["bySurvivor"]), Text(before["goals"]![0]!["byStaff"]), Text(before["goals"]![0]!["status"])));
        Assert.Equal(("accepted", "open-door"), (Text(before["offers"]![0]!["status"]), Text(before["offers"]![0]!["provider"])));
        Assert.Equal(("served", "Ask for the Tuesday clinic."), (Text(before["referrals"]![0]!["result"]), Text(before["referrals"]![0]!["note"])));
        Assert.Equal("wrong-state", dropped.Problem);
        Assert.Contains("reached; she says someWay, staff say mostOfTheWay", state.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("passport", state.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_another_agency_her_plan_and_a_plan_of_nobody_are_one_answer()
    {
        var survivor = await Welcome();
        (await Offer(survivor, "place")).Ok();
        var other = host.As("bo.lind", "bridge-housing", "advocate");

        foreach (var send in new Func<string, Task<ApiReply>>[]
        {
            of => other.Get($"/v1/services/{of}"),
            of => other.Post($"/v1/services/{of}/goals", new { kind = "housing", words = "A room." }),
            of => other.Post($"/v1/services/{of}/offers", new { kind = "housing", conditions = new[] { new { kind = "testimony" } } }, ifMatch: "\"7\""),
        })
        {
            var (hers, nobodys) = (await send(survivor), await send($"{Guid.NewGuid()}"));
            Assert.Equal((HttpStatusCode.NotFound, nobodys.Status), (hers.Status, hers.Status));
            Assert.Equal(Untraced(nobodys), Untraced(hers));
        }
        Assert.Empty((await _advocate.Get($"/v1/services/{survivor}")).Ok().Json["conditionsRefused"]!.AsArray());
    }

    private Task<ApiReply> Offer(string survivor, string condition) =>
        _advocate.Post($"/v1/services/{survivor}/offers", new { kind = "housing", provider = "bridge-housing", conditions = new[] { new { kind = condition } } });

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private static string Untraced(ApiReply reply)
    {
        var json = reply.Json.AsObject();
        json.Remove("traceId");
        json.Remove("instance");
        return json.ToJsonString();
    }
}
