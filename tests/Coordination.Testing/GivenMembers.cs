using Coordination.Domain;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Host.Platform.Execution;

namespace Coordination.Testing;

/// <summary>
/// Who belongs to the task force, where the log of a test does not say: a second log, in which a task force was formed and each agency joined of which
/// the host asks. It holds real events, and the host's own code reads them. As soon as the test's log says anything of the task
/// force or of an agency, that alone counts. It is read for the standing of callers and for nothing else, so no position or version moves.
/// </summary>
internal sealed class GivenMembers
{
    public static readonly AgencyId Office = new("task-force-office");

    private readonly InMemoryEventStore _given = new();
    private readonly HashSet<AgencyId> _joined = [];
    private readonly Lock _turn = new();

    public GivenMembers() => Record("taskforce", "taskforce", new TaskForceFormed("Given by the fixture", "Test State", Office));

    /// <summary>The log of a test, with what is given here in the place of streams that it does not have.</summary>
    public IEventStore Behind(IEventStore log) => new Layered(log, this);

    private ValueTask<IReadOnlyList<StoredEvent>> Read(IReadOnlyList<StreamCheck> streams, int limit, CancellationToken cancellation)
    {
        foreach (var stream in streams.Where(stream => PartnerStream.Definition.Names(stream.Stream)))
            Join(new AgencyId(PartnerStream.Definition.SubjectOf(stream.Stream)));
        return _given.ReadStreams(streams, limit, cancellation);
    }

    private void Join(AgencyId agency)
    {
        lock (_turn)
            if (_joined.Add(agency))
                Record($"agency-{agency}", "agency", new AgencyJoined(agency, agency.Value, AgencyKind.VictimServices, []));
    }

    private void Record(string stream, string kind, DomainEvent e)
    {
        var write = new StreamWrite(stream, kind, ExpectedVersion.NoStream, [EventCodec.Current.Encode(e, Guid.NewGuid())]);
        var appended = _given.Append(new AppendRequest([write], [], new("fixture", Office.Value, DateTimeOffset.UnixEpoch)), CancellationToken.None);
        if (appended.AsTask().GetAwaiter().GetResult() is not AppendResult.Appended)
            throw new InvalidOperationException($"{stream} was there already.");
    }

    private sealed class Layered(IEventStore log, GivenMembers given) : IEventStore
    {
        public async ValueTask<IReadOnlyList<StoredEvent>> ReadStreams(IReadOnlyList<StreamCheck> after, int limit, CancellationToken cancellation)
        {
            var found = await log.ReadStreams(after, limit, cancellation);
            List<StreamCheck> unknown = [.. after.Where(stream => !found.Any(e => e.Stream == stream.Stream))];
            return unknown.Count == 0 ? found
                : [.. found.Concat(await given.Read(unknown, limit, cancellation)).OrderBy(e => e.Stream, StringComparer.Ordinal).ThenBy(e => e.Version)];
        }

        public ValueTask<AppendResult> Append(AppendRequest request, CancellationToken cancellation) => throw new NotSupportedException("It is for reading.");
        public ValueTask<IReadOnlyList<StoredEvent>> ReadStream(string stream, long afterVersion, int limit, CancellationToken cancellation) => log.ReadStream(stream, afterVersion, limit, cancellation);
        public ValueTask<IReadOnlyList<StoredEvent>> ReadAll(long afterPosition, int limit, CancellationToken cancellation) => log.ReadAll(afterPosition, limit, cancellation);
        public Task NextAppend => log.NextAppend;
        public IAsyncEnumerable<StoredEvent> Subscribe(long afterPosition, CancellationToken cancellation) => log.Subscribe(afterPosition, cancellation);
        public ValueTask<IdempotentAnswer?> FindAnswer(IdempotencyKey key, CancellationToken cancellation) => log.FindAnswer(key, cancellation);
        public ValueTask<long> Head(CancellationToken cancellation) => log.Head(cancellation);
    }
}
