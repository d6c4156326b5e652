namespace Coordination.Domain.Survivors;

/// <summary>A survivor's own record at the serving agency, as it stands.</summary>
public abstract record SurvivorState
{
    private protected SurvivorState() { }

    /// <summary>Nobody is known under this identifier.</summary>
    public sealed record NotWelcomed : SurvivorState;

    /// <summary>She is served by <paramref name="Custodian"/>.</summary>
    /// <param name="Survivor">Her pseudonym.</param>
    /// <param name="Custodian">The agency that serves her and holds the record.</param>
    /// <param name="CalledBy">The name by which she wants to be called.</param>
    /// <param name="Language">The language in which she wants to speak; null when not stated.</param>
    /// <param name="OwnWords">Her own words, in the order in which she said them.</param>
    /// <param name="Contact">How to reach her safely; null until recorded.</param>
    /// <param name="Age">Her age group as she states it; null until recorded.</param>
    public sealed record Welcomed(
        SurvivorId Survivor,
        AgencyId Custodian,
        Sensitive<string> CalledBy,
        Sensitive<string>? Language,
        ImmutableList<Sensitive<string>> OwnWords,
        SafeContact? Contact,
        MinorStatus? Age) : SurvivorState
    {
        /// <summary>Who recorded that she asks to be forgotten; null while she does not.</summary>
        public PersonId? ErasureRequestedBy { get; init; }

        /// <summary>What stands in the way of it, by law.</summary>
        public ImmutableList<LegalHoldPlaced> Holds { get; init; } = [];
    }

    /// <summary>She was forgotten, as she asked. What described her cannot be read by anybody.</summary>
    /// <param name="Survivor">Her pseudonym, which means nothing any more.</param>
    /// <param name="Custodian">The agency that served her.</param>
    /// <param name="Order">Who recorded her request, and who carried it out.</param>
    public sealed record Erased(SurvivorId Survivor, AgencyId Custodian, SurvivorErased Order) : SurvivorState
    {
        /// <summary>Since when her keys are destroyed; null while that goes on.</summary>
        public DateTimeOffset? KeysDestroyedAt { get; init; }

        /// <summary>What recipients may still hold.</summary>
        public ImmutableList<CopyOutOfReach> OutOfReach { get; init; } = [];
    }

    /// <summary>The state of a stream that does not exist.</summary>
    public static SurvivorState Initial { get; } = new NotWelcomed();

    public static SurvivorState Evolve(SurvivorState state, SurvivorEvent @event) => (state, @event) switch
    {
        (_, SurvivorWelcomed e) => new Welcomed(e.Survivor, e.Custodian, e.CalledBy, e.Language, [], null, null),
        (Welcomed s, OwnWordsRecorded e) => s with { OwnWords = s.OwnWords.Add(e.Words) },
        (Welcomed s, SafeContactRecorded e) => s with { Contact = new SafeContact(e.Contact, e.DangerNote) },
        (Welcomed s, MinorStatusRecorded e) =>
            s with { Age = new MinorStatus(e.UnderEighteen, e.Emancipated) { EighteenFrom = e.EighteenFrom, Reached = e.Reached } },
        (Welcomed s, ErasureRequested e) => s with { ErasureRequestedBy = e.By },
        (Welcomed s, ErasureRequestWithdrawn) => s with { ErasureRequestedBy = null },
        (Welcomed s, LegalHoldPlaced e) => s with { Holds = s.Holds.Add(e) },
        (Welcomed s, LegalHoldLifted e) => s with { Holds = s.Holds.RemoveAll(hold => hold.Hold == e.Hold) },
        (Welcomed s, SurvivorErased e) => new Erased(s.Survivor, s.Custodian, e),
        (Erased s, CopiesOutOfReachListed e) => s with { OutOfReach = s.OutOfReach.AddRange(e.Copies) },
        (Erased s, ErasureCarriedOut e) => s with { KeysDestroyedAt = e.KeysDestroyedAt },
        (NotWelcomed or Erased, OwnWordsRecorded or SafeContactRecorded or MinorStatusRecorded) => state,
        (NotWelcomed or Erased, ErasureRequested or ErasureRequestWithdrawn or LegalHoldPlaced or LegalHoldLifted
            or SurvivorErased) => state,
        (NotWelcomed or Welcomed, CopiesOutOfReachListed or ErasureCarriedOut) => state,
        (_, RecordsForgotten) => state,
        _ => throw new UnreachableException($"No fold for {@event.GetType().Name}."),
    };
}

/// <summary>How and when it is safe to reach a survivor, and what could go wrong.</summary>
public sealed record SafeContact(Sensitive<string> Contact, Sensitive<string>? DangerNote);

/// <summary>Age group as the survivor states it.</summary>
public sealed record MinorStatus(bool UnderEighteen, bool Emancipated)
{
    /// <summary>The instant from which she is 18; null where it is not known.</summary>
    public DateTimeOffset? EighteenFrom { get; init; }

    /// <summary>Of an adult, the age that she is known to have reached, in years; null means 18.</summary>
    public int? Reached { get; init; }

    /// <summary>Whether she is under 18 then.</summary>
    public bool IsUnderEighteenAt(DateTimeOffset at) => AgeOfMajority.IsUnderEighteen(UnderEighteen, EighteenFrom, at);
}

/// <summary>How the stream <c>survivor-{id}</c> is named and folded.</summary>
public static class SurvivorStream
{
    public static StreamDefinition<SurvivorState, SurvivorEvent> Definition { get; } = new("survivor", SurvivorState.Initial,
        SurvivorState.Evolve)
    {
        Owner = CompartmentOwner.Custodian,
        Protect = (stream, _, _) => Protection.OfSurvivorNamedBy(stream),
    };
}
