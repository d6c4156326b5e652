using System.Text.RegularExpressions;
using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Storage.Marten;
using Coordination.Testing;
using JasperFx.Events;
using Marten;
using Marten.Events;
using Xunit;
using StoreOptions = Coordination.Host.Platform.Storage.StoreOptions;

namespace Coordination.Host.Tests.Platform.Storage.Marten;

/// <summary>What <c>docs/marten.md</c> shows to somebody who knows Marten works as it stands there.</summary>
public sealed partial class MartenSampleTests : IAsyncLifetime
{
    private static readonly SurvivorId s_survivor = new(new Guid("11111111-2222-4333-8444-555555555555"));
    private readonly TestDatabase _database = new();
    private readonly TestKeys _keys = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string File(string path) => System.IO.File.ReadAllText(Path.Combine(Snapshot.RepositoryRoot, path));

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        await using var store = new MartenEventStore(new StoreOptions { ConnectionString = _database.Writer });
        var scope = TestKeys.ScopeOf("harbor", s_survivor.Value);
        await _keys.Codec.Prepare(scope, Cancellation);
        var stream = SurvivorStream.Definition.NameFor(s_survivor);
        SurvivorEvent[] events =
        [
            new SurvivorWelcomed(s_survivor, new AgencyId("harbor"), Sensitive.Of("L."), null),
            new SafeContactRecorded(Sensitive.Of("by text on weekday mornings"), null),
            new MinorStatusRecorded(false, false),
        ];
        Assert.IsType<AppendResult.Appended>(await store.Append(AppendRequests.To(stream, ExpectedVersion.NoStream,
            [.. events.Select(e => _keys.Codec.Encode(e, Guid.NewGuid(), stream, scope))]), Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _keys.Dispose();
    }

    [Fact]
    public async Task A_stream_is_fetched_folded_and_searched()
    {
        await using var sessions = new TaskForceSessions(new StoreOptions { ConnectionString = _database.Writer });
        var survivor = s_survivor;

        // begin of the sample
        await using IQuerySession session = sessions.ForReading();
        var stream = $"survivor-{survivor}";

        // Everything that happened to one record. Without keys, sensitive texts stay sealed.
        IReadOnlyList<IEvent> events = await session.Events.FetchStreamAsync(stream);
        var (welcomed, actor) = ((SurvivorWelcomed)events[0].Data, EventTypes.Recorded(events[0]).Meta.Actor);

        // The state that the domain folds from it, and as it was at an earlier version.
        SurvivorState? now = (await session.Events.AggregateStreamAsync<StateOf<SurvivorState>>(stream))?.State;
        SurvivorState? before = (await session.Events.AggregateStreamAsync<StateOf<SurvivorState>>(stream, version: 1))?.State;

        // All safe contacts in the log, in the order in which they were recorded.
        IReadOnlyList<IEvent> contacts = await session.Events.QueryAllRawEvents()
            .Where(e => e.EventTypesAre(typeof(SafeContactRecorded)))
            .OrderBy(e => e.Sequence)
            .ToListAsync();
        // end of the sample

        Assert.Equal([typeof(SurvivorWelcomed), typeof(SafeContactRecorded), typeof(MinorStatusRecorded)], events.Select(e => e.Data.GetType()));
        Assert.Equal((survivor, new AgencyId("harbor")), (welcomed.Survivor, welcomed.Custodian));
        Assert.Equal(new Actor(new PersonId("ana"), new AgencyId("harbor-house")), actor);
        Assert.True(now is SurvivorState.Welcomed { Contact: not null, Age: not null });
        Assert.True(before is SurvivorState.Welcomed { Contact: null, Age: null });
        Assert.Equal(2, Assert.Single(contacts).Version);
        Assert.Throws<UnreadableException>(welcomed.CalledBy.Reveal);
    }

    [Fact]
    public void The_sample_is_the_one_in_the_documentation()
    {
        var shown = Shown().Match(File("docs/marten.md")).Groups["code"].Value;
        var run = Run().Match(File("tests/Coordination.Host.Tests/Platform/Storage/Marten/MartenSampleTests.cs")).Groups["code"].Value;

        Assert.Equal(shown.Trim(), run.Replace("\n        ", "\n", StringComparison.Ordinal).Trim());
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shown();

    [GeneratedRegex(@"// begin of the sample\n(?<code>.*?)\n        // end of the sample", RegexOptions.Singleline)]
    private static partial Regex Run();
}
