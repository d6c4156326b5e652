using System.CommandLine;
using Coordination.Host.Platform.Messaging;
using Coordination.Host.Platform.Storage;
using Coordination.Host.Platform.Telemetry;

namespace Coordination.Host.Cli;

/// <summary><c>messages</c>: which messages failed and wait for an operator, and <c>messages replay</c>: lets them be handled
/// again.</summary>
public static class MessagesVerb
{
    public static Command Make()
    {
        var type = new Option<string?>("--type") { Description = "Only messages of this type, as `messages` names it." };
        var replay = new Command("replay", "Retries messages that failed. The hosts that serve handle them again.") { type };
        replay.SetAction((parsed, cancellation) =>
            Run([.. parsed.UnmatchedTokens], (messages, stop) => Replay(messages, parsed.GetValue(type), stop), cancellation));
        var verb = new Command("messages",
            "Lists the messages that failed and wait for an operator (settings as --Section:Key=value).") { replay };
        verb.SetAction((parsed, cancellation) => Run([.. parsed.UnmatchedTokens], Show, cancellation));
        verb.TreatUnmatchedTokensAsErrors = replay.TreatUnmatchedTokensAsErrors = false;
        return verb;
    }

    private static async Task<int> Run(string[] settings, Func<WaitingMessages, CancellationToken, Task> run,
        CancellationToken cancellation)
    {
        var configuration = HostSettings.Read(settings).Configuration;
        await using var services = new ServiceCollection().AddLogging().AddFaultSummaries().AddSingleton(configuration)
            .AddMessages(configuration).BuildServiceProvider();
        try
        {
            await run(services.GetRequiredService<WaitingMessages>(), cancellation);
            return 0;
        }
        catch (Exception failure) when (StoreFailure.IsOutage(failure))
        {
            throw new SettingsException("The messages could not be read: their database does not answer.");
        }
    }

    private static async Task Show(WaitingMessages messages, CancellationToken cancellation)
    {
        string[] lines =
        [
            .. (await messages.Dead(cancellation)).Select(one => $"{one.Message}: {Quantity.Of(one.Count, "message")} failed, given up"),
            .. (await messages.Retried(cancellation)).Select(one => string.Create(CultureInfo.InvariantCulture,
                $"{one.Message}: {Quantity.Of(one.Count, "message")} failed, next attempt at {one.Next.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}")),
        ];
        await Console.Out.WriteLineAsync(lines.Length == 0
            ? "No message failed."
            : $"{string.Join(Environment.NewLine, lines)}{Environment.NewLine}Mend the fault, then `messages replay` has them " +
                $"handled at once.");
    }

    private static async Task Replay(WaitingMessages messages, string? type, CancellationToken cancellation)
    {
        var failed = (await messages.Dead(cancellation)).Where(one => type is null || one.Message == type).Sum(one => one.Count)
            + (await messages.Retried(cancellation)).Where(one => type is null || one.Message == type).Sum(one => one.Count);
        await messages.Replay(type, cancellation);
        await Console.Out.WriteLineAsync($"{Quantity.Of(failed, "message")} will be handled again.");
    }
}
