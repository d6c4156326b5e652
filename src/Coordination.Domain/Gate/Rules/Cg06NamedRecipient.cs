using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-06: the release names this agency, and this person where it names persons. "The task force" names nobody.</summary>
public sealed class Cg06NamedRecipient() : GateRule("CG-06", "one release per agency, practice standard"), IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(!release.Terms.Names(request.Recipient.Agency, request.Recipient.Person), "recipient");
}
