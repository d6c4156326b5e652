using Coordination.Domain;
using Coordination.Domain.Disclosures;
using Coordination.Host.Platform.Execution;

namespace Coordination.Host.Platform.Http;

/// <summary>What is the agency's own, for a command of one of its people: as if there were none, where they do not see it now.</summary>
internal static class OwnMatters
{
    /// <summary>A disclosure, and what it belongs to.</summary>
    public static ValueTask<(DisclosureState State, LegalMatter Matter)> LoadOwn(this CommandCall call, CommandSession work,
        DisclosureId disclosure) =>
        call.Matters.LoadOwn(work, disclosure, call.Caller, call.Aborted);

    /// <summary>A legal process, with what rests on it.</summary>
    public static ValueTask<LegalMatter> LoadOwn(this CommandCall call, CommandSession work, ProcessId process) =>
        call.Matters.LoadOwn(work, process, call.Caller, call.Aborted);
}
