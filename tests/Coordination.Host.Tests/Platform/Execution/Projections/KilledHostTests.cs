using System.Diagnostics;
using System.Security.Cryptography;
using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Projections;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Execution.Projections;

/// <summary>Two hosts as processes of their own, of which the one that keeps the views is killed while events are recorded.</summary>
public sealed class KilledHostTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Writers = 4, AgenciesEach = 60;
    private readonly string _folder = Directory.CreateTempSubdirectory("coordination-killed-").FullName;
    private readonly TestDatabase _database = new();
    private readonly List<Process> _hosts = [];

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            if (!host.HasExited)
                host.Kill();
            host.Dispose();
        }
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Another_goes_on_and_no_row_is_missing_or_there_twice()
    {
        await using var log = new ViewsHost(_database);
        await Join(log.Store, writer: 0, agencies: 1);
        var leader = Serve();
        await Until(async () => await Position(log) > 0);
        Serve();

        var recording = Enumerable.Range(1, Writers).Select(writer => Join(log.Store, writer, AgenciesEach)).ToList();
        var killed = false;
        while (recording.Any(task => !task.IsCompleted))
        {
            if (!killed && await Position(log) > Writers * AgenciesEach / 2)
            {
                leader.Kill(); // SIGKILL: it gives nothing back
                killed = true;
            }
            await Task.Delay(5, Soon);
        }
        await Task.WhenAll(recording);
        if (!killed)
            leader.Kill();
        var watch = Stopwatch.StartNew();
        await log.CaughtUp(Soon);
        output.WriteLine($"killed while events were recorded: {killed}; caught up {watch.ElapsedMilliseconds} ms after the last");

        foreach (var projection in AllProjections.InOrder)
            Assert.Equal(await ViewsHost.Expected(log.Store, projection, log.Get<ViewCodec>()), await log.Stored(_database, projection));
        Assert.NotEmpty(await log.Stored(_database, AllProjections.AuditorTimeline));
    }

    private static async Task<long> Position(ViewsHost log) => await log.Get<IViewReader>().Position(AllProjections.AuditorTimeline.Name, Soon);

    /// <summary>Agencies that join and have people trained: events in which nothing is sensitive, so that a host needs no key of the test's to read them.</summary>
    private static async Task Join(IEventStore store, int writer, int agencies)
    {
        for (var i = 0; i < agencies; i++)
        {
            var (agency, at) = (new AgencyId($"agency-{writer}-{i}"), DateTimeOffset.UnixEpoch);
            DomainEvent[] events =
            [
                new AgencyJoined(agency, agency.Value, AgencyKind.LawEnforcement, []), new AgreementSigned("MOU-1", at, at.AddYears(100)), new ConfidentialityTrainingRecorded(new($"person-{i}"), at, at.AddYears(100)),
            ];
            for (var version = 0; version < events.Length; version++)
            {
                var write = new StreamWrite($"agency-{agency}", "agency", ExpectedVersion.Exactly(version), [EventCodec.Current.Encode(events[version], Guid.NewGuid())]);
                Assert.IsType<AppendResult.Appended>(await store.Append(new([write], [], new("setup", "task-force-office", at)), Soon));
            }
        }
    }

    private Process Serve()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (var (setting, value) in new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Identity__Development__Folder"] = _folder,
            ["Keys__Folder"] = Path.Combine(_folder, "keys"),
            ["Identifiers__Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["TransparencyLog__Enabled"] = "false",
            ["Webhooks__Enabled"] = "false",
            ["ConnectionStrings__Writer"] = _database.Writer,
            ["ConnectionStrings__Projector"] = _database.Projector,
            ["ConnectionStrings__Messenger"] = _database.Messenger,
            ["Logging__LogLevel__Default"] = "Critical",
        })
            start.Environment[setting] = value;
        var host = Process.Start(start)!;
        host.OutputDataReceived += static (_, _) => { };
        host.ErrorDataReceived += (_, line) => { if (line.Data is not null) output.WriteLine(line.Data); };
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
        _hosts.Add(host);
        return host;
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Soon);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await holds())
            await Task.Delay(20, limit.Token);
    }
}
