using System.Text.RegularExpressions;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.NonInterference;

/// <summary>
/// For any two histories that agree on what is addressed to an agency and on what its own people did, everything that its people can get
/// is the same, byte for byte. Only the date and the trace of a request are left out.
/// </summary>
/// <remarks><c>./prove.sh noninterference</c> tries 2,000 pairs; a plain run is content with fewer.</remarks>
public sealed class NonInterferenceTests(ITestOutputHelper output)
{
    /// <summary>How many seeds are tried, each on two hosts of its own: <c>COORDINATION_PAIR_SEEDS</c>.</summary>
    private static readonly int s_seeds = Number("COORDINATION_PAIR_SEEDS", otherwise: 2);

    /// <summary>How many pairs of histories share the two hosts of a seed: <c>COORDINATION_PAIRS</c>.</summary>
    private static readonly int s_pairs = Number("COORDINATION_PAIRS", otherwise: 8);

    [Fact]
    public async Task What_is_not_addressed_to_an_agency_changes_no_byte_of_what_its_people_get()
    {
        var together = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForEachAsync(Enumerable.Range(1, s_seeds), together, async (seed, _) => Same(seed, await Pairs.Compare(seed, s_pairs)));
    }

    private void Same(int seed, Pairs.Outcome outcome)
    {
        output.WriteLine($"seed {seed}: {outcome.Players.Count} pairs, {outcome.Events} and {outcome.OtherEvents} events, {outcome.Answers} answers compared");
        Assert.Equal(s_pairs, outcome.Players.Count);
        Assert.NotEqual(outcome.Events, outcome.OtherEvents);
        Assert.Contains(outcome.Players, player => player.Observer.Seen.Any(seen => seen.StartsWith("webhook\n", StringComparison.Ordinal)));
        Assert.True(outcome.DifferenceBut() is null, $"seed {seed}: {outcome.DifferenceBut()}");
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) && number > 0 ? number : otherwise;
}

/// <summary>The comparison finds what it is there to find. What shows in answers to questions is put in one after the other, after one pair of histories was played.</summary>
public sealed partial class PlantedLeakTests(PlantedLeakTests.Histories histories) : IClassFixture<PlantedLeakTests.Histories>
{
    public static TheoryData<string> Afterwards => [.. Leaks.All.Keys.Except(Leaks.WhilePlayed)];

    public static TheoryData<string> WhilePlayed => [.. Leaks.WhilePlayed, LeakingOutbox.Name];

    [Fact]
    public async Task Where_no_leak_is_put_in_none_is_found() => Assert.Null((await histories.SeenWith(null)).DifferenceBut());

    [Theory, MemberData(nameof(Afterwards))]
    public Task A_leak_that_is_put_in_afterwards_is_found(string leak) => IsFound(() => histories.SeenWith(leak));

    [Theory, MemberData(nameof(WhilePlayed))]
    public Task A_leak_that_is_put_in_while_histories_are_played_is_found(string leak) =>
        IsFound(() => Pairs.Compare(seed: 77, pairs: 6, leak == LeakingOutbox.Name ? LeakingOutbox.Plant : Leaks.Plant(leak)));

    private static async Task IsFound(Func<Task<Pairs.Outcome>> compare)
    {
        try
        {
            Assert.NotNull((await compare()).DifferenceBut());
        }
        catch (InvalidOperationException found) when (found.Message.Contains("is not as the API describes it", StringComparison.Ordinal))
        {
            // Found before anything was compared: every client refuses an answer that is not described.
        }
    }

    /// <summary>Two histories, and what is seen of them with a leak put in.</summary>
    public sealed class Histories : IAsyncLifetime
    {
        private Pairs.Played _played = null!;
        private string? _leak;

        public async ValueTask InitializeAsync() => _played = await Pairs.Played.Start(seed: 77, pairs: 6, Leaks.Plant(() => _leak));

        internal async Task<Pairs.Outcome> SeenWith(string? leak)
        {
            _played.Forget();
            _leak = leak;
            await _played.LookAround();
            return await _played.Outcome();
        }

        public ValueTask DisposeAsync()
        {
            _played.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task Two_agencies_have_no_identifier_in_common_and_none_has_one_of_the_log()
    {
        using var side = new Side();
        var players = await Pairs.PlayAlone(side, seed: 5, pairs: 18);
        foreach (var player in players)
        {
            var (mine, others) = (Identifiers(player.Observer.Seen), new HashSet<string>());
            foreach (var agency in new[] { player.Scene.Custodian, player.Scene.Other, player.Scene.Clinic, Side.Office })
                others.UnionWith(Identifiers(await Pairs.EverythingOf(side, player, agency)));
            Assert.NotEmpty(mine);
            Assert.NotEmpty(others);
            Assert.Empty(mine.Intersect(others));
            Assert.Empty(mine.Concat(others).Intersect(await side.Identifiers()));
        }
    }

    private static HashSet<string> Identifiers(IEnumerable<string> texts) => [.. texts.SelectMany(text => Identifier().Matches(text)).Select(match => match.Value)];

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Identifier();
}

/// <summary>The same on PostgreSQL, with fewer pairs: each kind of agency that looks.</summary>
[Trait("Sweep", "true")]
public sealed partial class NonInterferenceOnPostgresTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task What_is_not_addressed_to_an_agency_changes_no_byte_of_what_its_people_get()
    {
        await using var other = new TestDatabase();
        await other.InitializeAsync();

        var outcome = await Pairs.Compare(seed: 4_711, pairs: Sweep.Of(Scene.Looking.Length, 14), databases: (database, other));

        Assert.True(outcome.DifferenceBut(Clock()) is null, outcome.DifferenceBut(Clock()));
    }

    // The database stamps what it records by its own clock, which no test can stop; a page token holds such a time.
    [GeneratedRegex("""(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+|Content-Length: \d+|"next":"[\w-]+")""")]
    private static partial Regex Clock();
}
