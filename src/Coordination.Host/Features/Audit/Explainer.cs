using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Projections.AuditorTimeline;

namespace Coordination.Host.Features.Audit;

/// <summary>Says why a disclosure was permitted, refused or held: rule by rule, with the releases and versions it stood on.</summary>
public sealed class Explainer(History history, Catalogue catalogue)
{
    /// <summary>Every answer that the gate gave about a disclosure; null when there is no such disclosure.</summary>
    public async ValueTask<Explanation?> Explain(DisclosureId disclosure, CancellationToken cancellation)
    {
        var stream = DisclosureStream.Definition.NameFor(disclosure);
        var (state, _) = await history.Fold(DisclosureStream.Definition, stream, AsOf.Everything, cancellation);
        if (state is not DisclosureState.Begun { Terms: var terms })
            return null;
        var verdicts = new List<ExplainedVerdict>();
        DisclosureSubject? subject = null;
        await foreach (var recorded in history.Stream(stream, AsOf.Everything, cancellation))
        {
            subject = SubjectOf(recorded.Event) ?? subject;
            if (VerdictOf(recorded.Event) is { } verdict && subject is not null)
                verdicts.Add(await Explain(subject, verdict, recorded, cancellation));
        }
        return new Explanation(terms.Disclosure, terms.Discloser, terms.Recipient, terms.Purpose, terms.Basis, subject?.Survivor,
            subject?.Case, verdicts);
    }

    private async ValueTask<ExplainedVerdict> Explain(DisclosureSubject subject, Verdict verdict, Recorded<DomainEvent> recorded,
        CancellationToken cancellation)
    {
        var (meta, consent) = (recorded.Meta, ConsentStream.Definition.NameFor(subject.Survivor));
        var question = (await PastQuestions.Of(recorded, new StatesAsOf(history, AsOf.Before(meta.Position)), cancellation)).Single();
        var rules = RuleSets.Find(verdict.RuleSet);
        var again = rules is not null && question.Request is not null
            ? GateExplainer.Explain(question.Request, question.Facts!, rules)
            : null;
        var explained = again?.Items ?? [];
        var (@case, _) = await history.Fold(CaseStream.Definition, CaseStream.Definition.NameFor(subject.Case),
            AsOf.Before(meta.Position), cancellation);
        return new ExplainedVerdict(
            meta.Position, catalogue.NameOf(recorded.Event.GetType()), meta.Actor.Person, meta.RecordedAt, verdict.Outcome, verdict.RuleSet,
            verdict.EvaluatedAt,
            await Read(consent, verdict.ConsentVersion, cancellation),
            await Read(TaskForceStream.Definition.OnlyName, verdict.PolicyVersion, cancellation),
            verdict.Process is { } process
                ? await Read(ProcessStream.Definition.NameFor(process.Process), process.Version, cancellation)
                : null,
            [.. verdict.Lines.Select((line, at) => Item(line, @case.RecordIfAny, rules, explained.ElementAtOrDefault(at)))],
            await Releases(consent, verdict, meta.Position, cancellation),
            verdict.Obligations,
            Again(question))
        {
            Stands = again?.Stands,
        };
    }

    private static Rederivation Again(PastQuestion question)
    {
        var differences = Rederiver.Again(question);
        return new Rederivation(differences.Count == 0, Rederiver.Under(RuleSets.Find(question.Stored.RuleSet), question)?.Outcome,
            [.. differences.Select(AuditText.Of)]);
    }

    private async ValueTask<VersionRead> Read(string stream, long version, CancellationToken cancellation)
    {
        await foreach (var recorded in history.Stream(stream, AsOf.Everything, cancellation))
            if (recorded.Meta.Version == version)
                return new VersionRead(stream, version, recorded.Meta.Position);
        return new VersionRead(stream, version, null);
    }

    private static ExplainedItem Item(VerdictLine line, CaseRecord? record, RuleSet? rules, ItemExplanation? explained)
    {
        var said = explained?.Rules ?? [];
        var item = record?.Items.Find(candidate => candidate.Item == line.Item);
        return new ExplainedItem(line.Item, item?.Category, item?.Sensitivity, line.Asked, line.Outcome, line.Mode, line.Release,
            [.. line.Findings.Select(found =>
                new ExplainedFinding(found.Rule, found.Effect, found.Reason, found.Release, rules?.Find(found.Rule)?.Source))],
            [.. said.Where(rule => rule.Effect is not null)
                .Select(rule => new ExplainedRule(rule.Rule, rule.Effect!.Value, rule.Reason!, rule.Release, rule.Decided, rule.Source))],
            said.Count == 0 || rules is null
                ? []
                : [.. rules.Rules.Select(rule => rule.Id).Except(said.Where(rule => rule.Effect is not null).Select(rule => rule.Rule))],
            line.LeftOut, line.ReleasesOfOthers)
        {
            Law = explained?.Law,
        };
    }

    private async ValueTask<IReadOnlyList<ExplainedRelease>> Releases(string consent, Verdict verdict, long verdictAt,
        CancellationToken cancellation)
    {
        var mentioned = verdict.ReleasesReliedOn.Concat(verdict.Lines.SelectMany(line => line.Findings).Select(found => found.Release)
            .OfType<ReleaseId>()).Distinct();
        var steps = mentioned.ToDictionary(release => release, _ => new List<ReleaseStep>());
        await foreach (var recorded in history.Stream(consent, AsOf.Everything, cancellation))
            foreach (var release in ReleasesOf(recorded.Event).Where(steps.ContainsKey))
                steps[release].Add(Step(recorded, verdictAt));
        return [.. steps.Select(found => new ExplainedRelease(found.Key, found.Value))];
    }

    private ReleaseStep Step(Recorded<DomainEvent> recorded, long verdictAt) => new(
        recorded.Meta.Position, recorded.Meta.Version, catalogue.NameOf(recorded.Event.GetType()), recorded.Meta.RecordedAt,
        AuditorTimelineProjection.RowOf(recorded).Summary, recorded.Meta.Position > verdictAt);

    private static IEnumerable<ReleaseId> ReleasesOf(DomainEvent e) => e switch
    {
        ReleaseSigned signed => [signed.Release],
        ReleaseNarrowed narrowed => [narrowed.Release],
        ReleaseRenewed renewed => [renewed.Release, renewed.Renewal],
        ReleaseRevoked revoked => [revoked.Release],
        ReleaseExpired expired => [expired.Release],
        ReleaseVoided voided => [voided.Release],
        _ => [],
    };

    private static DisclosureSubject? SubjectOf(DomainEvent e) => e switch
    {
        DisclosureOffered offered => new(offered.Survivor, offered.Case),
        RequestMatched matched => new(matched.Survivor, matched.Case),
        _ => null,
    };

    private static Verdict? VerdictOf(DomainEvent e) => e switch
    {
        DisclosureAuthorized authorized => authorized.Verdict,
        DisclosureRefused refused => refused.Verdict,
        DisclosureHeld held => held.Verdict,
        DisclosureMade made => made.Verdict,
        _ => null,
    };
}
