using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate;

/// <summary>
/// Where the agent under a health-care power of attorney signs for a person without legal capacity (CG-12): for her health records, and
/// towards disclosers whom no law binds that asks for the guardian of a court. Another body of law only ever closes it.
/// </summary>
internal static class HealthCareAgents
{
    private const string Reason = "health-care-agent";

    /// <summary>Which disclosers go by the signature.</summary>
    public static RulePermission Permission { get; } = new(Reason, RuleBindings.ForNobodyElse("nothing was said of this profile")
        .NotFor("34 USC 12291(b)(2)(B): the guardian whom a court appointed", PolicyProfile.Vawa)
        .NotFor("42 USC 10406(c)(5)(B)(ii)(I)(cc): her guardian", PolicyProfile.Fvpsa)
        .NotFor("28 CFR 94.115(a)(2): she herself; it knows a guardian besides, and no agent", PolicyProfile.Voca)
        .NotFor("34 CFR 99.30(a): the parent or the eligible student", PolicyProfile.Ferpa)
        .NotFor("8 USC 1367(b)(4), (b)(7): she herself", PolicyProfile.Federal1367)
        .Law("45 CFR 164.502(g)(2)", PolicyProfile.Hipaa)
        .Law("42 CFR 2.15(a)(1)", PolicyProfile.Part2)
        .Policy("no law asks for the guardian of a court here, and she chose her agent", PolicyProfile.OwnRecords,
            PolicyProfile.LawEnforcement, PolicyProfile.Prosecution, PolicyProfile.ChildWelfare));

    /// <summary>Whether a qualified agent signed, and the discloser goes by it.</summary>
    public static bool AreByHealthCareAgent(this IReadOnlyList<Signature> signatures, ConsentPosition consent, PartnerPosition discloser,
        DateTimeOffset at) =>
        Permission.IsOpenTo(discloser.ProfilesAt(at)) && signatures.AreByHealthCareAgent(consent);

    /// <summary>Whether the agent signs for what is of this category.</summary>
    public static bool SignsFor(InformationCategory category) =>
        category is InformationCategory.Medical or InformationCategory.MentalHealth;
}
