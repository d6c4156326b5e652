using Coordination.Domain.Gate;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Disclosures;

/// <summary>
/// The notice that every copy carries: why its addressee has it, that it is not passed on except as law requires, what is done with it on
/// recall, and what particular laws say. It is stored with the copy, so that a notice of another time stays as it was given.
/// </summary>
public static class RedisclosureNotice
{
    private const string TellUsFirst = "except as law requires; tell us first, so that the person concerned hears of it and can object.";

    private const string Released =
        "This was disclosed to you, the named recipient, with the permission of the person whom it concerns, for the purpose stated and " +
        "for nothing else. "
        + "You may not pass it on, inside your agency or outside, without a release of that person's own, " + TellUsFirst;

    private const string Compelled =
        "This was disclosed to you because the law compels it, and not with the permission of the person whom it concerns. It holds the " +
        "least that was demanded. "
        + "Use it for the proceeding or the report stated and for nothing else, and keep it as the order or the law says.";

    private const string WithoutRelease =
        "This was disclosed to you, the named recipient, because the law lets it go without a release. The person whom it concerns was " +
        "not asked for one. Use it for the purpose stated and for nothing else. "
        + "Tell it to those who have to act on it for that purpose. You may not pass it on to anybody else, inside your agency or outside, "
        + TellUsFirst;

    private const string PartWithoutRelease = "Parts of it go without a release, because the law lets them.";

    private const string OfDeaths =
        "This was disclosed to a review of deaths, on the conditions of 34 USC 12291(b)(2)(H). It stays with the review. You may not use " +
        "it for anything else, nor pass it on, "
        + "except as law requires; tell us first.";

    // Police, prosecutors and clinics have to keep what is evidence or a medical record. To ask them to destroy it is to ask for what they
    // may not do.
    private const string RecallFromKeepers =
        "When it is recalled, stop using it, restrict it to those who by law have to see it, and say what you must keep and why. Return " +
        "or destroy the rest.";

    private const string Recall =
        "When it is recalled, return or destroy every copy and say so. Where a law makes you keep one, stop using it, restrict it, and " +
        "say what you keep and why.";

    // The short form that 42 CFR 2.32(a)(2) prescribes, word for word.
    private const string SubstanceUse = "42 CFR part 2 prohibits unauthorized use or disclosure of these records.";

    private const string Immigration =
        "8 USC 1367 protects what is in it, and binds you from now on as it binds the agency that gave it: nobody is told of it but as 8 " +
        "USC 1367(b) allows.";

    private static readonly (PolicyProfile Profile, string Law)[] Programs =
        [(PolicyProfile.Vawa, "34 USC 12291(b)(2)"), (PolicyProfile.Fvpsa, "42 USC 10406(c)(5)"), (PolicyProfile.Voca, "28 CFR 94.115")];

    private const string Education =
        "Education records in it may be used for the purpose stated only, and passed on only with the written consent that 34 CFR 99.33 " +
        "asks for or as it allows.";

    /// <summary>The text for a copy.</summary>
    /// <param name="categories">What is in it.</param>
    /// <param name="verdict">On what it goes.</param>
    /// <param name="recipient">What its addressee's agency does; null where that is not known.</param>
    /// <param name="discloser">The laws that bind the agency that gives it.</param>
    public static string For(IEnumerable<InformationCategory> categories, Verdict verdict, AgencyKind? recipient = null,
        BoundProfiles discloser = default)
    {
        List<string> text = [.. Begin(verdict, recipient)];
        if (categories.Contains(InformationCategory.SubstanceUse) || verdict.Obligations.Contains(Obligation.Part2Notice))
            text.Add(SubstanceUse);
        if (verdict.Obligations.Contains(Obligation.ProtectedImmigration))
            text.Add(Immigration);
        if (!discloser.AreKnown)
            return string.Join(' ', text);
        if (Programs.Where(program => discloser.Contains(program.Profile)).Select(program => program.Law).ToList() is { Count: > 0 } laws)
            text.Add($"It comes from a program that has to keep it confidential ({string.Join("; ", laws)}): say so to whoever demands " +
                $"it from you.");
        if (discloser.Contains(PolicyProfile.Ferpa))
            text.Add(Education);
        return string.Join(' ', text);
    }

    private static IEnumerable<string> Begin(Verdict verdict, AgencyKind? recipient) =>
        verdict.Obligations.Contains(Obligation.StaysWithReview) ? [OfDeaths]
        : verdict.IsCompelled() ? [Compelled]
        : verdict.Lines.Any(line => line is { Outcome: Outcome.Permit, Release: not null }) ?
            [Released, .. verdict.Lines.Any(line => line is { Outcome: Outcome.Permit, Release: null })
                ? [PartWithoutRelease]
                : Array.Empty<string>(), MustKeep(recipient) ? RecallFromKeepers : Recall]
        : [WithoutRelease];

    private static bool MustKeep(AgencyKind? recipient) =>
        recipient is AgencyKind.LawEnforcement or AgencyKind.Prosecution or AgencyKind.Medical;
}
