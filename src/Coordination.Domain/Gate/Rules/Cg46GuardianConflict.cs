using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-46: who signs for her and works for the recipient, or is the recipient, signs in a matter of their own; and so does whoever works for
/// another part of the recipient's agency, a division or the whole. The release waits until somebody without such a part signs, or a court
/// says who does.
/// </summary>
public sealed class Cg46GuardianConflict()
    : GateRule("CG-46", "practice standard: nobody releases to themselves", RuleBindings.ByPolicy("who receives does not sign for her")),
        IReleaseRule
{
    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts)
    {
        for (var i = 0; i < release.Signatures.Count; i++)
        {
            if (release.Signatures[i].Guardian is { } id && facts.Consent.Guardians.TryGetValue(id, out var guardian)
                && guardian.WorksFor(request.Recipient.Agency, facts.Recipient, facts.RecipientPartOf))
            {
                return Ruling.Hold("conflict");
            }
        }

        return Ruling.Silent;
    }
}
