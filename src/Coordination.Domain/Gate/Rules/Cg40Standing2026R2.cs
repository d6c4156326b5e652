using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-40: discloser and recipient are members of the task force in good standing, under an agreement in force, the person who would receive
/// is trained in confidentiality, and the task force has a policy in force. What was not recorded is not so. Whoever receives by law need
/// not belong to the task force, and neither need an office outside it whose person is recorded. A court may order an agency that is out of
/// standing to disclose nonetheless: the items that its ruling names go, and under an order that did not rule on it, they wait.
/// </summary>
public sealed class Cg40Standing2026R2()
    : GateRule("CG-40", "task-force protocol; an order reaches an agency out of standing after a ruling",
        RuleBindings.ByPolicy("task-force protocol")), IRequestRule, IItemRule
{
    /// <inheritdoc/>
    public Ruling Examine(GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen((request.Basis != ClaimedBasis.CourtOrder && IsMissing(request, facts))
            || !(ReceivesByLaw(request, facts) || IsGood(request.Recipient, facts)), "standing");

    /// <inheritdoc/>
    public bool Concerns(GateRequest request, GateFacts facts) => request.Basis == ClaimedBasis.CourtOrder;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        request.Basis != ClaimedBasis.CourtOrder || !IsMissing(request, facts) || facts.HasRuling(RulingSubject.Standing, item, request)
            ? Ruling.Silent
            : Ruling.Hold("ruling");

    private static bool IsMissing(GateRequest request, GateFacts facts) =>
        facts.TaskForce.PolicyAt(facts.Now) is null
        || !facts.TaskForce.HasMember(request.Discloser)
        || !facts.Discloser.IsInStanding(request.Discloser, facts.Now);

    // A court, or the authority to which somebody reports, need not belong to the task force. What is only claimed to be a report or a
    // danger waits or is denied by its own rule.
    private static bool ReceivesByLaw(GateRequest request, GateFacts facts) =>
        request.GoesByLaw(facts)
        && (request.Basis is ClaimedBasis.MandatedReport or ClaimedBasis.ImminentRisk or ClaimedBasis.DutyToWarn
            || facts.ProcessFor(request) is not null);

    private static bool IsGood(GateRecipient recipient, GateFacts facts) =>
        facts.Recipient.IsRecordedOutside(recipient)
        || (facts.TaskForce.HasMember(recipient.Agency)
            && facts.Recipient.IsInStanding(recipient.Agency, facts.Now)
            && (recipient.Person is not { } person || facts.Recipient.IsTrained(person, facts.Now)));
}
