using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>CG-28: as before, and she is warned as well before anything goes to police or prosecutors outside the task force: they show it
/// to the defense as others do.</summary>
public sealed class Cg28DefenseWarning2026R2()
    : GateRule("CG-28", "Brady v. Maryland, 373 U.S. 83, and the cases after it", Before.Bindings), IReleaseRule
{
    private static readonly Cg28DefenseWarning Before = new();

    /// <inheritdoc/>
    public Ruling Examine(Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            DefenseWarning.IsNeededFor(facts.Recipient)
            && !release.WarningsAcknowledged.Contains(ReleaseWarning.MayReachDefense),
            "defense-warning");
}
