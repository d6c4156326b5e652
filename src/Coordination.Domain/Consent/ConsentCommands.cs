using Coordination.Domain.Partners;
using Coordination.Domain.Services;

namespace Coordination.Domain.Consent;

/// <summary>Opens the consent record of a survivor at the agency that serves her, with the age group that she has stated there; null while
/// she stated none.</summary>
public sealed record OpenConsentRecord(SurvivorId Survivor, AgencyId Custodian, bool? UnderEighteen = null, bool Emancipated = false,
    DateTimeOffset? EighteenFrom = null)
{
    /// <summary>The age that an adult is known to have reached; null means 18.</summary>
    public int? Reached { get; init; }
}

/// <summary>Records what was explained before a signature (CG-03).</summary>
public sealed record GiveNotice
{
    public required NoticeId Notice { get; init; }

    /// <summary>About sharing with these agencies.</summary>
    public required IReadOnlyList<AgencyId> Recipients { get; init; }

    public required IReadOnlyList<NoticeTopic> Topics { get; init; }

    public required string Language { get; init; }

    public required bool Interpreter { get; init; }

    public required PersonId By { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Captures a release that was signed.</summary>
public sealed record SignRelease(ReleaseId Release, ReleaseTerms Terms, IReadOnlyList<Signature> Signatures,
    IReadOnlyList<ReleaseWarning> WarningsAcknowledged, PersonId CapturedBy, DateTimeOffset At)
{
    /// <summary>What she said of older releases to the same agency that give more; null where nobody asked her (CG-50).</summary>
    public OlderReleases? Besides { get; init; }

    /// <summary>The release that this one goes on from; null for one of its own.</summary>
    internal ReleaseId? Renews { get; init; }
}

/// <summary>What becomes of older releases to the same agency when she signs for less.</summary>
[JsonConverter(typeof(NameConverter<OlderReleases>))]
public enum OlderReleases
{
    /// <summary>They go on beside the new one.</summary>
    Keep,
    /// <summary>They are taken back with it: from now on only the new one counts.</summary>
    End,
}

/// <summary>Takes something out of a release: <paramref name="Terms"/> is what remains.</summary>
public sealed record NarrowRelease(ReleaseId Release, ReleaseTerms Terms, PersonId By, Channel Through)
{
    /// <summary>The rules in force, which have to look at exceptions before somebody can be excepted; null where it is not known, and then
    /// nobody can.</summary>
    public Gate.RuleSet? Rules { get; init; }
}

/// <summary>Captures a new signature under a release: it goes on as <paramref name="Renewal"/>.</summary>
public sealed record RenewRelease(ReleaseId Release, ReleaseId Renewal, ReleaseTerms Terms, IReadOnlyList<Signature> Signatures,
    IReadOnlyList<ReleaseWarning> WarningsAcknowledged, PersonId CapturedBy, DateTimeOffset At)
{
    /// <summary>What she said of other older releases to the same agency that give more; null where nobody asked her (CG-50).</summary>
    public OlderReleases? Besides { get; init; }
}

/// <summary>Takes a release back, in any form (CG-14).</summary>
public sealed record RevokeRelease(ReleaseId Release, PersonId By, Channel Through)
{
    /// <summary>When she is said to have said it, where that lies ahead of the clock.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>When she said it, where that is over. Null means now.</summary>
    public DateTimeOffset? SaidBefore { get; init; }
}

/// <summary>Takes back every release there is.</summary>
public sealed record RevokeEveryRelease(PersonId By, Channel Through)
{
    /// <summary>When she is said to have said it, where that lies ahead of the clock.</summary>
    public DateTimeOffset? SaidAt { get; init; }
}

/// <summary>Records that a release has reached its end.</summary>
public sealed record ExpireRelease(ReleaseId Release, DateTimeOffset At);

/// <summary>Records that a release never was valid.</summary>
public sealed record VoidRelease(ReleaseId Release, VoidCause Cause);

public sealed record DeclineConsent
{
    public required DeclinationId Declination { get; init; }

    /// <summary>To these agencies; empty means to every agency, unless kinds are named.</summary>
    public IReadOnlyList<AgencyId> Recipients { get; init; } = [];

    public IReadOnlyList<AgencyKind> RecipientKinds { get; init; } = [];

    /// <summary>These categories; empty means everything.</summary>
    public IReadOnlyList<InformationCategory> Categories { get; init; } = [];

    public required PersonId By { get; init; }

    public required Channel Through { get; init; }

    public required DateTimeOffset SaidAt { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Records what of her age matters for signatures (CG-09, CG-10).</summary>
public sealed record RecordMinority(bool UnderEighteen, bool Emancipated, bool MayReceiveServiceAlone, DateTimeOffset At)
{
    /// <summary>The instant from which she is 18; null where it is not known, or stays as it is known.</summary>
    public DateTimeOffset? EighteenFrom { get; init; }

    /// <summary>The age of majority by the tables in force.</summary>
    public int Majority { get; init; } = AgeOfMajority.Years;

    /// <summary>The services that she receives alone.</summary>
    public IReadOnlyList<GoalKind>? Services { get; init; }
}

/// <summary>Records legal capacity (CG-12).</summary>
public sealed record RecordCapacity(bool LegallyIncapacitated)
{
    /// <summary>Whether she may receive this service without the guardian's consent; null means no.</summary>
    public bool? ServedWithoutGuardian { get; init; }
}

/// <summary>Records whether a minor is capable of knowingly consenting (CG-09).</summary>
public sealed record FindMinorCapacity(bool Capable, Sensitive<string> Why, PersonId By, DateTimeOffset FoundAt, DateTimeOffset At);

/// <summary>Records a parent or guardian, or somebody else who may sign for her; or what is known of them now.</summary>
public sealed record RecordGuardian(GuardianId Guardian, SignerCapacity Capacity)
{
    /// <summary>The agencies for which they work, or which they are themselves.</summary>
    public IReadOnlyList<AgencyId> Agencies { get; init; } = [];

    /// <summary>Whether the order or the power by which they act lets them consent to what is told about her; null where it was not
    /// said.</summary>
    public bool? MayConsent { get; init; }

    /// <summary>On what the standing of a personal representative rests; null where it was not said.</summary>
    public Appointment? Appointment { get; init; }
}

/// <summary>Records that a parent or guardian may not sign (CG-11).</summary>
public sealed record DisqualifyGuardian(GuardianId Guardian);

public sealed record GiveEventOfDeathInstruction(bool ReleasesContinue);

/// <summary>Records that she died (CG-35).</summary>
public sealed record RecordDeath(DateTimeOffset DiedAt, DateTimeOffset At);

/// <summary>Takes back that she died, which was recorded by mistake.</summary>
public sealed record WithdrawDeath(Sensitive<string> Why, PersonId By);
