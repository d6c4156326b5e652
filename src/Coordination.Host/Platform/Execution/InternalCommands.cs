namespace Coordination.Host.Platform.Execution;

/// <summary>
/// Commands that the host itself gives, because of something that was recorded or because time has passed. The key is made
/// from the cause, so that the same cause has its effect once, however often and on however many hosts it is seen.
/// </summary>
public sealed class InternalCommands(CommandRunner runner)
{
    /// <summary>Another part of this host may be about the same cause: its end is waited for, a second at most, before this one is given
    /// up.</summary>
    private const int MostLooks = 50;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs the command; when it returns, its effect is in the log, now or from before.</summary>
    /// <param name="by">Which part of the host, on behalf of which agency.</param>
    /// <param name="cause">What identifies this command.</param>
    /// <param name="causation">The event that led to it, if one did.</param>
    /// <param name="handler">Loads, decides, records.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="InternalCommandException">It was not done; it may be tried again.</exception>
    public async ValueTask Run(Actor by, string cause, EventMeta? causation, Func<CommandSession, ValueTask<Answer>> handler,
        CancellationToken cancellation)
    {
        var context = new CommandContext
        {
            Name = by.Person.Value,
            Actor = by,
            Key = new IdempotencyKey(by.Person.Value, cause),
            Fingerprint = SHA256.HashData(Encoding.UTF8.GetBytes(cause)),
            CorrelationId = causation?.CorrelationId,
            CausationId = causation?.EventId.ToString(),
        };
        var result = await runner.Run(context, handler, cancellation);
        for (var look = 0; result is CommandResult.StillRunning && look < MostLooks; look++)
        {
            await Task.Delay(BetweenLooks, cancellation);
            result = await runner.Run(context, handler, cancellation);
        }
        if (result is not CommandResult.Answered)
            throw new InternalCommandException(by.Person, result);
    }
}

/// <summary>A command of the host's own was not done.</summary>
public sealed class InternalCommandException(PersonId by, CommandResult result)
    : Exception($"A command of {by} came to {result.GetType().Name}.");
