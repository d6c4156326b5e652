using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate;

/// <summary>Finds the items of one request that get the same answer. They differ only by their ids, no fact names one of them by its id,
/// and they name nobody else. Such a kind of item is asked about once, in rule-sets that say so
/// (<see cref="RuleSet.AnswersAlike"/>).</summary>
internal sealed class AlikeItems
{
    // Items of one chain are looked through one after another: a chain for about each category keeps them short.
    private const int Chains = 16;

    private readonly IReadOnlyList<RequestedItem> _items;
    private readonly HashSet<RecordItemId>? _named;

    // The place of the newest kind in each chain, and before each kind the place of the one before it; each plus one, since 0 is none.
    private readonly int[] _newest = new int[Chains];
    private readonly int[] _before;

    private AlikeItems(IReadOnlyList<RequestedItem> items, GateFacts facts) =>
        (_items, _named, _before) = (items, Named(facts), new int[items.Count]);

    /// <summary>For a request; null where there is nothing to find.</summary>
    public static AlikeItems? In(GateRequest request, GateFacts facts, RuleSet rules) =>
        rules.AnswersAlike && request.Items.Count > 1 ? new AlikeItems(request.Items, facts) : null;

    /// <summary>The place of an item that was asked about before and is answered alike; null where there is none. The items are asked about
    /// in their order.</summary>
    public int? Before(int at)
    {
        var item = _items[at];
        if (item.ThirdPersons is not null || _named?.Contains(item.Item) == true)
        {
            return null;
        }

        ref var newest = ref _newest[(int)item.Category & (Chains - 1)];
        for (var known = newest; known > 0; known = _before[known - 1])
        {
            if (AreAlike(_items[known - 1], item))
            {
                return known - 1;
            }
        }

        _before[at] = newest;
        newest = at + 1;
        return null;
    }

    /// <summary>Every item that a fact names by its id: a release for single items, a waiver, a process and what a court ruled. Null where
    /// none does.</summary>
    internal static HashSet<RecordItemId>? Named(GateFacts facts)
    {
        HashSet<RecordItemId>? named = null;
        foreach (var release in facts.Consent.Releases)
        {
            for (var i = 0; i < release.Terms.Grants.Count; i++)
            {
                Add(ref named, release.Terms.Grants[i].OnlyItems);
            }
        }

        foreach (var waiver in facts.Consent.Waivers)
        {
            Add(ref named, waiver.Items);
        }

        if (facts.Process is { } process)
        {
            Add(ref named, process.Names.Items);
            Add(ref named, process.Narrowed?.Items);
            for (var i = 0; i < process.Rulings.Count; i++)
            {
                Add(ref named, process.Rulings[i].Items);
            }
        }

        return named;
    }

    private static void Add(ref HashSet<RecordItemId>? named, IReadOnlyList<RecordItemId>? items)
    {
        if (items is { Count: > 0 })
        {
            (named ??= []).UnionWith(items);
        }
    }

    // Everything but the id and the third persons, of whom it has none.
    private static bool AreAlike(RequestedItem one, RequestedItem other) =>
        one.Category == other.Category && one.Mode == other.Mode && one.Sensitivity == other.Sensitivity
        && one.Origin == other.Origin && one.CounselingNote == other.CounselingNote && one.Custodian == other.Custodian;
}
