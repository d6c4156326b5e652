using Coordination.Domain;
using Coordination.Domain.Survivors;
using Coordination.Host.Platform.Execution;
using Xunit;

namespace Coordination.Host.Tests.Platform.Execution;

/// <summary>What a query reads is as of the moment at which it began, or later, whatever is in memory.</summary>
public sealed class StateReaderTests : IDisposable
{
    private readonly RunnerFixture _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task What_another_host_recorded_before_the_query_began_is_seen_by_it_also_when_an_earlier_state_is_in_memory()
    {
        using var elsewhere = new RunnerFixture(_here.Memory);
        var survivors = new List<SurvivorId> { await _here.Welcome(), await _here.Welcome(), await _here.Welcome() };
        var reader = new StateReader(_here.Loader);
        await reader.ForOneQuery().Prepare(Streams(survivors), default);
        await elsewhere.Say(survivors[1], "no police");

        var query = reader.ForOneQuery();
        await query.Prepare(Streams(survivors), default);

        Assert.Equal([1, 2, 1], await Versions(query, survivors));
        Assert.Equal("no police", ((SurvivorState.Welcomed)(await query.Read(SurvivorStream.Definition, survivors[1], default)).State).OwnWords.Single().Reveal());
    }

    [Fact]
    public async Task Streams_that_are_known_in_advance_take_one_question_to_the_store()
    {
        var survivors = new List<SurvivorId> { await _here.Welcome(), new(Guid.NewGuid()), await _here.Welcome() };
        using var elsewhere = new RunnerFixture(_here.Memory);
        var query = new StateReader(elsewhere.Loader).ForOneQuery();

        await query.Prepare([.. Streams(survivors), .. Streams(survivors)], default);

        Assert.Equal([1, 0, 1], await Versions(query, survivors));
        Assert.Equal(1, elsewhere.Store.StreamReads);
    }

    [Fact]
    public async Task Within_a_query_nothing_moves()
    {
        var survivor = await _here.Welcome();
        var query = new StateReader(_here.Loader).ForOneQuery();
        await query.Read(SurvivorStream.Definition, survivor, default);
        await _here.Say(survivor, "later");

        Assert.Equal([1], await Versions(query, [survivor]));
        Assert.Equal([2], await Versions(new StateReader(_here.Loader), [survivor]));
    }

    [Fact]
    public async Task Streams_longer_than_a_page_are_folded_to_their_end()
    {
        var survivors = new List<SurvivorId> { await _here.Welcome(), await _here.Welcome(), await _here.Welcome() };
        for (var time = 0; time < 700; time++)
            foreach (var survivor in survivors)
                await _here.Say(survivor, $"{time}");
        using var elsewhere = new RunnerFixture(_here.Memory);
        var query = new StateReader(elsewhere.Loader).ForOneQuery();

        await query.Prepare(Streams(survivors), default);

        Assert.Equal([701, 701, 701], await Versions(query, survivors));
    }

    private static IEnumerable<StreamToRead> Streams(IEnumerable<SurvivorId> survivors) => survivors.Select(survivor => StreamToRead.Of(SurvivorStream.Definition, survivor));

    private static async Task<List<long>> Versions(StateReader reader, IEnumerable<SurvivorId> survivors)
    {
        List<long> versions = [];
        foreach (var survivor in survivors)
            versions.Add((await reader.Read(SurvivorStream.Definition, survivor, default)).Version);
        return versions;
    }
}
