using System.CommandLine;
using Coordination.Host.Cli.GateCases;

namespace Coordination.Host.Cli;

/// <summary><c>gate check | eval</c>: puts questions from files to the consent gate, with no server, no database and no network.</summary>
public static class GateVerb
{
    public static Command Make() =>
        new("gate", "Puts questions from files to the consent gate: no server, no database, no network.") { Check(), Eval() };

    private static Command Check()
    {
        var folder = new Argument<string>("folder") { Description = "A folder of cases, such as vectors/consent-gate, or one case." };
        var rules = new Option<string?>(
            "--rules")
        { Description = "A version of the rules: cases that name none are asked under it, to see what would differ." };
        var verb = new Command("check",
            "Checks that the gate answers every case as the case expects. Exit status 0 only when all hold.") { folder, rules };
        verb.SetAction(parsed => Desk().Check(parsed.GetRequiredValue(folder), parsed.GetValue(rules)));
        return verb;
    }

    private static Command Eval()
    {
        var file = new Argument<string>("file") { Description = "A case; what it expects may be missing." };
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var verb = new Command("eval", "Answers one question and explains the answer rule by rule.") { file, json };
        verb.SetAction(parsed => Desk().Evaluate(parsed.GetRequiredValue(file), parsed.GetValue(json)));
        return verb;
    }

    private static GateCommands Desk() => new(Console.Out, Console.Error);
}
