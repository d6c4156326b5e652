using Coordination.Domain.Services;
using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.Consent;

/// <summary>Everything that the gate reads about one survivor: stream <c>consent-{survivorId}</c>.</summary>
[JsonDerivedType(typeof(ConsentRecordOpened), "consent-record-opened.v1")]
[JsonDerivedType(typeof(NoticeGiven), "notice-given.v1")]
[JsonDerivedType(typeof(ReleaseSigned), "release-signed.v1")]
[JsonDerivedType(typeof(ReleaseNarrowed), "release-narrowed.v1")]
[JsonDerivedType(typeof(ReleaseRenewed), "release-renewed.v1")]
[JsonDerivedType(typeof(ReleaseRevoked), "release-revoked.v1")]
[JsonDerivedType(typeof(ReleaseExpired), "release-expired.v1")]
[JsonDerivedType(typeof(ReleaseVoided), "release-voided.v1")]
[JsonDerivedType(typeof(ConsentDeclined), "consent-declined.v1")]
[JsonDerivedType(typeof(MinorityRecorded), "minority-recorded.v1")]
[JsonDerivedType(typeof(CapacityRecorded), "capacity-recorded.v1")]
[JsonDerivedType(typeof(GuardianRecorded), "guardian-recorded.v1")]
[JsonDerivedType(typeof(GuardianDisqualified), "guardian-disqualified.v1")]
[JsonDerivedType(typeof(EventOfDeathInstructionGiven), "event-of-death-instruction-given.v1")]
[JsonDerivedType(typeof(SurvivorDied), "survivor-died.v1")]
[JsonDerivedType(typeof(DeathWithdrawn), "death-withdrawn.v1")]
[JsonDerivedType(typeof(PrivilegeWaived), "privilege-waived.v1")]
[JsonDerivedType(typeof(PrivilegeWaiverWithdrawn), "privilege-waiver-withdrawn.v1")]
[JsonDerivedType(typeof(ShelterLocationAuthorised), "shelter-location-authorised.v1")]
[JsonDerivedType(typeof(SurvivorToldBeforehand), "survivor-told-beforehand.v1")]
[JsonDerivedType(typeof(TrialStatusRecorded), "trial-status-recorded.v1")]
[JsonDerivedType(typeof(MinorCapacityFound), "minor-capacity-found.v1")]
[JsonDerivedType(typeof(ProtectionWaived), "protection-waived.v1")]
[JsonDerivedType(typeof(ProtectionWaiverWithdrawn), "protection-waiver-withdrawn.v1")]
[JsonDerivedType(typeof(JointRepresentationRecorded), "joint-representation-recorded.v1")]
[JsonDerivedType(typeof(IndependentAdviceRecorded), "independent-advice-recorded.v1")]
[JsonDerivedType(typeof(SurvivorRecordsMerged), "survivor-records-merged.v1")]
[JsonDerivedType(typeof(SurvivorRecordsSeparated), "survivor-records-separated.v1")]
public abstract record ConsentEvent : DomainEvent
{
    private protected ConsentEvent() { }

    private protected static string Signed(IReadOnlyList<Signature> signatures, IReadOnlyList<ReleaseWarning> warnings) =>
        $"signed {Listed(signatures, signature => signature.Summary)}; warnings acknowledged {Names(warnings)}";

    private protected static string AsTold(DateTimeOffset? said) => said is { } at ? $", said to have been at {Moment(at)}" : "";
}

/// <summary>What a notice explained (CG-03).</summary>
[JsonConverter(typeof(NameConverter<NoticeTopic>))]
public enum NoticeTopic
{
    /// <summary>The risks of sharing.</summary>
    Risks,
    /// <summary>The alternatives, including not to share.</summary>
    Alternatives,
    /// <summary>The consequences that this recipient's duties may have.</summary>
    Consequences,
    /// <summary>What a refusal does not stop: what police and prosecutors found themselves, duties to report, orders of courts.</summary>
    LimitsOfRefusal,
    /// <summary>That sharing may waive a privilege.</summary>
    Privilege,
}

/// <summary>The consent record was opened by the agency that serves the survivor.</summary>
public sealed record ConsentRecordOpened(SurvivorId Survivor, AgencyId Custodian) : ConsentEvent
{
    internal override string Summary => $"consent record of survivor {Survivor} opened by {Custodian}";
}

/// <summary>It was explained, before any signature, what sharing with these recipients can mean.</summary>
public sealed record NoticeGiven(NoticeId Notice, IReadOnlyList<AgencyId> Recipients, IReadOnlyList<NoticeTopic> Topics, string Language,
    bool Interpreter, PersonId By, DateTimeOffset GivenAt) : ConsentEvent
{
    internal override string Summary =>
        $"notice {Notice} given by {By} {Moment(GivenAt)} about {Ids(Recipients)}: " +
        $"{Names(Topics)}{(Interpreter ? ", with an interpreter" : "")}";
}

/// <summary>The survivor signed a release.</summary>
public sealed record ReleaseSigned(ReleaseId Release, ReleaseTerms Terms, IReadOnlyList<Signature> Signatures,
    IReadOnlyList<ReleaseWarning> WarningsAcknowledged, PersonId CapturedBy) : ConsentEvent
{
    /// <summary>Older, wider releases to the same agency of which she said that they go on beside this one; null where there are
    /// none.</summary>
    public IReadOnlyList<ReleaseId>? KeepsBeside { get; init; }

    internal override string Summary =>
        $"release {Release} signed: {Terms.Summary}; {Signed(Signatures, WarningsAcknowledged)}" +
        $"{(KeepsBeside is { Count: > 0 } kept ? $"; beside {Ids(kept)}" : "")}; captured by {CapturedBy}";
}

/// <summary>The survivor took something out of a release. <paramref name="Terms"/> is what remains, never wider than before.</summary>
public sealed record ReleaseNarrowed(ReleaseId Release, ReleaseTerms Terms, PersonId By, Channel Through) : ConsentEvent
{
    internal override string Summary => $"release {Release} narrowed to: {Terms.Summary}; {Through.Named()}, recorded by {By}";
}

/// <summary>The survivor signed again for a further time: the old release ended where the new one begins.</summary>
public sealed record ReleaseRenewed(ReleaseId Release, ReleaseId Renewal, ReleaseTerms Terms, IReadOnlyList<Signature> Signatures,
    IReadOnlyList<ReleaseWarning> WarningsAcknowledged, PersonId CapturedBy) : ConsentEvent
{
    /// <summary>Older, wider releases to the same agency of which she said that they go on beside the renewal; null where there are
    /// none.</summary>
    public IReadOnlyList<ReleaseId>? KeepsBeside { get; init; }

    internal override string Summary =>
        $"release {Release} renewed as {Renewal}: {Terms.Summary}; {Signed(Signatures, WarningsAcknowledged)}" +
        $"{(KeepsBeside is { Count: > 0 } kept ? $"; beside {Ids(kept)}" : "")}; captured by {CapturedBy}";
}

/// <summary>The survivor took a release back: any channel, no reason, effective when recorded (CG-14).</summary>
public sealed record ReleaseRevoked(ReleaseId Release, PersonId By, Channel Through) : ConsentEvent
{
    /// <summary>When she is said to have said it, where that lay ahead of the clock: a clock that is wrong blocks no revocation (CG-14).
    /// Else null.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    internal override string Summary => $"release {Release} revoked, {Through.Named()}{AsTold(SaidAt)}, recorded by {By}";
}

/// <summary>A release reached its end. The gate does not wait for this fact.</summary>
public sealed record ReleaseExpired(ReleaseId Release, DateTimeOffset ExpiredAt) : ConsentEvent
{
    internal override string Summary => $"release {Release} expired {Moment(ExpiredAt)}";
}

/// <summary>A release never was valid.</summary>
public sealed record ReleaseVoided(ReleaseId Release, VoidCause Cause) : ConsentEvent
{
    internal override string Summary => $"release {Release} void: {Cause.Named()}";
}

/// <summary>Why a release never was valid.</summary>
[JsonConverter(typeof(NameConverter<VoidCause>))]
public enum VoidCause
{
    /// <summary>A signer is the alleged abuser (CG-11).</summary>
    AbuserSigned,
    /// <summary>It was signed under pressure.</summary>
    Pressure,
    /// <summary>A signer had no legal capacity (CG-12).</summary>
    NoCapacity,
    /// <summary>It was captured by mistake.</summary>
    CapturedInError,
    /// <summary>A personal representative signed it, and that she died was recorded by mistake (CG-45).</summary>
    DeathWithdrawn,
}

/// <summary>The survivor said no. No reason is asked, and nothing else changes for her.</summary>
/// <param name="Declination">This refusal.</param>
/// <param name="Recipients">To these agencies; empty means to every agency.</param>
/// <param name="RecipientKinds">To every agency of these kinds, whatever its name.</param>
/// <param name="Categories">These categories; empty means everything.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="Through">How she said it.</param>
/// <param name="SaidAt">When she said it: what was signed before does not count any more, even if it is typed in later.</param>
public sealed record ConsentDeclined(DeclinationId Declination, IReadOnlyList<AgencyId> Recipients,
    IReadOnlyList<Partners.AgencyKind> RecipientKinds, IReadOnlyList<InformationCategory> Categories, PersonId By, Channel Through,
    DateTimeOffset SaidAt) : ConsentEvent
{
    /// <summary>When she is said to have said it, where that lay ahead of the clock, which counts instead: a clock that is wrong blocks no
    /// refusal. Else null.</summary>
    public DateTimeOffset? SaidAtAsTold { get; init; }

    internal override string Summary =>
        $"declined {Declination}: {Refused}; said {Moment(SaidAt)}{AsTold(SaidAtAsTold)}, {Through.Named()}, recorded by {By}";

    // A refusal that names no agency and no kind is to every agency; one that names no category is of everything.
    private string Refused => $"{(Categories.Count == 0 ? "everything" : Names(Categories))} to "
        + (Recipients.Count + RecipientKinds.Count == 0
            ? "everybody"
            : Listed(Recipients.Select(agency => $"{agency}").Concat(RecipientKinds.Select(kind => $"every agency of kind {kind.Named()}")),
                text => text));
}

/// <summary>Minority, emancipation, and whether she may lawfully receive this service alone (CG-09, CG-10).</summary>
public sealed record MinorityRecorded(bool UnderEighteen, bool Emancipated, bool MayReceiveServiceAlone) : ConsentEvent
{
    /// <summary>The services that she receives alone; null where it was not said which.</summary>
    public IReadOnlyList<GoalKind>? Services { get; init; }

    /// <summary>The instant from which she is 18; null where it was not said: then this holds until it is recorded again.</summary>
    public DateTimeOffset? EighteenFrom { get; init; }

    /// <summary>Of somebody who is not under age: the age that she has reached, in years, which was the age of majority here when it was
    /// recorded. Null means 18.</summary>
    public int? Reached { get; init; }

    internal override string Summary =>
        $"minority recorded: {(UnderEighteen ? "under eighteen" : Reached is { } years ? $"{years} or older" : "adult")}" +
        $"{(Emancipated ? ", emancipated" : "")}{(MayReceiveServiceAlone ? ", may receive the service alone" : "")}" +
        $"{(Services is { } services ? $"; services {Names(services)}" : "")}" +
        $"{(EighteenFrom is { } from ? $"; 18 from {Moment(from)}" : "")}";
}

/// <summary>Legal capacity, as a court or the law says it (CG-12).</summary>
public sealed record CapacityRecorded(bool LegallyIncapacitated) : ConsentEvent
{
    /// <summary>Whether she has a guardian and may receive this service without the guardian's consent (34 USC 12291(b)(2)(B)); null where
    /// it was not said.</summary>
    public bool? ServedWithoutGuardian { get; init; }

    internal override string Summary =>
        $"{(LegallyIncapacitated ? "legally incapacitated" : "legal capacity")}" +
        $"{Said(ServedWithoutGuardian, ", may receive the service without the guardian's consent",
            ", may not receive the service without the guardian's consent")}";
}

/// <summary>It was found whether a minor is capable of knowingly consenting (28 CFR 90.4(b)(3)(ii)(C)).</summary>
/// <param name="Capable">Whether the minor is.</param>
/// <param name="Why">On what the finding stands.</param>
/// <param name="By">Who found it.</param>
/// <param name="FoundAt">When.</param>
public sealed record MinorCapacityFound(bool Capable, Sensitive<string> Why, PersonId By, DateTimeOffset FoundAt) : ConsentEvent
{
    internal override string Summary =>
        $"{By} found {Moment(FoundAt)} that the minor is {(Capable ? "" : "not ")}capable of knowingly consenting, for a reason that " +
        $"is on record";
}

/// <summary>A parent or guardian became known.</summary>
public sealed record GuardianRecorded(GuardianId Guardian, SignerCapacity Capacity) : ConsentEvent
{
    /// <summary>The agencies for which they work, or which they are themselves; null where there is none.</summary>
    public IReadOnlyList<AgencyId>? Agencies { get; init; }

    /// <summary>For whoever a court or a power of attorney appointed: whether that lets them consent to what is told about her; null where
    /// it was not said.</summary>
    public bool? MayConsent { get; init; }

    /// <summary>On what the standing of a personal representative rests; null where it was not said (CG-45).</summary>
    public Appointment? Appointment { get; init; }

    internal override string Summary =>
        $"guardian {Guardian} recorded as " +
        $"{Capacity.Named()}{(Agencies is { Count: > 0 } agencies ? $", with a part in {Ids(agencies)}" : "")}" +
        $"{Said(MayConsent, ", appointed to consent", ", not appointed to consent")}" +
        $"{(Appointment is { } appointment
            ? $", appointment from {Moment(appointment.From)}{(appointment.Until is { } until ? $" until {Moment(until)}" : "")}"
            : "")}";
}

/// <summary>What makes somebody the personal representative of somebody who died (42 CFR 2.15(b)(2), 45 CFR 164.502(g)(4)).</summary>
/// <param name="Document">The document: letters testamentary, letters of administration, or what the law of the jurisdiction has
/// instead.</param>
/// <param name="Court">The court or office that issued it.</param>
/// <param name="From">From when it holds.</param>
/// <param name="Until">Until just before when; null where it names no end.</param>
public sealed record Appointment(Sensitive<string> Document, Sensitive<string> Court, DateTimeOffset From, DateTimeOffset? Until = null)
{
    public bool HoldsAt(DateTimeOffset at) => From <= at && !(Until <= at);
}

/// <summary>A parent or guardian may not sign: alleged abuser of the minor, the incapacitated person or the other parent (CG-11).</summary>
public sealed record GuardianDisqualified(GuardianId Guardian) : ConsentEvent
{
    internal override string Summary => $"guardian {Guardian} disqualified";
}

/// <summary>The survivor said what is to happen with her information should she die.</summary>
public sealed record EventOfDeathInstructionGiven(bool ReleasesContinue) : ConsentEvent
{
    internal override string Summary => $"in the event of death releases {(ReleasesContinue ? "continue" : "end")}";
}

/// <summary>The survivor died (CG-35).</summary>
public sealed record SurvivorDied(DateTimeOffset DiedAt) : ConsentEvent
{
    internal override string Summary => $"the survivor died {Moment(DiedAt)}";
}

/// <summary>That she died was recorded by mistake: she lives, or died at another time, which is recorded again.</summary>
/// <param name="Why">How the mistake came about.</param>
/// <param name="By">Who recorded it.</param>
public sealed record DeathWithdrawn(Sensitive<string> Why, PersonId By) : ConsentEvent
{
    internal override string Summary => $"her death was recorded by mistake, says {By}";
}

/// <summary>
/// She, whose privilege it is, waived it herself, in writing, for these items towards these agencies (CG-27). By itself it
/// opens nothing: a release is needed besides.
/// </summary>
public sealed record PrivilegeWaived(IReadOnlyList<AgencyId> Recipients, IReadOnlyList<RecordItemId> Items, Signature Signature,
    PersonId CapturedBy) : ConsentEvent
{
    internal override string Summary =>
        $"privilege waived for items {Ids(Items)} towards {Ids(Recipients)}; signed {Signature.Summary}; captured by {CapturedBy}";
}

/// <summary>She took back whatever she had waived about these items.</summary>
public sealed record PrivilegeWaiverWithdrawn(IReadOnlyList<RecordItemId> Items, PersonId By, Channel Through) : ConsentEvent
{
    internal override string Summary => $"waiver of privilege withdrawn for items {Ids(Items)}, {Through.Named()}, recorded by {By}";
}

/// <summary>
/// The operator of the shelter authorised in writing that these agencies learn where it is, until just before
/// <paramref name="Expires"/> (CG-36). Of several about one agency the newest counts. By itself it opens nothing.
/// </summary>
public sealed record ShelterLocationAuthorised(AgencyId Operator, IReadOnlyList<AgencyId> Recipients, DateTimeOffset SignedAt,
    DateTimeOffset Expires, PersonId CapturedBy) : ConsentEvent
{
    internal override string Summary =>
        $"shelter location authorised by {Operator} for {Ids(Recipients)}, signed {Moment(SignedAt)}, until {Moment(Expires)}; captured " +
        $"by {CapturedBy}";
}

/// <summary>
/// She waived in writing what 8 USC 1367 protects her by, as an adult, and so did every other adult whom the protection concerns
/// (8 USC 1367(b)(4)). By itself it opens nothing: a release is needed besides.
/// </summary>
public sealed record ProtectionWaived(Signature Signature, bool EverybodyConcernedWaived, PersonId CapturedBy) : ConsentEvent
{
    internal override string Summary =>
        $"protection under 8 USC 1367 waived{(EverybodyConcernedWaived ? ", as by every other adult concerned" : "")}; signed " +
        $"{Signature.Summary}; captured by {CapturedBy}";
}

/// <summary>She took that waiver back.</summary>
public sealed record ProtectionWaiverWithdrawn(PersonId By, Channel Through) : ConsentEvent
{
    internal override string Summary => $"waiver of the protection under 8 USC 1367 withdrawn, {Through.Named()}, recorded by {By}";
}

/// <summary>An agency represents or serves her together with somebody else in the same matter, or does not any more.</summary>
/// <param name="Agency">The agency.</param>
/// <param name="Together">Whether it does.</param>
/// <param name="By">Who recorded it.</param>
public sealed record JointRepresentationRecorded(AgencyId Agency, bool Together, PersonId By) : ConsentEvent
{
    internal override string Summary =>
        $"{Agency} {(Together ? "represents her together with somebody else" : "represents her alone")}, recorded by {By}";
}

/// <summary>Somebody who represents nobody else in the matter advised her alone about a release to or from this agency.</summary>
/// <param name="Agency">The agency that represents her together with somebody else.</param>
/// <param name="AdvisedAt">When.</param>
/// <param name="By">Who recorded it.</param>
public sealed record IndependentAdviceRecorded(AgencyId Agency, DateTimeOffset AdvisedAt, PersonId By) : ConsentEvent
{
    internal override string Summary => $"advised alone about {Agency} {Moment(AdvisedAt)}, recorded by {By}";
}

/// <summary>She was told of a disclosure before it is made, as she had asked (CG-37).</summary>
public sealed record SurvivorToldBeforehand(DisclosureId Disclosure, PersonId By, Channel Through, DateTimeOffset ToldAt) : ConsentEvent
{
    internal override string Summary => $"told beforehand of disclosure {Disclosure} {Moment(ToldAt)}, {Through.Named()}, by {By}";
}

/// <summary>A trial is pending, or no longer (CG-37).</summary>
public sealed record TrialStatusRecorded(bool Pending, PersonId By, DateTimeOffset AsOf) : ConsentEvent
{
    internal override string Summary =>
        $"{(Pending ? "a trial is pending" : "no trial is pending")} as of {Moment(AsOf)}, recorded by {By}";
}

/// <summary>
/// The agency found that this record and these others are of one person. Until they are separated the narrowest of them holds:
/// nothing goes that one of them, by itself, would keep (CG-33).
/// </summary>
public sealed record SurvivorRecordsMerged(IReadOnlyList<SurvivorId> With, PersonId By) : ConsentEvent
{
    internal override string Summary => $"merged with {Ids(With)} by {By}: the narrowest holds";
}

/// <summary>The agency found that this record and these others are not of one person after all. A second person says so.</summary>
public sealed record SurvivorRecordsSeparated(IReadOnlyList<SurvivorId> From, PersonId By) : ConsentEvent
{
    internal override string Summary => $"separated from {Ids(From)} by {By}";
}
