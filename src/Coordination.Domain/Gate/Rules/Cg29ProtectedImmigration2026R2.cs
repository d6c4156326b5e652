using Coordination.Domain.Consent;
using Coordination.Domain.Partners;

namespace Coordination.Domain.Gate.Rules;

/// <summary>
/// CG-29: a federal agency that is bound tells nobody anything of a person whom 8 USC 1367 protects, of whatever category and however
/// little it identifies. Law enforcement and prosecution are excepted for their duty (8 USC 1367(b)(2)), and so is a victim service
/// provider that helps her to services, with her prior written consent (8 USC 1367(b)(7)): a release of hers that is open for this, in
/// writing as CG-02 has it. What a table in force has officials report of a foreign minor or of the abuse of a child goes, because laws
/// that name federal officials demand it (22 USC 7105(b)(1)(H); 34 USC 20341(a)); where no table in force has it, and wherever no duty is
/// known here, such a report waits and is not denied. It does not hold where she waived it as an adult, in writing, and every other adult
/// whom it concerns did (8 USC 1367(b)(4)). All of these still need what every other rule asks, and whoever receives is bound from then on
/// (8 CFR 214.216(c)). No order of a court adds an exception. Whoever may be such an agency, because nobody recorded which laws bind it,
/// tells police no more than anybody else; a report that somebody must make waits there and is not denied. The other exceptions of the
/// statute, national security (8 USC 1367(b)(8)) among them, are not offered.
/// </summary>
public sealed class Cg29ProtectedImmigration2026R2()
    : GateRule("CG-29", "8 USC 1367(a)(2), (b)(2), (b)(4), (b)(7); 22 USC 7105(b)(1)(H); 34 USC 20341(a)",
        RuleBindings.ForNobodyElse("a rule about federal agencies that hold the application")
    .Law("8 USC 1367(a)(2)", PolicyProfile.Federal1367)),
    IItemRule
{
    /// <summary>The reason where nobody recorded which laws bind the discloser: 8 USC 1367 may, and its exceptions are for agencies of
    /// which that is known.</summary>
    internal const string ProfilesUnknown = "profiles-unknown";

    private static readonly Cg02WrittenAndDated2026R2 InWriting = new();

    /// <inheritdoc/>
    public Ruling Examine(RequestedItem item, GateRequest request, GateFacts facts) =>
        request.StaysWithCustodian(item) || HasWaived(facts.Consent, facts.Now) ? Ruling.Silent
        : !facts.Discloser.ProfilesAt(facts.Now).AreKnown
        ? request.Basis == ClaimedBasis.MandatedReport ? Ruling.Hold(ProfilesUnknown) : Ruling.Deny(ProfilesUnknown)
        : IsReported(request, facts) ? Ruling.Silent
        : !IsExcepted(request, facts)
        ? Waits(request, facts) ? Ruling.Hold(Cg18ReportNotMandated2026R2.DutyStands) : Ruling.Deny("protected-immigration")
        : facts.Recipient.KindIfKnown != AgencyKind.VictimServices || Consents(item, request, facts) ? Ruling.Silent
        : Waits(request, facts) ? Ruling.Hold(Cg18ReportNotMandated2026R2.DutyStands) : Ruling.Deny("written-consent");

    private static bool HasWaived(ConsentPosition consent, DateTimeOffset now) =>
        consent.ProtectionWaiver is { EverybodyConcernedWaived: true, Signature: { Capacity: SignerCapacity.Survivor } signature }
        && signature.IsWrittenAt(now)
        && !AgeOfMajority.IsUnderEighteen(consent.Minority.UnderEighteen, consent.Minority.EighteenFrom, now);

    // What a federal law makes an official report, itself naming federal officials: a minor who may be a victim of trafficking, to the
    // Secretary of Health and Human Services (22 USC 7105(b)(1)(H)); the abuse of a child, by whoever works on federal land or in a federal
    // facility (34 USC 20341(a)). A State's law makes no federal exception.
    private static bool IsReported(GateRequest request, GateFacts facts) =>
        request.Basis == ClaimedBasis.MandatedReport
        && facts.ProcessFor(request) is { Report: ReportKind.ForeignMinor or ReportKind.ChildAbuse } process
        && facts.HasDuty(request, process);

    // A report that federal law has officials make, or of which no duty is known here, is not denied: that no table has it may be the
    // table's fault.
    private static bool Waits(GateRequest request, GateFacts facts) =>
        request.Basis == ClaimedBasis.MandatedReport
            && (!facts.MustReport(request) || facts.ProcessFor(request) is { Report: ReportKind.ForeignMinor or ReportKind.ChildAbuse });

    private static bool IsExcepted(GateRequest request, GateFacts facts) => facts.Recipient.KindIfKnown switch
    {
        AgencyKind.LawEnforcement or AgencyKind.Prosecution => request.Purpose is Purpose.Investigation or Purpose.Prosecution,
        AgencyKind.VictimServices => request.Purpose == Purpose.ServiceDelivery,
        _ => false,
    };

    private static bool Consents(RequestedItem item, GateRequest request, GateFacts facts)
    {
        foreach (var release in facts.Consent.Releases)
        {
            if (release.IsOpenFor(item, request, facts) && release.Terms.Allows(request.Purpose)
                && InWriting.Examine(release, request, facts).IsSilent)
            {
                return true;
            }
        }

        return false;
    }
}
