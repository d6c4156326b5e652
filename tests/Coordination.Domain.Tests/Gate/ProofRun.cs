using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Xunit;

namespace Coordination.Domain.Tests.Gate;

/// <summary>
/// How often what is claimed of every world is tried, and from which seed. <c>./prove.sh</c> asks for the full numbers; a plain
/// run of the tests is content with fewer. The same seed makes the same worlds.
/// </summary>
internal static class ProofRun
{
    /// <summary>How many worlds each property is tried on: <c>COORDINATION_PROPERTY_CASES</c>.</summary>
    internal static readonly int Cases = (int)Number("COORDINATION_PROPERTY_CASES", 1_000);

    /// <summary>How many questions are put to both gates: <c>COORDINATION_ORACLE_CASES</c>.</summary>
    internal static readonly int OracleCases = (int)Number("COORDINATION_ORACLE_CASES", 10_000);

    /// <summary>Where the worlds begin: <c>COORDINATION_PROOF_SEED</c>, else another one in every run.</summary>
    internal static readonly ulong Seed = Number("COORDINATION_PROOF_SEED", (uint)Random.Shared.Next());

    /// <summary>Whether the seed was given: then everything is looked for again.</summary>
    internal static readonly bool IsSeeded = Environment.GetEnvironmentVariable("COORDINATION_PROOF_SEED") is { Length: > 0 };

    // A file to which each property adds a line: its name, how many cases it ran, in how many seconds.
    private static readonly string? Report = Environment.GetEnvironmentVariable("COORDINATION_PROOF_REPORT");
    private static readonly Lock Writing = new();

    /// <summary>Tries a property on its worlds: FsCheck makes the numbers, a number makes a world.</summary>
    internal static void ForEvery(Action<int> holds, string property)
    {
        var (seed, tried, watch) = (Mixed(Seed, property), 0, Stopwatch.StartNew());
        Say($"seed {Seed}: COORDINATION_PROOF_SEED={Seed} tries the same worlds again");
        var config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(Cases).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed, seed | 1), FSharpOption<int>.None)));
        Check.One(config, Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), number =>
        {
            holds(number);
            Progress(property, ++tried, Cases);
        }));
        Assert.True(tried >= Cases, $"{property}: expected {Cases} cases, ran {tried}.");
        Tell(property, tried, watch.Elapsed);
    }

    /// <summary>The number of the world at this place of a run.</summary>
    internal static int World(int place) => (int)(Mix(Seed + ((ulong)place * 0x9E3779B97F4A7C15)) >> 33);

    /// <summary>Tells that a property ran.</summary>
    internal static void Tell(string property, int cases, TimeSpan took)
    {
        if (Report is not null)
        {
            lock (Writing)
            {
                File.AppendAllText(Report, string.Create(CultureInfo.InvariantCulture, $"{property}\t{cases}\t{took.TotalSeconds:0.0}\n"));
            }
        }
    }

    /// <summary>Tells something besides: into the report's notes, and to whoever reads the output of a test.</summary>
    internal static void Say(string what)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(what);
        if (Report is not null && !what.StartsWith("seed", StringComparison.Ordinal))
        {
            lock (Writing)
            {
                File.AppendAllText($"{Report}.notes", $"{what}\n");
            }
        }
    }

    /// <summary>A sign of life, ten times in a long run.</summary>
    internal static void Progress(string property, int done, int of)
    {
        if (Report is not null && of >= 10 && done % (of / 10) == 0)
        {
            Console.Error.WriteLine($"   {done * 100L / of,3} %  {property.Replace('_', ' ')}");
        }
    }

    private static ulong Number(string variable, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static ulong Mixed(ulong seed, string name) => name.Aggregate(Mix(seed), (sum, letter) => Mix(sum ^ letter));

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
