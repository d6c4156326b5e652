using Coordination.Domain.LegalProcesses;
using Coordination.Projections.Lookups;

namespace Coordination.Host.Features.LegalProcesses;

/// <summary>What was given under processes, as of the end of the log.</summary>
internal static class GivenUnderProcesses
{
    public static async ValueTask<GivenUnder> Given(this Lookups lookups, ProcessId process, CancellationToken cancellation) =>
        Given(await lookups.Read(ProcessRow.Key(process), cancellation));

    /// <summary>The same of its row; null where there is none.</summary>
    public static GivenUnder Given(ProcessRow? row) =>
        row is null ? GivenUnder.Nothing : new(row.Reached, [.. row.ToHandOver.OrderBy(disclosure => disclosure.Value)]);
}
