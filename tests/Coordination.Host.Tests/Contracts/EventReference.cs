using System.Reflection;
using System.Text;
using System.Text.Json;
using Coordination.Domain;
using Coordination.Host.Platform.EventCatalogue;
using Coordination.Projections;
using Coordination.Projections.AuditorTimeline;
using Coordination.Projections.Lookups;
using Coordination.Testing;

namespace Coordination.Host.Tests.Contracts;

/// <summary>Writes the reference of events from the code: names, streams, meanings, fields.</summary>
internal sealed class EventReference
{
    private const string Head = """
        # Events

        Every event that the log can hold, by stream. Generated from the code and held by a test.
        *Sensitive* fields describe a person: they never print themselves, and encryption is put on them in one place.
        *Optional* fields are left out when there is nothing to say. Each event also has an id, its position in the log, its version in the
        stream, who did it (person and agency), when it happened, when it was recorded, and what it was caused by. Of each it says which views
        handle it; the auditors' timeline has every event.
        """;

    private static readonly EventMeta s_meta = new()
    {
        Position = 1,
        Stream = "any-0a000000-0000-4000-8000-000000000001",
        Version = 1,
        EventId = Guid.Empty,
        Actor = new(new PersonId("ana"), new AgencyId("harbor")),
        OccurredAt = default,
        RecordedAt = default,
    };

    private readonly XmlDocs _docs = new(typeof(DomainEvent).Assembly);
    private readonly NullabilityInfoContext _nullability = new();
    private readonly StringBuilder _text = new(Head + "\n");
    private readonly SortedDictionary<string, Type> _parts = new(StringComparer.Ordinal);

    public string Write()
    {
        foreach (var (kind, events) in Streams())
        {
            _text.Append($"\n## `{kind}`\n{_docs.Of(events)}\n");
            foreach (var (type, name) in Catalogue.Current.Names.Where(n => n.Key.IsSubclassOf(events)).OrderBy(n => n.Key.MetadataToken))
                Event(type, name);
        }
        Parts();
        return _text.ToString();
    }

    private static IEnumerable<(string Kind, Type Events)> Streams() => typeof(DomainEvent).Assembly.GetTypes()
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
        .Where(property => property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(StreamDefinition<,>))
        .Select(property => (Kind: Kind(property.GetValue(null)!), Events: property.PropertyType.GetGenericArguments()[1]))
        .OrderBy(stream => stream.Kind, StringComparer.Ordinal);

    private static string Kind(object definition) => (string)definition.GetType().GetProperty("Kind")!.GetValue(definition)!;

    private void Event(Type type, string name)
    {
        _text.Append($"\n### `{name}`\n{_docs.Of(type)}\n{Views(type)}\n");
        Fields(type);
    }

    /// <summary>A new event that no view handles says so here, which somebody accepts on purpose.</summary>
    private static string Views(Type type)
    {
        var samples = Enumerable.Range(1, 8).SelectMany(seed => new[] { EventSamples.Of(type, seed), EventSamples.Sparse(type, seed) }).ToList();
        var views = AllProjections.InOrder.Where(view => view switch
        {
            AuditorTimelineProjection => false,
            LookupsProjection => LookupsProjection.Concerns(type),
            _ => samples.Any(sample => view.Touches(new(sample, s_meta)).Count > 0),
        }).Select(view => $"`{view.Name}`").ToList();
        return $"Handled by {(views.Count == 0 ? "no view: it is in the auditors' timeline alone" : string.Join(", ", views))}.";
    }

    private void Parts()
    {
        _text.Append("\n## Parts of events\n");
        var written = new HashSet<Type>();
        while (_parts.Values.FirstOrDefault(part => !written.Contains(part)) is { } next)
        {
            written.Add(next);
            _text.Append($"\n### {next.Name}\n{_docs.Of(next)}\n");
            if (next.IsEnum)
                _text.Append(string.Concat(Enum.GetNames(next).Select(word => $"- `{Camel(word)}`: {_docs.OfField(next, word)}\n")));
            else
                Fields(next);
        }
    }

    private void Fields(Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        if (properties.Length == 0)
            return;
        _text.Append("\n| field | type | |\n|---|---|---|\n");
        foreach (var property in properties)
            _text.Append($"| `{Camel(property.Name)}` | {TypeText(property.PropertyType)} | {Remarks(type, property)} |\n");
    }

    private string Remarks(Type type, PropertyInfo property)
    {
        var sensitive = property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(Sensitive<>);
        var optional = _nullability.Create(property).ReadState == NullabilityState.Nullable;
        var marks = $"{(sensitive ? "**sensitive** " : "")}{(optional ? "*optional* " : "")}";
        return (marks + _docs.Of(type, property.Name)).Trim();
    }

    private string TypeText(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return TypeText(underlying);
        if (type.IsGenericType)
            return type.GetGenericTypeDefinition() == typeof(Sensitive<>) ? TypeText(type.GetGenericArguments()[0]) : $"list of {TypeText(type.GetGenericArguments()[0])}";
        if (type.Assembly != typeof(DomainEvent).Assembly)
            return Plain(type);
        if (type.IsValueType && !type.IsEnum)
            return type.Name;
        _parts[type.Name] = type;
        return $"[{type.Name}](#{type.Name.ToLowerInvariant()})";
    }

    private static string Plain(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "whole number",
        _ when type == typeof(Guid) => "random id",
        _ when type == typeof(DateOnly) => "day",
        _ when type == typeof(DateTimeOffset) => "instant",
        _ => throw new InvalidOperationException($"The reference has no words for {type.Name}."),
    };

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
