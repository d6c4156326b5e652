using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-10: where a minor lawfully receives this service alone, the minor's own signature is needed, and is enough. Where the
/// jurisdiction keeps a list of such services, it says which they are.</summary>
public sealed class Cg10MinorAlone()
    : GateRule("CG-10", "28 CFR 94.115(a)(2)", RuleBindings.ByPolicy("one rule about minors for the whole task force")
    .Law("34 USC 12291(b)(2)(B); 28 CFR 90.4(b)(3)(ii)", PolicyProfile.Vawa)
    .Law("45 CFR 1370.4(a)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(a)(2)", PolicyProfile.Voca)
    .Law("45 CFR 164.502(g)(3)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.14", PolicyProfile.Part2)),
    IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            facts.Consent.Minority is { MayReceiveServiceAlone: true } minority && release.WasSignedByMinor(minority, facts.Now)
            && minority.ReceivesAloneUnder(facts.TaskForce.PolicyAt(facts.Now)) && !release.Signatures.AreBySurvivor(),
            "signatures");
}
