using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>
/// What every event is called in the log. A name is chosen once, carries a version, and is never a CLR name, so that code
/// can be renamed freely and an event that was written stays readable for ever.
/// </summary>
public sealed partial class Catalogue
{
    private readonly FrozenDictionary<Type, string> _names;
    private readonly FrozenDictionary<string, Type> _types;
    private readonly FrozenDictionary<string, Upcaster> _upcasters;

    /// <summary>Checks that names are well-formed and unique, and that every chain of upcasters ends at a name in use.</summary>
    public Catalogue(IReadOnlyDictionary<Type, string> names, IReadOnlyList<Upcaster> upcasters)
    {
        foreach (var name in names.Values.Concat(upcasters.Select(u => u.From)))
            if (!WellFormed().IsMatch(name))
                throw new ArgumentException($"'{name}' is not a stored name such as release-signed.v1.", nameof(names));
        _names = names.ToFrozenDictionary();
        _types = names.ToFrozenDictionary(n => n.Value, n => n.Key);
        _upcasters = upcasters.ToFrozenDictionary(u => u.From);
        foreach (var upcaster in upcasters)
            CheckChain(upcaster, upcasters.Count);
    }

    /// <summary>The catalogue of this version of the software.</summary>
    public static Catalogue Current { get; } = new(StoredEvents.Names(), Upcasters.All);

    /// <summary>Every event type with the name under which it is stored.</summary>
    public IReadOnlyDictionary<Type, string> Names => _names;

    /// <summary>Every name that is not in use any more, with the type of what it became.</summary>
    public IEnumerable<(string Name, Type Type)> OldNames => _upcasters.Keys.Select(name => (name, _types[NewestOf(name)]));

    /// <summary>The name under which events of this type are stored.</summary>
    public string NameOf(Type type) => _names.TryGetValue(type, out var name)
        ? name
        : throw new InvalidOperationException($"{type.Name} has no stored name. Add it to the list on its base.");

    /// <summary>The type of a name in use, or null when the name is old or unknown.</summary>
    public Type? TypeOf(string storedName) => _types.GetValueOrDefault(storedName);

    /// <summary>The step from an old name to its successor, or null when the name is in use or unknown.</summary>
    public Upcaster? UpcasterOf(string storedName) => _upcasters.GetValueOrDefault(storedName);

    private string NewestOf(string name)
    {
        while (_upcasters.TryGetValue(name, out var step))
            name = step.To;
        return name;
    }

    private void CheckChain(Upcaster first, int longest)
    {
        if (_types.ContainsKey(first.From))
            throw new ArgumentException($"'{first.From}' is in use and has an upcaster: it would never be read as itself.");
        var name = first.To;
        for (var step = 0; !_types.ContainsKey(name); step++)
            name = step < longest && _upcasters.TryGetValue(name, out var next)
                ? next.To
                : throw new ArgumentException($"The upcasters from '{first.From}' do not end at a name in use.");
    }

    [GeneratedRegex(@"^[a-z]+(-[a-z]+)*\.v[1-9][0-9]*$")]
    private static partial Regex WellFormed();
}
