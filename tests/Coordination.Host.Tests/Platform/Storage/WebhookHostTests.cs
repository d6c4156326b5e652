using System.Text.Json.Nodes;
using Coordination.Host.Tests.Features.Webhooks;
using Coordination.Host.Tests.Platform.Messaging;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;
using Xunit;

namespace Coordination.Host.Tests.Platform.Storage;

/// <summary>The delivery as it runs by itself, on PostgreSQL.</summary>
public sealed class WebhookHostTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_host_composes_sends_and_after_a_restart_goes_on_without_sending_anything_twice_that_arrived()
    {
        await using var receiver = await Receiver.Start();
        using (var first = Host())
        {
            await Join(first);
            (await Administrator(first).Post("/v1/webhooks", new { address = receiver.Address })).Ok();
            await Try(first);
            await Until(() => receiver.Took.Count == 1);
            receiver.Always(503);
            await Try(first);
            await Until(() => receiver.Got.Count > 1);
        }
        receiver.Always(200);
        using var second = Host();
        await Try(second);
        await Until(() => receiver.Took.Count == 3);

        Assert.Equal([1L, 2, 3], receiver.Took.Select(got => got.Sequence));
        JsonNode figures = null!;
        await Until(async () => (figures = (await Administrator(second).Get("/v1/webhooks")).Ok().Json["items"]![0]!)["waiting"]!.GetValue<long>() == 0); // what was taken is recorded after it
        Assert.Equal((0L, 0L, 3L), (figures["waiting"]!.GetValue<long>(), figures["deadLetters"]!.GetValue<long>(), figures["lastSequence"]!.GetValue<long>()));
    }

    [Fact]
    public async Task What_one_host_leaves_behind_another_sends_in_order_and_what_the_agency_asks_for_needs_no_beat()
    {
        await using var receiver = await Receiver.Start();
        using var second = Host();
        string endpoint;
        using (var first = Host())
        {
            await Join(first);
            second.Start();
            endpoint = (await Administrator(first).Post("/v1/webhooks", new { address = receiver.Address })).Ok().Id;
            receiver.Always(503);
            for (var message = 0; message < 3; message++)
                (await Administrator(first).Post($"/v1/webhooks/{endpoint}/test")).Ok();
            await Until(async () => await Waiting(second, endpoint) == 3 && receiver.Got.Count > 2);
        }
        (await Administrator(second).Post($"/v1/webhooks/{endpoint}/pause")).Ok();
        receiver.Always(200);
        (await Administrator(second).Post($"/v1/webhooks/{endpoint}/resume")).Ok();
        await Until(async () => await Waiting(second, endpoint) == 0);

        Assert.Equal([1L, 2, 3], receiver.Took.Select(got => got.Sequence));
        (await Administrator(second).Post($"/v1/webhooks/{endpoint}/remove")).Ok();
    }

    private static async Task<long> Waiting(CoordinationHost host, string endpoint) => (await Administrator(host).Get($"/v1/webhooks/{endpoint}")).Ok().Json["waiting"]!.GetValue<long>();

    private CoordinationHost Host()
    {
        var host = new CoordinationHost { Database = database, KeyFolder = Keys, Replace = services => services.AddSingleton<IWolverineExtension, Probes.Impatient>() };
        return host.With("Webhooks:Enabled", "true").With("Webhooks:Beat", "00:00:01").With("Webhooks:FirstPause", "00:00:00.200").With("Logging:LogLevel:Default", "Warning");
    }

    private static string Keys { get; } = Path.Combine(Directory.CreateTempSubdirectory("coordination-webhooks-").FullName, "keys");

    private static ApiClient Administrator(CoordinationHost host) => host.As("root.office", "task-force-office", "administrator");

    private static async Task Try(CoordinationHost host)
    {
        var endpoint = (await Administrator(host).Get("/v1/webhooks")).Ok().Json["items"]![0]!["endpoint"]!.GetValue<string>();
        (await Administrator(host).Post($"/v1/webhooks/{endpoint}/test")).Ok();
    }

    private static async Task Join(CoordinationHost host)
    {
        var office = Administrator(host);
        if ((await office.Get("/v1/task-force")).Status == System.Net.HttpStatusCode.OK)
            return;
        (await office.Post("/v1/task-force", new { name = "North County", jurisdiction = "Test State", coordinatingAgency = "task-force-office" })).Ok();
        (await office.Post("/v1/agencies", new { agency = "task-force-office", name = "The office", kind = "coordinating", profiles = Array.Empty<string>() })).Ok();
        (await office.Post("/v1/agencies/task-force-office/agreements", new { reference = "MOU-1", ends = DateTimeOffset.UtcNow.AddDays(100) })).Ok();
    }

    private static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await holds(); await Task.Delay(50))
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(60), "It did not come in time.");
    }
}
