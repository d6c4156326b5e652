using Coordination.Domain.Disclosures;
using Coordination.Domain.LegalProcesses;

namespace Coordination.Host.Platform.Http;

/// <summary>What is the agency's own, for a command of one of its people: as if there were none, where they do not see it now.</summary>
internal static class OwnMatters
{
    public static ValueTask<(DisclosureState State, LegalMatter Matter)> LoadOwn(this CommandCall call, CommandSession work,
        DisclosureId disclosure) =>
        call.Matters.LoadOwn(work, disclosure, call.Caller, call.Aborted);

    /// <summary>A legal process, with what rests on it.</summary>
    public static ValueTask<LegalMatter> LoadOwn(this CommandCall call, CommandSession work, ProcessId process) =>
        call.Matters.LoadOwn(work, process, call.Caller, call.Aborted);

    /// <summary>Changes a disclosure of the agency's own.</summary>
    public static Task<IResult> ChangeOwn(this CommandCall call, DisclosureId disclosure,
        Func<CommandSession, DisclosureState, LegalMatter, ValueTask<Decision<DisclosureEvent>>> decide) =>
        call.Run(async work =>
        {
            var (state, matter) = await call.LoadOwn(work, disclosure);
            work.Record(DisclosureStream.Definition, disclosure, await decide(work, state, matter));
            return work.Changed(DisclosureStream.Definition, disclosure);
        });

    /// <summary>Changes a legal process with which the agency was served.</summary>
    public static Task<IResult> ChangeOwn(this CommandCall call, ProcessId process,
        Func<CommandSession, LegalMatter, ValueTask<Decision<ProcessEvent>>> decide) =>
        call.Run(async work =>
        {
            work.Record(ProcessStream.Definition, process, await decide(work, await call.LoadOwn(work, process)));
            return work.Changed(ProcessStream.Definition, process);
        });
}
