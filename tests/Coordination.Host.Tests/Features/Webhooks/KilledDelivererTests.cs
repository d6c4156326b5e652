using System.Collections.Immutable;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Webhooks;

/// <summary>Two hosts, of which the one that delivers is a process of its own and is killed while messages are on their way to every endpoint.</summary>
[Trait("Prove", "true")]
public sealed class KilledDelivererTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Endpoints = 3, MessagesEach = 24;

    /// <summary>How long an attempt may take; the lease of an endpoint lasts for half as long again, and five seconds.</summary>
    private const string Timeout = "00:00:02", Beat = "00:00:01";

    private static readonly TimeSpan s_answerTime = TimeSpan.FromMilliseconds(500);
    private readonly string _folder = Directory.CreateTempSubdirectory("coordination-killed-").FullName;
    private readonly TestDatabase _database = new();
    private readonly List<Receiver> _receivers = [];
    private PublishedHost? _first;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        _first?.Dispose();
        foreach (var receiver in _receivers)
            await receiver.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Another_goes_on_in_order_nothing_is_lost_and_each_endpoint_gets_at_most_one_message_again()
    {
        await using var office = new CoordinationHost { Database = _database, KeyFolder = Keys };
        var administrator = office.As("root.office", "task-force-office", "administrator");
        var endpoints = await Register(administrator);
        var isKilled = new TaskCompletionSource();
        _receivers.ForEach(receiver => receiver.Answers = async (_, _, _) =>
        {
            await isKilled.Task.WaitAsync(s_answerTime, Cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 200;
        });

        _first = Serve();
        await Until(() => _receivers.All(receiver => receiver.Got.Count > 2), "The first host sends nothing.");
        await using var second = new CoordinationHost { Database = _database, KeyFolder = Keys };
        second.With("Webhooks:Enabled", "true").With("Webhooks:Beat", Beat).With("Webhooks:Timeout", Timeout).Start();
        var (had, killed) = (_receivers.Select(receiver => receiver.Got.Count).ToImmutableArray(), TimeProvider.System.GetTimestamp());
        Interlocked.Exchange(ref _first, null).Dispose(); // SIGKILL: it writes nothing down, and gives nothing back
        isKilled.SetResult();
        Assert.All(had, count => Assert.InRange(count, 1, MessagesEach - 1));
        await Until(async () => (await Task.WhenAll(endpoints.Select(endpoint => Waiting(administrator, endpoint)))).All(waiting => waiting == 0), "Something still waits.");
        output.WriteLine($"killed after {string.Join(", ", had)} of {MessagesEach}; all sent {TimeProvider.System.GetElapsedTime(killed).TotalSeconds:F1} s later");

        foreach (var receiver in _receivers)
        {
            var sequences = receiver.Got.Select(got => got.Sequence).ToList();
            Assert.Equal(Enumerable.Range(1, MessagesEach).Select(number => (long)number), sequences.Distinct());
            Assert.Equal(sequences.Order(), sequences);
            Assert.InRange(sequences.Count, MessagesEach, MessagesEach + 1);
            Assert.Equal(MessagesEach, receiver.Got.Select(got => got.Id).Distinct().Count());
        }
    }

    private string Keys => Path.Combine(_folder, "keys");

    /// <summary>Endpoints of an agency, at each of which messages are to be composed.</summary>
    private async Task<List<string>> Register(ApiClient administrator)
    {
        (await administrator.Post("/v1/task-force", new { name = "North County", jurisdiction = "Test State", coordinatingAgency = "task-force-office" })).Ok();
        (await administrator.Post("/v1/agencies", new { agency = "task-force-office", name = "The office", kind = "coordinating", profiles = Array.Empty<string>() })).Ok();
        (await administrator.Post("/v1/agencies/task-force-office/agreements", new { reference = "MOU-1", ends = DateTimeOffset.UtcNow.AddDays(100) })).Ok();
        List<string> endpoints = [];
        for (var i = 0; i < Endpoints; i++)
        {
            _receivers.Add(await Receiver.Start());
            endpoints.Add((await administrator.Post("/v1/webhooks", new { address = _receivers[i].Address })).Ok().Id);
            for (var message = 0; message < MessagesEach; message++)
                (await administrator.Post($"/v1/webhooks/{endpoints[i]}/test")).Ok();
        }
        return endpoints;
    }

    private static async Task<long> Waiting(ApiClient administrator, string endpoint) => (await administrator.Get($"/v1/webhooks/{endpoint}")).Ok().Json["waiting"]!.GetValue<long>();

    private PublishedHost Serve() => PublishedHost.Serve(_folder, new Dictionary<string, string>
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Identity__Development__Folder"] = _folder,
        ["Keys__Folder"] = Keys,
        ["Identifiers__Key"] = Convert.ToBase64String(new byte[32]),
        ["ConnectionStrings__Writer"] = _database.Writer,
        ["ConnectionStrings__Projector"] = _database.Projector,
        ["ConnectionStrings__Messenger"] = _database.Messenger,
        ["TransparencyLog__Enabled"] = "false",
        ["Webhooks__Enabled"] = "true",
        ["Webhooks__Beat"] = Beat,
        ["Webhooks__Timeout"] = Timeout,
        ["Logging__LogLevel__Default"] = "None",
    });

    private static Task Until(Func<bool> holds, string otherwise) => Until(() => Task.FromResult(holds()), otherwise);

    private static async Task Until(Func<Task<bool>> holds, string otherwise)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await holds(); await Task.Delay(50, Cancellation))
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(60), otherwise);
    }
}
