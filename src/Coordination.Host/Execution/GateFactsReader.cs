using Coordination.Domain;
using Coordination.Domain.Consent;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;
using Coordination.Domain.Partners;
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
        Merged = await MergedWith(await work.Load(ConsentStream.Definition, survivor), async other =>
            new(await work.Load(ConsentStream.Definition, other), work.VersionOf(ConsentStream.Definition, other))),
        ConsentVersion = work.VersionOf(ConsentStream.Definition, survivor),
        Discloser = await work.Load(PartnerStream.Definition, discloser),
        Recipient = await work.Load(PartnerStream.Definition, recipient),
        TaskForce = await work.Load(TaskForceStream.Definition),
        PolicyVersion = work.VersionOf(TaskForceStream.Definition),
        Now = work.Now,
    };

    /// <summary>The same, and the legal process on which the question is to rest.</summary>
    public static async ValueTask<GateFacts> LoadGateFacts(this Workspace work, SurvivorId survivor, AgencyId discloser, AgencyId recipient, ProcessId? process)
    {
        var facts = await work.LoadGateFacts(survivor, discloser, recipient);
        if (process is not { } named)
            return facts;
        var state = await work.Load(ProcessStream.Definition, named);
        return facts with { Process = state.FactsAt(work.VersionOf(ProcessStream.Definition, named)) };
    }

    /// <summary>The records that were merged with this one, for a question: nothing is verified.</summary>
    public static ValueTask<IReadOnlyList<MergedRecord>> ReadMerged(this StateReader reader, ConsentPosition consent, CancellationToken cancellation) =>
        MergedWith(consent, other => reader.Read(ConsentStream.Definition, other, cancellation));

    private static async ValueTask<IReadOnlyList<MergedRecord>> MergedWith(ConsentPosition consent, Func<SurvivorId, ValueTask<Folded<ConsentPosition>>> read)
    {
        if (consent.Merger is not { } merger)
            return [];
        List<MergedRecord> merged = [];
        foreach (var other in merger.With)
        {
            var (position, version) = await read(other);
            merged.Add(new MergedRecord(position, version));
        }
        return merged;
    }
}
