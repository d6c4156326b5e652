using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-03: before the first signature it was explained what sharing with this recipient means: risks, alternatives,
/// consequences. One talk or several, but all three, and recorded before the release.
/// </summary>
public sealed class Cg03Informed()
    : GateRule("CG-03", "\"informed\" in 34 USC 12291(b)(2)", RuleBindings.ByPolicy("nobody agrees to what was not explained")
    .Law("34 USC 12291(b)(2)(B)", PolicyProfile.Vawa)
    .Law("45 CFR 1370.4(a)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(a)(2)", PolicyProfile.Voca)),
    IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(!facts.Consent.WasInformed(request.Recipient.Agency, release.FirstSignedAt, release.Order), "not-informed");
}
