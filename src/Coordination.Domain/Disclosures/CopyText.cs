using Coordination.Domain.Cases;

namespace Coordination.Domain.Disclosures;

/// <summary>Which text a way of sharing carries. A missing text is never replaced by a wider one.</summary>
internal static class CopyText
{
    /// <summary>Whether this way of sharing carries a text at all.</summary>
    internal static bool IsCarriedBy(SharingMode mode) => mode >= SharingMode.DeIdentified;

    /// <summary>The text for this mode; null where the mode carries none, and where the item has none.</summary>
    internal static Sensitive<string>? Of(ItemTexts texts, SharingMode mode) => mode switch
    {
        SharingMode.IdentifiedVerbatim => texts.Verbatim,
        SharingMode.IdentifiedSummary => texts.Summary,
        SharingMode.DeIdentified => texts.DeIdentified,
        SharingMode.VerbalInReview or SharingMode.ThroughAdvocate => null,
        _ => throw new UnreachableException($"No text for {mode}."),
    };

    /// <summary>Refuses an item that lacks the text which the mode needs.</summary>
    internal static Refusal? Missing(RecordItem item, SharingMode mode, string field) =>
        IsCarriedBy(mode) && Of(item.Texts, mode) is null
            ? new Refusal(RefusalReason.InvalidInput,
                $"This item may be shared as {Name(mode)}, and has no text for that. Enter an item with such a text; a wider one is " +
                    $"never used instead.", field)
            : null;

    private static string Name(SharingMode mode) => mode switch
    {
        SharingMode.IdentifiedSummary => "a summary",
        SharingMode.DeIdentified => "de-identified text",
        _ => mode.ToString(),
    };
}
