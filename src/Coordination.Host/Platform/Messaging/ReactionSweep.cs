using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;
using Coordination.Host.Platform.Execution.Projections;

namespace Coordination.Host.Platform.Messaging;

/// <summary>
/// Finds events that came into the log without their messages: from a backup, from an import, or from a host of the version before. At each start and once
/// an hour it goes from where it ended to the end of the log, and sends the message of each event that concerns a reaction. Reactions that had
/// reacted already find that out.
/// </summary>
/// <param name="reactions">Whose events are looked for.</param>
/// <param name="store">The log.</param>
/// <param name="leases">One host at a time.</param>
/// <param name="checkpoints">How far it came, for each reaction.</param>
/// <param name="outbox">Takes the messages.</param>
/// <param name="messaging">Tells when messages can be sent.</param>
/// <param name="time">Paces it.</param>
/// <param name="logger">Told of what fails.</param>
public sealed partial class ReactionSweep(
    IEnumerable<Reaction> reactions, IEventStore store, ILeases leases, ICheckpoints checkpoints, MessageOutbox outbox, MessagingHost messaging, TimeProvider time, ILogger<ReactionSweep> logger)
    : BackgroundService
{
    private const string Name = "reactions/sweep";
    private const int PageSize = 1_000;
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1), s_again = TimeSpan.FromSeconds(10), s_lease = TimeSpan.FromMinutes(1);
    private static readonly Dictionary<string, Type> s_types = Catalogue.Current.Names.Select(known => (Name: known.Value, Type: known.Key)).Concat(Catalogue.Current.OldNames).ToDictionary(known => known.Name, known => known.Type, StringComparer.Ordinal);

    private readonly Reaction[] _reactions = [.. reactions];
    private readonly string _holder = Guid.NewGuid().ToString();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await messaging.Started.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
            await Task.Delay(await TrySweep(stoppingToken) ? s_interval : s_again, time, stoppingToken);
    }

    private async ValueTask<bool> TrySweep(CancellationToken cancellation)
    {
        try
        {
            return await Sweep(cancellation);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
        {
            LogNotSwept(logger, fault);
            return false;
        }
    }

    /// <summary>Goes to the end of the log; false where another host is at it.</summary>
    private async ValueTask<bool> Sweep(CancellationToken cancellation)
    {
        if (await leases.TryTake(Name, _holder, s_lease, cancellation) is not { } lease)
            return false;
        try
        {
            var reached = new long[_reactions.Length];
            for (var i = 0; i < _reactions.Length; i++)
                reached[i] = await checkpoints.Read(Checkpoint(_reactions[i]), cancellation);
            while (_reactions.Length > 0 && await store.ReadAll(reached.Min(), PageSize, cancellation) is { Count: > 0 } page)
                await Take(page, reached, lease, cancellation);
            return true;
        }
        finally
        {
            await leases.GiveBack(lease, CancellationToken.None);
        }
    }

    private async ValueTask Take(IReadOnlyList<StoredEvent> page, long[] reached, Lease lease, CancellationToken cancellation)
    {
        List<OutgoingMessage> messages = [];
        foreach (var stored in page)
            for (var i = 0; i < _reactions.Length; i++)
                if (stored.Position > reached[i] && s_types.TryGetValue(stored.Type, out var type) && _reactions[i].Events.Contains(type))
                    messages.Add(new(_reactions[i].Message(new(stored.Id, stored.Stream, stored.Version))));
        await outbox.Send(messages, cancellation);
        for (var i = 0; i < _reactions.Length; i++)
        {
            if (reached[i] >= page[^1].Position)
                continue;
            await checkpoints.Advance(lease, s_lease, new(Checkpoint(_reactions[i]), reached[i], page[^1].Position), CancellationToken.None);
            reached[i] = page[^1].Position;
        }
    }

    private static string Checkpoint(Reaction reaction) => $"reactions/{reaction.Name}";

    [LoggerMessage(173, LogLevel.Warning, "The log could not be searched for events without messages")]
    private static partial void LogNotSwept(ILogger logger, Exception fault);
}
