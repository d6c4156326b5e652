namespace Coordination.Projections.Outcomes;

/// <summary>What became of the goal that she set first.</summary>
[JsonConverter(typeof(NameConverter<WhatBecame>))]
public enum WhatBecame
{
    Reached,
    /// <summary>She is on her way, and sees herself nearer than the agency's people do.</summary>
    SheSeesItNearer,
    /// <summary>She is on her way, and both see it alike.</summary>
    BothSeeItAlike,
    /// <summary>She is on her way, and sees herself further away than the agency's people do.</summary>
    SheSeesItFurther,
    /// <summary>She is on her way, and not both have said how near it is.</summary>
    NotRatedByBoth,
    /// <summary>She did not want it any more.</summary>
    Dropped,
    NoGoal,
}

/// <summary>What was done to her, as her cases were characterised. The order means nothing.</summary>
[JsonConverter(typeof(NameConverter<TraffickingForm>))]
public enum TraffickingForm
{
    LaborOrServices,
    CommercialSex,
    Both,
    /// <summary>Nobody held it to be either; nobody has to.</summary>
    NotCharacterised,
}

/// <summary>How long it took from the day on which she came until help began.</summary>
[JsonConverter(typeof(NameConverter<TimeToService>))]
public enum TimeToService
{
    /// <summary>Less than 24 hours.</summary>
    WithinADay,
    /// <summary>Less than 7 days.</summary>
    WithinAWeek,
    /// <summary>Less than 30 days.</summary>
    WithinAMonth,
    Later,
    /// <summary>It had not begun when she had been followed to the end.</summary>
    NotYet,
}

/// <summary>Whether she is under eighteen.</summary>
[JsonConverter(typeof(NameConverter<AgeGroup>))]
public enum AgeGroup
{
    UnderEighteen,
    Adult,
    NotRecorded,
}

/// <summary>One person, in one class of each kind.</summary>
/// <param name="Goal">What the goal that she set first is about; null when she set none.</param>
/// <param name="Became">What became of it.</param>
/// <param name="Form">What was done to her.</param>
/// <param name="Time">How long it took until help began.</param>
/// <param name="Age">Whether she is under eighteen.</param>
public readonly record struct Counted(GoalKind? Goal, WhatBecame Became, TraffickingForm Form, TimeToService Time, AgeGroup Age)
{
    public static Counted Of(OutcomeSurvivor survivor, IEnumerable<OutcomeCase> cases) => new(
        survivor.Goal?.Kind, BecameOf(survivor.Goal), FormOf(survivor, cases), TimeOf(survivor.FirstServedAt - survivor.CameAt),
        survivor.UnderEighteen switch { true => AgeGroup.UnderEighteen, false => AgeGroup.Adult, null => AgeGroup.NotRecorded });

    private static WhatBecame BecameOf(FirstGoal? goal) => goal switch
    {
        null => WhatBecame.NoGoal,
        { End: GoalEnd.Reached } => WhatBecame.Reached,
        { End: GoalEnd.Dropped } => WhatBecame.Dropped,
        { BySurvivor: { } hers, ByStaff: { } theirs } =>
            hers > theirs ? WhatBecame.SheSeesItNearer : hers < theirs ? WhatBecame.SheSeesItFurther : WhatBecame.BothSeeItAlike,
        _ => WhatBecame.NotRatedByBoth,
    };

    private static TraffickingForm FormOf(OutcomeSurvivor survivor, IEnumerable<OutcomeCase> cases)
    {
        var held = cases.Select(@case => @case.Forms.LastOrDefault(form => !survivor.IsOver(form.At))).OfType<FormAt>().ToList();
        return (held.Any(form => form.LaborOrServices), held.Any(form => form.CommercialSex)) switch
        {
            (true, true) => TraffickingForm.Both,
            (true, false) => TraffickingForm.LaborOrServices,
            (false, true) => TraffickingForm.CommercialSex,
            (false, false) => TraffickingForm.NotCharacterised,
        };
    }

    private static TimeToService TimeOf(TimeSpan? took) => took?.TotalDays switch
    {
        null => TimeToService.NotYet,
        < 1 => TimeToService.WithinADay,
        < 7 => TimeToService.WithinAWeek,
        < 30 => TimeToService.WithinAMonth,
        _ => TimeToService.Later,
    };
}
