using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-29: a federal agency that is bound tells nobody anything of a person whom 8 USC 1367 protects, of whatever category and however little it
/// identifies. Law enforcement and prosecution are excepted for their duty (8 USC 1367(b)(2)), and so is a victim service provider that helps her to
/// services, with her prior written consent (8 USC 1367(b)(7)): a release of hers that is open for this, in writing as CG-02 has it. Both
/// still need what every other rule asks. No order of a court adds an exception. The other exceptions of the statute, national security
/// (8 USC 1367(b)(8)) among them, are not offered.
/// </summary>
public sealed class Cg29ProtectedImmigration2026R2() : GateRule("CG-29", "8 USC 1367(a)(2), (b)(2), (b)(7)", RuleBindings.ForNobodyElse("a rule about federal agencies that hold the application")
    .Law("8 USC 1367(a)(2)", PolicyProfile.Federal1367)),
    IItemRule
{
    private static readonly Cg02WrittenAndDated InWriting = new();

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        request.StaysWithCustodian(item) ? Ruling.Silent
        : !Cg29ProtectedImmigration.IsExcepted(request, facts) ? Ruling.Deny("protected-immigration")
        : Ruling.DenyWhen(facts.Recipient is PartnerPosition.Partner { Kind: AgencyKind.VictimServices } && !Consents(item, request, facts), "written-consent");

    private static bool Consents(RequestedItem item, GateRequest request, GateFacts facts)
    {
        foreach (var release in facts.Consent.Releases)
        {
            if (release.IsOpenFor(item, request, facts) && release.Terms.Allows(request.Purpose) && InWriting.Examine(release, request, facts).IsSilent)
            {
                return true;
            }
        }

        return false;
    }
}
