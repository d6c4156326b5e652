using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;
using Coordination.Host.Execution;
using Coordination.Host.Security;

namespace Coordination.Host.Disclosures;

/// <summary>What the agency that discloses does to a disclosure.</summary>
internal static class OwnDisclosures
{
    /// <summary>A disclosure for a command of the agency that gives it: as if there were none for whoever of the agency does not see it now.</summary>
    public static async ValueTask<DisclosureState> LoadOwn(this Workspace work, DisclosureId disclosure, Caller caller)
    {
        var state = await work.Load(DisclosureStream.Definition, disclosure);
        if (state is not DisclosureState.Delivered delivered || delivered.Terms.Discloser != caller.Agency || Telling.ProcessOf(delivered) is not { } rests)
            return state;
        var process = await work.Load(ProcessStream.Definition, rests);
        return WithheldDisclosures.Shown(state, process, OwnReader.Of(caller), work.Now).Sees ? state : DisclosureState.Initial;
    }
}
