using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-06: the release names this agency, and this person where it names persons. "The task force" names nobody.</summary>
public sealed class Cg06NamedRecipient()
    : GateRule("CG-06", "one release per agency, practice standard", RuleBindings.ByPolicy("one release per agency, practice standard")
    .Law("45 CFR 164.508(c)(1)(iii)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.31(a)(4)", PolicyProfile.Part2)
    .Law("34 CFR 99.30(b)(3)", PolicyProfile.Ferpa)),
    IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(!release.Terms.Names(request.Recipient.Agency, request.Recipient.Person), "recipient");
}
