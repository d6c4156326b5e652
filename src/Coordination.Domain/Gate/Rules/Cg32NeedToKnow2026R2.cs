using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-32: the person who would receive has a right to know (a partner in standing, trained; outside the task force, a person who is
/// recorded there) and a need to know (a part in this case, for this purpose). The custodian's own people answer to their own agency; where
/// the law has something go, or is said to, it says who receives (CG-16 to CG-19, CG-43 to CG-45).
/// </summary>
public sealed class Cg32NeedToKnow2026R2()
    : GateRule("CG-32", "task-force practice guide", RuleBindings.ByPolicy("task-force practice guide")), IRequestRule
{
    /// <inheritdoc/>
    public Ruling Examine(GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            request.Recipient.Agency != request.Discloser && !request.GoesByLaw(facts)
            && !(HasRight(request.Recipient, facts) && Cg32NeedToKnow.HasNeed(request)),
            "need-to-know");

    private static bool HasRight(GateRecipient recipient, GateFacts facts) =>
        facts.Recipient is PartnerPosition.Outside
            ? facts.Recipient.IsRecordedOutside(recipient)
            : recipient.Person is { } person && facts.Recipient.IsInStanding(recipient.Agency, facts.Now)
                && facts.Recipient.IsTrained(person, facts.Now);
}
