using Coordination.Domain.Webhooks;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Features.Webhooks;

/// <summary>Several who are told to deliver at once, and one of whom nothing more is heard: at one endpoint only one is at work, and what comes there comes in order.</summary>
public sealed class HandOverTests : IAsyncLifetime
{
    private readonly ForgetfulOutbox _outbox = new();
    private WebhookScene _scene = null!;
    private Receiver _receiver = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _scene = await WebhookScene.Begin(host => host.Replace = services => services.AddSingleton(_outbox.Around(WebhookScene.OutboxOf(host))));
        _receiver = await Receiver.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _scene.Dispose();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task However_many_are_woken_at_once_each_message_is_sent_once_and_in_order()
    {
        var endpoint = await Composed(meetings: 5);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await _scene.Dispatcher.Deliver(WebhookScene.Precinct, endpoint, Cancellation))));

        Assert.Equal([1L, 2, 3, 4, 5], _receiver.Got.Select(got => got.Sequence));
    }

    [Fact]
    public async Task A_host_of_which_nothing_is_heard_is_replaced_and_changes_nothing_when_it_comes_back()
    {
        var endpoint = await Composed(meetings: 3);
        var comesBack = new TaskCompletionSource();
        _outbox.Waits = comesBack.Task;
        var silent = Task.Run(async () => await _scene.Dispatcher.Deliver(WebhookScene.Precinct, endpoint, Cancellation));
        await Until(() => _receiver.Took.Count == 1);

        Assert.Null(await _scene.Dispatcher.Deliver(WebhookScene.Precinct, endpoint, Cancellation)); // it may still be at it
        Assert.Single(_receiver.Got);
        _scene.Advance(TimeSpan.FromMinutes(1));
        await _scene.Dispatcher.Deliver(WebhookScene.Precinct, endpoint, Cancellation);
        comesBack.SetResult();
        await silent;

        Assert.Equal([1L, 1, 2, 3], _receiver.Took.Select(got => got.Sequence));
        Assert.Equal(_receiver.Took[0].Id, _receiver.Took[1].Id);
        Assert.Equal(0, (await _scene.Look(endpoint))["waiting"]!.GetValue<long>());
    }

    [Fact]
    public async Task Whoever_delivered_says_when_there_is_more_to_do_and_whoever_found_nothing_says_nothing()
    {
        var endpoint = await Composed(meetings: 2);
        _receiver.Always(503);
        var next = await _scene.Dispatcher.Deliver(WebhookScene.Precinct, endpoint, Cancellation);

        Assert.InRange(next!.Value, _scene.Now.AddSeconds(4), _scene.Now.AddSeconds(6));
        Assert.Null(await _scene.Dispatcher.Deliver(WebhookScene.Precinct, endpoint, Cancellation)); // it is not time, and somebody will come
        Assert.Single(_receiver.Got);
        _receiver.Always(200);
        _scene.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(await _scene.Dispatcher.Deliver(WebhookScene.Precinct, endpoint, Cancellation));
        Assert.Equal([1L, 2], _receiver.Took.Select(got => got.Sequence));
    }

    [Fact]
    public async Task A_wake_up_that_was_lost_is_made_good_by_the_next_beat()
    {
        var endpoint = await Composed(meetings: 1); // and nobody is woken
        _scene.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal([endpoint], await _scene.Dispatcher.Look(WebhookScene.Precinct, compose: true, resumed: null, Cancellation));
    }

    [Fact]
    public async Task What_had_failed_goes_at_once_when_its_endpoint_is_resumed()
    {
        var endpoint = await Composed(meetings: 1);
        _receiver.Always(503);
        for (var attempt = 0; attempt < 5; attempt++, _scene.Advance(TimeSpan.FromHours(2)))
            await _scene.Dispatcher.Deliver(WebhookScene.Precinct, endpoint, Cancellation);
        var next = await _scene.Dispatcher.Deliver(WebhookScene.Precinct, endpoint, Cancellation);
        Assert.True(next > _scene.Now.AddHours(1), "It does not wait long enough for the test to say anything.");
        _receiver.Always(200);
        Assert.Empty(await _scene.Dispatcher.Look(WebhookScene.Precinct, compose: false, resumed: null, Cancellation) ?? []);

        (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/pause")).Ok();
        (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/resume")).Ok();
        Assert.Equal([endpoint], await _scene.Dispatcher.Look(WebhookScene.Precinct, compose: false, endpoint, Cancellation));
        await _scene.Dispatcher.Deliver(WebhookScene.Precinct, endpoint, Cancellation);
        Assert.Single(_receiver.Took);
    }

    [Fact]
    public async Task While_a_host_of_the_version_before_delivers_no_other_does()
    {
        var endpoint = await Composed(meetings: 1);
        _scene.Advance(TimeSpan.FromMinutes(10));
        var leases = _scene.Host.Services.GetRequiredService<Host.Platform.Execution.Projections.ILeases>();
        var before = await leases.TryTake("webhooks/deliverer", "a host of the version before", TimeSpan.FromSeconds(30), Cancellation);
        var fresh = ActivatorUtilities.CreateInstance<Host.Features.Webhooks.WebhookDispatcher>(_scene.Host.Services);

        Assert.Null(await fresh.Deliver(WebhookScene.Precinct, endpoint, Cancellation));
        Assert.Null(await fresh.Look(WebhookScene.Precinct, compose: true, resumed: null, Cancellation));
        Assert.Empty(_receiver.Got);
        await leases.GiveBack(before!, Cancellation);
        await fresh.Deliver(WebhookScene.Precinct, endpoint, Cancellation);
        Assert.Single(_receiver.Took);
        Assert.Null(await leases.TryTake("webhooks/deliverer", "a host of the version before", TimeSpan.FromSeconds(30), Cancellation));
    }

    private async Task<EndpointId> Composed(int meetings)
    {
        var (endpoint, _) = await _scene.Register(_receiver.Address);
        for (var meeting = 0; meeting < meetings; meeting++)
            await _scene.Meeting(TimeSpan.FromDays(1 + meeting));
        await _scene.Settled();
        Assert.Equal([endpoint], await _scene.Dispatcher.Look(WebhookScene.Precinct, compose: true, resumed: null, Cancellation));
        return endpoint;
    }

    private static async Task Until(Func<bool> holds)
    {
        for (var patience = 1_000; !holds(); patience--)
        {
            Assert.True(patience > 0, "It did not come in time.");
            await Task.Delay(10, Cancellation);
        }
    }
}
