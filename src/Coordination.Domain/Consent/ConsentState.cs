namespace Coordination.Domain.Consent;

/// <summary>All that one survivor said and signed about sharing, folded: what the gate reads.</summary>
public sealed record ConsentPosition
{
    /// <summary>Nothing was recorded, so nothing is permitted.</summary>
    public static ConsentPosition Initial { get; } = new();

    /// <summary>The survivor; null before the record is opened.</summary>
    public SurvivorId? Survivor { get; init; }

    /// <summary>The agency that serves her and holds the record; null before it is opened.</summary>
    public AgencyId? Custodian { get; init; }

    /// <summary>How many events this stands on. Orders releases, notices and refusals among one another.</summary>
    public long Order { get; init; }

    /// <summary>Every release ever signed, in the order of recording.</summary>
    public ImmutableArray<Release> Releases { get; init; } = [];

    /// <summary>Every notice, in the order of recording.</summary>
    public ImmutableArray<Notice> Notices { get; init; } = [];

    /// <summary>Every refusal, in the order of recording.</summary>
    public ImmutableArray<Declination> Declinations { get; init; } = [];

    public ImmutableDictionary<GuardianId, Guardian> Guardians { get; init; } = ImmutableDictionary<GuardianId, Guardian>.Empty;

    /// <summary>Age as far as signatures depend on it. An adult until something else is recorded: nobody is asked for an age to be
    /// helped.</summary>
    public Minority Minority { get; init; } = Minority.None;

    /// <summary>True when a court or the law took her legal capacity (CG-12).</summary>
    public bool LegallyIncapacitated { get; init; }

    /// <summary>Whether she has a guardian and may receive this service without the guardian's consent (CG-12).</summary>
    public bool ServedWithoutGuardian { get; init; }

    /// <summary>The newest finding about whether she, as a minor, is capable of knowingly consenting; null where there is none
    /// (CG-09).</summary>
    public MinorCapacityFound? MinorCapacity { get; init; }

    /// <summary>Her waiver of what 8 USC 1367 protects her by; null where there is none, or she took it back (CG-29).</summary>
    public ProtectionWaived? ProtectionWaiver { get; init; }

    /// <summary>The agencies that represent her together with somebody else (CG-47).</summary>
    public ImmutableHashSet<AgencyId> RepresentedTogetherBy { get; init; } = [];

    /// <summary>When she was first advised alone about releases to or from an agency that represents her together with somebody else
    /// (CG-47). Another talk takes nothing back.</summary>
    public ImmutableDictionary<AgencyId, DateTimeOffset> AdvisedAlone { get; init; } = ImmutableDictionary<AgencyId, DateTimeOffset>.Empty;

    /// <summary>When she died; null while she lives.</summary>
    public DateTimeOffset? DiedAt { get; init; }

    /// <summary>Her instruction for the event of her death; null when she gave none (CG-35).</summary>
    public bool? ReleasesContinueAfterDeath { get; init; }

    /// <summary>What she waived of her privilege and did not take back, in the order of recording (CG-27).</summary>
    public ImmutableArray<PrivilegeWaived> Waivers { get; init; } = [];

    /// <summary>What shelter operators authorised, in the order of recording (CG-36).</summary>
    public ImmutableArray<ShelterLocationAuthorised> ShelterAuthorisations { get; init; } = [];

    /// <summary>The disclosures of which she was told beforehand, and when (CG-37).</summary>
    public ImmutableDictionary<DisclosureId, DateTimeOffset> ToldBeforehand { get; init; } =
        ImmutableDictionary<DisclosureId, DateTimeOffset>.Empty;

    /// <summary>Whether a trial is pending; null while nobody said so, which counts as pending (CG-37).</summary>
    public bool? TrialPending { get; init; }

    /// <summary>The records that were merged with this one; null when there are none.</summary>
    public Merger? Merger { get; init; }

    /// <summary>True once the record is open.</summary>
    public bool IsOpen => Survivor is not null;

    /// <summary>Null for the agency that holds the record; for everybody else the answer that is given when there is none.</summary>
    public Refusal? WithheldFrom(AgencyId agency) => Custodian == agency ? null : ConsentDecider.NoRecord;

    public Release? Find(ReleaseId release)
    {
        foreach (var candidate in Releases)
        {
            if (candidate.Id == release)
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The release that replaced it when it was renewed, or null.</summary>
    public Release? RenewalOf(ReleaseId release)
    {
        foreach (var candidate in Releases)
        {
            if (candidate.Renews == release)
            {
                return candidate;
            }
        }

        return null;
    }

    public static ConsentPosition Evolve(ConsentPosition state, ConsentEvent @event)
    {
        var next = state with { Order = state.Order + 1, Merger = state.Merger?.After(@event) };
        return @event switch
        {
            ConsentRecordOpened opened => next with { Survivor = opened.Survivor, Custodian = opened.Custodian },
            NoticeGiven given => next with { Notices = next.Notices.Add(new Notice(given, next.Order)) },
            ConsentDeclined declined => next with { Declinations = next.Declinations.Add(new Declination(declined, next.Order)) },
            MinorityRecorded minority =>
                next with
                {
                    Minority = new Minority(minority.UnderEighteen, minority.Emancipated,
                    minority.MayReceiveServiceAlone)
                    {
                        Services = minority.Services,
                        EighteenFrom = minority.EighteenFrom,
                        Reached = minority.Reached ?? AgeOfMajority.Years,
                        IsRecorded = true
                    }
                },
            CapacityRecorded capacity =>
                next with
                {
                    LegallyIncapacitated = capacity.LegallyIncapacitated,
                    ServedWithoutGuardian = capacity.ServedWithoutGuardian ?? false
                },
            MinorCapacityFound found => next with { MinorCapacity = found },
            GuardianRecorded guardian => next with { Guardians = next.Guardians.SetItem(guardian.Guardian, next.Known(guardian)) },
            GuardianDisqualified disqualified =>
                next with { Guardians = next.Guardians.SetItem(disqualified.Guardian, next.Disqualified(disqualified.Guardian)) },
            EventOfDeathInstructionGiven instruction => next with { ReleasesContinueAfterDeath = instruction.ReleasesContinue },
            SurvivorDied died => next with { DiedAt = died.DiedAt },
            DeathWithdrawn => next with { DiedAt = null },
            SurvivorRecordsMerged merged => next with { Merger = Merger.And(next.Merger, merged) },
            SurvivorRecordsSeparated separated => next with { Merger = next.Merger?.Without(separated) },
            PrivilegeWaived or PrivilegeWaiverWithdrawn or ShelterLocationAuthorised or SurvivorToldBeforehand or TrialStatusRecorded
                or ProtectionWaived or ProtectionWaiverWithdrawn or JointRepresentationRecorded or IndependentAdviceRecorded =>
                EvolvePermission(next, @event),
            _ => EvolveRelease(next, @event),
        };
    }

    private static ConsentPosition EvolvePermission(ConsentPosition next, ConsentEvent @event) => @event switch
    {
        PrivilegeWaived waived => next with { Waivers = next.Waivers.Add(waived) },
        PrivilegeWaiverWithdrawn withdrawn =>
            next with
            {
                Waivers = [.. next.Waivers.Select(w => w with { Items = [.. w.Items.Except(withdrawn.Items)] })
                .Where(w => w.Items.Count > 0)]
            },
        ShelterLocationAuthorised authorised => next with { ShelterAuthorisations = next.ShelterAuthorisations.Add(authorised) },
        SurvivorToldBeforehand told => next with { ToldBeforehand = next.ToldBeforehand.SetItem(told.Disclosure, told.ToldAt) },
        TrialStatusRecorded trial => next with { TrialPending = trial.Pending },
        ProtectionWaived waived => next with { ProtectionWaiver = waived },
        ProtectionWaiverWithdrawn => next with { ProtectionWaiver = null },
        JointRepresentationRecorded { Together: true } joint =>
            next with { RepresentedTogetherBy = next.RepresentedTogetherBy.Add(joint.Agency) },
        JointRepresentationRecorded joint =>
            next with
            {
                RepresentedTogetherBy = next.RepresentedTogetherBy.Remove(joint.Agency),
                AdvisedAlone = next.AdvisedAlone.Remove(joint.Agency)
            },
        IndependentAdviceRecorded advice
            when next.AdvisedAlone.TryGetValue(advice.Agency, out var known) && known <= advice.AdvisedAt => next,
        IndependentAdviceRecorded advice => next with { AdvisedAlone = next.AdvisedAlone.SetItem(advice.Agency, advice.AdvisedAt) },
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    private static ConsentPosition EvolveRelease(ConsentPosition next, ConsentEvent @event) => @event switch
    {
        ReleaseSigned s => next.With(
            new Release(s.Release, s.Terms, s.Signatures, s.WarningsAcknowledged, next.Order) { KeepsBeside = s.KeepsBeside ?? [] }),
        ReleaseRenewed r => next.Enter(r.Release, new ReleaseState.Superseded(r.Renewal, r.Terms.Starts))
            .With(new Release(r.Renewal, r.Terms, r.Signatures, r.WarningsAcknowledged,
                next.Order)
            { Renews = r.Release, KeepsBeside = r.KeepsBeside ?? [] }),
        ReleaseNarrowed n => next.Change(n.Release, release => release with { Terms = n.Terms }),
        ReleaseRevoked r => next.Enter(r.Release, new ReleaseState.Revoked(r.Through)),
        ReleaseExpired e => next.Enter(e.Release, new ReleaseState.Expired(e.ExpiredAt)),
        ReleaseVoided v => next.Enter(v.Release, new ReleaseState.Void(v.Cause)),
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    private ConsentPosition With(Release release) => this with { Releases = Releases.Add(release) };

    private ConsentPosition Enter(ReleaseId release, ReleaseState state) =>
        Change(release, r => r.State.MayBecome(state) ? r with { State = state } : r);

    private ConsentPosition Change(ReleaseId release, Func<Release, Release> change) =>
        this with { Releases = [.. Releases.Select(r => r.Id == release ? change(r) : r)] };

    // A disqualification is never lifted by recording the same person again.
    private Guardian Known(GuardianRecorded guardian) =>
        new(guardian.Capacity, Guardians.TryGetValue(guardian.Guardian, out var known)
            && known.IsDisqualified)
        {
            Agencies = guardian.Agencies ?? [],
            MayConsent = guardian.MayConsent ?? false,
            Appointment = guardian.Appointment
        };

    private Guardian Disqualified(GuardianId guardian) =>
        Guardians.TryGetValue(guardian, out var known) ? known with { IsDisqualified = true } : new Guardian(SignerCapacity.Guardian, true);
}

/// <summary>The consent stream of one survivor.</summary>
public static class ConsentStream
{
    /// <summary><c>consent-{survivorId}</c>.</summary>
    public static StreamDefinition<ConsentPosition, ConsentEvent> Definition { get; } = new("consent", ConsentPosition.Initial,
        ConsentPosition.Evolve)
    {
        Owner = CompartmentOwner.Custodian,
        Protect = (_, state, _) => state.Survivor is { } her ? Protection.Of(her) : Protection.OfAgency,
    };
}
