using System.CommandLine;
using Coordination.Host.Features.Audit.Replay;

namespace Coordination.Host.Cli;

/// <summary><c>audit replay | diff | view</c>: the log as it was.</summary>
public static class ReplayVerbs
{
    private static readonly Option<bool> AsJson =
        new("--json") { Description = "As JSON; one line for each event or stream where there may be many." };
    private static readonly Option<string?> AsOf =
        new("--as-of") { Description = "At a position of the log, such as 120, or an instant, such as 2026-03-01T09:30:00Z; else now." };

    public static IEnumerable<Command> All() => [Replay(), Diff(), View()];

    /// <summary>A position or an instant, as somebody typed it.</summary>
    internal static (long? Position, DateTimeOffset? Instant) Moment(string? text, string option) => text switch
    {
        null => (null, null),
        _ when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) => (position, null),
        _ when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) =>
            (null, instant),
        _ => throw new SettingsException(
            $"{option}: '{text}' is neither a position, such as 120, nor an instant, such as 2026-03-01T09:30:00Z."),
    };

    private static Command Replay()
    {
        var stream = new Argument<string>("stream") { Description = "A stream, such as consent-3f2b…" };
        var whole = new Option<bool>("--states") { Description = "The whole state after each event, not only what changed." };
        return Verb("replay", "A stream, event by event: what happened, what it changed, and the state after it.", [stream], [AsOf, whole],
            (desk, parsed, cancellation) =>
            desk.Replay(parsed.GetRequiredValue(stream), Moment(parsed.GetValue(AsOf), "--as-of"), parsed.GetValue(whole), cancellation));
    }

    private static Command Diff()
    {
        var from = new Option<string>("--from") { Description = "A position of the log, or an instant.", Required = true };
        var to = new Option<string?>("--to") { Description = "A later position or instant; else now." };
        return Verb("diff", "What changed between two moments, by stream.", [], [from, to], (desk, parsed, cancellation) =>
            desk.Diff(Moment(parsed.GetRequiredValue(from), "--from"), Moment(parsed.GetValue(to), "--to"), cancellation));
    }

    private static Command View()
    {
        var view = new Argument<string>("view") { Description = string.Join(", ", PastViews.Names) };
        var agency = new Option<string?>("--agency")
        {
            Description =
            "The agency whose view to read. Without it, the view of the task force, which its coordinators share."
        };
        return Verb("view", "What a role could see at a position or an instant.", [view], [agency, AsOf],
            (desk, parsed, cancellation) =>
            desk.View(parsed.GetRequiredValue(view), Agency(parsed.GetValue(agency)),
                Moment(parsed.GetValue(AsOf), "--as-of"), cancellation));
    }

    private static AgencyId? Agency(string? text) => text is null ? null
        : AgencyId.TryParse(text, out var agency) ? agency
        : throw new SettingsException($"--agency: '{text}' is not the name of an agency.");

    private static Command Verb(string name, string description, Argument[] arguments, Option[] options,
        Func<ReplayCommands, ParseResult, CancellationToken, Task<bool>> ask)
    {
        var verb = new Command(name, description) { AsJson };
        Array.ForEach(arguments, verb.Add);
        Array.ForEach(options, verb.Add);
        verb.TreatUnmatchedTokensAsErrors = false;
        verb.SetAction(async (parsed, cancellation) =>
        {
            await using var services = AuditCommands.Services(HostSettings.Read([.. parsed.UnmatchedTokens]).Configuration);
            if (await ask(new ReplayCommands(services, Console.Out, Console.Error, parsed.GetValue(AsJson)), parsed, cancellation))
                return 0;
            await Console.Error.WriteLineAsync("There is nothing of that name, or there was nothing then.");
            return 1;
        });
        return verb;
    }
}
