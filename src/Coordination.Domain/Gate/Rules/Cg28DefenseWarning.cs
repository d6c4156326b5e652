using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-28: before anything goes to law enforcement or prosecution she was warned that it may reach the defense.</summary>
public sealed class Cg28DefenseWarning()
    : GateRule("CG-28", "Brady v. Maryland, 373 U.S. 83, and the cases after it",
        RuleBindings.ByPolicy("she is told what a prosecution may have to show")), IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            facts.Recipient is PartnerPosition.Partner { Kind: AgencyKind.LawEnforcement or AgencyKind.Prosecution }
            && !release.WarningsAcknowledged.Contains(ReleaseWarning.MayReachDefense),
            "defense-warning");
}
