using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-11: a release that an alleged abuser signed is void, whoever else signed it.</summary>
public sealed class Cg11AbuserSigner() : GateRule("CG-11", "28 CFR 94.115(a)(2)"), IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            release.State is ReleaseState.Void { Cause: VoidCause.AbuserSigned } || release.Signatures.IncludeDisqualified(facts.Consent),
            "abuser-signer");
}
