namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-40: discloser and recipient are members of the task force in good standing, under an agreement in force, the person who
/// would receive is trained in confidentiality, and the task force has a policy in force. What was not recorded is not so.
/// </summary>
public sealed class Cg40Standing() : GateRule("CG-40", "task-force protocol"), IRequestRule
{
    /// <inheritdoc/>
    public Ruling Examine(GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            facts.TaskForce.PolicyAt(facts.Now) is null
            || !facts.TaskForce.HasMember(request.Discloser)
            || !facts.TaskForce.HasMember(request.Recipient.Agency)
            || !facts.Discloser.IsInStanding(request.Discloser, facts.Now)
            || !facts.Recipient.IsInStanding(request.Recipient.Agency, facts.Now)
            || (request.Recipient.Person is { } person && !facts.Recipient.IsTrained(person, facts.Now)),
            "standing");
}
