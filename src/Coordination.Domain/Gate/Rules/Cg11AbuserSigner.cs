using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-11: a release that an alleged abuser signed is void, whoever else signed it.</summary>
public sealed class Cg11AbuserSigner()
    : GateRule("CG-11", "28 CFR 94.115(a)(2)", RuleBindings.ByPolicy("whoever is said to have harmed her does not speak for her")
    .Law("34 USC 12291(b)(2)(B)", PolicyProfile.Vawa)
    .Law("42 USC 10406(c)(5)(B)(ii)(II); 45 CFR 1370.4(a)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(a)(2)", PolicyProfile.Voca)
    .Policy("45 CFR 164.502(g)(5) lets a covered entity choose not to treat such a person as her representative; here none does",
        PolicyProfile.Hipaa)),
    IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            release.State is ReleaseState.Void { Cause: VoidCause.AbuserSigned } || release.Signatures.IncludeDisqualified(facts.Consent),
            "abuser-signer");
}
