using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-16: a subpoena is usually no court order: counsel looks at it first, and nothing goes while counsel has it quashed. By
/// itself it never permits: after the review her own word decides, as for any other request.
/// </summary>
public sealed class Cg16Subpoena()
    : GateRule("CG-16", "28 CFR 94.115(b); a subpoena is usually no court order", RuleBindings.ByPolicy("counsel looks at every subpoena")
    .Law("34 USC 12291(b)(2)(C)", PolicyProfile.Vawa)
    .Law("42 USC 10406(c)(5)(C)", PolicyProfile.Fvpsa)
    .Law("28 CFR 94.115(b)", PolicyProfile.Voca)
    .Law("45 CFR 164.512(e)(1)(ii)", PolicyProfile.Hipaa)
    .Law("42 CFR 2.61", PolicyProfile.Part2)),
    IRequestRule
{
    /// <inheritdoc/>
    public Ruling Examine(GateRequest request, GateFacts facts) =>
        request.Basis != ClaimedBasis.Subpoena ? Ruling.Silent
        : facts.ProcessFor(request)?.Finding switch
        {
            null => Ruling.Hold("counsel"),
            CounselFinding.Quash => Ruling.Hold("quash"),
            _ => Ruling.Silent,
        };
}
