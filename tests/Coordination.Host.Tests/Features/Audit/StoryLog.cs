using Coordination.Demo.Story;
using Coordination.Domain;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Features.Audit;

/// <summary>The log that the shipped story leaves behind, played over HTTP on a real PostgreSQL.</summary>
public sealed class StoryLog : IAsyncLifetime
{
    private readonly TestDatabase _database = new();

    public CoordinationHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        Host = new CoordinationHost { Database = _database };
        var people = DemoPeople.Load(Path.Combine(Snapshot.RepositoryRoot, "demo", "people.json"));
        var story = DemoStoryFile.Load(Path.Combine(Snapshot.RepositoryRoot, "demo", "story.json"), [.. people.Keys]);
        using var client = Host.CreateClient(new PseudonymTranslatingHandler(Host.Mint));
        using var told = new StringWriter();
        var player = new DemoPlayer(client, people, person => Host.TokenFor(person.Person, person.Agency, [.. person.Roles]), new DemoText(told, colours: false, width: 100), TimeProvider.System);
        await player.Play(story, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Everything that was recorded.</summary>
    public async Task<IReadOnlyList<Recorded<DomainEvent>>> Events() =>
        [.. (await Store.ReadAll(0, 10_000, default)).Select(EventCodec.Current.Decode)];

    /// <summary>Writes an event behind the back of everything that decides.</summary>
    public async Task<long> Forge(string stream, DomainEvent forged)
    {
        var known = await Store.ReadStream(stream, 0, 1_000, default);
        var stored = await Store.Append(
            new AppendRequest(
                [new StreamWrite(stream, stream.Split('-')[0], ExpectedVersion.Exactly(known.Count), [EventCodec.Current.Encode(forged, Guid.NewGuid())])],
                [], new AppendMetadata("mallory", "open-door", DateTimeOffset.UtcNow)),
            default);
        return Assert.IsType<AppendResult.Appended>(stored).LastPosition;
    }

    private IEventStore Store => (IEventStore)Host.Services.GetService(typeof(IEventStore))!;
}
