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
}
