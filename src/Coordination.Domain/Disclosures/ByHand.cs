using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Disclosures;

/// <summary>How a copy comes to somebody who reads nothing here: the law sends it, whatever became of the agency since it joined, or although it never did.</summary>
public static class ByHand
{
    /// <summary>What the custodian does with a copy that nobody there can read here at this instant; null where they can.</summary>
    /// <param name="recipient">The agency of whoever receives.</param>
    /// <param name="at">The instant.</param>
    /// <param name="hotline">For a report that somebody must make: the number of the table in force; else null.</param>
    public static string? Of(PartnerPosition recipient, DateTimeOffset at, Hotline? hotline) => recipient.ReadsHere(at) ? null
        : $"Nobody there can read this here: {WhyNot(recipient)}. Print the copy (its page), and send it by letter or hand it over. Tell by telephone what cannot wait for that{(hotline is null ? "." : $". {hotline.Name}: {hotline.Number}.")}";

    private static string WhyNot(PartnerPosition recipient) => recipient switch
    {
        PartnerPosition.Partner { Kind: AgencyKind.Media } => "whoever publishes is shown nothing",
        PartnerPosition.Partner { SuspendedBecause: not null } => "the standing of the agency is suspended",
        PartnerPosition.Partner => "no agreement of the agency is in force",
        PartnerPosition.Former => "the agency left the task force",
        _ => "the agency is outside the task force",
    };
}
