using System.Text.Json.Serialization;
using Coordination.Domain.LegalProcesses;

namespace Coordination.Domain.Disclosures;

/// <summary>That she is not told of a disclosure at an instant, and for what reason.</summary>
/// <param name="Because">What keeps her from being told, each once.</param>
/// <param name="Until">Until just before when; null where an order gives no end.</param>
public sealed record NotToBeTold(IReadOnlyList<TellingBar> Because, DateTimeOffset? Until);

/// <summary>What keeps her from being told.</summary>
[JsonConverter(typeof(NameConverter<TellingBar>))]
public enum TellingBar
{
    /// <summary>An official's statement suspends the accounting (45 CFR 164.528(a)(2)).</summary>
    Suspension,
    /// <summary>The order of a court on which it rests forbids telling her.</summary>
    Order,
}

/// <summary>
/// Whether a disclosure is withheld from her at an instant. Every view that answers her asks here and nowhere else. It follows from what is recorded and from the
/// instant of the question: what was withheld comes back by itself, and nothing has to be done for it.
/// </summary>
public static class Telling
{
    /// <summary>Why she is not told of what was given, at this instant; null where she is. What was not given yet is not withheld: there is nothing to tell.</summary>
    /// <param name="state">The disclosure.</param>
    /// <param name="process">The legal process on which it rests (<see cref="ProcessOf"/>).</param>
    /// <param name="at">The instant of the question.</param>
    public static NotToBeTold? Barred(DisclosureState state, ProcessState process, DateTimeOffset at)
    {
        if (state is not DisclosureState.Delivered { Delivery: var delivery })
            return null;
        List<DateTimeOffset?> ends = [];
        List<TellingBar> because = [];
        if (delivery.Suspensions.FindAll(suspension => suspension.HoldsAt(at)) is { Count: > 0 } suspended)
        {
            because.Add(TellingBar.Suspension);
            ends.Add(suspended.Max(suspension => suspension.Until));
        }

        if (!delivery.OrderLifted && process.ForbidsTelling(at) is { } order)
        {
            because.Add(TellingBar.Order);
            ends.Add(order.Until);
        }

        return because.Count == 0 ? null : new NotToBeTold(because, ends.Contains(null) ? null : ends.Max());
    }

    /// <summary>The legal process on which a disclosure rests; null where there is none.</summary>
    public static ProcessId? ProcessOf(DisclosureState state) => state switch
    {
        DisclosureState.Delivered delivered => delivered.Delivery.Verdict.Process?.Process ?? delivered.Terms.Process,
        DisclosureState.Begun begun => begun.Terms.Process,
        _ => null,
    };

    /// <summary>
    /// Whether this person of the agency that gave it worked on it: served the process, authorised it, made the copy, or recorded a statement. They know of it already, and what is left to
    /// be done for it is theirs.
    /// </summary>
    public static bool WorkedOn(PersonId person, DisclosureState state, ProcessState process) =>
        state is DisclosureState.Delivered { Delivery: var delivery }
        && (delivery.MadeBy == person || delivery.AuthorisedBy == person || delivery.Suspensions.Exists(suspension => suspension.By == person) || process.RecordIfAny?.Service.By == person);
}
