using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-10: where a minor lawfully receives this service alone, the minor's own signature is needed, and is enough. Which services those are,
/// the policy says, and where it keeps no list, the tables of the jurisdictions in force.
/// </summary>
public sealed class Cg10MinorAlone2026R2() : GateRule("CG-10", "28 CFR 94.115(a)(2)", Before.Bindings), IReleaseRule
{
    private static readonly Cg10MinorAlone Before = new();

    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            facts.Consent.Minority.MayReceiveServiceAlone && release.WasSignedByMinor(facts)
            && !release.NeedsSecondSigner(facts) && !release.Signatures.AreBySurvivor(),
            "signatures");
}
