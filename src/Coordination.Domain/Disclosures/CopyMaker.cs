using Coordination.Domain.Cases;
using Coordination.Domain.Gate;

namespace Coordination.Domain.Disclosures;

/// <summary>Makes the copy that goes to the recipient: the permitted items only, each with the text of its mode.</summary>
internal static class CopyMaker
{
    // The verdict about the copy stands in the same event.
    private const int MostBytesOfText = 30_000;

    internal static Decision<DisclosureEvent> Make(MakeDisclosure command, DisclosureTerms terms, CaseRecord record, Verdict verdict)
    {
        var permitted = verdict.Permitted();
        if (WhatIsMissing(permitted, record) is { } refusal)
            return refusal;
        if (command.Copies.Distinct().Count() < permitted.Count)
            throw new ArgumentException("Each item of a copy needs an identifier of its own.", nameof(command));
        var items = permitted.Zip(command.Copies.Distinct(), (item, copy) => Copy(copy, item, record)).ToList();
        return new DisclosureMade(
            terms.Recipient, terms.Purpose, items, verdict.Obligations, RedisclosureNotice.For(items.Select(item => item.Category), compelled: verdict.IsCompelled()), verdict, command.By.Person);
    }

    /// <summary>Null when every item has the text that its mode needs and all fit one copy.</summary>
    internal static Refusal? WhatIsMissing(IReadOnlyList<ItemToShare> permitted, CaseRecord record)
    {
        var items = permitted.Select(item => (Item: record.UsableItem(item.Item)!, item.Mode)).ToList();
        if (items.Select(item => CopyText.Missing(item.Item, item.Mode)).FirstOrDefault(refusal => refusal is not null) is { } refusal)
            return refusal;
        return TextRules.Bytes(items.Select(item => CopyText.Of(item.Item.Texts, item.Mode))) > MostBytesOfText
            ? new Refusal(RefusalReason.InvalidInput, $"The texts take more than {MostBytesOfText} bytes together: make several disclosures.", "items")
            : null;
    }

    private static DisclosedItem Copy(Guid copy, ItemToShare shared, CaseRecord record)
    {
        var item = record.UsableItem(shared.Item)!;
        return new DisclosedItem(copy, item.Item, item.Category, shared.Mode, CopyText.Of(item.Texts, shared.Mode));
    }
}
