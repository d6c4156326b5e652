using Coordination.Domain.Survivors;
using Coordination.Projections.AdvocateCaseload;

namespace Coordination.Host.Platform.Reading;

/// <summary>
/// Takes out of rows what describes somebody who was erased. A view may lag behind her erasure, or be rebuilt; her own stream says it, read
/// after the rows were.
/// </summary>
public sealed class ErasedRows(StateReader reader)
{
    /// <summary>The rows in their order, each as it is to be shown; null for one of which nothing is left.</summary>
    public async ValueTask<IReadOnlyList<View?>> TakeOut(IReadOnlyList<View> rows, CancellationToken cancellation)
    {
        List<SurvivorId> described = [.. rows.Select(Described).OfType<SurvivorId>().Distinct()];
        if (described.Count == 0)
            return rows;
        var states = reader.ForOneQuery();
        await states.Prepare(described.Select(survivor => StreamToRead.Of(SurvivorStream.Definition, survivor)), cancellation);
        HashSet<SurvivorId> erased = [];
        foreach (var survivor in described)
            if ((await states.Read(SurvivorStream.Definition, survivor, cancellation)).State is SurvivorState.Erased)
                erased.Add(survivor);
        return [.. rows.Select(row =>
            Described(row) is { } survivor && erased.Contains(survivor) ? ((CaseloadRow)row).AfterErasure() : row)];
    }

    private static SurvivorId? Described(View row) => (row as CaseloadRow)?.Describes;
}
