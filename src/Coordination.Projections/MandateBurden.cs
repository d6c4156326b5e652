using Coordination.Domain.Mandates;

namespace Coordination.Projections;

/// <summary>What a mandate asks of a survivor, as she, her advocate and her lawyer read it.</summary>
/// <param name="Kind">Whose mandate it is.</param>
/// <param name="Authority">Which court or office.</param>
/// <param name="Requirements">What was required, oldest first.</param>
/// <param name="Consequences">What was done to her, oldest first.</param>
/// <param name="End">How it ended; null while it goes on.</param>
public sealed record MandateBurden(
    MandateKind Kind, Sensitive<string> Authority, IReadOnlyList<RequirementBurden> Requirements,
    IReadOnlyList<ConsequenceBurden> Consequences, MandateEnd? End)
{
    /// <summary>How many hours of her week what is open takes.</summary>
    public int HoursEachWeek =>
        End is null ? Requirements.Where(required => !required.IsMet).Sum(required => required.HoursEachWeek ?? 0) : 0;

    /// <summary>What all of it costs her.</summary>
    public int FeesInDollars => Requirements.Sum(required => required.FeeInDollars ?? 0);

    internal static MandateBurden Of(MandateRecorded recorded) => new(recorded.Kind, recorded.Authority, [], [], null);

    internal MandateBurden With(MandateEvent @event, DateTimeOffset at) => @event switch
    {
        MandateRecorded e => this with { Kind = e.Kind, Authority = e.Authority },
        RequirementImposed e => this
            with
        {
            Requirements = [.. Requirements,
                new(e.Requirement, e.Kind, e.What, e.Due, e.HoursEachWeek, e.FeeInDollars, IsMet: false, [])]
        },
        RequirementMet e => Change(e.Requirement, required => required with { IsMet = true }),
        RequirementMissed e => Change(e.Requirement, required => required with { Missed = [.. required.Missed, new(e.Why, e.Note, at)] }),
        ConsequenceApplied e => this with { Consequences = [.. Consequences, new(e.Consequence, e.Requirement, e.Note, at)] },
        MandateEnded e => this with { End = e.End },
        _ => throw new UnreachableException(),
    };

    private MandateBurden Change(RequirementId requirement, Func<RequirementBurden, RequirementBurden> change) =>
        this with { Requirements = Requirements.Change(required => required.Requirement == requirement, change) };
}

/// <summary>One requirement.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Kind">What it is.</param>
/// <param name="What">What she has to do.</param>
/// <param name="Due">Until when; null where it goes on.</param>
/// <param name="HoursEachWeek">How many hours of her week it takes.</param>
/// <param name="FeeInDollars">What it costs her.</param>
/// <param name="IsMet">Whether she has done it.</param>
/// <param name="Missed">Each time that she could not, and why.</param>
public sealed record RequirementBurden(
    RequirementId Requirement, RequirementKind Kind, Sensitive<string> What, DateTimeOffset? Due, int? HoursEachWeek, int? FeeInDollars,
    bool IsMet, IReadOnlyList<MissedBurden> Missed);

/// <summary>A time that she could not.</summary>
/// <param name="Why">What stood in her way.</param>
/// <param name="Note">In words.</param>
/// <param name="At">When it was recorded.</param>
public sealed record MissedBurden(IReadOnlyList<MissedBecause> Why, Sensitive<string>? Note, DateTimeOffset At);

/// <summary>What was done to her.</summary>
/// <param name="Consequence">What.</param>
/// <param name="Requirement">For which requirement; null where for none in particular.</param>
/// <param name="Note">In words.</param>
/// <param name="At">When it was recorded.</param>
public sealed record ConsequenceBurden(MandateConsequence Consequence, RequirementId? Requirement,
    Sensitive<string>? Note, DateTimeOffset At);
