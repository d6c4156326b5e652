using Coordination.Domain.LegalProcesses;

namespace Coordination.Domain.Disclosures;

/// <summary>
/// A legal process with everything that rests on it; or a disclosure that rests on none. Each part names the others, so she is told of all
/// of it or of nothing, and who of the agency sees one part sees the others.
/// </summary>
/// <param name="Process">The process.</param>
/// <param name="Disclosures">What was begun, or given, under it.</param>
public sealed record LegalMatter(ProcessState Process, IReadOnlyList<DisclosureState> Disclosures)
{
    /// <summary>What is no matter at all: nobody was served, and nothing was begun.</summary>
    public static LegalMatter None { get; } = new(ProcessState.Initial, []);

    /// <summary>The statements of officials about any part of it.</summary>
    public IEnumerable<AccountingSuspension> Suspensions =>
        (Process.RecordIfAny?.Suspensions ?? []).Concat(Given.SelectMany(given => given.Suspensions));

    /// <summary>Whether counsel found that she may be told in spite of the order that forbade it.</summary>
    public bool OrderLifted => Process.RecordIfAny?.OrderLifted == true || Given.Any(given => given.OrderLifted);

    private IEnumerable<Delivery> Given => Disclosures.OfType<DisclosureState.Delivered>().Select(delivered => delivered.Delivery);

    /// <summary>
    /// Whether this person of the agency works on it: recorded the process or was named to act on it, authorised something, made a copy, or
    /// recorded a statement. They know of it already, and what is left to be done is theirs.
    /// </summary>
    public bool IsWorkedOnBy(PersonId person) =>
        Process.RecordIfAny is { } record && (record.Service.By == person || record.Colleagues.Contains(person))
        || Suspensions.Any(statement => statement.By == person)
        || Given.Any(given => given.MadeBy == person || given.AuthorisedBy == person)
        || Disclosures.OfType<DisclosureState.Authorised>().Any(authorised => authorised.By == person);
}
