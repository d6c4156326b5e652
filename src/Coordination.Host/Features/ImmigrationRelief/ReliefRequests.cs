using Coordination.Domain.ImmigrationRelief;

namespace Coordination.Host.Features.ImmigrationRelief;

/// <summary>Relief that is sought for a survivor whom your agency serves.</summary>
/// <param name="Survivor">For whom.</param>
/// <param name="Kind">What is sought.</param>
/// <param name="Conditions">What was demanded for it, if anything: it is refused, and that is recorded (CG-30).</param>
public sealed record SeekRequest(SurvivorId Survivor, ReliefKind Kind, IReadOnlyList<string>? Conditions);

/// <summary>An agency that is asked to certify. It is told what is asked, by whom and until when; about her it is told by a disclosure, if
/// she releases it.</summary>
/// <param name="Certifier">The agency asked.</param>
/// <param name="Due">Until when an answer is expected.</param>
/// <param name="Conditions">What was demanded for it, if anything: it is refused, and that is recorded (CG-30).</param>
public sealed record AskRequest(AgencyId Certifier, DateTimeOffset Due, IReadOnlyList<string>? Conditions);

/// <summary>A certifier's answer.</summary>
/// <param name="Answer">Whether it certifies.</param>
/// <param name="Conditions">On which conditions: any is refused, and that is recorded (CG-30).</param>
/// <param name="Note">A note. It has no force.</param>
public sealed record CertificationRequest(CertifierAnswer Answer, IReadOnlyList<string>? Conditions, Sensitive<string>? Note);

/// <summary>Conditions as they are typed: words of the list, and whatever else.</summary>
internal static class Demands
{
    public static IReadOnlyList<ConditionKind> Kinds(IReadOnlyList<string>? conditions) => [.. (conditions ?? []).Select(Coercion.KindOf)];

    public static IReadOnlyList<Sensitive<string>> Words(IReadOnlyList<string>? conditions) => Coercion.Unlisted(conditions ?? []);
}

/// <summary>How it ended.</summary>
public sealed record ReliefEndRequest(bool Granted);

/// <summary>The search for relief, for the agency that represents her.</summary>
/// <param name="Id">The search.</param>
/// <param name="Survivor">For whom.</param>
/// <param name="Kind">What is sought.</param>
/// <param name="Says">What to know about this kind of relief: whether there is a way without it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Certifiers">Who was asked, and what they say.</param>
/// <param name="ConditionsRefused">What was demanded for it, and refused.</param>
public sealed record ReliefAnswer(
    ReliefId Id, SurvivorId Survivor, ReliefKind Kind, string Says, ReliefStatus Status, IReadOnlyList<CertifierView> Certifiers,
    IReadOnlyList<DemandAnswer> ConditionsRefused);

/// <summary>A certifier and what it says.</summary>
public sealed record CertifierView(AgencyId Certifier, DateTimeOffset Due, AskStatus Status, Sensitive<string>? Note);

/// <summary>A condition that was refused.</summary>
/// <param name="Rule">The rule that refused it.</param>
/// <param name="DemandedBy">The agency that is said to demand it.</param>
/// <param name="Conditions">What was demanded.</param>
/// <param name="Words">What was demanded beside the kinds that have a name, as it was typed.</param>
public sealed record DemandAnswer(string Rule, AgencyId DemandedBy, IReadOnlyList<ConditionKind> Conditions,
    IReadOnlyList<Sensitive<string>>? Words);

/// <summary>What your agency is asked to certify, and nothing else: neither who it is about nor how it stands.</summary>
/// <param name="Id">The ask, by your agency's name for it.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="AskedBy">Who asks.</param>
/// <param name="Due">Until when an answer is expected.</param>
/// <param name="Answer">Your answer, once there is one.</param>
/// <param name="Says">What to know about this kind of relief.</param>
public sealed record CertificationAnswer(ReliefId Id, ReliefKind Kind, AgencyId AskedBy, DateTimeOffset Due,
    CertifierAnswer? Answer, string Says);

/// <summary>Where the search for relief stands.</summary>
[JsonConverter(typeof(NameConverter<ReliefStatus>))]
public enum ReliefStatus
{
    Pending,
    Granted,
    Denied,
}

/// <summary>What became of an ask.</summary>
[JsonConverter(typeof(NameConverter<AskStatus>))]
public enum AskStatus
{
    Waiting,
    Silent,
    Certified,
    Refused,
}

/// <summary>Writes the search for relief for those who may read it.</summary>
internal static class ReliefAnswers
{
    internal static ReliefAnswer ForRepresentative(ReliefState.Known state)
    {
        var (sought, record) = (state.Record.Sought, state.Record);
        var status = state switch
        {
            ReliefState.Pending => ReliefStatus.Pending,
            ReliefState.Granted => ReliefStatus.Granted,
            ReliefState.Denied => ReliefStatus.Denied,
            _ => throw new UnreachableException(),
        };
        return new(sought.Relief, sought.Survivor, sought.Kind, ReliefKinds.Says(sought.Kind), status, [.. record.Asks.Select(Of)],
            [.. record.Refused.Select(refused => new DemandAnswer(refused.Rule, refused.DemandedBy, refused.Conditions, refused.Words))]);
    }

    internal static CertificationAnswer ForCertifier(ReliefId relief, CertifierAsk ask) => new(
        relief, ask.Asked.Kind, ask.Asked.AskedBy, ask.Asked.Due, (ask.Standing as AskStanding.Answered)?.With.Answer,
        ReliefKinds.Says(ask.Asked.Kind));

    private static CertifierView Of(CertifierAsk ask) => ask.Standing switch
    {
        AskStanding.Waiting => new(ask.Asked.Certifier, ask.Asked.Due, AskStatus.Waiting, null),
        AskStanding.Silent => new(ask.Asked.Certifier, ask.Asked.Due, AskStatus.Silent, null),
        AskStanding.Answered { With: var answer } =>
            new(ask.Asked.Certifier, ask.Asked.Due,
                answer.Answer == CertifierAnswer.Certified ? AskStatus.Certified : AskStatus.Refused, answer.Note),
        _ => throw new UnreachableException(),
    };
}

[JsonSerializable(typeof(SeekRequest))]
[JsonSerializable(typeof(AskRequest))]
[JsonSerializable(typeof(CertificationRequest))]
[JsonSerializable(typeof(ReliefEndRequest))]
[JsonSerializable(typeof(ReliefAnswer))]
[JsonSerializable(typeof(CertificationAnswer))]
[JsonSerializable(typeof(PageOf<CertificationAnswer>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ImmigrationReliefJson : JsonSerializerContext;
