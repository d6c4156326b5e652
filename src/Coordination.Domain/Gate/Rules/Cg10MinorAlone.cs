using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-10: where a minor lawfully receives this service alone, the minor's own signature is needed, and is enough. Where the jurisdiction keeps a list of such services, it says which they are.</summary>
public sealed class Cg10MinorAlone() : GateRule("CG-10", "28 CFR 94.115(a)(2)"), IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            facts.Consent.Minority is { MayReceiveServiceAlone: true } minority && release.WasSignedByMinor(minority, facts.Now)
            && minority.ReceivesAloneUnder(facts.TaskForce.PolicyAt(facts.Now)) && !release.Signatures.AreBySurvivor(),
            "signatures");
}
