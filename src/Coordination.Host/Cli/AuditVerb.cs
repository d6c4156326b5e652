using System.CommandLine;

namespace Coordination.Host.Cli;

/// <summary><c>audit timeline | as-of | explain | rederive | …</c>: the auditor's questions, put to the log without a running
/// host.</summary>
public static class AuditVerb
{
    private static readonly Option<bool> AsJson = new("--json") { Description = "As JSON, in the shape of the API." };

    public static Command Make()
    {
        var audit = new Command("audit", "Reads the history, on pseudonyms: what describes a person is masked.") { Timeline(), AsOfVerb(),
            Explain(), Accounting(), RederiveVerb.Make() };
        foreach (var verb in LogVerbs.All().Concat(ReplayVerbs.All()))
            audit.Add(verb);
        return audit;
    }

    private static Command Timeline()
    {
        var subject = new Argument<string>("subject") { Description = "A stream, such as consent-3f2b…, or the id of a case." };
        var after = new Option<long>("--after") { Description = "Only what comes after this position of the log." };
        return Verb("timeline", "What happened in a stream or in a case, oldest first.", [subject], [after], (desk, parsed, cancellation) =>
            desk.Timeline(parsed.GetRequiredValue(subject), parsed.GetValue(after), cancellation));
    }

    private static Command AsOfVerb()
    {
        var stream = new Argument<string>("subject") { Description = "A stream, such as consent-3f2b…, or the id of a case." };
        var position = new Option<long?>("--position") { Description = "At this position of the log." };
        var time = new Option<string?>("--time") { Description = "At this instant, such as 2026-03-01T09:30:00Z." };
        return Verb("as-of", "How a stream, or everything about a case, stood at a position or an instant; now, when neither is given.",
            [stream], [position, time], (desk, parsed, cancellation) =>
            desk.State(parsed.GetRequiredValue(stream), parsed.GetValue(position), Instant(parsed.GetValue(time)), cancellation));
    }

    private static Command Explain()
    {
        var disclosure = new Argument<Guid>("disclosure") { Description = "The id of a disclosure." };
        return Verb("explain", "Why something was disclosed or not, rule by rule, and whether that follows again from the history.",
            [disclosure], [], (desk, parsed, cancellation) =>
            desk.Explain(new DisclosureId(parsed.GetRequiredValue(disclosure)), cancellation));
    }

    private static Command Accounting()
    {
        var survivor = new Argument<Guid>("survivor") { Description = "The pseudonym of a survivor." };
        return Verb("accounting", "Everything that was disclosed about somebody: to whom, what, when, why, and what was asked back.",
            [survivor], [], (desk, parsed, cancellation) =>
            desk.Accounting(new SurvivorId(parsed.GetRequiredValue(survivor)), cancellation));
    }

    private static Command Verb(string name, string description, Argument[] arguments, Option[] options,
        Func<AuditCommands, ParseResult, CancellationToken, Task<bool>> ask)
    {
        var verb = new Command(name, description) { AsJson };
        Array.ForEach(arguments, verb.Add);
        Array.ForEach(options, verb.Add);
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var services = AuditCommands.Services(HostSettings.Read([.. parsed.UnmatchedTokens]).Configuration);
            if (await ask(new AuditCommands(services, Console.Out, parsed.GetValue(AsJson)), parsed, cancellation))
                return 0;
            await Console.Error.WriteLineAsync("There is nothing of that name, or there was nothing then.");
            return 1;
        });
        return verb;
    }

    private static DateTimeOffset? Instant(string? text) => text switch
    {
        null => null,
        _ when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => instant,
        _ => throw new SettingsException($"--time: '{text}' is not an instant such as 2026-03-01T09:30:00Z."),
    };
}
