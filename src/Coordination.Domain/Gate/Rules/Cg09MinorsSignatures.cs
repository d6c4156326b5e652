using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-09: an unemancipated minor's release carries the minor's own signature and that of one qualified parent or
/// guardian.</summary>
public sealed class Cg09MinorsSignatures()
    : GateRule("CG-09", "34 USC 12291(b)(2)(B)", RuleBindings.ByPolicy("one rule about minors for the whole task force")
    .Law("34 USC 12291(b)(2)(B); 28 CFR 90.4(b)(3)(ii)", PolicyProfile.Vawa)
    .Law("45 CFR 1370.4(a)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(a)(2)", PolicyProfile.Voca)
    .Law("42 CFR 2.14", PolicyProfile.Part2)),
    IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            facts.Consent.Minority is var minority && release.WasSignedByMinor(minority, facts.Now)
            && !(minority.MayReceiveServiceAlone && minority.ReceivesAloneUnder(facts.TaskForce.PolicyAt(facts.Now)))
            && !(release.Signatures.AreBySurvivor() && release.Signatures.AreByParentOrGuardian(facts.Consent)),
            "signatures");
}
