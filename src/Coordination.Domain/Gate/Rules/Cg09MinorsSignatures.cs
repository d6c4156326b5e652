using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-09: an unemancipated minor's release carries the minor's own signature and that of one qualified parent or guardian.</summary>
public sealed class Cg09MinorsSignatures() : GateRule("CG-09", "34 USC 12291(b)(2)(B)"), IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            facts.Consent.Minority is var minority && release.WasSignedByMinor(minority, facts.Now)
            && !(minority.MayReceiveServiceAlone && minority.ReceivesAloneUnder(facts.TaskForce.PolicyAt(facts.Now)))
            && !(release.Signatures.AreBySurvivor() && release.Signatures.AreByParentOrGuardian(facts.Consent)),
            "signatures");
}
