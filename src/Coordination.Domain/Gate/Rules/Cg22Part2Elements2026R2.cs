using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-22: a release of what Part 2 protects (<see cref="Part2Records"/>) has every element of 42 CFR 2.31: who discloses, who receives, what, why, until when, signed and dated, and
/// that she may revoke it. One for treatment, payment or operations says besides that what goes may be passed on, and what follows when she does not
/// sign. Counseling notes need a release of their own, which is for nothing else. Everything that a program holds is meant, and records of substance use whoever holds them.
/// </summary>
public sealed class Cg22Part2Elements2026R2() : GateRule("CG-22", "42 CFR 2.31(a), (a)(8), (a)(10), (b)", Before.Bindings), IGrantRule
{
    private static readonly Cg22Part2Elements Before = new();

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts) =>
        item.IsPart2Record(facts) && !HasEveryElement(release, request.Purpose, facts.Now) ? Ruling.Deny("part2-elements")
        : Ruling.DenyWhen(item.CounselingNote == true ? !release.Terms.AreForCounselingNotes() : release.Terms.NameCounselingNotes(), "part2-counseling");

    private static bool HasEveryElement(Release release, Purpose purpose, DateTimeOffset now) =>
        release.Terms.AreComplete() && release.Signatures.AreWrittenAt(now) && release.WarningsAcknowledged.IncludeAll(ReleaseElements.OfPart2(purpose));
}
