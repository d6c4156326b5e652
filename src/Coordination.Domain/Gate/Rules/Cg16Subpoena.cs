namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-16: a subpoena is usually no court order: counsel looks at it first. The same goes for an order or a statute of which
/// there is only the claim: nothing of it is recorded here that could compel (CG-17).
/// </summary>
public sealed class Cg16Subpoena() : GateRule("CG-16", "28 CFR 94.115(b); a subpoena is usually no court order"), IRequestRule
{
    /// <inheritdoc/>
    public Ruling Examine(GateRequest request, GateFacts facts) =>
        request.ClaimsCompulsion() ? Ruling.Hold("counsel") : Ruling.Silent;
}
