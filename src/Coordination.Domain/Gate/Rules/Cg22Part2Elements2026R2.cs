using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-22: a release of what Part 2 protects (<see cref="Part2Records"/>) has every element of 42 CFR 2.31: who discloses, who receives,
/// what, why, until when, signed and dated, and that she may revoke it. One for treatment, payment or operations says besides that what
/// goes may be passed on, and what follows when she does not sign. Of a minor's release the minor's own signature is an element, also where
/// somebody found that the minor is not capable of consenting (CG-09): Part 2 has no such exception (42 CFR 2.14(b)(1)). Counseling notes
/// need a release of their own, which is for nothing else. Everything that a program holds is meant, and records of substance use whoever
/// holds them.
/// </summary>
public sealed class Cg22Part2Elements2026R2()
    : GateRule("CG-22", "42 CFR 2.31(a), (a)(8), (a)(10), (b); 42 CFR 2.14", Before.Bindings), IGrantRule
{
    private static readonly Cg22Part2Elements Before = new();

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts) =>
        item.IsPart2Record(facts) && !(HasEveryElement(release, request.Purpose, facts.Now) && IsByTheMinor(release, facts))
        ? Ruling.Deny("part2-elements")
        : Ruling.DenyWhen(!IsForTheNotes(release, item), "part2-counseling");

    /// <summary>Whether a release of somebody else than her, for such a record, has what 42 CFR 2.31 asks for.</summary>
    internal static bool AreIn(Release release, RequestedItem item, Purpose purpose, DateTimeOffset now) =>
        HasEveryElement(release, purpose, now) && IsForTheNotes(release, item);

    private static bool IsForTheNotes(Release release, RequestedItem item) =>
        item.CounselingNote == true ? release.Terms.AreForCounselingNotes() : !release.Terms.NameCounselingNotes();

    // Part 2 knows no minor for whom a parent consents alone: it is both of them, or the minor (42 CFR 2.14(a), (b)(1)).
    private static bool IsByTheMinor(Release release, GateFacts facts) =>
        !release.WasSignedByMinor(facts) || release.Signatures.AreBySurvivor();

    private static bool HasEveryElement(Release release, Purpose purpose, DateTimeOffset now) =>
        release.Terms.AreComplete() && release.Signatures.AreWrittenAt(now)
            && release.WarningsAcknowledged.IncludeAll(ReleaseElements.OfPart2(purpose));
}
