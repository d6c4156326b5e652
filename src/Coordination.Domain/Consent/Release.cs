using Coordination.Domain.Services;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Consent;

/// <summary>A release as it stands now.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Terms">What it permits, after all narrowing.</param>
/// <param name="Signatures">Who signed.</param>
/// <param name="WarningsAcknowledged">What was acknowledged before signing.</param>
/// <param name="Order">Its place in the consent stream.</param>
public sealed record Release(ReleaseId Id, ReleaseTerms Terms, IReadOnlyList<Signature> Signatures,
    IReadOnlyList<ReleaseWarning> WarningsAcknowledged, long Order)
{
    /// <summary>What became of it.</summary>
    public ReleaseState State { get; init; } = ReleaseState.Active.Instance;

    /// <summary>Older releases of which she said, when she signed this one, that they go on beside it.</summary>
    public IReadOnlyList<ReleaseId> KeepsBeside { get; init; } = [];

    /// <summary>The release that this one goes on from; null for one of its own.</summary>
    public ReleaseId? Renews { get; init; }

    /// <summary>The earliest dated signature: what was explained later was not known to who signed. Null when none is dated.</summary>
    public DateTimeOffset? FirstSignedAt { get; } = Signatures.Min(s => s.SignedAt);

    /// <summary>Just before this instant it ends: its own end, or the start of what it was renewed as. Null when it has no end.</summary>
    public DateTimeOffset? EndsAt =>
        State is ReleaseState.Superseded superseded && !(Terms.Expires <= superseded.From) ? superseded.From : Terms.Expires;

    /// <summary>True from its start until just before its end, unless it was revoked, found void, or recorded as expired (CG-04).</summary>
    public bool IsOpenAt(DateTimeOffset at) => State switch
    {
        ReleaseState.Active => IsWithinTerm(at),
        ReleaseState.Superseded superseded => IsWithinTerm(at) && at < superseded.From,
        _ => false,
    };

    /// <summary>
    /// Whether an unemancipated minor signed it. A release that lacked the signature of a parent when she signed is not made good by her
    /// coming of age: she signs again (CG-09).
    /// </summary>
    public bool WasSignedByMinor(Minority minority, DateTimeOffset now) =>
        minority.IsUnemancipatedMinorAt(FirstSignedAt < now ? FirstSignedAt.Value : now);

    /// <summary>
    /// Whether it lacks the second signature of a minor's release as the rules in force see it, by the tables of that instant: a table that
    /// is loaded later can make it so (CG-09). Always false where the rules in force do not go by the law; there it was refused at signing.
    /// </summary>
    public bool LacksSecondSignatureAt(DateTimeOffset now, ConsentPosition consent, TaskForce.TaskForceState taskForce) =>
        Gate.RuleSets.InForce(taskForce, now).ByProfile && Gate.MinorsByLaw.LacksSecondSigner(this, consent, taskForce, now);

    /// <summary>The one that lasts longest first; of two that end together, the smaller id: an order that depends on nothing
    /// else.</summary>
    public static int ByEnd(Release one, Release other)
    {
        var byEnd = Nullable.Compare(other.Terms.Expires, one.Terms.Expires);
        return byEnd != 0 ? byEnd : one.Id.Value.CompareTo(other.Id.Value);
    }

    private bool IsWithinTerm(DateTimeOffset at) => Terms.Starts <= at && at < Terms.Expires;
}

/// <summary>What became of a release. That time ran out needs no event: the gate looks at the clock.</summary>
public abstract record ReleaseState
{
    private ReleaseState() { }

    /// <summary>
    /// True when this state gives way to the next. What was closed is never opened again. A release that has expired can still be revoked,
    /// for copies that were given under it are then asked back. Void is final: what never was valid cannot be taken back.
    /// </summary>
    public bool MayBecome(ReleaseState next) => next switch
    {
        Void => this is not Void,
        Revoked => this is not (Revoked or Void),
        Expired => this is Active or Superseded,
        Superseded => this is Active,
        Active => false,
        _ => throw new UnreachableException(next.GetType().Name),
    };

    /// <summary>Signed, and nothing has ended it.</summary>
    public sealed record Active : ReleaseState
    {
        public static Active Instance { get; } = new();
    }

    public sealed record Revoked(Channel Through) : ReleaseState;

    public sealed record Expired(DateTimeOffset At) : ReleaseState;

    /// <summary>It never was valid.</summary>
    public sealed record Void(VoidCause Cause) : ReleaseState;

    /// <summary>Signed again: it ends where <paramref name="By"/> begins.</summary>
    public sealed record Superseded(ReleaseId By, DateTimeOffset From) : ReleaseState;
}

/// <summary>A notice and its place in the consent stream.</summary>
public sealed record Notice(NoticeGiven Given, long Order);

/// <summary>A refusal and its place in the consent stream.</summary>
public sealed record Declination(ConsentDeclined Said, long Order)
{
    /// <summary>
    /// True when the refusal is the newer word: recorded after the release, or said after it was signed. A release that she
    /// signs after a refusal is her newer word, and the refusal does not touch it.
    /// </summary>
    public bool IsNewerThan(Release release) =>
        Order > release.Order || release.FirstSignedAt is not { } signed || signed < Said.SaidAt;
}

/// <summary>A parent or guardian.</summary>
/// <param name="Capacity">In which capacity they may sign.</param>
/// <param name="IsDisqualified">True for an alleged abuser (CG-11).</param>
public sealed record Guardian(SignerCapacity Capacity, bool IsDisqualified)
{
    /// <summary>The agencies for which they work, or which they are themselves: towards these they do not sign for her (CG-46).</summary>
    public IReadOnlyList<AgencyId> Agencies { get; init; } = [];

    /// <summary>Whether the order or the power by which they act lets them consent to what is told about her. Parents and guardians need
    /// none.</summary>
    public bool MayConsent { get; init; }

    /// <summary>On what the standing of a personal representative rests; null where it was not said (CG-45).</summary>
    public Appointment? Appointment { get; init; }
}

/// <summary>What of her age matters for signatures (CG-09, CG-10).</summary>
public sealed record Minority(bool UnderEighteen, bool Emancipated, bool MayReceiveServiceAlone)
{
    /// <summary>Nothing was recorded, which counts as an adult where she signs.</summary>
    public static Minority None { get; } = new(false, false, false);

    /// <summary>Whether anybody recorded it: who is not recorded as a minor need not be an adult.</summary>
    public bool IsRecorded { get; init; }

    /// <summary>The services that she receives alone; null where it was not said which.</summary>
    public IReadOnlyList<GoalKind>? Services { get; init; }

    /// <summary>The instant from which she is 18; null where it is not known.</summary>
    public DateTimeOffset? EighteenFrom { get; init; }

    /// <summary>Of somebody who is recorded as an adult: the age that she has reached, in years. It is the age of majority that was in
    /// force here when it was recorded: being an adult means that age.</summary>
    public int Reached { get; init; } = AgeOfMajority.Years;

    /// <summary>Whether she is under eighteen then, and not emancipated.</summary>
    public bool IsUnemancipatedMinorAt(DateTimeOffset at) => AgeOfMajority.IsUnderEighteen(UnderEighteen, EighteenFrom, at) && !Emancipated;

    /// <summary>
    /// Whether the record says that she has reached this age, in years: it was recorded that she is not under age, or from which instant
    /// she is 18. Where it does not say how old an adult is, nobody knows whether she has reached a higher age than the one of majority
    /// then.
    /// </summary>
    public bool HasReached(int years, DateTimeOffset at) => IsRecorded && (UnderEighteen
        ? EighteenFrom is { } eighteen && AgeOfMajority.HasReached(eighteen, years, at)
        : years <= Reached);

    /// <summary>The same as the rules in force see it: where they go by the law, by the age of majority of the tables in force
    /// (CG-09).</summary>
    public bool IsMinorAt(DateTimeOffset at, TaskForce.TaskForceState taskForce) =>
        Gate.RuleSets.InForce(taskForce, at).ByProfile
            ? Gate.MinorsByLaw.IsMinorByLaw(this, at, taskForce, at)
            : IsUnemancipatedMinorAt(at);

    /// <summary>
    /// Whether she lawfully receives the service alone (CG-10): as it is recorded, and, where the jurisdiction keeps a list, only when each
    /// service that she receives is on it at this time. Which they are has to be recorded then.
    /// </summary>
    public bool ReceivesAloneUnder(PolicySettings? policy) =>
        MayReceiveServiceAlone && (policy?.MinorAloneServices is not { } listed
            || (Services is { Count: > 0 } received && received.All(listed.Contains)));

    /// <summary>Whether both say the same. Two lists are never equal by themselves.</summary>
    public bool SaysTheSameAs(Minority other) =>
        this with { Services = null, IsRecorded = false } == other with { Services = null, IsRecorded = false }
        && Services is null == other.Services is null && (Services ?? []).SequenceEqual(other.Services ?? []);
}
