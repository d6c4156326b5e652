using System.Text.Json;
using Coordination.Domain;
using Coordination.Domain.Cases;
using Coordination.Domain.Consent;
using Coordination.Domain.Disclosures;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;
using Coordination.Host.EventCatalogue;

namespace Coordination.Host.Audit;

/// <summary>A question that was put to the gate, its answer, and where in the log the answer is.</summary>
public sealed record Question(DisclosureTerms Terms, DisclosureSubject Subject, Verdict Answer, long Position);

/// <summary>
/// Puts old questions to the gate again: on the history before the answer, under the rule-set of the answer, for the
/// instant of the answer. An answer that does not follow again means that something was altered, or was wrong then.
/// </summary>
public sealed class Rederiver(History history)
{
    /// <summary>Asks again, and compares.</summary>
    public async ValueTask<Rederivation> Again(Question question, CancellationToken cancellation)
    {
        if (RuleSets.Find(question.Answer.RuleSet) is not { } rules)
            return Impossible($"The rule-set {question.Answer.RuleSet} is not known to this version of the software.");
        var before = AsOf.Before(question.Position);
        var (@case, _) = await history.Fold(CaseStream.Definition, CaseStream.Definition.NameFor(question.Subject.Case), before, cancellation);
        if (@case.RecordIfAny is not { } record || record.Survivor != question.Subject.Survivor)
            return Impossible("The case was not there, or was about somebody else.");
        List<ItemToShare> items = [.. question.Answer.Lines.Select(line => new ItemToShare(line.Item, line.Asked))];
        if (items.Find(item => record.Items.TrueForAll(known => known.Item != item.Item)) is { } missing)
            return Impossible($"The case did not hold item {missing.Item}.");
        var facts = await Facts(question, before, cancellation);
        return Compared(question.Answer, ConsentGate.Evaluate(GateQuestion.For(question.Terms, record, items), facts, rules));
    }

    private async ValueTask<GateFacts> Facts(Question question, AsOf before, CancellationToken cancellation)
    {
        var consent = await history.Fold(ConsentStream.Definition, ConsentStream.Definition.NameFor(question.Subject.Survivor), before, cancellation);
        var policy = await history.Fold(TaskForceStream.Definition, TaskForceStream.Definition.OnlyName, before, cancellation);
        return new GateFacts
        {
            Consent = consent.State,
            ConsentVersion = consent.Version,
            Merged = await Merged(consent.State, before, cancellation),
            Discloser = await Agency(question.Terms.Discloser, before, cancellation),
            Recipient = await Agency(question.Terms.Recipient.Agency, before, cancellation),
            TaskForce = policy.State,
            PolicyVersion = policy.Version,
            Process = await Process(question.Answer.Process, before, cancellation),
            Now = question.Answer.EvaluatedAt,
        };
    }

    private async ValueTask<IReadOnlyList<MergedRecord>> Merged(ConsentPosition consent, AsOf before, CancellationToken cancellation)
    {
        List<MergedRecord> merged = [];
        foreach (var survivor in consent.Merger?.With ?? [])
        {
            var (position, version) = await history.Fold(ConsentStream.Definition, ConsentStream.Definition.NameFor(survivor), before, cancellation);
            merged.Add(new MergedRecord(position, version));
        }
        return merged;
    }

    private async ValueTask<ProcessFacts?> Process(ProcessRead? read, AsOf before, CancellationToken cancellation)
    {
        if (read is null)
            return null;
        var (process, version) = await history.Fold(ProcessStream.Definition, ProcessStream.Definition.NameFor(read.Process), before, cancellation);
        return process.FactsAt(version);
    }

    private async ValueTask<PartnerPosition> Agency(AgencyId agency, AsOf before, CancellationToken cancellation) =>
        (await history.Fold(PartnerStream.Definition, PartnerStream.Definition.NameFor(agency), before, cancellation)).State;

    private static Rederivation Compared(Verdict stored, Verdict derived) =>
        JsonSerializer.SerializeToUtf8Bytes(stored, Shape).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(derived, Shape))
            ? new Rederivation(true, derived.Outcome, [])
            : new Rederivation(false, derived.Outcome, [.. Differences(stored, derived).DefaultIfEmpty("Obligations or findings differ.")]);

    private static System.Text.Json.Serialization.Metadata.JsonTypeInfo Shape => StoredJson.Options.GetTypeInfo(typeof(Verdict));

    private static IEnumerable<string> Differences(Verdict stored, Verdict derived)
    {
        if (stored.Outcome != derived.Outcome)
            yield return $"Outcome: stored {Words.Of(stored.Outcome)}, derived {Words.Of(derived.Outcome)}.";
        if (stored.ConsentVersion != derived.ConsentVersion)
            yield return $"Consent version: stored {stored.ConsentVersion}, in the log before it {derived.ConsentVersion}.";
        if (stored.Process != derived.Process)
            yield return $"Process version: stored {stored.Process?.Version}, in the log before it {derived.Process?.Version}.";
        if (stored.PolicyVersion != derived.PolicyVersion)
            yield return $"Policy version: stored {stored.PolicyVersion}, in the log before it {derived.PolicyVersion}.";
        foreach (var (was, now) in stored.Lines.Zip(derived.Lines))
            if (was.Outcome != now.Outcome || was.Mode != now.Mode || was.Release != now.Release)
                yield return $"Item {was.Item}: stored {Line(was)}, derived {Line(now)}.";
    }

    private static string Line(VerdictLine line) => line.Mode is { } mode ? $"{Words.Of(line.Outcome)} at {Words.Of(mode)} by release {line.Release}" : Words.Of(line.Outcome);

    private static Rederivation Impossible(string why) => new(false, null, [why]);
}
