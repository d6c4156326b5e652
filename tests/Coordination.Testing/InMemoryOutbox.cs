using Coordination.Domain;
using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Execution.Projections;
using Coordination.Host.Platform.Execution.Webhooks;

namespace Coordination.Testing;

/// <summary>Messages in memory, for tests that need no database. It passes the same suite as PostgreSQL's.</summary>
public sealed class InMemoryOutbox(InMemoryViewStore leases) : IOutbox, IOutboxReader
{
    private readonly Lock _gate = new();
    private readonly Dictionary<EndpointId, SortedDictionary<long, Row>> _rows = [];

    /// <summary>All messages of an endpoint that are remembered, in the order of their numbers.</summary>
    public IReadOnlyList<OutboxMessage> Of(EndpointId endpoint)
    {
        lock (_gate)
            return [.. RowsOf(endpoint).Values.Select(row => row.Message)];
    }

    public ValueTask<OutboxGap> Missing(EndpointId endpoint, IReadOnlyCollection<string> messages, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var rows = RowsOf(endpoint);
            return new(new OutboxGap(messages.Except(rows.Values.Select(row => row.Message.Message)).ToHashSet(StringComparer.Ordinal), rows.Count == 0 ? 0 : rows.Keys.Last()));
        }
    }

    public ValueTask Add(Lease lease, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellation) => Write(lease, () =>
    {
        foreach (var message in messages)
            RowsOf(message.Endpoint).Add(message.Sequence, new(message));
    });

    public ValueTask<OutboxMessage?> First(EndpointId endpoint, CancellationToken cancellation)
    {
        lock (_gate)
            return new(FirstOf(RowsOf(endpoint)));
    }

    public ValueTask Settle(Lease lease, OutboxMessage message, Settlement settlement, CancellationToken cancellation) => Write(lease, () =>
    {
        var row = RowsOf(message.Endpoint)[message.Sequence];
        if (row.EndedAt is not null)
            throw new InvalidOperationException("0 messages were settled where one waited.");
        row.Message = row.Message with { Attempts = row.Message.Attempts + 1, NextAt = settlement is Settlement.Later later ? later.NextAt : row.Message.NextAt };
        (row.EndedAt, row.Why, row.IsDead) = settlement switch
        {
            Settlement.Sent sent => (sent.At, (Failure?)null, false),
            Settlement.Later again => ((DateTimeOffset?)null, again.Why, false),
            Settlement.Dead dead => (dead.At, dead.Why, true),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    });

    public ValueTask Again(Lease lease, EndpointId endpoint, string message, int times, DateTimeOffset now, CancellationToken cancellation) => Write(lease, () =>
    {
        foreach (var row in RowsOf(endpoint).Values.Where(row => row.Message.Message == message && row.IsDead && row.AskedFor < times))
        {
            (row.IsDead, row.EndedAt, row.Why, row.AskedFor) = (false, null, null, times);
            row.Message = row.Message with { Attempts = 0, WaitingSince = now, NextAt = now };
        }
    });

    public ValueTask Hasten(Lease lease, EndpointId endpoint, DateTimeOffset now, CancellationToken cancellation) => Write(lease, () =>
    {
        foreach (var row in RowsOf(endpoint).Values.Where(row => row.EndedAt is null && row.Message.NextAt > now))
            row.Message = row.Message with { NextAt = now };
    });

    public ValueTask Prune(Lease lease, EndpointId endpoint, IReadOnlyCollection<string> current, DateTimeOffset before, CancellationToken cancellation) => Write(lease, () =>
    {
        var rows = RowsOf(endpoint);
        foreach (var (sequence, _) in rows.SkipLast(1).Where(row => row.Value.EndedAt < before && !current.Contains(row.Value.Message.Message)).ToList())
            rows.Remove(sequence);
    });

    public ValueTask Remove(Lease lease, EndpointId endpoint, CancellationToken cancellation) => Write(lease, () => _rows.Remove(endpoint));

    public ValueTask<OutboxFigures> Figures(AgencyId agency, EndpointId endpoint, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var rows = Own(agency, endpoint).ToList();
            var first = rows.Find(row => row.EndedAt is null);
            return new(new OutboxFigures(rows.Count(row => row.EndedAt is null), rows.Count(row => row.IsDead), rows.LastOrDefault()?.Message.Sequence ?? 0,
                rows.Where(row => !row.IsDead).Max(row => row.EndedAt), first?.Message.NextAt, first?.Why));
        }
    }

    public ValueTask<IReadOnlyList<DeadLetter>> DeadLetters(AgencyId agency, EndpointId endpoint, long after, int limit, CancellationToken cancellation)
    {
        lock (_gate)
            return new([.. Own(agency, endpoint).Where(row => row.IsDead && row.Message.Sequence > after).Take(limit)
                .Select(row => new DeadLetter(row.Message.Sequence, row.Message.Message, row.Message.Type, row.Message.Attempts, row.EndedAt!.Value, row.Why!))]);
    }

    public ValueTask<bool> IsDead(AgencyId agency, EndpointId endpoint, string message, CancellationToken cancellation)
    {
        lock (_gate)
            return new(Own(agency, endpoint).Any(row => row.IsDead && row.Message.Message == message));
    }

    private ValueTask Write(Lease lease, Action change)
    {
        leases.Require(lease);
        lock (_gate)
            change();
        return default;
    }

    private IEnumerable<Row> Own(AgencyId agency, EndpointId endpoint) => RowsOf(endpoint).Values.Where(row => row.Message.Agency == agency);

    private SortedDictionary<long, Row> RowsOf(EndpointId endpoint) => _rows.TryGetValue(endpoint, out var rows) ? rows : _rows[endpoint] = [];

    private static OutboxMessage? FirstOf(SortedDictionary<long, Row> rows) => rows.Values.FirstOrDefault(row => row.EndedAt is null)?.Message;

    private sealed class Row(OutboxMessage message)
    {
        public OutboxMessage Message { get; set; } = message;
        public DateTimeOffset? EndedAt { get; set; }
        public bool IsDead { get; set; }
        public int AskedFor { get; set; }
        public Failure? Why { get; set; }
    }
}
