namespace Coordination.Domain.Disclosures;

/// <summary>The notice that every copy carries.</summary>
public static class RedisclosureNotice
{
    private const string General =
        "This was disclosed to you, the named recipient, with the permission of the person whom it concerns, for the purpose stated and for nothing else. "
        + "You may not pass it on, inside your agency or outside, without a release of that person's own. "
        + "When it is recalled, return or destroy every copy and say so.";

    private const string Compelled =
        "This was disclosed to you because the law compels it, and not with the permission of the person whom it concerns. It holds the least that was demanded. "
        + "Use it for the proceeding or the report stated and for nothing else, and keep it as the order or the law says.";

    // The short form that 42 CFR 2.32 prescribes, word for word.
    private const string SubstanceUse = "42 CFR part 2 prohibits unauthorized use or disclosure of these records.";

    /// <summary>The text for a copy of these categories.</summary>
    public static string For(IEnumerable<InformationCategory> categories, bool compelled = false)
    {
        var text = compelled ? Compelled : General;
        return categories.Contains(InformationCategory.SubstanceUse) ? $"{text} {SubstanceUse}" : text;
    }
}
