using Coordination.Domain.Mandates;

namespace Coordination.Host.Features.Mandates;

/// <summary>A mandate of a survivor whom your agency serves.</summary>
/// <param name="Survivor">Of whom something is required.</param>
/// <param name="Kind">Whose mandate it is.</param>
/// <param name="Authority">Which court or office.</param>
public sealed record MandateRequest(SurvivorId Survivor, MandateKind Kind, Sensitive<string> Authority);

/// <summary>What is required of her.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="What">What she has to do.</param>
/// <param name="Due">Until when; left out where it goes on.</param>
/// <param name="HoursEachWeek">How many hours of her week it takes, with the way.</param>
/// <param name="FeeInDollars">What it costs her.</param>
public sealed record RequirementRequest(RequirementKind Kind, Sensitive<string> What, DateTimeOffset? Due,
    int? HoursEachWeek, int? FeeInDollars);

/// <summary>What stood in her way.</summary>
public sealed record MissedRequest(IReadOnlyList<MissedBecause> Why, Sensitive<string>? Note);

/// <summary>What was done to her.</summary>
public sealed record ConsequenceRequest(MandateConsequence Consequence, RequirementId? Requirement, Sensitive<string>? Note);

/// <summary>How it ended.</summary>
public sealed record MandateEndRequest(MandateEnd End, Sensitive<string>? Note);

/// <summary>A mandate, as those who represent her read it.</summary>
/// <param name="Mandate">The mandate.</param>
/// <param name="Survivor">Of whom it is required.</param>
/// <param name="HoursEachWeek">How many hours of her week what is open takes.</param>
/// <param name="FeesInDollars">What all of it costs her.</param>
/// <param name="MissedBecause">How often each thing stood in her way.</param>
/// <param name="Kind">Whose mandate it is.</param>
/// <param name="Authority">Which court or office.</param>
/// <param name="Requirements">What was required.</param>
/// <param name="Consequences">What was done to her.</param>
/// <param name="End">How it ended.</param>
public sealed record MandateAnswer(
    MandateId Mandate, SurvivorId Survivor, int HoursEachWeek, int FeesInDollars, IReadOnlyList<MissedCount> MissedBecause,
    MandateKind Kind, Sensitive<string> Authority,
    IReadOnlyList<RequirementAnswer> Requirements, IReadOnlyList<ConsequenceAnswer> Consequences, MandateEnd? End)
{
    internal static MandateAnswer Of(MandateState.Known state)
    {
        var (record, ended) = (state.Record, state as MandateState.Ended);
        return new(
            record.Recorded.Mandate, record.Recorded.Survivor,
            ended is null ? record.Requirements.Where(r => !r.IsMet).Sum(r => r.Imposed.HoursEachWeek ?? 0) : 0,
            record.Requirements.Sum(r => r.Imposed.FeeInDollars ?? 0),
            [.. record.Requirements.SelectMany(r => r.Misses).SelectMany(missed => missed.Why).CountBy(why => why)
                .OrderBy(count => count.Key).Select(count => new MissedCount(count.Key, count.Value))],
            record.Recorded.Kind, record.Recorded.Authority,
            [.. record.Requirements.Select(r => new RequirementAnswer(
                r.Imposed.Requirement, r.Imposed.Kind, r.Imposed.What, r.Imposed.Due, r.Imposed.HoursEachWeek, r.Imposed.FeeInDollars,
                r.IsMet, [.. r.Misses.Select(m => new MissedAnswer(m.Why, m.Note))]))],
            [.. record.Consequences.Select(c => new ConsequenceAnswer(c.Consequence, c.Requirement, c.Note))], ended?.With.End);
    }
}

/// <summary>How often something stood in her way.</summary>
public sealed record MissedCount(MissedBecause Why, int Times);

/// <summary>One requirement.</summary>
public sealed record RequirementAnswer(
    RequirementId Requirement, RequirementKind Kind, Sensitive<string> What, DateTimeOffset? Due, int? HoursEachWeek, int? FeeInDollars,
    bool IsMet, IReadOnlyList<MissedAnswer> Missed);

/// <summary>A time that she could not.</summary>
public sealed record MissedAnswer(IReadOnlyList<MissedBecause> Why, Sensitive<string>? Note);

/// <summary>What was done to her.</summary>
public sealed record ConsequenceAnswer(MandateConsequence Consequence, RequirementId? Requirement, Sensitive<string>? Note);

/// <summary>A requirement that was written down.</summary>
public sealed record ImposedAnswer(RequirementId Id, long Version);

[JsonSerializable(typeof(MandateRequest))]
[JsonSerializable(typeof(RequirementRequest))]
[JsonSerializable(typeof(MissedRequest))]
[JsonSerializable(typeof(ConsequenceRequest))]
[JsonSerializable(typeof(MandateEndRequest))]
[JsonSerializable(typeof(MandateAnswer))]
[JsonSerializable(typeof(ImposedAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class MandatesJson : JsonSerializerContext;
