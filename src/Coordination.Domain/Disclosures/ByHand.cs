using Coordination.Domain.Partners;
using Coordination.Domain.TaskForce;

namespace Coordination.Domain.Disclosures;

/// <summary>How a copy comes to somebody who reads nothing here: the law sends it, whatever became of the agency since it joined, or
/// although it never did.</summary>
public static class ByHand
{
    /// <summary>What the custodian does with a copy that nobody there can read here at this instant; null where they can.</summary>
    /// <param name="recipient">The recipient's agency.</param>
    /// <param name="at">The instant.</param>
    /// <param name="hotline">For a report that somebody must make: the number of the table in force; else null.</param>
    public static string? Of(PartnerPosition recipient, DateTimeOffset at, Hotline? hotline) => recipient.ReadsHere(at) ? null
        : $"Nobody there can read this here: {WhyNot(recipient)}. Print the copy (its page), hand it over or send it by letter, and " +
            $"record that you did (handed-over). Tell by telephone what cannot wait for " +
            $"that{(hotline is null ? "." : $". {hotline.Name}: {hotline.Number}.")}";

    /// <summary>Until when a copy is handed over that nobody there can read here: by the days that the task force sets, or by when the law
    /// wants its answer, if that is earlier. Null where it is read there.</summary>
    /// <param name="recipient">The recipient's agency.</param>
    /// <param name="taskForce">The task force, with its policy.</param>
    /// <param name="at">The instant at which the copy is made.</param>
    /// <param name="answerDue">Until when the process is to be answered on which it rests; null where nothing says so.</param>
    public static DateTimeOffset? Until(PartnerPosition recipient, TaskForceState taskForce, DateTimeOffset at,
        DateTimeOffset? answerDue) => recipient.ReadsHere(at) ? null
        : Within(taskForce, at) is var usual && answerDue < usual ? answerDue : usual;

    /// <summary>Until when something on paper leaves the agency that begins with it at this instant.</summary>
    public static DateTimeOffset Within(TaskForceState taskForce, DateTimeOffset at) =>
        at.AddDays(taskForce.PolicyAt(at)?.PaperDays ?? PolicySettings.UsualPaperDays);

    /// <summary>What the custodian does with a copy that was made and has still to be handed over.</summary>
    public const string ToDo =
        "Nobody there can read this copy here. Print it (its page), hand it over or send it, and record that (handed-over): who did, " +
        "when, to whom and how. Until then, or until the agency acknowledges it here because it came back, it is not counted as told.";

    private static string WhyNot(PartnerPosition recipient) => recipient switch
    {
        PartnerPosition.Partner { Kind: AgencyKind.Media } => "whoever publishes is shown nothing",
        PartnerPosition.Partner { SuspendedBecause: not null } => "the standing of the agency is suspended",
        PartnerPosition.Partner => "no agreement of the agency is in force",
        PartnerPosition.Former => "the agency left the task force",
        _ => "the agency is outside the task force",
    };
}
