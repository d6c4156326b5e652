using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Gate;

/// <summary>Questions about what compels a disclosure, or is said to.</summary>
internal static class Compulsion
{
    /// <summary>The recorded process on which the request rests; null when there is none for it, and so only a claim.</summary>
    public static ProcessFacts? ProcessFor(this GateFacts facts, GateRequest request) =>
        facts.Process is { IsPending: true } process
        && process.Basis == request.Basis
        && process.Survivor == facts.Consent.Survivor
        && process.Served == request.Discloser
        && process.Authority.Agency == request.Recipient.Agency
        && (process.Authority.Person is null || process.Authority.Person == request.Recipient.Person)
        && request.Occasion is GateOccasion.Disclosure or GateOccasion.View
            ? process
            : null;

    /// <summary>
    /// The question is not one of her word: it rests on an order or a statute, recorded or claimed, on a subpoena at which
    /// counsel has still to look, or on a report that the policy mandates. Who may do what is then for CG-16, CG-17 and CG-19.
    /// </summary>
    public static bool GoesByProcess(this GateRequest request, GateFacts facts) => request.Basis switch
    {
        ClaimedBasis.CourtOrder or ClaimedBasis.Statute => true,
        ClaimedBasis.Subpoena => facts.ProcessFor(request)?.Finding is null or CounselFinding.Quash,
        ClaimedBasis.MandatedReport => facts.IsMandated(request),
        _ => false,
    };

    /// <summary>A recorded process compels this very item: it names it by itself, and counsel left it.</summary>
    public static bool NamesByItself(this GateRequest request, RequestedItem item, GateFacts facts) =>
        request.GoesByProcess(facts) && facts.ProcessFor(request) is { } process
        && process.Names.Items.Contains(item.Item) && process.Narrowed?.Items.Contains(item.Item) != false;

    /// <summary>The policy in force makes the discloser, in the role in which it reports, report to this authority.</summary>
    public static bool IsMandated(this GateFacts facts, GateRequest request)
    {
        foreach (var mandate in facts.Mandates())
        {
            if (mandate.Applies(request, facts))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The report that is mandated requires this category.</summary>
    public static bool IsRequired(this GateFacts facts, InformationCategory category, GateRequest request)
    {
        foreach (var mandate in facts.Mandates())
        {
            if (mandate.Categories.Contains(category) && mandate.Applies(request, facts))
            {
                return true;
            }
        }

        return false;
    }

    private static IReadOnlyList<ReportingDuty> Mandates(this GateFacts facts) => facts.TaskForce.PolicyAt(facts.Now)?.MandatedReports ?? [];

    private static bool Applies(this ReportingDuty mandate, GateRequest request, GateFacts facts) =>
        request.Basis == ClaimedBasis.MandatedReport
        && facts.ProcessFor(request) is { } process
        && facts.Discloser is PartnerPosition.Partner discloser && discloser.Kind == mandate.Reporter
        && mandate.Role == process.Role && mandate.Jurisdiction == process.Jurisdiction
        && mandate.Authority == request.Recipient.Agency;
}
