using Wolverine.Attributes;

namespace Coordination.Host.Platform.Messaging;

/// <summary>Time to look for events that came without their messages.</summary>
[MessageIdentity("sweep-reactions.v1")]
public sealed record SweepReactions(DateTimeOffset Slot, int Part = 0) : IntervalMessage(Slot, Part);

/// <summary>
/// Finds events that came into the log without their messages: from a backup, from an import, or from a host of the version before. At each
/// start and once an hour it goes from where it ended to the end of the log, and sends the message of each event that concerns a reaction.
/// Reactions that had reacted already find that out. Where two hosts are at it, one of them steps back.
/// </summary>
/// <param name="reactions">The reaction whose events are looked for.</param>
/// <param name="store">The log.</param>
/// <param name="checkpoints">How far it came, for each reaction.</param>
/// <param name="outbox">Takes the messages.</param>
/// <param name="recurrence">Lets it come again.</param>
/// <param name="logger">Told of what fails.</param>
public sealed class ReactionSweep(
    IEnumerable<Reaction> reactions, IEventStore store, ICheckpoints checkpoints, MessageOutbox outbox,
    Recurrence<SweepReactions> recurrence, ILogger<ReactionSweep> logger)
    : RecurringWork<SweepReactions>(recurrence, logger)
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private const int PageSize = 1_000, MostPages = 20; // a message to a queue has a minute
    private static readonly Dictionary<string, Type> s_types = Catalogue.Current.Names.Select(known => (Name: known.Value, Type: known.Key))
        .Concat(Catalogue.Current.OldNames).ToDictionary(known => known.Name, known => known.Type, StringComparer.Ordinal);

    private readonly Reaction[] _reactions = [.. reactions];

    /// <summary>Goes towards the end of the log. True where it did not come so far: the rest is a message of its own.</summary>
    protected override async ValueTask<bool> Do(SweepReactions message, CancellationToken cancellation)
    {
        var reached = new long[_reactions.Length];
        for (var i = 0; i < _reactions.Length; i++)
            reached[i] = await checkpoints.Read(Checkpoint(_reactions[i]), cancellation);
        for (var page = 0; page < MostPages; page++)
        {
            if (_reactions.Length == 0 || await store.ReadAll(reached.Min(), PageSize, cancellation) is not { Count: > 0 } events)
                return false;
            await Take(events, reached, cancellation);
        }
        return true;
    }

    private async ValueTask Take(IReadOnlyList<StoredEvent> page, long[] reached, CancellationToken cancellation)
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
            await checkpoints.Advance(new(Checkpoint(_reactions[i]), reached[i], page[^1].Position), CancellationToken.None);
            reached[i] = page[^1].Position;
        }
    }

    private static string Checkpoint(Reaction reaction) => $"reactions/{reaction.Name}";
}
