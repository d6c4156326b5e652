using Coordination.Domain.Partners;

namespace Coordination.Domain.TaskForce;

/// <summary>Of which kind a case review is.</summary>
[JsonConverter(typeof(NameConverter<ReviewKind>))]
public enum ReviewKind
{
    /// <summary>One of those that the team holds regularly.</summary>
    Standing,
    /// <summary>One that is called because something cannot wait.</summary>
    Extraordinary,
}

/// <summary>How the task force holds reviews of some kind: what is gone through, who has to be invited, how long a case takes.</summary>
/// <param name="Name">By which people choose it.</param>
/// <param name="Kind">The kind of review for which it is.</param>
/// <param name="Sections">What is gone through, in order; exactly one holds the cases.</param>
/// <param name="Disciplines">Kinds of agencies of which at least one is invited.</param>
public sealed record AgendaTemplate(string Name, ReviewKind Kind, IReadOnlyList<AgendaSection> Sections,
    IReadOnlyList<AgencyKind> Disciplines)
{
    /// <summary>The time for one case where neither policy nor template says otherwise: practice is twelve to fifteen minutes.</summary>
    public const int UsualMinutesPerItem = 15;

    /// <summary>The time for one case, in minutes; null means what the policy says.</summary>
    public int? MinutesPerItem { get; init; }

    /// <summary>Whether two templates say the same. Two lists are never equal by themselves.</summary>
    public bool SaysTheSameAs(AgendaTemplate other) =>
        (Name, Kind, MinutesPerItem) == (other.Name, other.Kind, other.MinutesPerItem)
        && Sections.SequenceEqual(other.Sections) && Disciplines.SequenceEqual(other.Disciplines);
}

/// <summary>A part of an agenda.</summary>
/// <param name="Heading">What it is called. Everybody who is invited reads it: nothing about a person belongs here.</param>
/// <param name="Minutes">The time for it; null for the cases, which take as long as there are cases.</param>
/// <param name="HoldsCases">Whether the cases are gone through here.</param>
public sealed record AgendaSection(string Heading, int? Minutes, bool HoldsCases = false);
