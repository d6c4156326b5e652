namespace Coordination.Domain.Consent;

/// <summary>What single laws require of a release in addition. The check is the same at signing and at the gate (CG-22, CG-26).</summary>
public static class ReleaseElements
{
    private static readonly ReleaseWarning[] Care = [ReleaseWarning.MayBeRevoked, ReleaseWarning.MayBeRedisclosed,
        ReleaseWarning.ConsequencesOfRefusing];
    private static readonly ReleaseWarning[] Other = [ReleaseWarning.MayBeRevoked];

    /// <summary>The warnings of an authorization (45 CFR 164.508(c)(2)).</summary>
    public static IReadOnlyList<ReleaseWarning> OfAuthorization { get; } = [ReleaseWarning.MayBeRevoked, ReleaseWarning.MayBeRedisclosed,
        ReleaseWarning.NotACondition];

    /// <summary>The warnings of a consent to disclose substance-use records (42 CFR 2.31(a)(6), and for treatment, payment and operations
    /// (a)(4)(iii) and (a)(10)).</summary>
    public static IReadOnlyList<ReleaseWarning> OfPart2(Purpose purpose) =>
        purpose is Purpose.MedicalCare or Purpose.ServiceDelivery ? Care : Other;

    /// <summary>True when each of these was acknowledged.</summary>
    public static bool IncludeAll(this IReadOnlyList<ReleaseWarning> acknowledged, IReadOnlyList<ReleaseWarning> asked)
    {
        for (var i = 0; i < asked.Count; i++)
        {
            if (!acknowledged.Contains(asked[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when the terms say who receives, what, why and until when.</summary>
    public static bool AreComplete(this ReleaseTerms terms) =>
        terms is { Recipients.Count: > 0, Purposes.Count: > 0, Grants.Count: > 0, Expires: not null };

    /// <summary>True when some grant is for counseling notes (42 CFR 2.31(b)).</summary>
    public static bool NameCounselingNotes(this ReleaseTerms terms)
    {
        for (var i = 0; i < terms.Grants.Count; i++)
        {
            if (terms.Grants[i].CounselingNotes == true)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when every grant is for counseling notes, so that they are combined with nothing else (42 CFR 2.31(b)).</summary>
    public static bool AreForCounselingNotes(this ReleaseTerms terms)
    {
        for (var i = 0; i < terms.Grants.Count; i++)
        {
            if (terms.Grants[i].CounselingNotes != true)
            {
                return false;
            }
        }

        return terms.Grants.Count > 0;
    }
}
