using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Coordination.Host.Tests.Features.Webhooks;

public sealed class EndpointRoutesTests : IAsyncLifetime
{
    private WebhookScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await WebhookScene.Begin();

    public ValueTask DisposeAsync()
    {
        _scene.Dispose();
        return default;
    }

    [Fact]
    public async Task A_secret_is_shown_once_also_when_the_same_key_is_sent_again()
    {
        var body = new { address = "https://hooks.example.org/in" };
        var first = (await _scene.Administrator.Post("/v1/webhooks", body, key: "k1")).Ok();
        var again = (await _scene.Administrator.Post("/v1/webhooks", body, key: "k1")).Ok();
        var rotated = (await _scene.Administrator.Post($"/v1/webhooks/{first.Id}/secret", new { overlapHours = 1 }, key: "k2")).Ok();
        var rotatedAgain = (await _scene.Administrator.Post($"/v1/webhooks/{first.Id}/secret", new { overlapHours = 1 }, key: "k2")).Ok();

        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", first.Json["secret"]!.GetValue<string>());
        Assert.Equal((first.Id, null, "true"), (again.Id, again.Json["secret"], again.Headers.GetValues("Idempotent-Replayed").Single()));
        Assert.NotEqual(first.Json["secret"]!.GetValue<string>(), rotated.Json["secret"]!.GetValue<string>());
        Assert.Null(rotatedAgain.Json["secret"]);
        Assert.DoesNotContain("whsec_", (await _scene.Administrator.Get("/v1/webhooks")).Ok().Text, StringComparison.Ordinal);
        Assert.Equal("https://hooks.example.org/in", (await _scene.Look(new(Guid.Parse(first.Id))))["address"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_endpoint_is_its_own_agencys_and_unknown_to_every_other()
    {
        var (endpoint, _) = await _scene.Register("https://hooks.example.org/in");

        Assert.Empty((await _scene.OtherAdministrator.Get("/v1/webhooks")).Ok().Json["items"]!.AsArray());
        Assert.Equal("not-found", (await _scene.OtherAdministrator.Get($"/v1/webhooks/{endpoint}")).Problem);
        Assert.Equal("not-found", (await _scene.OtherAdministrator.Get($"/v1/webhooks/{endpoint}/dead-letters")).Problem);
        foreach (var command in new[] { "pause", "resume", "test", "remove" })
            Assert.Equal("not-found", (await _scene.OtherAdministrator.Post($"/v1/webhooks/{endpoint}/{command}")).Problem);
        Assert.Equal("not-found", (await _scene.OtherAdministrator.Post($"/v1/webhooks/{endpoint}/secret", new { overlapHours = 0 })).Problem);
        Assert.Null((await _scene.Look(endpoint))["paused"]);
    }

    [Theory]
    [InlineData("partner"), InlineData("advocate"), InlineData("coordinator"), InlineData("counsel"), InlineData("auditor"), InlineData("administrator")]
    public async Task Only_administrators_name_addresses(string role) =>
        Assert.Equal("forbidden", (await _scene.Host.As("dana", WebhookScene.Precinct.Value, role).Post("/v1/webhooks", new { address = "https://hooks.example.org/in" })).Problem);

    [Fact]
    public async Task Whoever_looks_after_an_agencys_own_affairs_names_its_addresses_and_runs_nothing_of_the_task_force()
    {
        var keeper = _scene.Host.As("it.precinct", WebhookScene.Precinct.Value, "agencyAdministrator");
        (await keeper.Post("/v1/webhooks", new { address = "https://hooks.example.org/in" })).Ok();

        Assert.Equal("forbidden", (await keeper.Post($"/v1/agencies/{WebhookScene.Clinic}/suspend", new { reason = "no" })).Problem);
        Assert.Equal("forbidden", (await keeper.Get("/v1/inbox")).Problem);
    }

    [Theory]
    [InlineData("http://hooks.example.org/"), InlineData("https://10.1.2.3/"), InlineData("https://169.254.169.254/latest"), InlineData("https://database/"), InlineData("nonsense")]
    public async Task An_address_that_cannot_be_one_is_refused_with_the_field_and_not_repeated(string address)
    {
        var refused = await _scene.Administrator.Post("/v1/webhooks", new { address });

        Assert.Equal(("invalid-input", "address"), (refused.Problem, refused.Field));
        Assert.DoesNotContain(address, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_of_no_partner_names_none() =>
        Assert.Equal("no-standing", (await _scene.Host.As("root", "nobody-at-all", "agencyAdministrator").Post("/v1/webhooks", new { address = "https://hooks.example.org/in" })).Problem);

    [Fact]
    public async Task Address_and_secret_are_in_no_log_no_trace_no_kept_answer_and_not_in_what_an_auditor_reads()
    {
        ConcurrentQueue<string> traces = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "Npgsql" || source.Name.StartsWith("Coordination.", StringComparison.Ordinal), // those that are exported
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        await using var receiver = await Receiver.Start();
        var (endpoint, secret) = await _scene.Register(receiver.Address);
        receiver.Answers = (number, _, response) => { response.Headers.Location = "/canary-of-the-answer"; return Task.FromResult(number switch { 1 => 500, 2 => 302, 3 => 410, _ => 200 }); };
        await _scene.Meeting(TimeSpan.FromDays(3));
        for (var attempt = 0; attempt < 4; attempt++)
            await _scene.Deliver(TimeSpan.FromHours(1));
        await receiver.DisposeAsync();
        (await _scene.Administrator.Post($"/v1/webhooks/{endpoint}/resume")).Ok();
        await _scene.Deliver();
        var auditor = _scene.Host.As("noor", "state-auditor", "auditor");
        var read = new List<string> { _scene.Logs.All, string.Join('\n', traces) };
        foreach (var path in new[] { "streams", "state", "replay" })
            read.Add((await auditor.Get($"/v1/audit/{path}/webhooks-{WebhookScene.Precinct}")).Text);
        var log = await _scene.Host.Services.GetRequiredService<IEventStore>().ReadAll(0, int.MaxValue, CancellationToken.None);
        read.AddRange(log.Where(stored => stored.Stream.StartsWith("webhooks-", StringComparison.Ordinal)).Select(stored => Encoding.UTF8.GetString(stored.Data.Span)));

        Assert.Contains("did not arrive: ServerError 500", _scene.Logs.All, StringComparison.Ordinal);
        Assert.Contains("endpoint-registered", string.Join('\n', read), StringComparison.Ordinal);
        Assert.All(read, text =>
        {
            Assert.DoesNotContain("canary-of-the", text, StringComparison.Ordinal);
            Assert.DoesNotContain(new Uri(receiver.Address).Authority, text, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain("whsec_", text, StringComparison.Ordinal);
        });
    }
}
