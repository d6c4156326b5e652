namespace Coordination.Projections;

/// <summary>One row of a projection: immutable, so that a runner can keep it in memory between two events.</summary>
public abstract record View
{
    private protected View() { }

    /// <summary>Where the row stands among the others. It follows from the row's own content and from nothing else.</summary>
    [JsonIgnore]
    public abstract RowPlace Place { get; }
}

/// <summary>The key of a row within its projection.</summary>
/// <param name="Kind">What the row is about, for example <c>case</c>.</param>
/// <param name="Id">Which one.</param>
public readonly record struct RowKey(string Kind, string Id)
{
    /// <summary>For example <c>case/3f2b…</c>.</summary>
    public override string ToString() => $"{Kind}/{Id}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static RowKey Parse(string text) => text.IndexOf('/', StringComparison.Ordinal) is var slash and > 0
        ? new(text[..slash], text[(slash + 1)..]) : throw new FormatException("It is no key of a row.");
}

/// <summary>Where a row stands: who may read it, and by what it is sorted and filtered.</summary>
/// <param name="Compartment">The compartment of the row. Readers see the rows of their own compartment, no others.</param>
/// <param name="Sort">Orders the rows of a kind, compared as bytes.</param>
/// <param name="Status">The state by which people filter; null when there is nothing to filter.</param>
/// <param name="Due">The instant by which somebody has to act; null where nobody has to.</param>
/// <param name="Person">The only person of the compartment who may read it; null where all of them may.</param>
public sealed record RowPlace(Compartment Compartment, string Sort, string? Status = null, DateTimeOffset? Due = null,
    PersonId? Person = null)
{
    /// <summary>The instant by which somebody has to act, to the microsecond, as databases keep it; null where nobody has to.</summary>
    public DateTimeOffset? Due { get; init; } = Due is { } due ? AsKept(due) : null;

    /// <summary>An instant to the microsecond.</summary>
    public static DateTimeOffset AsKept(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMicrosecond), at.Offset);

    /// <summary>The agency with which it has to do, by which people filter; null where there is none, or more than one.</summary>
    public AgencyId? Party { get; init; }

    /// <summary>The purpose by which people filter, as the JSON has it; null where there is none.</summary>
    public string? Purpose { get; init; }
}

/// <summary>The owner of the rows: an agency, a survivor, the task force, or the auditors.</summary>
public readonly record struct Compartment
{
    private readonly string? _name;
    private Compartment(string name) => _name = name;

    /// <summary>The task force as a whole: its coordinators.</summary>
    public static Compartment TaskForce => new("*taskforce");

    /// <summary>The auditors, who see pseudonyms only.</summary>
    public static Compartment Auditors => new("*auditors");

    public static Compartment Of(AgencyId agency) => new(agency.Value);

    /// <summary>One survivor, who reads her own.</summary>
    public static Compartment OfSurvivor(SurvivorId survivor) => new($"*survivor/{survivor}");

    /// <summary>The stored name. An agency's name never begins with a star.</summary>
    public override string ToString() => _name ?? throw new InvalidOperationException("A row belongs to nobody.");
}
