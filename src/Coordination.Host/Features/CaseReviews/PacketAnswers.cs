using Coordination.Domain.CaseReviews;

namespace Coordination.Host.Features.CaseReviews;

/// <summary>What an invited member may know before the meeting. It holds no text of a record: what is to be read before is disclosed to
/// each addressee as a copy.</summary>
public sealed record PacketAnswer
{
    public required ReviewId Review { get; init; }

    /// <summary>For whom it is.</summary>
    public required Member For { get; init; }
    public required ReviewKind Kind { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public required Sensitive<string> Place { get; init; }
    public required Member Chair { get; init; }
    public required int Quorum { get; init; }

    /// <summary>What is gone through besides the cases, and where these stand.</summary>
    public required IReadOnlyList<AgendaSection> Sections { get; init; }

    /// <summary>The cases of which the reader was told and for which they are covered at this moment, in their order.</summary>
    public required IReadOnlyList<PacketItemAnswer> Items { get; init; }

    /// <summary>How many items of which the reader was told were taken off since.</summary>
    public required int TakenOff { get; init; }

    /// <summary>What binds whoever comes.</summary>
    public required string Statement { get; init; }
}

/// <summary>A case in a packet. Whoever schedules it without being covered sees its length and nothing else.</summary>
public sealed record PacketItemAnswer
{
    public required AgendaItemId Item { get; init; }
    public required int Minutes { get; init; }
    public Sensitive<string>? Title { get; init; }
    public AgencyId? BroughtBy { get; init; }
    public PersonId? Presenter { get; init; }

    /// <summary>What it is to be about.</summary>
    public IReadOnlyList<InformationCategory>? Categories { get; init; }

    /// <summary>Something of that was found wrong since, and taken out of the record.</summary>
    public bool? Retracted { get; init; }

    /// <summary>The reader declared a conflict: they hear it and do not decide.</summary>
    public bool? YouHaveAConflict { get; init; }

    /// <summary>The reader recused themselves: they are outside while it is discussed.</summary>
    public bool? YouAreRecused { get; init; }

    /// <summary>What earlier reviews of the case asked for.</summary>
    public IReadOnlyList<PriorActionAnswer>? PriorActions { get; init; }

    /// <summary>What members sent in.</summary>
    public IReadOnlyList<SentInAnswer>? SentIn { get; init; }
}
