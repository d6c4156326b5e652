using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-12: for a person without legal capacity the guardian whom a court appointed signs. Who may receive the service without the guardian's
/// consent signs herself. The agent under a health-care power of attorney signs for medical and mental-health records, and for nothing
/// else, where no law that asks for the guardian of a court binds the discloser.
/// </summary>
public sealed class Cg12LegalCapacity2026R2()
    : GateRule("CG-12", "34 USC 12291(b)(2)(B); 28 CFR 90.4(b)(3)(ii)(D); 28 CFR 94.115(a)(2); 45 CFR 164.502(g)(2)", Before.Bindings),
        IReleaseRule, IGrantRule
{
    private static readonly Cg12LegalCapacity Before = new();

    /// <inheritdoc/>
    public override IReadOnlyList<RulePermission> Permissions => [HealthCareAgents.Permission];

    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(IsVoid(release) || (NeedsAnother(release, facts.Consent) && !IsByAgent(release, facts)), "capacity");

    /// <inheritdoc/>
    public bool Concerns(Release release, GateRequest request, GateFacts facts) => facts.Consent.LegallyIncapacitated;

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(!HealthCareAgents.SignsFor(item.Category) && !IsVoid(release) && NeedsAnother(release, facts.Consent)
            && IsByAgent(release, facts), "capacity");

    private static bool IsVoid(Release release) => release.State is ReleaseState.Void { Cause: VoidCause.NoCapacity };

    private static bool NeedsAnother(Release release, ConsentPosition consent) =>
        consent.LegallyIncapacitated
        && !release.Signatures.AreByCourtAppointedGuardian(consent)
        && !(consent.ServedWithoutGuardian && release.Signatures.AreBySurvivor());

    private static bool IsByAgent(Release release, GateFacts facts) =>
        release.Signatures.AreByHealthCareAgent(facts.Consent, facts.Discloser, facts.Now);
}
