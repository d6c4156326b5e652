namespace Coordination.Host.Platform.Http.Identifiers;

/// <summary>Which identifiers requests and answers contain: those of one recipient or, for auditors, the log's own. The converters of the
/// API use the current ones. Where there are none, no identifier is read or written: forgetting them is an error, not a leak.</summary>
internal sealed class IdentifierNames
{
    private static readonly AsyncLocal<IdentifierNames?> s_inForce = new();
    private readonly RecipientNames? _names;

    private IdentifierNames(RecipientNames? names) => _names = names;

    /// <summary>The log's own identifiers: for auditors, who work on pseudonyms and have to connect them, and to check a body without
    /// taking it.</summary>
    public static IdentifierNames LogsOwn { get; } = new(null);

    /// <summary>The ones in force.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static IdentifierNames InForce =>
        s_inForce.Value
            ?? throw new InvalidOperationException("An identifier was about to cross the edge, and nobody had said by whose names.");

    /// <summary>Whether identifiers stay as the log has them.</summary>
    public bool AreLogsOwn => _names is null;

    public static IdentifierNames Of(RecipientNames names) => new(names);

    /// <summary>Puts these in force until the scope ends.</summary>
    public static Scope Use(IdentifierNames names)
    {
        var before = s_inForce.Value;
        s_inForce.Value = names;
        return new Scope(before);
    }

    /// <summary>What the recipient calls a thing.</summary>
    public Guid ToName(Guid identifier) => _names is null ? identifier : _names.NameOf(identifier);

    /// <summary>The thing that the recipient calls so.</summary>
    public Guid ToIdentifier(Guid name) => _names is null ? name : _names.IdentifierOf(name);

    /// <summary>The time for which names are in force.</summary>
    public readonly struct Scope(IdentifierNames? before) : IDisposable
    {
        public void Dispose() => s_inForce.Value = before;
    }
}
