namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-40: discloser and recipient are members of the task force in good standing, under an agreement in force, the person who
/// would receive is trained in confidentiality, and the task force has a policy in force. What was not recorded is not so.
/// </summary>
public sealed class Cg40Standing() : GateRule("CG-40", "task-force protocol", RuleBindings.ByPolicy("task-force protocol")), IRequestRule
{
    /// <inheritdoc/>
    public Ruling Examine(GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            facts.TaskForce.PolicyAt(facts.Now) is null
            || !facts.TaskForce.HasMember(request.Discloser)
            || !facts.Discloser.IsInStanding(request.Discloser, facts.Now)
            || !(IsServedBy(request, facts) || IsGood(request.Recipient, facts)),
            "standing");

    // A court, or the authority to which the law makes somebody report, need not belong to the task force.
    private static bool IsServedBy(GateRequest request, GateFacts facts) =>
        facts.ProcessFor(request) is not null && request.GoesByProcess(facts);

    private static bool IsGood(GateRecipient recipient, GateFacts facts) =>
        facts.TaskForce.HasMember(recipient.Agency)
        && facts.Recipient.IsInStanding(recipient.Agency, facts.Now)
        && (recipient.Person is not { } person || facts.Recipient.IsTrained(person, facts.Now));
}
