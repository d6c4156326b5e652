namespace Coordination.Domain.Cases;

/// <summary>
/// The Action–Means–Purpose model of the Trafficking Victims Protection Act (22 USC 7102). An act and a purpose are always
/// needed. Means are needed for labor at any age, and for commercial sex with an adult; not for commercial sex with a
/// person under 18. Movement is never needed: transportation is one act among others.
/// </summary>
public static class CharacterisationRules
{
    /// <summary>From this age on, in years, commercial sex is trafficking only where means were used.</summary>
    public const int AgeFromWhichMeansAreRequired = 18;

    private const int OldestAge = 130;
    private const int MostCharacterisations = 20;

    /// <summary>Whether this purpose at this age needs force, fraud or coercion.</summary>
    public static bool MeansRequired(TraffickingPurpose purpose, int ageInYears) =>
        purpose == TraffickingPurpose.LaborOrServices || ageInYears >= AgeFromWhichMeansAreRequired;

    internal static Refusal? Check(CharacteriseCase command)
    {
        if (command.AgeInYearsAtTheTime is < 0 or > OldestAge)
            return Invalid($"The age is in full years, from 0 to {OldestAge}.", "ageInYearsAtTheTime");
        if (command.Characterisations.Count > MostCharacterisations)
            return Invalid($"At most {MostCharacterisations} characterisations fit.", "characterisations");
        return command.Characterisations
            .Select((characterisation, index) => Check(characterisation, command.AgeInYearsAtTheTime, $"characterisations[{index}]"))
            .FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? Check(Characterisation characterisation, int age, string field)
    {
        if (characterisation.Acts.Count == 0)
            return Invalid("At least one act is needed. Movement is not: any act will do.", $"{field}.acts");
        if (characterisation.Acts.Distinct().Count() != characterisation.Acts.Count)
            return Invalid("Name each act once.", $"{field}.acts");
        if (characterisation.Means.Distinct().Count() != characterisation.Means.Count)
            return Invalid("Name each means once.", $"{field}.means");
        if (characterisation.Purpose != TraffickingPurpose.CommercialSex && characterisation.Acts.Any(IsOfCommercialSexOnly))
            return Invalid("Patronising and soliciting are acts of sex trafficking only (22 USC 7102).", $"{field}.acts");
        if (characterisation.Means.Count == 0 && MeansRequired(characterisation.Purpose, age))
            return Invalid(WhyMeans(characterisation.Purpose), $"{field}.means");
        return TextRules.Optional(characterisation.Setting, TextRules.LongestLabel, $"{field}.setting");
    }

    private static bool IsOfCommercialSexOnly(TraffickingAct act) => act is TraffickingAct.Patronising or TraffickingAct.Soliciting;

    private static string WhyMeans(TraffickingPurpose purpose) => purpose == TraffickingPurpose.LaborOrServices
        ? "For labor or services, force, fraud or coercion is required at any age (22 USC 7102). Services need no label: the case goes " +
            "on without one."
        : "For commercial sex at 18 and over, force, fraud or coercion is required (22 USC 7102). Services need no label: the case goes " +
            "on without one.";

    private static Refusal Invalid(string message, string field) => new(RefusalReason.InvalidInput, message, field);
}
