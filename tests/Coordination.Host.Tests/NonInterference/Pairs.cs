using System.Text.RegularExpressions;
using Coordination.Domain;
using Coordination.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Host.Tests.NonInterference;

/// <summary>
/// Plays many pairs of histories on two hosts at once: pair by pair the same common history, and secret histories that differ. Whatever
/// happens with one pair is, for all the others, one more thing that is not addressed to them.
/// </summary>
internal static class Pairs
{
    private const int Rounds = 10;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(4);

    /// <summary>Everything that was seen on both sides.</summary>
    public static async Task<Outcome> Compare(int seed, int pairs, Action<IServiceCollection>? leak = null, (TestDatabase, TestDatabase)? databases = null)
    {
        using var played = await Played.Start(seed, pairs, leak, databases);
        await played.LookAround();
        return await played.Outcome();
    }

    /// <summary>Two sides after their histories were played, which can be looked at again and again.</summary>
    public sealed class Played : IDisposable
    {
        private readonly Side _one, _other;
        private List<Player> _ones = [], _others = [];
        private List<List<string>> _hidden = [], _marks = [];

        private Played(Side one, Side other) => (_one, _other) = (one, other);

        public static async Task<Played> Start(int seed, int pairs, Action<IServiceCollection>? leak, (TestDatabase, TestDatabase)? databases = null)
        {
            var played = new Played(new(leak, databases?.Item1), new(leak, databases?.Item2));
            await played.Play(seed, pairs);
            return played;
        }

        private async Task Play(int seed, int pairs)
        {
            var players = await Task.WhenAll(Begin(_one, "one", seed, pairs), Begin(_other, "other", seed, pairs));
            for (var round = 0; round < Rounds; round++)
                await Task.WhenAll(Pairs.Play(_one, players[0], round), Pairs.Play(_other, players[1], round));
            _hidden = [.. Enumerable.Range(0, pairs).Select(pair => players.SelectMany(side => side[pair].Secret.Hidden).Order(StringComparer.Ordinal).Take(3).ToList())];
            _marks = [.. Enumerable.Range(0, pairs).Select(pair => players.SelectMany(side => side[pair].Secret.Marks.TakeLast(2)).ToList())];
            _one.Advance(TimeSpan.FromDays(12));
            _other.Advance(TimeSpan.FromDays(12));
            (_ones, _others) = (players[0], players[1]);
        }

        /// <summary>Looks at everything on both sides.</summary>
        public Task LookAround() => Task.WhenAll(Pairs.LookAround(_one, _ones, _hidden, _marks), Pairs.LookAround(_other, _others, _hidden, _marks));

        /// <summary>Forgets what was seen until now.</summary>
        public void Forget() =>
            (_ones, _others) = ([.. _ones.Select(player => player with { Observer = new() })], [.. _others.Select(player => player with { Observer = new() })]);

        public async Task<Outcome> Outcome() => new(await _one.Head(), await _other.Head(), _ones.Sum(p => p.Observer.Seen.Count), _ones, _others);

        public void Dispose()
        {
            _one.Dispose();
            _other.Dispose();
        }
    }

    /// <summary>One side alone.</summary>
    public static async Task<List<Player>> PlayAlone(Side side, int seed, int pairs)
    {
        var players = await Begin(side, "one", seed, pairs);
        for (var round = 0; round < Rounds; round++)
            await Play(side, players, round);
        await LookAround(side, players, [.. players.Select(_ => new List<string>())], [.. players.Select(_ => new List<string>())]);
        return players;
    }

    /// <summary>What some other agency of a pair gets.</summary>
    public static async Task<IReadOnlyList<string>> EverythingOf(Side side, Player player, AgencyId agency)
    {
        var role = agency == Side.Office ? "coordinator" : agency == player.Scene.Custodian ? "advocate" : "partner";
        var reader = side.Really(agency.Value, Scene.Person(agency), role);
        var seen = new Observer();
        foreach (var path in new[] { "/v1/inbox", "/v1/requests", "/v1/board", "/v1/caseload", "/v1/caseload/cases", "/v1/caseload/disclosures", "/v1/inbox/disclosures?limit=1" })
            seen.Saw(path, await reader.Get(path));
        if (player.Common.Review.Length > 0)
            seen.Saw("review", await reader.Get($"/v1/reviews/{side.Mint.NameOf(agency.Value, Guid.Parse(player.Common.Review))}"));
        return seen.Seen;
    }

    public sealed record Outcome(long Events, long OtherEvents, int Answers, IReadOnlyList<Player> Players, IReadOnlyList<Player> Others)
    {
        /// <summary>The first difference that some agency could see, but for what is let pass; null when there is none.</summary>
        public string? DifferenceBut(Regex? letPass = null) => FirstDifference(Players, Others, text => text is null ? null : letPass?.Replace(text, "") ?? text);
    }

    public sealed record Player(Scene Scene, CommonHistory Common, SecretHistory Secret, Observer Observer, Random Dice, Random Secrets);

    private static async Task<List<Player>> Begin(Side side, string name, int seed, int pairs)
    {
        await side.FormTaskForce();
        List<Player> players = [];
        for (var pair = 0; pair < pairs; pair++)
        {
            var scene = new Scene(pair, side);
            await scene.Begin();
            var observer = new Observer();
            var common = new CommonHistory(scene, observer);
            players.Add(new(scene, common, new(scene, common, name), observer, new((seed * 100_003) + pair), new((seed * 7_919) + (pair * 31) + name.Length)));
        }
        await side.Settled();
        foreach (var player in players)
            await player.Common.Listen();
        return players;
    }

    private static async Task Play(Side side, List<Player> players, int round)
    {
        foreach (var player in players)
        {
            await player.Secret.Go(player.Secrets);
            await player.Common.Step(player.Dice);
        }
        await side.Settled();
        foreach (var player in players.Where(player => player.Scene.Number % Rounds == round))
            await player.Observer.LookAround(player.Scene, player.Common, [], []);
        side.Advance(Round);
    }

    private static async Task LookAround(Side side, List<Player> players, List<List<string>> hidden, List<List<string>> marks)
    {
        await side.Settled();
        for (var pair = 0; pair < players.Count; pair++)
            await players[pair].Observer.LookAround(players[pair].Scene, players[pair].Common, hidden[pair], marks[pair]);
    }

    private static string? FirstDifference(IReadOnlyList<Player> one, IReadOnlyList<Player> other, Func<string?, string?> read)
    {
        for (var pair = 0; pair < one.Count; pair++)
        {
            var (mine, theirs) = (one[pair].Observer.Seen, other[pair].Observer.Seen);
            for (var i = 0; i < Math.Max(mine.Count, theirs.Count); i++)
                if (read(mine.ElementAtOrDefault(i)) != read(theirs.ElementAtOrDefault(i)))
                    return $"pair {pair}, answer {i}\n--- one\n{mine.ElementAtOrDefault(i)}\n--- other\n{theirs.ElementAtOrDefault(i)}";
        }
        return null;
    }
}
