using Coordination.Domain;
using Coordination.Domain.CaseReviews;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
using Coordination.Domain.Survivors;
using Coordination.Domain.TaskForce;

namespace Coordination.Host.Execution;

/// <summary>
/// Loads what the gate reads. Since a workspace verifies every stream that it loaded, an answer of the gate is recorded
/// only if nothing of this has moved: a revocation that was recorded first wins, always.
/// </summary>
public static class GateFactsReader
{
    /// <summary>The facts about one survivor, one discloser and one recipient.</summary>
    public static async ValueTask<GateFacts> LoadGateFacts(this Workspace work, SurvivorId survivor, AgencyId discloser, AgencyId recipient) => new()
    {
        Consent = await work.Load(ConsentStream.Definition, survivor),
        Merged = await work.LoadMerged(await work.Load(ConsentStream.Definition, survivor)),
        ConsentVersion = work.LogVersionOf(ConsentStream.Definition, survivor),
        Discloser = await work.Load(PartnerStream.Definition, discloser),
        Recipient = await work.Load(PartnerStream.Definition, recipient),
        TaskForce = await work.Load(TaskForceStream.Definition),
        PolicyVersion = work.LogVersionOf(TaskForceStream.Definition),
        Now = work.Now,
    };

    /// <summary>What those said and signed whom the items name besides her (CG-39): each is verified at the commit as her own word is.</summary>
    public static async ValueTask<IReadOnlyList<ThirdPersonPosition>> LoadThirdPersons(this Workspace work, IEnumerable<SurvivorId> named)
    {
        List<ThirdPersonPosition> positions = [];
        foreach (var person in named)
        {
            var isServed = await work.Load(SurvivorStream.Definition, person) is SurvivorState.Welcomed;
            var consent = await work.Load(ConsentStream.Definition, person);
            positions.Add(new ThirdPersonPosition(person, isServed, consent, work.LogVersionOf(ConsentStream.Definition, person)) { Merged = await work.LoadMerged(consent) });
        }

        return positions;
    }

    /// <summary>The same, with the legal process on which the question is to rest, and those whom the items name besides her.</summary>
    public static async ValueTask<GateFacts> LoadGateFacts(
        this Workspace work, SurvivorId survivor, AgencyId discloser, AgencyId recipient, ProcessId? process, IEnumerable<SurvivorId> thirdPersons)
    {
        var facts = await work.LoadGateFacts(survivor, discloser, recipient) with { ThirdPersons = await work.LoadThirdPersons(thirdPersons) };
        if (process is not { } named)
            return facts;
        var state = await work.Load(ProcessStream.Definition, named);
        return facts with { Process = state.FactsAt(work.LogVersionOf(ProcessStream.Definition, named)) };
    }

    /// <summary>The records that were merged with this one, for a question: nothing is verified.</summary>
    public static ValueTask<IReadOnlyList<MergedRecord>> ReadMerged(this StateReader reader, ConsentPosition consent, CancellationToken cancellation) =>
        MergedWith(consent, async other =>
        {
            var (position, version, _) = await reader.Read(ConsentStream.Definition, other, cancellation);
            return new MergedRecord(position, version);
        });

    /// <summary>What those said and signed whom the items name besides her (CG-39), for a question: nothing is verified.</summary>
    public static async ValueTask<IReadOnlyList<ThirdPersonPosition>> ReadThirdPersons(this StateReader reader, IEnumerable<SurvivorId> named, CancellationToken cancellation)
    {
        List<ThirdPersonPosition> positions = [];
        foreach (var person in named)
        {
            var isServed = (await reader.Read(SurvivorStream.Definition, person, cancellation)).State is SurvivorState.Welcomed;
            var (consent, version, _) = await reader.Read(ConsentStream.Definition, person, cancellation);
            positions.Add(new ThirdPersonPosition(person, isServed, consent, version) { Merged = await reader.ReadMerged(consent, cancellation) });
        }

        return positions;
    }

    /// <summary>What she says in her record, and in each that was merged with it.</summary>
    public static async ValueTask<IReadOnlyList<ConsentPosition>> ReadRecords(this StateReader reader, SurvivorId survivor, CancellationToken cancellation)
    {
        var (consent, _) = await reader.Read(ConsentStream.Definition, survivor, cancellation);
        return [consent, .. (await reader.ReadMerged(consent, cancellation)).Select(record => record.Consent)];
    }

    /// <summary>The same, and what those say whom the items of a matter name besides her (CG-39): everything on which a decision about it can rest.</summary>
    public static async ValueTask<IReadOnlyList<ConsentPosition>> ReadRecords(this StateReader reader, Matter matter, CancellationToken cancellation)
    {
        List<ConsentPosition> records = [];
        foreach (var survivor in matter.Survivors)
            records.AddRange(await reader.ReadRecords(survivor, cancellation));
        return records;
    }

    private static ValueTask<IReadOnlyList<MergedRecord>> LoadMerged(this Workspace work, ConsentPosition consent) =>
        MergedWith(consent, async other => new(await work.Load(ConsentStream.Definition, other), work.LogVersionOf(ConsentStream.Definition, other)));

    private static async ValueTask<IReadOnlyList<MergedRecord>> MergedWith(ConsentPosition consent, Func<SurvivorId, ValueTask<MergedRecord>> read)
    {
        if (consent.Merger is not { } merger)
            return [];
        List<MergedRecord> merged = [];
        foreach (var other in merger.With)
            merged.Add(await read(other));
        return merged;
    }
}
