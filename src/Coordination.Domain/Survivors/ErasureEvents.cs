using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.Survivors;

/// <summary>The survivor asked to be forgotten. Nothing is lost by that alone: a second person has to carry it out.</summary>
public sealed record ErasureRequested(PersonId By) : SurvivorEvent
{
    internal override string Summary => $"erasure requested, recorded by {By}";
}

/// <summary>The survivor took back that she wants to be forgotten.</summary>
public sealed record ErasureRequestWithdrawn(PersonId By) : SurvivorEvent
{
    internal override string Summary => $"erasure request withdrawn, recorded by {By}";
}

/// <summary>The law demands that her record be preserved: she cannot be erased while this stands.</summary>
/// <param name="Hold">This hold.</param>
/// <param name="Reference">Which order or duty demands it.</param>
/// <param name="By">Counsel who placed it.</param>
public sealed record LegalHoldPlaced(LegalHoldId Hold, Sensitive<string> Reference, PersonId By) : SurvivorEvent
{
    internal override string Summary => $"legal hold {Hold} placed by {By}";
}

/// <summary>The law does not demand it any more.</summary>
public sealed record LegalHoldLifted(LegalHoldId Hold, PersonId By) : SurvivorEvent
{
    internal override string Summary => $"legal hold {Hold} lifted by {By}";
}

/// <summary>The survivor is erased: the keys of everything that describes her are destroyed for this, and the history of what was done
/// remains.</summary>
/// <param name="RequestedBy">Who recorded that she asked for it.</param>
/// <param name="By">The second person, who carried it out.</param>
public sealed record SurvivorErased(PersonId RequestedBy, PersonId By) : SurvivorEvent
{
    internal override string Summary => $"survivor erased by {By}, requested through {RequestedBy}";
}

/// <summary>What could not be called back from recipients when the survivor was erased; a long list comes in several parts.</summary>
public sealed record CopiesOutOfReachListed(IReadOnlyList<CopyOutOfReach> Copies) : SurvivorEvent
{
    internal override string Summary =>
        $"out of reach: {string.Join(", ",
            Copies.Select(copy => $"{Quantity.Of(copy.Items, "item")} of disclosure {copy.Disclosure} at {copy.Recipient}"))}";
}

/// <summary>A copy that its recipient has read, or could have, and has not given back or destroyed.</summary>
/// <param name="Disclosure">The disclosure.</param>
/// <param name="Recipient">The agency that may still hold it outside of this system.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Items">How many of its items.</param>
public sealed record CopyOutOfReach(DisclosureId Disclosure, AgencyId Recipient, DateTimeOffset MadeAt, int Items);

/// <summary>
/// What is left of her records: nobody can read them any more, and they are not shown among what somebody works on. What recipients hold,
/// and what they answer when it is asked back, goes on being shown. A long list comes in several parts.
/// </summary>
/// <param name="Cases">Her cases.</param>
/// <param name="Disclosures">Disclosures that were about her, made or not.</param>
public sealed record RecordsForgotten(IReadOnlyList<CaseId> Cases, IReadOnlyList<DisclosureId> Disclosures) : SurvivorEvent
{
    internal override string Summary => $"forgotten: {Quantity.Of(Cases.Count, "case")} and {Quantity.Of(Disclosures.Count, "disclosure")}";
}

/// <summary>The survivor's keys are destroyed: nobody can read what described her, in the log, in any view, copy or backup of the
/// database.</summary>
/// <param name="KeysDestroyedAt">Since when.</param>
/// <param name="Subjects">How many sets of keys: hers, and those of the meetings at which she was spoken of.</param>
public sealed record ErasureCarriedOut(DateTimeOffset KeysDestroyedAt, int Subjects) : SurvivorEvent
{
    internal override string Summary => $"keys of {Quantity.Of(Subjects, "subject")} destroyed";
}
