using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.Survivors;
using Coordination.Domain.TaskForce;

namespace Coordination.Host.Audit;

/// <summary>About whom the gate was asked, between which agencies, for which instant.</summary>
public sealed record PastSubject(SurvivorId Survivor, AgencyId Discloser, AgencyId Recipient, DateTimeOffset At)
{
    /// <summary>The legal process on which it was to rest.</summary>
    public ProcessId? Process { get; init; }

    /// <summary>Those served whom the items name besides her (CG-39).</summary>
    public IReadOnlyList<SurvivorId> ThirdPersons { get; init; } = [];

    /// <summary>May this member hear this matter?</summary>
    public static PastSubject InReview(Matter matter, Member member, DateTimeOffset at) => new(matter.Survivor, matter.Custodian, member.Agency, at)
    {
        ThirdPersons = [.. matter.Items.SelectMany(item => item.ThirdPersons ?? []).Select(person => person.Survivor).OfType<SurvivorId>().Distinct()],
    };
}

/// <summary>What the gate could know: from the history before an event, and from nothing else.</summary>
internal static class PastFacts
{
    public static async ValueTask<GateFacts> Of(PastSubject subject, IStatesBefore before, CancellationToken cancellation)
    {
        var consent = await before.Fold(ConsentStream.Definition, ConsentStream.Definition.NameFor(subject.Survivor), cancellation);
        var policy = await before.Fold(TaskForceStream.Definition, TaskForceStream.Definition.OnlyName, cancellation);
        return new GateFacts
        {
            Consent = consent.State,
            ConsentVersion = consent.Version,
            Merged = await Merged(consent.State, before, cancellation),
            Discloser = await Agency(subject.Discloser, before, cancellation),
            Recipient = await Agency(subject.Recipient, before, cancellation),
            TaskForce = policy.State,
            PolicyVersion = policy.Version,
            Process = await Process(subject.Process, before, cancellation),
            ThirdPersons = await ThirdPersons(subject.ThirdPersons, before, cancellation),
            Now = subject.At,
        };
    }

    private static async ValueTask<IReadOnlyList<MergedRecord>> Merged(ConsentPosition consent, IStatesBefore before, CancellationToken cancellation)
    {
        List<MergedRecord> merged = [];
        foreach (var survivor in consent.Merger?.With ?? [])
        {
            var (position, version) = await before.Fold(ConsentStream.Definition, ConsentStream.Definition.NameFor(survivor), cancellation);
            merged.Add(new MergedRecord(position, version));
        }
        return merged;
    }

    private static async ValueTask<IReadOnlyList<ThirdPersonPosition>> ThirdPersons(IReadOnlyList<SurvivorId> named, IStatesBefore before, CancellationToken cancellation)
    {
        List<ThirdPersonPosition> positions = [];
        foreach (var person in named)
        {
            var (survivor, _) = await before.Fold(SurvivorStream.Definition, SurvivorStream.Definition.NameFor(person), cancellation);
            var (consent, version) = await before.Fold(ConsentStream.Definition, ConsentStream.Definition.NameFor(person), cancellation);
            positions.Add(new ThirdPersonPosition(person, survivor is SurvivorState.Welcomed, consent, version) { Merged = await Merged(consent, before, cancellation) });
        }
        return positions;
    }

    private static async ValueTask<ProcessFacts?> Process(ProcessId? read, IStatesBefore before, CancellationToken cancellation)
    {
        if (read is not { } named)
            return null;
        var (process, version) = await before.Fold(ProcessStream.Definition, ProcessStream.Definition.NameFor(named), cancellation);
        return process.FactsAt(version);
    }

    private static async ValueTask<PartnerPosition> Agency(AgencyId agency, IStatesBefore before, CancellationToken cancellation) =>
        (await before.Fold(PartnerStream.Definition, PartnerStream.Definition.NameFor(agency), cancellation)).State;
}
