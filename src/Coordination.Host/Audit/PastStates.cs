using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.ImmigrationRelief;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.Services;
using Coordination.Domain.Survivors;
using Coordination.Domain.TaskForce;
using Coordination.Host.Execution;

namespace Coordination.Host.Audit;

/// <summary>Says how a stream stood at a position of the log or at an instant.</summary>
public sealed class PastStates(History history)
{
    /// <summary>The state; null when there is no such stream, or was none then.</summary>
    /// <param name="stream">Which stream.</param>
    /// <param name="asOf">What counts.</param>
    /// <param name="at">The instant for which it is said what was in force.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async ValueTask<AuditedState?> Of(string stream, AsOf asOf, DateTimeOffset at, CancellationToken cancellation) => History.KindOf(stream) switch
    {
        "consent" => Told(stream, at, await history.Fold(ConsentStream.Definition, stream, asOf, cancellation), ConsentFacts.Of),
        "case" => Told(stream, at, await history.Fold(CaseStream.Definition, stream, asOf, cancellation), RecordFacts.Of),
        "survivor" => Told(stream, at, await history.Fold(SurvivorStream.Definition, stream, asOf, cancellation), RecordFacts.Of),
        "disclosure" => Told(stream, at, await history.Fold(DisclosureStream.Definition, stream, asOf, cancellation), DisclosureFacts.Of),
        "process" => Told(stream, at, await history.Fold(ProcessStream.Definition, stream, asOf, cancellation), ProcessStanding.Of),
        "relief" => Told(stream, at, await history.Fold(ReliefStream.Definition, stream, asOf, cancellation), ReliefFacts.Of),
        "services" => Told(stream, at, await history.Fold(ServiceStream.Definition, stream, asOf, cancellation), ServiceFacts.Of),
        "review" => await Review(stream, asOf, at, cancellation),
        "agency" => Told(stream, at, await history.Fold(PartnerStream.Definition, stream, asOf, cancellation), TaskForceFacts.Of),
        "taskforce" => Told(stream, at, await history.Fold(TaskForceStream.Definition, stream, asOf, cancellation), TaskForceFacts.Of),
        _ => null,
    };

    private async ValueTask<AuditedState?> Review(string stream, AsOf asOf, DateTimeOffset at, CancellationToken cancellation)
    {
        var folded = await history.Fold(ReviewStream.Definition, stream, asOf, cancellation);
        Dictionary<DecisionId, BasisStanding> basis = [];
        foreach (var decision in folded.State is KnownReview { Meeting: var meeting } ? meeting.Decisions : [])
        {
            var matter = ((KnownReview)folded.State).Meeting.Find(decision.Recorded.Item)!.Matter;
            var consent = await history.Fold(ConsentStream.Definition, ConsentStream.Definition.NameFor(matter.Survivor), asOf, cancellation);
            basis[decision.Decision] = DecisionBasis.At(decision.Recorded, matter, consent.State, at);
        }
        return Told(stream, at, folded, (state, _) => ReviewFacts.Of(state, basis));
    }

    private static AuditedState? Told<TState>(string stream, DateTimeOffset at, Folded<TState> folded, Func<TState, DateTimeOffset, IEnumerable<StateFact>> facts) =>
        folded.Version == 0 ? null : new AuditedState(stream, folded.Version, at, [.. facts(folded.State, at)]);
}
