namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-32: the person who would receive has a right to know (a partner in standing, trained) and a need to know (a part in
/// this case, for this purpose). The custodian's own people answer to their own agency; where a process compels, or is
/// said to, it says who receives (CG-16, CG-17, CG-19).
/// </summary>
public sealed class Cg32NeedToKnow()
    : GateRule("CG-32", "task-force practice guide", RuleBindings.ByPolicy("task-force practice guide")), IRequestRule
{
    /// <inheritdoc/>
    public Ruling Examine(GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            request.Recipient.Agency != request.Discloser && !request.GoesByProcess(facts)
            && !(HasRight(request.Recipient, facts) && HasNeed(request)),
            "need-to-know");

    private static bool HasRight(GateRecipient recipient, GateFacts facts) =>
        recipient.Person is { } person
        && facts.Recipient.IsInStanding(recipient.Agency, facts.Now)
        && facts.Recipient.IsTrained(person, facts.Now);

    internal static bool HasNeed(GateRequest request)
    {
        for (var i = 0; i < request.Involvements.Count; i++)
        {
            var involvement = request.Involvements[i];
            if (involvement.Agency == request.Recipient.Agency && involvement.Person == request.Recipient.Person
                && involvement.Purpose == request.Purpose)
            {
                return true;
            }
        }

        return false;
    }
}
