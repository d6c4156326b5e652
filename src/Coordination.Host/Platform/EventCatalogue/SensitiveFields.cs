using System.Collections;
using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>
/// Where the sensitive texts of an event type stand, from the same description by which it is written: what can be written can be
/// found. Paths do not depend on the order of members, which the database does not keep: <c>items[2].text</c>.
/// </summary>
internal sealed class SensitiveFields
{
    private static readonly ConcurrentDictionary<Type, SensitiveFields> s_known = new();
    private readonly IReadOnlyList<Step> _steps;

    private SensitiveFields(IReadOnlyList<Step> steps) => _steps = steps;

    /// <summary>Whether an event of the type never holds any.</summary>
    public bool IsNone => _steps.Count == 0;

    public static SensitiveFields Of(Type type) =>
        s_known.GetOrAdd(type, static type => new SensitiveFields(StepsOf(type, StoredJson.Options, [])));

    /// <summary>The texts of one event, in the order in which they are written, each with its path.</summary>
    public List<(string Path, Sensitive<string> Text)> In(object value)
    {
        List<(string, Sensitive<string>)> found = [];
        Collect(_steps, value, "", found);
        return found;
    }

    private static void Collect(IReadOnlyList<Step> steps, object value, string prefix, List<(string, Sensitive<string>)> found)
    {
        foreach (var step in steps)
        {
            if (step.Get(value) is { } member)
                Take(step, member, prefix.Length == 0 ? step.Name : $"{prefix}.{step.Name}", found);
        }
    }

    private static void Take(Step step, object member, string path, List<(string, Sensitive<string>)> found)
    {
        if (member is Sensitive<string> text)
        {
            found.Add((path, text));
            return;
        }
        if (!step.IsList)
        {
            Collect(step.Inner, member, path, found);
            return;
        }
        var index = 0;
        foreach (var element in (IEnumerable)member)
        {
            if (element is not null)
                Take(step.Element!, element, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), found);
            index++;
        }
    }

    private static List<Step> StepsOf(Type type, JsonSerializerOptions options, IReadOnlyList<Type> within)
    {
        var info = options.GetTypeInfo(type);
        if (info.Kind != JsonTypeInfoKind.Object || within.Contains(type))
            return [];
        if (info.PolymorphismOptions is not null)
            throw new NotSupportedException($"{type.Name} has several shapes: where its sensitive texts stand is not known.");
        return [.. info.Properties.Where(property => property.Get is not null)
            .Select(property => StepTo(property.Name, property.Get!, property.PropertyType, options, [.. within, type])).OfType<Step>()];
    }

    private static Step? StepTo(string name, Func<object, object?> get, Type type, JsonSerializerOptions options,
        IReadOnlyList<Type> within)
    {
        if (type == typeof(Sensitive<string>))
            return new(name, get, [], null);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Sensitive<>))
            throw new NotSupportedException($"{type} cannot be sealed: only texts can.");
        var info = options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Enumerable:
                var element = StepTo(name, get, info.ElementType!, options, within);
                return element is null ? null : new(name, get, [], element);
            case JsonTypeInfoKind.Dictionary when StepTo(name, get, info.ElementType!, options, within) is not null:
                throw new NotSupportedException($"{type} holds sensitive texts under names that are not known beforehand: use a list.");
            case JsonTypeInfoKind.Object:
                var inner = StepsOf(info.Type, options, within);
                return inner.Count == 0 ? null : new(name, get, inner, null);
            default:
                return null;
        }
    }

    private sealed record Step(string Name, Func<object, object?> Get, IReadOnlyList<Step> Inner, Step? Element)
    {
        public bool IsList => Element is not null;
    }
}
