using Coordination.Domain.Cases;
using Coordination.Domain.Gate;

namespace Coordination.Domain.Disclosures;

/// <summary>Where the items of a disclosure came from, in words: the statute of a team lets go only what the discloser made itself
/// (CG-42).</summary>
public static class OriginWords
{
    /// <summary>What is said of the items of a disclosure under the statute of a team; null on any other basis, or about no item.</summary>
    /// <param name="verdict">The answer of the gate, one line for each item.</param>
    /// <param name="basis">On what the disclosure rests.</param>
    /// <param name="record">The record that holds the items.</param>
    public static string? Of(Verdict verdict, ClaimedBasis basis, CaseRecord? record)
    {
        if (basis != ClaimedBasis.TeamStatute || record is null || verdict.Lines.Count == 0)
        {
            return null;
        }

        var origins = verdict.Lines.Select(line => record.Items.FirstOrDefault(held => held.Item == line.Item)?.Origin).ToList();
        return string.Join(" ", [
            "The statute of a team lets go only what your agency made itself; for everything else her release decides.",
            .. Said(origins, ItemOrigin.OwnWork, "your agency's own work."),
            .. Said(origins, ItemOrigin.FromHer, "from her."),
            .. Said(origins, ItemOrigin.FromOthers, "from others."),
            .. Said(origins, null,
                "not stated. If your agency made it itself, say so (POST /v1/cases/…/items/…/correct, field instead.origin)."),
        ]);
    }

    private static IEnumerable<string> Said(List<ItemOrigin?> origins, ItemOrigin? origin, string words)
    {
        var places = origins.Index().Where(item => item.Item == origin).Select(item => $"items[{item.Index}]").ToList();
        return places.Count == 0 ? [] : [$"{string.Join(", ", places)}: {words}"];
    }
}
