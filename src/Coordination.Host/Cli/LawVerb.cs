using System.CommandLine;
using Coordination.Host.Cli.GateCases;

namespace Coordination.Host.Cli;

/// <summary><c>law check | show | body</c>: looks at a table of the law before a task force loads it, with no server, no database and no
/// network.</summary>
public static class LawVerb
{
    public static Command Make() =>
        new("law", "Looks at a table of the law before it is loaded: no server, no database, no network. No legal advice.") { Check(),
            Show(), Body() };

    private static Command Check()
    {
        var file = File();
        var verb = new Command("check",
            "Checks that a file can be loaded, and tells what it says, how sure each line is, and for which authorities an agency has to " +
                "be named. Exit status 0 only when it can be loaded.") { file };
        verb.SetAction(parsed => Desk().Check(parsed.GetRequiredValue(file)));
        return verb;
    }

    private static Command Show()
    {
        var file = File();
        var folder = new Argument<string>("folder")
        {
            Description = "A folder of cases.",
            DefaultValueFactory = _ => "vectors/consent-gate"
        };
        var authorities = Authorities("In place of what the agency of each case is by its kind and name.");
        var verb = new Command("show",
            "Asks every case whose rules look at tables with and without this one, and tells which answers change.") { file,
                folder, authorities };
        verb.SetAction(parsed => Desk()
            .Show(parsed.GetRequiredValue(file), parsed.GetRequiredValue(folder), parsed.GetValue(authorities) ?? []));
        return verb;
    }

    private static Command Body()
    {
        var file = File();
        var authorities = Authorities("Which agency it is here.");
        var from = new Option<DateTimeOffset?>("--from") { Description = "The instant from which it holds; now when it is left out." };
        var verb = new Command("body",
            "Writes the body with which the table is loaded (POST /v1/task-force/tables).") { file, authorities, from };
        verb.SetAction(parsed => Desk().Body(parsed.GetRequiredValue(file), parsed.GetValue(authorities) ?? [], parsed.GetValue(from)));
        return verb;
    }

    private static Argument<string> File() => new("file") { Description = "A table, such as law/us.json." };

    private static Option<string[]> Authorities(string what) =>
        new("--authority")
        {
            Description =
            $"An authority and an agency, such as childWelfare=county-child-welfare; as often as needed. {what}"
        };

    private static LawCommands Desk() => new(Console.Out, Console.Error);
}
