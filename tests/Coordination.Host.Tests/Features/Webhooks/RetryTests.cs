using Coordination.Domain.Webhooks;
using Coordination.Host.Features.Webhooks;
using Coordination.Host.Platform.Execution.Webhooks;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Features.Webhooks;

/// <summary>At least once, and in order, whatever happens on the way.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private WebhookScene _scene = null!;
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync() => (_scene, _receiver) = (await WebhookScene.Begin(host => host.With("Webhooks:MostAge", "30.00:00:00")), await Receiver.Start());

    public async ValueTask DisposeAsync()
    {
        _scene.Dispose();
        await _receiver.DisposeAsync();
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task However_a_receiver_fails_it_takes_every_message_once_and_in_order(int seed)
    {
        var (dice, (endpoint, secret)) = (new Random(seed), await _scene.Register(_receiver.Address));
        var failures = 0; // in a row, fewer than it takes to be given up
        _receiver.Answers = (_, _, _) => Task.FromResult(failures < 6 && dice.Next(3) > 0 ? Fail() : Take());
        for (var round = 0; round < 12; round++)
        {
            for (var meeting = dice.Next(3); meeting > 0; meeting--)
                await _scene.Meeting(TimeSpan.FromDays(1 + dice.Next(5)));
            await _scene.Deliver(TimeSpan.FromMinutes(1 + dice.Next(400)));
        }
        for (var rest = 0; rest < 60 && (await _scene.Look(endpoint))["waiting"]!.GetValue<long>() > 0; rest++)
            await _scene.Deliver(TimeSpan.FromHours(3));

        var count = _scene.Host.InMemory!.Outbox.Of(endpoint).Count;
        Assert.InRange(count, 1, 40);
        Assert.Equal(Enumerable.Range(1, count).Select(number => (long)number), _receiver.Took.Select(got => got.Sequence));
        Assert.True(_receiver.Got.Count > count || count < 3, "Something failed on the way.");
        Assert.All(_receiver.Got.GroupBy(got => got.Id), same => Assert.Single(same.Select(got => got.Body).Distinct()));
        Assert.All(_receiver.Got, got => Assert.True(got.IsSignedWith(secret)));

        int Fail() => (failures++, new[] { 500, 503, 429, 404, 302 }[dice.Next(5)]).Item2;
        int Take() => (failures = 0, 204).Item2;
    }

    [Fact]
    public async Task A_host_that_ends_after_sending_and_before_writing_it_down_sends_the_same_message_again_first()
    {
        var forgets = new ForgetfulOutbox();
        using var scene = await WebhookScene.Begin(host => host.Replace = services =>
            services.AddSingleton(forgets.Around(host.InMemory!.Outbox)));
        await scene.Register(_receiver.Address);
        await scene.Meeting(TimeSpan.FromDays(2));
        await scene.Meeting(TimeSpan.FromDays(3));
        forgets.Ends = true;
        await scene.Deliver();
        forgets.Ends = false;
        await scene.Deliver();

        Assert.Equal([1L, 1, 2], _receiver.Took.Select(got => got.Sequence));
        Assert.Equal((_receiver.Took[0].Id, _receiver.Took[0].Body), (_receiver.Took[1].Id, _receiver.Took[1].Body));
    }

    [Fact]
    public async Task One_endpoint_that_hangs_holds_up_no_other()
    {
        await using var other = await Receiver.Start();
        await _scene.Register(_receiver.Address);
        await _scene.Register(other.Address, _scene.OtherAdministrator);
        var arrived = new TaskCompletionSource();
        _receiver.Answers = async (_, _, _) => { await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30)); return 200; };
        other.Answers = (_, _, _) => { arrived.TrySetResult(); return Task.FromResult(200); };
        await _scene.Meeting(TimeSpan.FromDays(2));
        await _scene.Meeting(TimeSpan.FromDays(2), WebhookScene.Clinic, WebhookScene.Nina);
        await _scene.Deliver();

        Assert.Single(other.Took);
        Assert.Single(_receiver.Took); // it was let go by the other one's arrival
    }

    [Fact]
    public async Task A_message_is_given_up_after_so_many_attempts_and_the_next_one_comes()
    {
        var (endpoint, _) = await _scene.Register(_receiver.Address);
        await _scene.Meeting(TimeSpan.FromDays(6));
        _receiver.Answers = (_, got, _) => Task.FromResult(got.Sequence == 1 ? 503 : 200);
        await _scene.Deliver();
        await _scene.Meeting(TimeSpan.FromDays(7));
        for (var hour = 0; hour < 70; hour++)
            await _scene.Deliver(TimeSpan.FromHours(1));

        Assert.Equal(10, _receiver.Got.Count(got => got.Sequence == 1));
        Assert.Equal([2L], _receiver.Took.Select(got => got.Sequence));
        var dead = Assert.Single((await _scene.Administrator.Get($"/v1/webhooks/{endpoint}/dead-letters")).Ok().Json["items"]!.AsArray())!;
        Assert.Equal(("reminder.reviewComing", 1L, 10, "serverError", 503), (dead["type"]!.GetValue<string>(), dead["sequence"]!.GetValue<long>(), dead["attempts"]!.GetValue<int>(),
            dead["why"]!["class"]!.GetValue<string>(), dead["why"]!["status"]!.GetValue<int>()));
        Assert.Equal(1, (await _scene.Look(endpoint))["deadLetters"]!.GetValue<long>());
    }

    [Fact]
    public async Task What_was_given_up_can_be_asked_for_again_by_its_own_agency_and_has_the_same_name()
    {
        var (endpoint, _) = await _scene.Register(_receiver.Address);
        await _scene.Meeting(TimeSpan.FromDays(6));
        _receiver.Always(500);
        for (var hour = 0; hour < 70; hour++)
            await _scene.Deliver(TimeSpan.FromHours(1));
        var dead = (await _scene.Administrator.Get($"/v1/webhooks/{endpoint}/dead-letters")).Ok().Json["items"]![0]!["message"]!.GetValue<string>();
        _receiver.Always(200);

        Assert.Equal("not-found", (await _scene.OtherAdministrator.Post($"/v1/webhooks/{endpoint}/dead-letters/{dead}/send-again")).Problem);
        Assert.Equal("not-found", (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/dead-letters/msg_other/send-again")).Problem);
        (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/dead-letters/{dead}/send-again")).Ok();
        await _scene.Deliver();
        await _scene.Deliver();

        Assert.Equal([dead], _receiver.Took.Select(got => got.Id));
        Assert.Empty((await _scene.Administrator.Get($"/v1/webhooks/{endpoint}/dead-letters")).Ok().Json["items"]!.AsArray());
        Assert.Equal("not-found", (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/dead-letters/{dead}/send-again")).Problem);
    }

    [Fact]
    public async Task An_endpoint_that_says_it_is_gone_is_paused_and_goes_on_where_it_was_when_it_is_resumed()
    {
        var (endpoint, _) = await _scene.Register(_receiver.Address);
        await _scene.Meeting(TimeSpan.FromDays(6));
        _receiver.Always(410);
        await _scene.Deliver();
        await _scene.Deliver(TimeSpan.FromDays(1));

        Assert.Single(_receiver.Got);
        Assert.Equal("gone", (await _scene.Look(endpoint))["paused"]!.GetValue<string>());
        _receiver.Always(200);
        (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/resume")).Ok();
        await _scene.Deliver();
        Assert.Equal([1L], _receiver.Took.Select(got => got.Sequence));
    }

    [Fact]
    public async Task A_receiver_that_asks_to_be_left_alone_for_a_while_is()
    {
        await _scene.Register(_receiver.Address);
        await _scene.Meeting(TimeSpan.FromDays(6));
        _receiver.Answers = (number, _, response) =>
        {
            response.Headers.RetryAfter = "1800";
            return Task.FromResult(number == 1 ? 429 : 200);
        };
        await _scene.Deliver();
        await _scene.Deliver(TimeSpan.FromMinutes(29));
        Assert.Single(_receiver.Got);

        await _scene.Deliver(TimeSpan.FromMinutes(2));
        Assert.Single(_receiver.Took);
    }

    [Theory]
    [InlineData(1, 4, 6), InlineData(2, 20, 30), InlineData(3, 100, 150), InlineData(6, 12_500, 18_750), InlineData(9, 34_560, 51_840)]
    public void Pauses_grow_and_are_spread(int attempts, double least, double most)
    {
        var (settings, now) = (new WebhookSettings(), WebhookScene.Start);
        var message = new OutboxMessage(WebhookScene.Precinct, new EndpointId(Guid.NewGuid()), 1, "msg_1", "t", "{}", now) { Attempts = attempts - 1, NextAt = now };
        var pauses = Enumerable.Range(0, 101).Select(chance => ((Settlement.Later)Backoff.After(settings, message, new(new(FailureClass.Timeout)), now, chance / 100.0)).NextAt - now).ToList();

        Assert.Equal((least, most), (Math.Round(pauses.Min().TotalSeconds, 3), Math.Round(pauses.Max().TotalSeconds, 3)));
        Assert.Equal(101, pauses.Distinct().Count());
    }
}
