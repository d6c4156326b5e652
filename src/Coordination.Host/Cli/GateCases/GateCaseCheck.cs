using Coordination.Domain.Gate;

namespace Coordination.Host.Cli.GateCases;

/// <summary>Compares what the gate answers with what a case expects.</summary>
internal static class GateCaseCheck
{
    /// <summary>What differs, in words; nothing when the case holds.</summary>
    /// <exception cref="GateCaseProblem">The case expects nothing, or cannot be evaluated.</exception>
    public static IReadOnlyList<string> Differences(string file, GateCase tried, RuleSet? rules = null)
    {
        var expected = tried.Expected ?? throw new GateCaseProblem(file, "expected", "This field is required.");
        var world = new GateCaseWorld(file, tried.Input);
        var verdict = ConsentGate.Evaluate(tried.Input.Request, world.Facts(), rules ?? world.Rules());
        List<string> differences = [];
        void Compare(string what, string wanted, string found)
        {
            if (wanted != found)
                differences.Add($"{what}: expected {wanted}; the gate answered {found}");
        }

        Compare("outcome", Name(expected.Outcome), Name(verdict.Outcome));
        Compare("lines", $"{expected.Lines.Count}", $"{verdict.Lines.Count}");
        foreach (var (at, (wanted, found)) in expected.Lines.Zip(verdict.Lines).Index())
        {
            Compare($"lines[{at}].item", $"{wanted.Item}", $"{found.Item}");
            Compare($"lines[{at}] outcome, mode and release", Answer(wanted.Outcome, wanted.Mode, wanted.Release),
                Answer(found.Outcome, found.Mode, found.Release));
            Compare($"lines[{at}].leftOut", Places(wanted.LeftOut), Places(found.LeftOut));
            Compare($"lines[{at}].findings", Set(wanted.Findings.Select(f => $"{f.Rule} {Name(f.Effect)} {f.Reason}")),
                Set(found.Findings.Select(f => $"{f.Rule} {Name(f.Effect)} {f.Reason}")));
        }

        Compare("obligations", Set(expected.Obligations.Select(Name)), Set(verdict.Obligations.Select(Name)));
        return differences;
    }

    /// <summary>A word of the vocabulary as it is written in JSON.</summary>
    internal static string Name<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Answer(Outcome outcome, object? mode, object? release) =>
        $"{Name(outcome)}{(mode is null ? "" : $", {JsonNamingPolicy.CamelCase.ConvertName($"{mode}")}")}" +
        $"{(release is null ? "" : $", under {release}")}";

    private static string Places(IReadOnlyList<int>? persons) => persons is null ? "nobody" : string.Join(", ", persons);

    private static string Set(IEnumerable<string> words) =>
        string.Join(", ", words.Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } all ? all : "none";
}
