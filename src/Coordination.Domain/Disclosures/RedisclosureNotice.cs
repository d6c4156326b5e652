namespace Coordination.Domain.Disclosures;

/// <summary>The notice that every copy carries.</summary>
public static class RedisclosureNotice
{
    private const string General =
        "This was disclosed to you, the named recipient, with the permission of the person whom it concerns, for the purpose stated and for nothing else. "
        + "You may not pass it on, inside your agency or outside, without a release of that person's own. "
        + "When it is recalled, return or destroy every copy and say so.";

    // The short form that 42 CFR 2.32 prescribes, word for word.
    private const string SubstanceUse = "42 CFR part 2 prohibits unauthorized use or disclosure of these records.";

    /// <summary>The text for a copy of these categories.</summary>
    public static string For(IEnumerable<InformationCategory> categories) =>
        categories.Contains(InformationCategory.SubstanceUse) ? $"{General} {SubstanceUse}" : General;
}
