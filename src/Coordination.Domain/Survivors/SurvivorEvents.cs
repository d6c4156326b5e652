using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.Survivors;

/// <summary>What can happen in a survivor's own record at the serving agency: stream <c>survivor-{id}</c>.</summary>
[JsonDerivedType(typeof(SurvivorWelcomed), "survivor-welcomed.v1")]
[JsonDerivedType(typeof(OwnWordsRecorded), "own-words-recorded.v1")]
[JsonDerivedType(typeof(SafeContactRecorded), "safe-contact-recorded.v1")]
[JsonDerivedType(typeof(MinorStatusRecorded), "minor-status-recorded.v1")]
[JsonDerivedType(typeof(ErasureRequested), "erasure-requested.v1")]
[JsonDerivedType(typeof(ErasureRequestWithdrawn), "erasure-request-withdrawn.v1")]
[JsonDerivedType(typeof(LegalHoldPlaced), "legal-hold-placed.v1")]
[JsonDerivedType(typeof(LegalHoldLifted), "legal-hold-lifted.v1")]
[JsonDerivedType(typeof(SurvivorErased), "survivor-erased.v1")]
[JsonDerivedType(typeof(CopiesOutOfReachListed), "copies-out-of-reach-listed.v1")]
[JsonDerivedType(typeof(RecordsForgotten), "records-forgotten.v1")]
[JsonDerivedType(typeof(ErasureCarriedOut), "erasure-carried-out.v1")]
public abstract record SurvivorEvent : DomainEvent { private protected SurvivorEvent() { } }

/// <summary>A survivor came to the agency, which became the custodian of her record.</summary>
public sealed record SurvivorWelcomed(SurvivorId Survivor, AgencyId Custodian, Sensitive<string> CalledBy,
    Sensitive<string>? Language) : SurvivorEvent
{
    internal override string Summary => $"survivor {Survivor} welcomed by {Custodian}";
}

/// <summary>The survivor's own words about what happened or what is wanted. They are shown first, and no label replaces them.</summary>
public sealed record OwnWordsRecorded(Sensitive<string> Words) : SurvivorEvent
{
    internal override string Summary => "own words recorded";
}

/// <summary>How and when it is safe to reach the survivor.</summary>
public sealed record SafeContactRecorded(Sensitive<string> Contact, Sensitive<string>? DangerNote) : SurvivorEvent
{
    internal override string Summary => "safe contact recorded";
}

/// <summary>Age group as the survivor states it: <paramref name="UnderEighteen"/> decides which signatures a release needs
/// (CG-09).</summary>
public sealed record MinorStatusRecorded(bool UnderEighteen, bool Emancipated) : SurvivorEvent
{
    /// <summary>The instant from which she is 18; null where it was not said: then this holds until it is recorded again.</summary>
    public DateTimeOffset? EighteenFrom { get; init; }

    /// <summary>Of somebody who is not under age: the age that she has reached, in years, which was the age of majority here when it was
    /// recorded. Null means 18.</summary>
    public int? Reached { get; init; }

    internal override string Summary =>
        $"age group recorded: {(UnderEighteen ? "under eighteen" : Reached is { } years ? $"{years} or older" : "adult")}" +
        $"{(Emancipated ? ", emancipated" : "")}{(EighteenFrom is { } from ? $", 18 from {Moment(from)}" : "")}";
}
