using Coordination.Domain.LegalProcesses;

namespace Coordination.Domain.Disclosures;

/// <summary>What is said of a report or a warning that was made before anybody asked the gate. No answer of the gate undoes it.</summary>
internal static class ReportsAlreadyMade
{
    /// <summary>How and when it was told, in words; empty where nothing was.</summary>
    internal static string Of(ReportMade? made) => made is null ? ""
        : string.Create(CultureInfo.InvariantCulture,
            $" It was told already, {How(made.Through)}, at {made.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC, and that is on record (made): " +
                $"this is about what would go from here besides.");

    private static string How(Channel channel) => channel switch
    {
        Channel.InPerson => "in person",
        Channel.Telephone => "by telephone",
        Channel.TextMessage => "by text message",
        Channel.Email => "by e-mail",
        Channel.Letter => "by letter",
        Channel.ThroughAdvocate => "through the advocate",
        _ => "through an account here",
    };
}
