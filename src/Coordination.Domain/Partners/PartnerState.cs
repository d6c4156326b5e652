namespace Coordination.Domain.Partners;

/// <summary>
/// What the log says about one agency: whether it is a partner, under which agreements, in which standing, and who of its
/// people is trained. The gate reads it (CG-28, CG-32, CG-40). Everything that was never recorded counts against it.
/// </summary>
public abstract record PartnerPosition
{
    private PartnerPosition() { }

    /// <summary>Nothing was recorded: the agency is no partner.</summary>
    public static PartnerPosition Initial { get; } = new Unknown();

    /// <summary>The agency never joined.</summary>
    public sealed record Unknown : PartnerPosition;

    /// <summary>The agency is a partner.</summary>
    public sealed record Partner : PartnerPosition
    {
        public required AgencyId Agency { get; init; }

        public required string Name { get; init; }

        public required AgencyKind Kind { get; init; }

        /// <summary>The agency of which it is a division; null for an agency of its own.</summary>
        public AgencyId? PartOf { get; init; }

        /// <summary>What was formed as a division of it, in the order of forming, also where that has left since.</summary>
        public ImmutableArray<AgencyId> Divisions { get; init; } = [];

        /// <summary>The bodies of law that were recorded when it joined.</summary>
        public required ImmutableArray<PolicyProfile> ProfilesAtJoining { get; init; }

        /// <summary>When it joined or was formed; null where that is not known.</summary>
        public DateTimeOffset? JoinedAt { get; init; }

        /// <summary>What was set since it joined and holds from its instant on, in the order of setting. What the agency lifted is not
        /// among it.</summary>
        public ImmutableArray<AgencyProfilesSet> ProfileSettings { get; init; } = [];

        /// <summary>Everything that was set since it joined, in the order of setting, also what the agency lifted before it took
        /// effect.</summary>
        public ImmutableArray<AgencyProfilesSet> ProfilesSaid { get; init; } = [];

        /// <summary>The laws that kept things from going when it last left, also those that were set for later: leaving drops none of
        /// them.</summary>
        public ImmutableArray<PolicyProfile> StoodWhenItLeft { get; init; } = [];

        /// <summary>Why its standing is suspended; null while it is in good standing.</summary>
        public Sensitive<string>? SuspendedBecause { get; init; }

        /// <summary>Agreements that were not ended before their time, in the order of signing.</summary>
        public ImmutableArray<Agreement> Agreements { get; init; } = [];

        /// <summary>Whether it ever signed an agreement.</summary>
        public bool HasSigned { get; init; }

        /// <summary>Concerns raised about it before concerns had streams of their own, oldest first, as this stream holds them. The gate
        /// does not look at them.</summary>
        public ImmutableArray<RaisedConcern> Concerns { get; init; } = [];

        /// <summary>The training of each person that lasts longest.</summary>
        public ImmutableDictionary<PersonId, Training> Trainings { get; init; } = ImmutableDictionary<PersonId, Training>.Empty;

        /// <summary>The bodies of law that were recorded for an instant; all of them apply. What binds it then, says
        /// <see cref="ProfilesAt"/>.</summary>
        public IReadOnlyList<PolicyProfile> BoundBy(DateTimeOffset at) => SetBy(at)?.Profiles ?? ProfilesAtJoining;

        /// <summary>The finding that was recorded for an instant, also where it has to be looked at again; null where there is
        /// none.</summary>
        public ProfileFinding? FindingAt(DateTimeOffset at) => SetBy(at)?.FoundBy;

        /// <summary>When the next setting of profiles takes effect that was recorded for later; null where none was.</summary>
        public DateTimeOffset? ProfilesChangeAfter(DateTimeOffset at) =>
            ProfileSettings.Where(set => set.EffectiveFrom > at).Select(set => (DateTimeOffset?)set.EffectiveFrom).Min();

        internal BoundProfiles Bound(DateTimeOffset at)
        {
            var set = SetBy(at);
            var bound = BoundProfiles.None;
            foreach (var profile in set is null ? ProfilesAtJoining.AsSpan() : [.. set.Profiles])
            {
                bound = bound.With(profile);
            }

            return bound == BoundProfiles.None && !(set?.FoundBy is { } finding && at < finding.LookAgainAt) ? BoundProfiles.Unknown
                : PolicyProfiles.ImpliedBy(Kind) is { } implied ? bound.With(implied)
                : bound;
        }

        /// <summary>
        /// The laws that keep things from going and that somebody named for this instant. Where nobody knows, those stand that were named
        /// last: that nobody knows drops none of them. The law that its kind implies is among them.
        /// </summary>
        public IReadOnlyList<PolicyProfile> StandAt(DateTimeOffset at)
        {
            var set = SetBy(at);
            while (set is { Profiles.Count: 0, FoundBy: null })
            {
                set = set.EffectiveFrom == DateTimeOffset.MinValue ? null : SetBy(set.EffectiveFrom.AddTicks(-1));
            }

            return Restricting(set?.Profiles ?? (ProfilesAtJoining.IsEmpty ? StoodWhenItLeft : ProfilesAtJoining));
        }

        // The next setting for later than this instant that says which laws bind it, or that none does.
        internal AgencyProfilesSet? NextKnownAfter(DateTimeOffset at) =>
            ProfileSettings.Where(set => set.EffectiveFrom > at).GroupBy(set => set.EffectiveFrom).OrderBy(group => group.Key)
                .Select(group => group.Last()).FirstOrDefault(set => set.Profiles.Count > 0 || set.FoundBy is not null);

        // Where nobody kept when it left, every law that was ever named: which of them somebody had dropped by then is not known.
        internal Partner Leaving(DateTimeOffset? at) => this with
        {
            StoodWhenItLeft = [.. Restricting([
                .. at is { } left ? StandAt(left) : [.. StoodWhenItLeft, .. ProfilesAtJoining],
                .. ProfileSettings.Where(set => at is not { } left || set.EffectiveFrom > left).SelectMany(set => set.Profiles)])],
        };

        // The agency knows best which law binds it: what the office had set for that instant or later and what was not in force yet, no
        // longer counts.
        internal Partner Saying(AgencyProfilesSet set) => this with
        {
            ProfilesSaid = ProfilesSaid.Add(set),
            ProfileSettings = (set.SetBy == ProfileSetter.Agency
                ? ProfileSettings.RemoveAll(before => before.SetBy != ProfileSetter.Agency && before.EffectiveFrom >= set.EffectiveFrom)
                : ProfileSettings).Add(set),
        };

        private IReadOnlyList<PolicyProfile> Restricting(IReadOnlyList<PolicyProfile> named) =>
            [.. (PolicyProfiles.ImpliedBy(Kind) is { } implied ? named.Append(implied) : named).Where(PolicyProfiles.Restricts)
                .Distinct().Order()];

        private AgencyProfilesSet? SetBy(DateTimeOffset at) =>
            EffectiveDates.LastBy(ProfileSettings.AsSpan(), at, static set => set.EffectiveFrom);
    }

    /// <summary>An office outside the task force, with the persons there whom a release may name.</summary>
    public sealed record Outside : PartnerPosition
    {
        public required AgencyId Agency { get; init; }

        public required string Name { get; init; }

        public required AgencyKind Kind { get; init; }

        /// <summary>The agency that recorded it, which nobody else is shown; null where it was not said.</summary>
        public AgencyId? For { get; init; }

        /// <summary>Who receives there, with the name and the postal address of each.</summary>
        public required ImmutableDictionary<PersonId, Sensitive<string>> Persons { get; init; }
    }

    /// <summary>The agency left. What it was is kept, so that leaving and joining again lifts no suspension.</summary>
    public sealed record Former(Partner Was) : PartnerPosition;

    /// <summary>The bodies of law that bind it as a discloser at an instant. Unknown for an agency that is no partner.</summary>
    public BoundProfiles ProfilesAt(DateTimeOffset at) => this is Partner partner ? partner.Bound(at) : BoundProfiles.Unknown;

    /// <summary>What it does, as a partner or outside the task force; null where nothing is known of it.</summary>
    public AgencyKind? KindIfKnown => this switch { Partner partner => partner.Kind, Outside outside => outside.Kind, _ => null };

    /// <summary>Its name in full; null where nothing is known of it.</summary>
    public string? NameIfKnown =>
        this switch { Partner partner => partner.Name, Outside outside => outside.Name, Former former => former.Was.Name, _ => null };

    /// <summary>
    /// Whether what it is called may be told to this agency. An office outside the task force is shown to the agency that recorded it, and
    /// to whom that agency serves; one that nobody's is, to everybody.
    /// </summary>
    public bool NameIsFor(AgencyId agency) => this is not Outside { For: { } other } || other == agency;

    /// <summary>Its name in full, for this agency; null where nothing is known of it that may be told there.</summary>
    public string? NameFor(AgencyId agency) => NameIsFor(agency) ? NameIfKnown : null;

    /// <summary>Name and postal address of a person of an office outside the task force, for the agency that recorded them; null for
    /// everybody else, and where nobody recorded any.</summary>
    public Sensitive<string>? AddressFor(AgencyId agency, PersonId? person) =>
        this is Outside outside && outside.For == agency && person is { } named ? outside.Persons.GetValueOrDefault(named) : null;

    /// <summary>Whether it is an office outside the task force, and the person asked for is recorded there (CG-32, CG-40, CG-49).</summary>
    public bool IsRecordedOutside(Gate.GateRecipient recipient) =>
        this is Outside outside && outside.Agency == recipient.Agency && recipient.Person is { } person
            && outside.Persons.ContainsKey(person);

    /// <summary>Concerns of which this stream holds something, oldest first, also when it has left.</summary>
    public ImmutableArray<RaisedConcern> ConcernsIfAny =>
        this switch { Partner partner => partner.Concerns, Former former => former.Was.Concerns, _ => [] };

    /// <summary>True when the agency is <paramref name="agency"/>, a partner, not suspended, and under an agreement at this instant
    /// (CG-40).</summary>
    public bool IsInStanding(AgencyId agency, DateTimeOffset at) =>
        this is Partner { SuspendedBecause: null } partner && partner.Agency == agency && partner.HasAgreement(at);

    /// <summary>
    /// True when the agency lost its standing: it left, is suspended, or has no agreement in force any more. Its people read nothing of
    /// survivors whom others serve. An agency that never signed never had a standing to lose: what the law had sent to it stays readable.
    /// </summary>
    public bool HasLostStanding(DateTimeOffset at) =>
        this is Former or Partner { SuspendedBecause: not null } || (this is Partner { HasSigned: true } && !HasAgreement(at));

    /// <summary>
    /// True when its people read here what is addressed to them: it is a partner that did not lose its standing, and does not publish
    /// (CG-48). What goes by law to whoever reads nothing here, and what is asked back from them, the custodian takes there by hand.
    /// </summary>
    public bool ReadsHere(DateTimeOffset at) => this is Partner { Kind: not AgencyKind.Media } && !HasLostStanding(at);

    /// <summary>True when some agreement is in force: from its start until just before its end.</summary>
    public bool HasAgreement(DateTimeOffset at)
    {
        if (this is not Partner partner)
        {
            return false;
        }

        foreach (var agreement in partner.Agreements)
        {
            if (agreement.Starts <= at && at < agreement.Ends)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when this person of the agency has a confidentiality training that is good at this instant.</summary>
    public bool IsTrained(PersonId person, DateTimeOffset at) =>
        this is Partner partner && partner.Trainings.TryGetValue(person, out var training)
        && training.CompletedAt <= at && at < training.ValidUntil;

    public static PartnerPosition Evolve(PartnerPosition state, PartnerEvent @event) => (state, @event) switch
    {
        (Former former, AgencyJoined joined) =>
            Joined(joined) with
            {
                SuspendedBecause = former.Was.SuspendedBecause,
                HasSigned = former.Was.HasSigned,
                StoodWhenItLeft = former.Was.StoodWhenItLeft,
                Trainings = former.Was.Trainings,
                Concerns = former.Was.Concerns
            },
        (Former former, DivisionFormed formed) =>
            Formed(formed) with
            {
                SuspendedBecause = former.Was.SuspendedBecause,
                HasSigned = former.Was.HasSigned,
                StoodWhenItLeft = former.Was.StoodWhenItLeft,
                Trainings = former.Was.Trainings,
                Concerns = former.Was.Concerns
            },
        (Partner partner, DivisionFormed formed) =>
            partner.Leaving(formed.FormedAt) with
            {
                Name = formed.Name,
                Kind = formed.Kind,
                PartOf = formed.PartOf,
                ProfilesAtJoining = [.. formed.Profiles],
                JoinedAt = formed.FormedAt,
                ProfileSettings = [],
                ProfilesSaid = []
            },
        (Unknown or Outside, DivisionFormed formed) => Formed(formed),
        (Unknown, OutsideRecipientRecorded outside) =>
            new Outside
            {
                Agency = outside.Agency,
                Name = outside.Name,
                Kind = outside.Kind,
                For = outside.For,
                Persons = ImmutableDictionary<PersonId, Sensitive<string>>.Empty.Add(outside.Person, outside.Address)
            },
        (Outside known, OutsideRecipientRecorded outside) =>
            known with { Name = outside.Name, Kind = outside.Kind, Persons = known.Persons.SetItem(outside.Person, outside.Address) },
        (Partner or Former, OutsideRecipientRecorded) => state,
        (Outside, AgencyJoined joined) => Joined(joined),
        (Outside, AgencyProfilesSet or AgreementSigned or AgreementEnded or ConfidentialityTrainingRecorded or StandingSuspended
            or StandingRestored or AgencyLeft or DivisionAdded or ConcernEvent) => state,
        (Partner partner, AgencyJoined joined) =>
            partner.Leaving(joined.JoinedAt) with
            {
                Name = joined.Name,
                Kind = joined.Kind,
                ProfilesAtJoining = [.. joined.Profiles],
                JoinedAt = joined.JoinedAt,
                ProfileSettings = [],
                ProfilesSaid = []
            },
        (Unknown, AgencyJoined joined) => Joined(joined),
        (Partner partner, _) => EvolvePartner(partner, @event),
        (Former former, StandingSuspended suspended) => new Former(former.Was with { SuspendedBecause = suspended.Reason }),
        (Former former, ConcernEvent concern) =>
            new Former(former.Was with { Concerns = RaisedConcern.After(former.Was.Concerns, concern) }),
        (Former former, StandingRestored) => new Former(former.Was with { SuspendedBecause = null }),
        (Unknown or Former, AgencyProfilesSet or AgreementSigned or AgreementEnded or ConfidentialityTrainingRecorded or StandingSuspended
            or StandingRestored or AgencyLeft or DivisionAdded) => state,
        (Unknown, ConcernEvent) => state,
        _ => throw new UnreachableException($"{state.GetType().Name}, {@event.GetType().Name}"),
    };

    private static PartnerPosition EvolvePartner(Partner partner, PartnerEvent @event) => @event switch
    {
        AgencyProfilesSet set => partner.Saying(set),
        AgreementSigned signed =>
            partner with
            {
                HasSigned = true,
                Agreements = partner.Agreements.Add(new Agreement(signed.Reference, signed.Starts, signed.Ends))
            },
        AgreementEnded ended => partner with { Agreements = partner.Agreements.RemoveAll(a => a.Reference == ended.Reference) },
        ConfidentialityTrainingRecorded recorded => partner with { Trainings = Longest(partner.Trainings, recorded) },
        StandingSuspended suspended => partner with { SuspendedBecause = suspended.Reason },
        ConcernEvent concern => partner with { Concerns = RaisedConcern.After(partner.Concerns, concern) },
        StandingRestored => partner with { SuspendedBecause = null },
        DivisionAdded added => partner.Divisions.Contains(added.Division)
            ? partner
            : partner with { Divisions = partner.Divisions.Add(added.Division) },
        AgencyLeft left => new Former(partner.Leaving(left.LeftAt)),
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    private static Partner Joined(AgencyJoined joined) =>
        new()
        {
            Agency = joined.Agency,
            Name = joined.Name,
            Kind = joined.Kind,
            ProfilesAtJoining = [.. joined.Profiles],
            JoinedAt = joined.JoinedAt
        };

    private static Partner Formed(DivisionFormed formed) =>
        new()
        {
            Agency = formed.Division,
            Name = formed.Name,
            Kind = formed.Kind,
            PartOf = formed.PartOf,
            ProfilesAtJoining = [.. formed.Profiles],
            JoinedAt = formed.FormedAt
        };

    private static ImmutableDictionary<PersonId, Training> Longest(ImmutableDictionary<PersonId, Training> trainings,
        ConfidentialityTrainingRecorded recorded) =>
        trainings.TryGetValue(recorded.Person, out var known) && known.ValidUntil >= recorded.ValidUntil
            ? trainings
            : trainings.SetItem(recorded.Person, new Training(recorded.CompletedAt, recorded.ValidUntil));
}

/// <summary>An agreement, in force from <paramref name="Starts"/> until just before <paramref name="Ends"/>.</summary>
public sealed record Agreement(string Reference, DateTimeOffset Starts, DateTimeOffset Ends);

/// <summary>A confidentiality training, good from <paramref name="CompletedAt"/> until just before <paramref name="ValidUntil"/>.</summary>
public sealed record Training(DateTimeOffset CompletedAt, DateTimeOffset ValidUntil);

/// <summary>The stream of one agency.</summary>
public static class PartnerStream
{
    /// <summary><c>agency-{id}</c>.</summary>
    public static StreamDefinition<PartnerPosition, PartnerEvent> Definition { get; } = new("agency", PartnerPosition.Initial,
        PartnerPosition.Evolve)
    {
        Owner = CompartmentOwner.CoordinatingOffice,
        Protect = (_, _, @event) => ProtectionOf(@event),

        // An agency that is shown to others shows no concern about it.
        Counts = @event => @event is not ConcernEvent,
    };

    internal static Protection ProtectionOf(PartnerEvent @event) =>
        @event is ConcernRaised { Survivor: { } her } ? Protection.Of(her) : Protection.OfAgency;
}
