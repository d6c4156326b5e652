using System.Collections.Concurrent;
using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Identity;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Host.Tests.NonInterference;

/// <summary>One of the two hosts that are compared: the whole host, a clock that the test moves, and everybody's clients.</summary>
internal sealed class Side : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly AgencyId Office = new("task-force-office");
    private readonly AdjustableTime _time = new(Start);
    private readonly ConcurrentDictionary<(string, string), ApiClient> _clients = [], _real = [];
    private long _taskForce;

    public Side(Action<IServiceCollection>? more = null, TestDatabase? database = null)
    {
        Host = database is null ? new() { Time = _time, TokenTime = _time, InMemory = new(_time) } : new() { Time = _time, TokenTime = _time, Database = database };
        Host.With("Logging:LogLevel:Default", "Critical");
        Host.Replace = services => more?.Invoke(services);
    }

    public CoordinationHost Host { get; }
    public DateTimeOffset Now => _time.GetUtcNow();
    public IdentifierMint Mint => Host.Mint;
    private IEventStore Store => Host.Services.GetRequiredService<IEventStore>();

    /// <summary>Somebody who goes on using the log's own identifiers.</summary>
    public ApiClient As(string agency, string person, string role) => _clients.GetOrAdd((agency, person), _ => Host.As(person, agency, role));

    /// <summary>Somebody who gets what they really get.</summary>
    public ApiClient Really(string agency, string person, string role) => _real.GetOrAdd((agency, person), _ => Host.Really(person, agency, role));

    public void Advance(TimeSpan by)
    {
        _time.Advance(by);
        if (by < DevelopmentIssuer.Lifetime)
            return;
        _clients.Clear();
        _real.Clear();
    }

    public async Task FormTaskForce()
    {
        await Record("taskforce", 0, new TaskForceFormed("North County", "Test State", Office), new PolicySet(Start.AddDays(-30), new PolicySettings(365, 3, 10)), new MemberAgencyAdded(Office));
        _taskForce = 3;
        await Record($"agency-{Office}", 0, Partner(Office, AgencyKind.Coordinating, "rosa"));
    }

    public async Task Join(AgencyId agency, AgencyKind kind, params string[] people)
    {
        await Record("taskforce", _taskForce++, new MemberAgencyAdded(agency));
        await Record($"agency-{agency}", 0, Partner(agency, kind, people));
    }

    /// <summary>The same for a division of an agency that joined.</summary>
    public async Task Form(AgencyId division, AgencyId partOf, AgencyKind kind, params string[] people)
    {
        await Record("taskforce", _taskForce++, new MemberAgencyAdded(division));
        await Record($"agency-{partOf}", new DivisionAdded(division));
        await Record($"agency-{division}", 0, [new DivisionFormed(division, partOf, division.Value, kind, [PolicyProfile.Vawa]), .. Partner(division, kind, people).Skip(1)]);
    }

    /// <summary>Puts facts into the log whose making is not what is looked at.</summary>
    public async Task Record(string stream, long version, params DomainEvent[] events)
    {
        var write = new StreamWrite(stream, stream.Split('-')[0], ExpectedVersion.Exactly(version), [.. events.Select(e => EventCodec.Current.Encode(e, Guid.NewGuid()))]);
        var result = await Store.Append(new([write], [], new("setup", Office.Value, Now)), CancellationToken.None);
        Xunit.Assert.IsType<AppendResult.Appended>(result);
    }

    /// <summary>The same at the end of a stream, wherever that is.</summary>
    public async Task Record(string stream, DomainEvent happened) => await Record(stream, (await Store.ReadStream(stream, 0, int.MaxValue, CancellationToken.None)).Count, happened);

    public async Task<long> Head() => await Store.Head(CancellationToken.None);

    /// <summary>Every identifier that the log holds.</summary>
    public async Task<HashSet<string>> Identifiers() => [.. (await Store.ReadAll(0, int.MaxValue, CancellationToken.None))
        .SelectMany(e => $"{e.Stream} {System.Text.Encoding.UTF8.GetString(e.Data.Span)}".Split('"', ' ').Select(word => word.Length > 36 ? word[^36..] : word)).Where(word => Guid.TryParse(word, out _))];

    /// <summary>Waits until whatever follows the log has dealt with all of it, and has nothing to add.</summary>
    public async Task Settled()
    {
        var statuses = Host.Services.GetRequiredService<FollowerStatuses>();
        for (long head = -1; head != (head = await Head());)
        {
            while (statuses.All.Any(follower => follower.Position < head))
                await Task.Delay(1);
        }
    }

    public void Dispose() => Host.Dispose();

    private static DomainEvent[] Partner(AgencyId agency, AgencyKind kind, params string[] people) =>
    [
        new AgencyJoined(agency, agency.Value, kind, []), new AgreementSigned("MOU-1", Start.AddDays(-20), Start.AddDays(345)),
        .. people.Select(person => new ConfidentialityTrainingRecorded(new(person), Start.AddDays(-10), Start.AddDays(355))),
    ];
}
