using Coordination.Host.Platform.Encryption;

namespace Coordination.Host.Platform.Execution;

/// <summary>
/// Loads, lets a pure decider decide, and appends what it decided together with the answer, or nothing at all. The append
/// verifies every stream that was read: when one has moved, the decision is taken again on what is there now. That holds
/// for a refusal as well, since its answer is stored by the same append: no refusal stands on what is out of date.
/// </summary>
public sealed partial class CommandRunner(
    IEventStore store, EventCodec codec, StateLoader loader, InFlightRequests keys, StreamLocks turnstiles, CommandList commands,
    EventMessages messages, ExecutionMetrics metrics,
    IEnumerable<IStoredEventObserver> observers, TimeProvider time, ILogger<CommandRunner> logger)
{
    /// <summary>How often a command is decided before the caller is told to come again.</summary>
    public const int MostAttempts = 8;

    // A command that copies takes the keys of one survivor and of one addressee; the rest is for keys that run out meanwhile.
    private const int MostKeys = 16;

    /// <summary>How far ahead of this host's clock something may be said to have happened.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    /// <summary>Runs one command. The handler may be called several times and must do nothing but load, decide and record.</summary>
    /// <exception cref="StoreUnavailableException">Whether something was stored is not known; the same key finds out.</exception>
    /// <exception cref="UndeclaredStreamException">It takes a stream that is not in its line of the list of commands.</exception>
    public async ValueTask<CommandResult> Run(CommandContext context, Func<CommandSession, ValueTask<Answer>> handler,
        CancellationToken cancellation)
    {
        if (!keys.TryTake(context.Key))
            return new CommandResult.StillRunning();
        using var activity = ExecutionMetrics.Activities.StartActivity("command");
        activity?.SetTag("command", context.Name);
        var started = time.GetTimestamp();
        try
        {
            var result = await Decide(context, handler, cancellation);
            var outcome = OutcomeOf(result);
            activity?.SetTag("outcome", outcome);
            metrics.Finished(context.Name, outcome, time.GetElapsedTime(started));
            return result;
        }
        finally
        {
            keys.Return(context.Key);
        }
    }

    private async ValueTask<CommandResult> Decide(CommandContext context, Func<CommandSession, ValueTask<Answer>> handler,
        CancellationToken cancellation)
    {
        using var passage = turnstiles.Begin();
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var (work, answer) = await Work(context, handler, catchUp: attempt > 1, cancellation);
            if (work.VersionMismatch && attempt == 1)
                continue;
            if (work.VersionMismatch)
                return await FirstAnswer(context, cancellation) ?? new CommandResult.VersionChanged();
            switch (await Append(work, answer, context, cancellation))
            {
                case AppendResult.Appended appended:
                    Keep(work, answer, appended);
                    Log(context, answer, work, attempt);
                    Show(context, answer, work);
                    return new CommandResult.Answered(answer, Replayed: false);
                case AppendResult.Repeated repeated:
                    return Replay(context, repeated.First);
                case AppendResult.Conflict conflict:
                    metrics.Conflicted(context.Name);
                    Reconsider(work, conflict);
                    await passage.Queue(conflict.Stream, cancellation);
                    await Pause(attempt, cancellation);
                    break;
                default:
                    throw new UnreachableException();
            }
        }
        LogContended(logger, context.Name, MostAttempts);
        return new CommandResult.Contended();
    }

    /// <summary>One attempt. It begins again when it turns out that it takes a key that is not in memory.</summary>
    private async ValueTask<(CommandSession Work, Answer Answer)> Work(
        CommandContext context, Func<CommandSession, ValueTask<Answer>> handler, bool catchUp, CancellationToken cancellation)
    {
        for (var fetched = 0; ; fetched++)
        {
            var work = new CommandSession(loader, context, time.GetUtcNow(), catchUp, cancellation);
            try
            {
                return (work, await AnswerOf(handler, work, context));
            }
            catch (KeyNotLoadedException wanted) when (fetched < MostKeys)
            {
                await codec.Fetch(wanted.Scope, cancellation);
            }
        }
    }

    private async ValueTask<Answer> AnswerOf(Func<CommandSession, ValueTask<Answer>> handler, CommandSession work, CommandContext context)
    {
        var answer = await handler(work);
        if ((work.Refusal ?? (answer as Answer.Refused)?.Refusal) is { } refusal) // which names the field as the caller does
            return refusal;
        return context.OccurredAt > time.GetUtcNow() + ClockSkew
            ? new Refusal(RefusalReason.InvalidInput, "It cannot have happened in the future.", "occurredAt")
            : answer;
    }

    private async ValueTask<AppendResult> Append(CommandSession work, Answer answer, CommandContext context, CancellationToken cancellation)
    {
        commands.Verify(context.Name, work.Streams, answer is Answer.Refused);
        var writes = await Encoded(work, answer is Answer.Refused, context.Actor.Agency, cancellation);
        List<StreamCheck> checks = [.. work.Streams.Where(stream => !stream.Writes(answer is Answer.Refused))
            .Select(stream => new StreamCheck(stream.Name, stream.LoadedVersion))];
        var metadata = new AppendMetadata(context.Actor.Person.Value, context.Actor.Agency.Value,
            context.OccurredAt ?? work.Now, context.CorrelationId, context.CausationId);
        var kept = new IdempotentAnswer(context.Key, context.Fingerprint, AnswerFormat.Write(answer));
        return await store.Append(new AppendRequest(writes, checks, metadata, kept) { Messages = Messages(work, answer is Answer.Refused) },
            cancellation);
    }

    /// <summary>What follows from what is recorded. It is stored with it, so that nobody has to remember it.</summary>
    private List<OutgoingMessage> Messages(CommandSession work, bool onlyEvidence) =>
        [.. work.Streams.SelectMany(stream => stream.Written(onlyEvidence))
            .SelectMany(written => messages.Of(written.Event, written.Reference))];

    private async ValueTask<List<StreamWrite>> Encoded(CommandSession work, bool onlyEvidence, AgencyId agency,
        CancellationToken cancellation)
    {
        for (var fetched = 0; ; fetched++)
        {
            try
            {
                foreach (var scope in work.Streams.SelectMany(stream => stream.Scopes(codec, agency, onlyEvidence)))
                    await codec.Prepare(scope, cancellation);
                return [.. work.Streams.Select(stream => stream.Write(codec, agency, onlyEvidence)).OfType<StreamWrite>()];
            }
            catch (KeyNotLoadedException wanted) when (fetched < MostKeys)
            {
                await codec.Fetch(wanted.Scope, cancellation);
            }
        }
    }

    private void Keep(CommandSession work, Answer answer, AppendResult.Appended appended)
    {
        var written = 0;
        var onlyEvidence = answer is Answer.Refused;
        foreach (var stream in work.Streams.Where(stream => stream.Writes(onlyEvidence)))
            stream.KeepIn(loader, codec, onlyEvidence, appended.Versions[written++]);
    }

    private void Show(CommandContext context, Answer answer, CommandSession work)
    {
        foreach (var observer in observers)
        {
            foreach (var stream in work.Streams)
            {
                foreach (var e in stream.Recorded(onlyEvidence: answer is Answer.Refused))
                    observer.Stored(context, stream.Name, e);
            }
        }
    }

    private void Reconsider(CommandSession work, AppendResult.Conflict conflict)
    {
        var loaded = work.Streams.FirstOrDefault(stream => stream.Name == conflict.Stream);
        loader.Reconsider(conflict, loaded?.LoadedVersion ?? 0);
    }

    private async ValueTask<CommandResult?> FirstAnswer(CommandContext context, CancellationToken cancellation) =>
        await store.FindAnswer(context.Key, cancellation) is { } first ? Replay(context, first) : null;

    private static CommandResult Replay(CommandContext context, IdempotentAnswer first) =>
        CryptographicOperations.FixedTimeEquals(first.Fingerprint.Span, context.Fingerprint.Span)
            ? new CommandResult.Answered(AnswerFormat.Read(first.Body.Span), Replayed: true)
            : new CommandResult.KeyReused();

    /// <summary>Spreads those of several hosts who collided, so that they do not collide again.</summary>
    private static Task Pause(int attempt, CancellationToken cancellation) => attempt <= 2
        ? Task.CompletedTask
        : Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * 4 * attempt), cancellation);

    private static string OutcomeOf(CommandResult result) => result switch
    {
        CommandResult.Answered { Replayed: true } => "replayed",
        CommandResult.Answered { Answer: Answer.Refused { Refusal.Reason: var reason } } => $"refused:{reason}",
        CommandResult.Answered => "done",
        CommandResult.VersionChanged => "version-changed",
        CommandResult.KeyReused => "key-reused",
        CommandResult.StillRunning => "still-running",
        CommandResult.Contended => "contended",
        _ => throw new UnreachableException(),
    };

    private void Log(CommandContext context, Answer answer, CommandSession work, int attempt)
    {
        if (!logger.IsEnabled(LogLevel.Information))
            return;
        var streams = string.Join(' ', work.Streams.Select(stream => stream.Name));
        if (answer is Answer.Refused { Refusal.Reason: var reason })
            LogRefused(logger, context.Name, context.Actor.Person, context.Actor.Agency, reason, streams, attempt);
        else
            LogDone(logger, context.Name, context.Actor.Person, context.Actor.Agency, streams, attempt);
    }

    [LoggerMessage(1, LogLevel.Information, "{Command} by {Person} of {Agency} was done on {Streams}, attempt {Attempt}")]
    private static partial void LogDone(ILogger logger, string command, PersonId person, AgencyId agency, string streams, int attempt);

    [LoggerMessage(2, LogLevel.Information, "{Command} by {Person} of {Agency} was refused: {Reason}, on {Streams}, attempt {Attempt}")]
    private static partial void LogRefused(ILogger logger, string command, PersonId person, AgencyId agency, RefusalReason reason,
        string streams, int attempt);

    [LoggerMessage(3, LogLevel.Warning, "{Command} was given up after {Attempts} conflicts")]
    private static partial void LogContended(ILogger logger, string command, int attempts);
}
