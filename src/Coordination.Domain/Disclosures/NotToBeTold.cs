using Coordination.Domain.LegalProcesses;

namespace Coordination.Domain.Disclosures;

/// <summary>That she is not told of a legal process, and of what rests on it, at an instant, and for what reason.</summary>
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
/// Whether a legal process and what rests on it are withheld from her at an instant. Every view that answers her asks here and nowhere
/// else. It follows from what is recorded and from the instant of the question: what was withheld comes back by itself, and nothing has to
/// be done for it.
/// </summary>
public static class Telling
{
    /// <summary>Why she is not told of it at this instant; null where she is.</summary>
    /// <param name="matter">The process, and what rests on it.</param>
    /// <param name="at">The instant of the question.</param>
    public static NotToBeTold? Barred(LegalMatter matter, DateTimeOffset at)
    {
        List<DateTimeOffset?> ends = [];
        List<TellingBar> because = [];
        if (matter.Suspensions.Where(suspension => suspension.HoldsAt(at)).ToList() is { Count: > 0 } suspended)
        {
            because.Add(TellingBar.Suspension);
            ends.Add(suspended.Max(suspension => suspension.Until));
        }

        if (!matter.OrderLifted && matter.Process.ForbidsTelling(at) is { } order)
        {
            because.Add(TellingBar.Order);
            ends.Add(order.Until);
        }

        return because.Count == 0 ? null : new NotToBeTold(because, ends.Contains(null) ? null : ends.Max());
    }

    /// <summary>Refuses to let anybody tell her, or try to, while that is barred; null when it is not barred.</summary>
    /// <param name="matter">The process, and what rests on it.</param>
    /// <param name="at">When she was told, or when somebody tried.</param>
    /// <param name="field">The field that says when.</param>
    public static Refusal? Refused(LegalMatter matter, DateTimeOffset at, string field) => Barred(matter, at) is not { } barred ? null
        : new Refusal(RefusalReason.WrongState, $"{Who(barred)}, {Until(barred)}", field);

    private static string Who(NotToBeTold barred) =>
        (barred.Because.Contains(TellingBar.Suspension), barred.Because.Contains(TellingBar.Order)) switch
        {
            (true, true) => "An order of a court forbids telling her, and an official had the accounting to her suspended",
            (true, false) => "An official had the accounting to her suspended",
            _ => "An order of a court forbids telling her",
        };

    private static string Until(NotToBeTold barred) => barred.Until is { } until
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Tell her then, and record it. Where it ended before, counsel records that " +
                $"(accounting-suspensions/end); then record that she was told.")
        : "and names no end. When a court lifts it, counsel records that (accounting-suspensions/end); then tell her, and record it.";

    /// <summary>The legal process on which a disclosure rests; null where there is none.</summary>
    public static ProcessId? ProcessOf(DisclosureState state) => state switch
    {
        DisclosureState.Delivered delivered => delivered.Delivery.Verdict.Process?.Process ?? delivered.Terms.Process,
        DisclosureState.Authorised authorised => authorised.Verdict.Process?.Process ?? authorised.Terms.Process,
        DisclosureState.Held held => held.Verdict.Process?.Process ?? held.Terms.Process,
        DisclosureState.Refused refused => refused.Verdict.Process?.Process ?? refused.Terms.Process,
        DisclosureState.Begun begun => begun.Terms.Process,
        _ => null,
    };
}
