using Coordination.Domain.Cases;
using Coordination.Domain.Gate;
using Coordination.Domain.LegalProcesses;

namespace Coordination.Domain.Disclosures;

/// <summary>Assembles what is asked of the gate, from the case and what is to be shared. No content goes into it.</summary>
public static class GateRequestBuilder
{
    /// <summary>The most items of one disclosure: the copy and the verdict about it are one event.</summary>
    public const int MostItems = 25;

    /// <summary>The most other people whom the items of one disclosure may name, for the same reason.</summary>
    public const int MostThirdPersons = 25;

    /// <summary>The items to ask about, or why the question cannot be put.</summary>
    internal static (IReadOnlyList<ItemToShare> Items, Refusal? Refusal) Items(AuthoriseDisclosure command, DisclosureTerms terms,
        CaseRecord record, ProcessRecord? process)
    {
        var items = command.Items.Count > 0 ? command.Items : EverythingNamed(command.WidestMode, terms, record, process);
        return (items, Check(items, terms, record));
    }

    /// <summary>The question about these items, which the case must hold.</summary>
    public static GateRequest For(DisclosureTerms terms, CaseRecord record, IReadOnlyList<ItemToShare> items) =>
        For(terms, record, items.Select(item => Requested(item, record)));

    /// <summary>The question about everything that the case holds: whatever is asked about this disclosure is a part of it.</summary>
    public static GateRequest ForEverything(DisclosureTerms terms, CaseRecord record) =>
        For(terms, record, record.Items.Where(item => !item.Retracted)
            .Select(item => item.AskedAs(record.Custodian, SharingMode.IdentifiedVerbatim)));

    /// <summary>The legal process on which the question rests: the one that is named, else the one of the last authorisation, else the one
    /// that the disclosure answers.</summary>
    public static ProcessId? ProcessOf(ProcessId? named, DisclosureState.Begun state) =>
        named ?? (state as DisclosureState.Authorised)?.Verdict.Process?.Process ?? state.Terms.Process;

    private static GateRequest For(DisclosureTerms terms, CaseRecord record, IEnumerable<RequestedItem> items) => new()
    {
        Discloser = terms.Discloser,
        Recipient = terms.Recipient,
        Purpose = terms.Purpose,
        Occasion = GateOccasion.Disclosure,
        Basis = terms.Basis,
        Disclosure = terms.Disclosure,
        Items = [.. items],
        Involvements = record.Involvements,
    };

    private static RequestedItem Requested(ItemToShare asked, CaseRecord record)
    {
        var item = record.Items.Find(i => i.Item == asked.Item)
            ?? throw new ArgumentException($"The case does not hold {asked.Item}.", nameof(asked));
        return item.AskedAs(record.Custodian, asked.Mode);
    }

    // What was requested; where a process is answered, what it names of that.
    private static List<ItemToShare> EverythingNamed(SharingMode mode, DisclosureTerms terms, CaseRecord record, ProcessRecord? process) =>
        [.. record.Items.Where(item => !item.Retracted && (terms.Request?.Categories.Contains(item.Category) ?? process is not null)
            && process?.Includes(item.Item, item.Category) != false).Select(item => new ItemToShare(item.Item, mode))];

    private static Refusal? Check(IReadOnlyList<ItemToShare> items, DisclosureTerms terms, CaseRecord record)
    {
        if (items.Count == 0)
            return Invalid(terms.Request is null && terms.Process is null
                ? "Name the items to share."
                : "The record holds nothing of what is asked for.", "items");
        if (items.Count > MostItems)
            return Invalid($"At most {MostItems} items go into one disclosure: make several.", "items");
        if (items.Sum(item => record.UsableItem(item.Item)?.ThirdPersons.Count ?? 0) > MostThirdPersons)
            return Invalid($"The items name more than {MostThirdPersons} others: make several disclosures.", "items");
        if (items.Select(item => item.Item).Distinct().Count() != items.Count)
            return Invalid("Name each item once.", "items");
        return items.Select((item, index) => Check(item, terms, record, $"items[{index}]")).FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? Check(ItemToShare asked, DisclosureTerms terms, CaseRecord record, string field) =>
        record.UsableItem(asked.Item) switch
        {
            null => new Refusal(RefusalReason.NotFound, "There is no such item in this case, or it was retracted.", field),
            var item when terms.Request is { } request && !request.Categories.Contains(item.Category) =>
                Invalid("Nobody asked for this category: an answer holds at most what was asked. Offer it in a disclosure " +
                    "of its own.", field),
            _ => null,
        };

    private static Refusal Invalid(string message, string field) => new(RefusalReason.InvalidInput, message, field);
}
