using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Partners;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Webhooks;

/// <summary>What really arrives at a server that an agency named.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private WebhookScene _scene = null!;
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync() => (_scene, _receiver) = (await WebhookScene.Begin(), await Receiver.Start());

    public async ValueTask DisposeAsync()
    {
        _scene.Dispose();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_reminder_arrives_signed_with_the_secret_that_was_shown_and_with_no_other()
    {
        var (_, secret) = await _scene.Register(_receiver.Address);
        await _scene.Meeting(TimeSpan.FromDays(3));
        await _scene.Deliver();

        var got = Assert.Single(_receiver.Got);
        Assert.True(got.IsSignedWith(secret));
        Assert.False(got.IsSignedWith($"whsec_{Convert.ToBase64String(new byte[32])}"));
        Assert.Matches("^msg_[0-9a-f]{32}$", got.Id);
        Assert.Equal(_scene.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), got.Timestamp);
        Assert.Equal("application/json", got.Headers["Content-Type"]);
        Assert.False(got.Headers.ContainsKey("traceparent"));
    }

    [Fact]
    public async Task A_reminder_says_what_is_due_when_and_for_whom_by_the_agencys_own_name_for_it_and_nothing_else()
    {
        await _scene.Register(_receiver.Address);
        var review = await _scene.Meeting(TimeSpan.FromDays(3));
        var due = _scene.Now.AddDays(3);
        await _scene.Deliver();

        var name = _scene.Host.Mint.NameOf(WebhookScene.Precinct.Value, review.Value);
        var beat = new DateTimeOffset(_scene.Now.UtcTicks / TimeSpan.TicksPerSecond / 30 * 30 * TimeSpan.TicksPerSecond, TimeSpan.Zero);
        Assert.Equal($$$"""{"type":"reminder.reviewComing","timestamp":"{{{beat:yyyy-MM-ddTHH:mm:ssZ}}}","data":{"sequence":1,"id":"{{{name}}}","due":"{{{due:yyyy-MM-ddTHH:mm:ssZ}}}","overdue":false,"person":"dana.whitfield"}}""",
            Assert.Single(_receiver.Got).Body);
    }

    [Fact]
    public async Task A_meeting_that_was_opened_before_its_time_is_announced_no_more()
    {
        await _scene.Register(_receiver.Address);
        var review = await _scene.Meeting(TimeSpan.FromDays(10));
        IReadOnlyList<Member> invited = [new(WebhookScene.Precinct, WebhookScene.Dana)];
        await _scene.Record(new("task-force-office"), $"review-{review}", new ReviewOpened { At = _scene.Now, Invited = invited });
        await _scene.Deliver(TimeSpan.FromDays(5));
        Assert.Empty(_receiver.Got);
        await _scene.Record(new("task-force-office"), $"review-{review}", new ReviewClosed { At = _scene.Now, Invited = invited });
        await _scene.Deliver(TimeSpan.FromDays(3));
        Assert.Empty(_receiver.Got);
    }

    [Fact]
    public async Task Each_occasion_is_told_once_and_being_overdue_is_another()
    {
        await _scene.Register(_receiver.Address);
        await _scene.Record(WebhookScene.Precinct, $"review-{_scene.NewId()}", new ActionAssigned(new(_scene.NewId()), new(_scene.NewId()), null, new(WebhookScene.Precinct, WebhookScene.Dana), Sensitive.Of("Call the motel."), new(2026, 3, 20)));
        await _scene.Deliver();
        Assert.Empty(_receiver.Got); // not yet within seven days

        await _scene.Deliver(TimeSpan.FromDays(12));
        await _scene.Deliver();
        await _scene.Deliver();
        await _scene.Deliver(TimeSpan.FromDays(8));
        await _scene.Deliver();

        Assert.Equal(["reminder.actionDue False 1", "reminder.actionDue True 2"], _receiver.Took.Select(got => $"{got.Type} {got.Json["data"]!["overdue"]!.GetValue<bool>()} {got.Sequence}"));
        Assert.Equal(2, _receiver.Took.Select(got => got.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_is_for_one_person_is_told_for_those_alone_whom_the_agency_named()
    {
        await _scene.Register(_receiver.Address, wishes: new { address = _receiver.Address, people = new[] { "nina.ortiz" } });
        await _scene.Meeting(TimeSpan.FromDays(3), person: WebhookScene.Dana);
        await _scene.Meeting(TimeSpan.FromDays(3), person: WebhookScene.Nina);
        await _scene.Meeting(TimeSpan.FromDays(3), agency: WebhookScene.Clinic, person: WebhookScene.Nina); // of the same name, of another agency
        await _scene.Deliver();

        Assert.Equal("nina.ortiz", Assert.Single(_receiver.Got).Json["data"]!["person"]!.GetValue<string>());
    }

    [Fact]
    public async Task Only_the_kinds_that_were_wished_for_are_told()
    {
        var (endpoint, _) = await _scene.Register(_receiver.Address, wishes: new { address = _receiver.Address, kinds = new[] { "actionDue" }, people = new[] { "dana.whitfield" } });
        await _scene.Meeting(TimeSpan.FromDays(3));
        await _scene.Deliver();
        Assert.Empty(_receiver.Got);

        (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/wishes", new { kinds = new[] { "reviewComing" }, people = new[] { "dana.whitfield" } })).Ok();
        await _scene.Deliver();
        Assert.Equal("reminder.reviewComing", Assert.Single(_receiver.Got).Type);
    }

    [Fact]
    public async Task Two_agencies_have_nothing_in_common_in_what_they_are_told_of_the_same_meeting()
    {
        await using var other = await Receiver.Start();
        await _scene.Register(_receiver.Address);
        await _scene.Register(other.Address, _scene.OtherAdministrator);
        for (var meeting = 0; meeting < 5; meeting++)
        {
            var review = new ReviewId(_scene.NewId());
            Member[] both = [new(WebhookScene.Precinct, WebhookScene.Dana), new(WebhookScene.Clinic, WebhookScene.Nina)];
            await _scene.Record(new("task-force-office"), $"review-{review}", new ReviewCalled(review, _scene.Now.AddDays(2), Sensitive.Of("x"), both, both[0], 1));
        }
        await _scene.Deliver();

        Assert.Equal(5, _receiver.Got.Count);
        Assert.Equal([1L, 2, 3, 4, 5], other.Got.Select(got => got.Sequence));
        Assert.Empty(_receiver.Got.Select(got => got.Id).Intersect(other.Got.Select(got => got.Id)));
        Assert.Empty(_receiver.Got.Select(got => got.Json["data"]!["id"]!.GetValue<string>()).Intersect(other.Got.Select(got => got.Json["data"]!["id"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Nothing_goes_to_an_agency_whose_standing_is_suspended_and_what_waited_goes_when_it_is_restored()
    {
        await _scene.Register(_receiver.Address);
        await _scene.Record(WebhookScene.Precinct, $"agency-{WebhookScene.Precinct}", new StandingSuspended(Sensitive.Of("a concern")));
        await _scene.Meeting(TimeSpan.FromDays(3));
        await _scene.Deliver();
        Assert.Empty(_receiver.Got);

        await _scene.Record(WebhookScene.Precinct, $"agency-{WebhookScene.Precinct}", new StandingRestored(Sensitive.Of("settled")));
        await _scene.Deliver();
        Assert.Single(_receiver.Got);
    }

    [Fact]
    public async Task Both_secrets_sign_during_a_rotation_and_the_new_one_alone_afterwards()
    {
        var (endpoint, first) = await _scene.Register(_receiver.Address);
        var second = (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/secret", new { overlapHours = 2 })).Ok().Json["secret"]!.GetValue<string>();
        await Try();
        _scene.Advance(TimeSpan.FromHours(2));
        await Try();

        Assert.Equal([(true, true, 2), (false, true, 1)], _receiver.Got.Select(got => (got.IsSignedWith(first), got.IsSignedWith(second), got.Signatures.Split(' ').Length)));

        async Task Try()
        {
            (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/test")).Ok();
            await _scene.Deliver();
        }
    }

    [Fact]
    public async Task A_test_message_says_nothing()
    {
        var (endpoint, _) = await _scene.Register(_receiver.Address);
        (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/test", key: "once")).Ok();
        (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/test", key: "once")).Ok();
        await _scene.Deliver();

        var got = Assert.Single(_receiver.Got);
        Assert.Equal(("endpoint.test", """{"sequence":1}"""), (got.Type, got.Json["data"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_paused_endpoint_gets_nothing_and_a_removed_one_nothing_ever_again()
    {
        var (endpoint, _) = await _scene.Register(_receiver.Address);
        (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/pause")).Ok();
        await _scene.Meeting(TimeSpan.FromDays(3));
        await _scene.Deliver();
        Assert.Empty(_receiver.Got);

        (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/resume")).Ok();
        await _scene.Deliver();
        Assert.Single(_receiver.Got);

        await _scene.Meeting(TimeSpan.FromDays(4));
        (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/remove")).Ok();
        await _scene.Deliver();
        Assert.Single(_receiver.Got);
        Assert.Empty(_scene.Host.InMemory!.Outbox.Of(endpoint));
    }
}
