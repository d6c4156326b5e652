using static Coordination.Domain.SummaryText;

namespace Coordination.Domain.ImmigrationRelief;

/// <summary>What can happen while immigration relief is sought for a survivor: stream <c>relief-{id}</c>, held by the agency that
/// represents her.</summary>
[JsonDerivedType(typeof(ReliefSought), "relief-sought.v1")]
[JsonDerivedType(typeof(CertifierAsked), "certifier-asked.v1")]
[JsonDerivedType(typeof(CertifierAnswered), "certifier-answered.v1")]
[JsonDerivedType(typeof(CertifierSilent), "certifier-silent.v1")]
[JsonDerivedType(typeof(ReliefGranted), "relief-granted.v1")]
[JsonDerivedType(typeof(ReliefDenied), "relief-denied.v1")]
[JsonDerivedType(typeof(ReliefConditionRefused), "relief-condition-refused.v1")]
public abstract record ReliefEvent : DomainEvent { private protected ReliefEvent() { } }

/// <summary>Relief is sought for a survivor, by the agency that represents her. Nothing is asked of her for it.</summary>
public sealed record ReliefSought(ReliefId Relief, SurvivorId Survivor, AgencyId Agency, ReliefKind Kind, PersonId By) : ReliefEvent
{
    internal override string Summary => $"{Kind.Named()} sought for survivor {Survivor} by {By} of {Agency}";
}

/// <summary>An agency was asked to certify. The ask says what is asked and by whom, and nothing about her: what the certifier is to know is
/// a disclosure.</summary>
/// <param name="Certifier">The agency asked.</param>
/// <param name="Kind">What it is asked for.</param>
/// <param name="AskedBy">The agency that represents her.</param>
/// <param name="Due">Until when an answer is expected.</param>
public sealed record CertifierAsked(AgencyId Certifier, ReliefKind Kind, AgencyId AskedBy, DateTimeOffset Due) : ReliefEvent
{
    internal override string Summary => $"{Certifier} asked for {Kind.Named()} by {AskedBy}, due {Day(Due)}";
}

/// <summary>The certifier answered. A no that follows a concern about that same agency names the concern: it may be retaliation, and an
/// auditor looks at it.</summary>
/// <param name="Certifier">The agency asked.</param>
/// <param name="Answer">Whether it certifies.</param>
/// <param name="FollowsConcerns">For a no: the concerns that had been raised about the certifier before, the latest last.</param>
/// <param name="Note">What the certifier says.</param>
public sealed record CertifierAnswered(AgencyId Certifier, CertifierAnswer Answer, IReadOnlyList<ConcernId> FollowsConcerns,
    Sensitive<string>? Note) : ReliefEvent
{
    internal override string Summary => $"{Certifier} answered: {Answer.Named()}{Retaliation}";

    private string Retaliation => this is { Answer: CertifierAnswer.Refused, FollowsConcerns.Count: > 0 }
        ? $"; POSSIBLE RETALIATION: it follows concern {Listed(FollowsConcerns, concern => concern.ToString())} about the same agency"
        : "";
}

/// <summary>The time for an answer passed without one. It may still come.</summary>
public sealed record CertifierSilent(AgencyId Certifier, DateTimeOffset Due) : ReliefEvent
{
    internal override string Summary => $"{Certifier} has not answered until {Day(Due)}";
}

/// <summary>The relief was granted.</summary>
public sealed record ReliefGranted(PersonId By) : ReliefEvent
{
    internal override string Summary => $"relief granted, recorded by {By}";
}

/// <summary>The relief was denied.</summary>
public sealed record ReliefDenied(PersonId By) : ReliefEvent
{
    internal override string Summary => $"relief denied, recorded by {By}";
}

/// <summary>Relief was to be made conditional. It was refused, and this is the evidence (CG-30).</summary>
/// <param name="Rule">The rule that refused it.</param>
/// <param name="Survivor">Of whom it was to be demanded.</param>
/// <param name="DemandedBy">The agency that wanted the condition.</param>
/// <param name="Conditions">What was demanded.</param>
public sealed record ReliefConditionRefused(string Rule, SurvivorId Survivor, AgencyId DemandedBy,
    IReadOnlyList<ConditionKind> Conditions) : ReliefEvent
{
    /// <summary>What was demanded beside the kinds that have a name, as it was typed; null where nothing was.</summary>
    public IReadOnlyList<Sensitive<string>>? Words { get; init; }

    internal override string Summary => $"{Rule}: {DemandedBy} refused, on condition of {Names(Conditions)}";
}

/// <summary>What is sought.</summary>
[JsonConverter(typeof(NameConverter<ReliefKind>))]
public enum ReliefKind
{
    /// <summary>Continued presence.</summary>
    ContinuedPresence,
    /// <summary>The declaration for a T application, form I-914B.</summary>
    TDeclaration,
    /// <summary>The certification for a U petition, form I-918B.</summary>
    UCertification,
    /// <summary>Certification by Health and Human Services, which opens benefits.</summary>
    HhsCertification,
}

/// <summary>What a certifier says.</summary>
[JsonConverter(typeof(NameConverter<CertifierAnswer>))]
public enum CertifierAnswer
{
    /// <summary>It certifies.</summary>
    Certified,
    /// <summary>It does not.</summary>
    Refused,
}

/// <summary>What people should know about each kind of relief. Nothing here is legal advice.</summary>
public static class ReliefKinds
{
    /// <summary>Whether the way to relief goes without it, in a sentence. Nothing in this software waits for it, whatever the
    /// kind.</summary>
    public static string Says(ReliefKind kind) => kind switch
    {
        ReliefKind.ContinuedPresence =>
            "Law enforcement asks for it on her behalf (22 USC 7105(c)(3)); it depends on no promise of hers. A T application needs " +
            "none of it.",
        ReliefKind.TDeclaration =>
            "A T application does not need this declaration: it is one kind of evidence, and other credible evidence stands in its place " +
            "(8 CFR 214.204(e)). Nothing waits for it.",
        ReliefKind.UCertification =>
            "A U petition needs this certification (8 USC 1184(p)(1)); another agency that took part can be asked as well. Nothing else " +
            "waits for it.",
        ReliefKind.HhsCertification =>
            "It follows from continued presence or a bona fide T application; she is willing to assist in every reasonable way, or " +
            "unable to for trauma (22 USC 7105(b)(1)(E)(i)). Nobody adds to that. A person under 18 needs a letter of eligibility " +
            "in its place.",
        _ => "",
    };
}
