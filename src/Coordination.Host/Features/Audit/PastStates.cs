using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Council;
using Coordination.Domain.Disclosures;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Mandates;
using Coordination.Domain.Operations;
using Coordination.Domain.Readings;
using Coordination.Domain.Services;
using Coordination.Domain.Survivors;
using Coordination.Domain.Webhooks;

namespace Coordination.Host.Features.Audit;

/// <summary>Says how a stream stood at a position of the log or at an instant.</summary>
public sealed class PastStates(History history)
{
    private static readonly Dictionary<string, Telling> Tellings = new List<Telling>(
    [
        Tell(ConsentStream.Definition, ConsentFacts.Of), Tell(CaseStream.Definition, RecordFacts.Of),
        Tell(SurvivorStream.Definition, RecordFacts.Of),
        Tell(DisclosureStream.Definition, DisclosureFacts.Of), Tell(ProcessStream.Definition, ProcessStanding.Of),
        Tell(ReliefStream.Definition, ReliefFacts.Of),
        Tell(ServiceStream.Definition, ServiceFacts.Of), Tell(PartnerStream.Definition, TaskForceFacts.Of),
        Tell(ConcernStream.Definition, TaskForceFacts.Of), Tell(TaskForceStream.Definition, TaskForceFacts.Of),
        Tell(ReadingStream.Definition, ReadingFacts.Of), Tell(WebhookStream.Definition, WebhookFacts.Of),
        Tell(OperationStream.Definition, PracticeFacts.Of), Tell(MandateStream.Definition, PracticeFacts.Of),
        Tell(CouncilStream.Definition, PracticeFacts.Of),
        Tell(ReviewStream.Definition, (state, _) => ReviewFacts.Of(state, [])),
    ]).ToDictionary(telling => telling.Kind, StringComparer.Ordinal);

    /// <summary>The kinds of streams of which it can be said how they stood.</summary>
    public static IReadOnlyCollection<string> Kinds => Tellings.Keys;

    /// <summary>The state; null when there is no such stream, or was none then.</summary>
    /// <param name="stream">Which stream.</param>
    /// <param name="asOf">What counts.</param>
    /// <param name="at">The instant for which it is said what was in force.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async ValueTask<AuditedState?> Of(string stream, AsOf asOf, DateTimeOffset at, CancellationToken cancellation)
    {
        if (Begin(stream) is not { } state)
            return null;
        await foreach (var recorded in history.Stream(stream, asOf, cancellation))
            state.Take(recorded);
        return state.Version == 0 ? null : new AuditedState(stream, state.Version, at, await Facts(state, asOf, at, cancellation));
    }

    /// <summary>A stream before its first event; null when nothing can be said of streams of its kind.</summary>
    internal static TellingState? Begin(string stream) =>
        Tellings.TryGetValue(History.KindOf(stream), out var telling) ? new(telling) : null;

    /// <summary>What is said of a stream that was folded up to here.</summary>
    internal async ValueTask<IReadOnlyList<StateFact>> Facts(TellingState state, AsOf asOf, DateTimeOffset at,
        CancellationToken cancellation) => state switch
        {
            { Version: 0 } => [],
            { State: ReviewState review } => [.. ReviewFacts.Of(review, await Basis(review, asOf, at, cancellation))],
            _ => [.. state.Telling.Facts(state.State, at)],
        };

    private async ValueTask<Dictionary<DecisionId, BasisStanding>> Basis(ReviewState review, AsOf asOf, DateTimeOffset at,
        CancellationToken cancellation)
    {
        Dictionary<DecisionId, BasisStanding> basis = [];
        var then = new StatesAsOf(history, asOf);
        foreach (var decision in review is KnownReview { Meeting: var meeting } ? meeting.Decisions : [])
        {
            var matter = ((KnownReview)review).Meeting.Find(decision.Recorded.Item)!.Matter;
            basis[decision.Decision] = DecisionBasis.At(decision.Recorded, matter, at, await then.ReadRecords(matter, cancellation));
        }
        return basis;
    }

    private static Telling Tell<TState, TEvent>(StreamDefinition<TState, TEvent> definition,
        Func<TState, DateTimeOffset, IEnumerable<StateFact>> facts)
        where TEvent : DomainEvent where TState : notnull =>
        new(definition.Kind, definition.Initial, (state, happened) => definition.Evolve((TState)state, (TEvent)happened),
            (state, at) => facts((TState)state, at));
}

/// <summary>How streams of a kind are folded, and told in facts.</summary>
internal sealed record Telling(string Kind, object Initial, Func<object, DomainEvent, object> Evolve,
    Func<object, DateTimeOffset, IEnumerable<StateFact>> Facts);

/// <summary>A stream that is being folded, to be told.</summary>
internal sealed class TellingState(Telling telling)
{
    public Telling Telling => telling;

    public object State { get; private set; } = telling.Initial;

    public long Version { get; private set; }

    public void Take(Recorded<DomainEvent> recorded) => (State, Version) = (telling.Evolve(State, recorded.Event), recorded.Meta.Version);
}
