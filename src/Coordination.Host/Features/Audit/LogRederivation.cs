using Coordination.Domain.Gate;

namespace Coordination.Host.Features.Audit;

/// <summary>Which part of the log is asked about, and under which rules.</summary>
/// <param name="Rules">Another set of rules; null for the one under which each answer was given.</param>
/// <param name="After">Begins after this position.</param>
/// <param name="MostEvents">Looks at so many events at most.</param>
/// <param name="MostDifferences">Stops after the event at which there are so many.</param>
/// <param name="MostStreams">How many streams are kept in memory.</param>
public sealed record RederivationScope(RuleSet? Rules, long After = 0, long MostEvents = long.MaxValue, int MostDifferences = int.MaxValue,
    int MostStreams = RollingStates.MostStreams);

/// <summary>How far it came.</summary>
/// <param name="Through">The last position that was looked at.</param>
/// <param name="Events">How many events were looked at.</param>
/// <param name="Verdicts">How many answers of the gate were asked again, one for each member in a review.</param>
/// <param name="Admissions">How often somebody was told of an item or let in, which follows from the gate.</param>
/// <param name="Differences">How many differences were found.</param>
/// <param name="ReachedTheEnd">Whether there is nothing after it.</param>
public sealed record RederivationProgress(long Through, long Events, long Verdicts, long Admissions, long Differences, bool ReachedTheEnd);

/// <summary>Evaluates every stored answer of the gate again, in one pass over the log and in bounded memory.</summary>
public sealed class LogRederivation(IEventStore store, EventCodec codec, History history)
{
    private const int PageSize = 1_000;

    /// <summary>Tells each difference as it is found, and after each page how far it came.</summary>
    public async ValueTask<RederivationProgress> Run(
        RederivationScope scope, Func<RederivedDifference, ValueTask> found, Action<RederivationProgress> progress,
        CancellationToken cancellation)
    {
        var states = new RollingStates(history, codec, scope.MostStreams);
        states.StartAfter(scope.After);
        var so = new RederivationProgress(scope.After, 0, 0, 0, 0, ReachedTheEnd: false);
        while (so.Events < scope.MostEvents)
        {
            var asked = (int)Math.Min(PageSize, scope.MostEvents - so.Events);
            var page = await store.ReadAll(so.Through, asked, cancellation);
            foreach (var stored in page)
            {
                so = await Look(stored, scope.Rules, states, so, found, cancellation) with
                {
                    Through = stored.Position,
                    Events = so.Events + 1
                };
                if (so.Differences >= scope.MostDifferences)
                    return so;
            }
            progress(so);
            if (page.Count < asked)
                return so with { ReachedTheEnd = true };
        }
        return so;
    }

    private static async ValueTask<RederivationProgress> Look(
        StoredEvent stored, RuleSet? rules, RollingStates states, RederivationProgress so, Func<RederivedDifference, ValueTask> found,
        CancellationToken cancellation)
    {
        if (!RollingStates.Concern(stored.Stream))
            return so;
        var decoded = states.Decode(stored);
        if (decoded is { } recorded && PastQuestions.AreIn(stored.Type))
        {
            foreach (var question in await PastQuestions.Of(recorded, states, cancellation))
            {
                var differences = rules is null ? Rederiver.Again(question) : Rederiver.Instead(question, rules);
                foreach (var difference in differences)
                    await found(Named(stored, question.Member, difference));
                so = so with { Verdicts = so.Verdicts + 1, Differences = so.Differences + differences.Count };
            }
            foreach (var admission in await PastAdmissions.Of(recorded, rules, states, cancellation))
            {
                so = so with
                {
                    Admissions = so.Admissions + 1,
                    Differences = so.Differences + (admission.Was == admission.Follows ? 0 : 1)
                };
                if (admission.Was != admission.Follows)
                    await found(Named(stored, admission.Member, OfAdmission(admission)));
            }
        }
        states.Take(stored, decoded);
        return so;
    }

    private static RederivedDifference Named(StoredEvent stored, Domain.CaseReviews.Member? member, VerdictDifference difference) => new(
        stored.Position, stored.Stream, stored.Type, member, difference.Item, difference.What, difference.Before, difference.After,
        difference.RulesBefore, difference.RulesAfter);

    private static VerdictDifference OfAdmission(PastAdmission admission) => new(
        $"admission to {admission.Item}", null, Admitted(admission.Was), Admitted(admission.Follows), [],
        [.. admission.Derived.Lines.SelectMany(line => line.Findings)
            .Select(finding => $"{finding.Rule} {Words.Of(finding.Effect)} {finding.Reason}").Distinct()]);

    private static string Admitted(bool was) => was ? "told or let in" : "kept out";
}
