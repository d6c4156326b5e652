using Coordination.Domain.Gate;

namespace Coordination.Domain.Cases;

/// <summary>
/// Somebody besides the survivor whom a record item names (CG-39). Where nobody says otherwise by a release of their own,
/// their part is left out of every copy, and where it cannot be left out, the item does not go.
/// </summary>
/// <param name="Relation">Who they are to her.</param>
/// <param name="Survivor">Their pseudonym, where the same agency serves them too; null for anybody else, who can have released
/// nothing.</param>
/// <param name="Verbatim">Where the full text names them; null when it does not.</param>
/// <param name="Summary">Where the summary names them; null when it does not. The de-identified text names nobody.</param>
public sealed record ThirdPerson(ThirdPersonRelation Relation, SurvivorId? Survivor, NamedIn? Verbatim, NamedIn? Summary)
{
    /// <summary>The most third persons of one item: what a verdict says of it stays small.</summary>
    public const int MostOfAnItem = 8;

    /// <summary>Everything that is to be left out where this person's part does not go, whichever the text.</summary>
    public IEnumerable<Sensitive<string>> AllPassages() => [.. Verbatim?.Passages ?? [], .. Summary?.Passages ?? []];

    /// <summary>The person as far as the gate needs to know: no content.</summary>
    public NamedPerson AskedAs(ItemTexts texts) =>
        new(Survivor, WidestWithout(texts)) { IsHerChild = Relation == ThirdPersonRelation.Child ? true : null };

    /// <summary>Whether both say the same. Two lists are never equal by themselves.</summary>
    public bool SaysTheSameAs(ThirdPerson other) =>
        (Relation, Survivor) == (other.Relation, other.Survivor) && Same(Verbatim, other.Verbatim) && Same(Summary, other.Summary);

    // What can be left out of the full text can be left out of any narrower one: that is checked when the item is entered.
    private SharingMode? WidestWithout(ItemTexts texts) =>
        Verbatim?.IsThroughout() != true ? SharingMode.IdentifiedVerbatim
        : texts.Summary is not null && Summary?.IsThroughout() != true ? SharingMode.IdentifiedSummary
        : texts.DeIdentified is not null ? SharingMode.DeIdentified
        : null;

    private static bool Same(NamedIn? one, NamedIn? other) =>
        one is null || other is null ? one is null && other is null : one.Passages.SequenceEqual(other.Passages);
}

/// <summary>Where a text names somebody.</summary>
/// <param name="Passages">The words that do, as they stand in the text; wherever they stand, they can be left out. None: the person is in
/// all of it, and cannot be left out.</param>
public sealed record NamedIn(IReadOnlyList<Sensitive<string>> Passages)
{
    /// <summary>Whether nothing would remain without the person.</summary>
    public bool IsThroughout() => Passages.Count == 0;
}

/// <summary>Who a third person is to the survivor.</summary>
[JsonConverter(typeof(NameConverter<ThirdPersonRelation>))]
public enum ThirdPersonRelation
{
    /// <summary>Her child.</summary>
    Child,
    /// <summary>Another relative or her partner.</summary>
    FamilyMember,
    /// <summary>Another survivor.</summary>
    OtherSurvivor,
    /// <summary>Somebody else who is to be protected: a witness, a friend, a helper.</summary>
    Other,
}
