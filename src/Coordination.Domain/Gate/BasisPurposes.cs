namespace Coordination.Domain.Gate;

/// <summary>For which purposes something goes on a basis that is not her word. A law permits a disclosure for its own purpose only. A
/// danger is reported to keep somebody safe. A report is made so that somebody helps, investigates or, at a prosecutor's office, brings
/// charges. This is the only definition: the rules of the bases use it, and so does the start of a disclosure.</summary>
public static class BasisPurposes
{
    private static readonly Purpose[] ToKeepSafe = [Purpose.SafetyPlanning, Purpose.MedicalCare];
    private static readonly Purpose[] OfReports = [Purpose.SafetyPlanning, Purpose.Investigation, Purpose.Prosecution,
        Purpose.ServiceDelivery, Purpose.MedicalCare];
    private static readonly Purpose[] OfReviews = [Purpose.CaseReview];

    /// <summary>The purposes of a basis; null where the release, the order, the demand or the statute itself says for what.</summary>
    public static IReadOnlyList<Purpose>? Of(ClaimedBasis basis) => basis switch
    {
        ClaimedBasis.ImminentRisk or ClaimedBasis.DutyToWarn => ToKeepSafe,
        ClaimedBasis.MandatedReport or ClaimedBasis.PermittedReport => OfReports,
        ClaimedBasis.FatalityReview => OfReviews,
        _ => null,
    };

    /// <summary>Whether something goes for this purpose on this basis.</summary>
    public static bool Admits(this ClaimedBasis basis, Purpose purpose) => Of(basis)?.Contains(purpose) != false;

    internal static Refusal? IsWrong(ClaimedBasis basis, Purpose purpose, string field) => basis.Admits(purpose) ? null : new Refusal(
        RefusalReason.InvalidInput,
        basis == ClaimedBasis.FatalityReview
            ? "A review of deaths is told for the review and for nothing else: the purpose is caseReview (34 USC 12291(b)(2)(H))."
            : $"On the basis {Name(basis)} something goes for {string.Join(", ", Of(basis)!.Select(Name))}, and for nothing else. Name " +
                $"one of these; for anything else ask for her release.",
        field);

    private static string Name<T>(T word) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());
}
