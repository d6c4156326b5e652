using Coordination.Domain.Consent;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-23: what Part 2 protects (<see cref="Part2Records"/>) goes into an investigation or a proceeding under a release for such purposes
/// alone, or under a court's order (CG-17). Civil, criminal, administrative and legislative proceedings are meant, so relief in immigration
/// and representation by a lawyer count as well. A release that serves another purpose besides is not enough.
/// </summary>
public sealed class Cg23Part2Proceedings2026R2() : GateRule("CG-23", "42 CFR 2.31(d)", Before.Bindings), IGrantRule
{
    private static readonly Cg23Part2Proceedings Before = new();

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, Release release, GateRequest request, GateFacts facts) =>
        Ruling.DenyWhen(
            item.IsPart2Record(facts) && IsProceeding(request.Purpose) && !release.Terms.Purposes.All(IsProceeding),
            "part2-separate");

    private static bool IsProceeding(Purpose purpose) => purpose
        is Purpose.Investigation or Purpose.Prosecution or Purpose.ImmigrationRelief or Purpose.LegalRepresentation;
}
