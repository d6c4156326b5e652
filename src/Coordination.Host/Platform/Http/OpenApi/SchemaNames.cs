using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace Coordination.Host.Platform.Http.OpenApi;

/// <summary>
/// What the schemas of types are called: as the type, and with the concept in front where two concepts have a type of that name. The
/// generator itself takes the simple name and lets one description stand for both. It depends on nothing but the names of our types,
/// so that no order of registration changes what clients were generated from.
/// </summary>
public static class SchemaNames
{
    private const string SensitiveText = "SensitiveText";

    private static readonly FrozenSet<string> s_several =
        new[] { typeof(Compartment).Assembly, typeof(AgencyId).Assembly, typeof(SchemaNames).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => !type.IsNested && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false))
        .GroupBy(type => type.Name).Where(called => called.Count() > 1).Select(called => called.Key).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The name of a type's schema; null where it has none of its own and is described in place.</summary>
    public static string? Of(JsonTypeInfo json)
    {
        if (json.Type == typeof(Sensitive<string>))
            return SensitiveText;
        return OpenApiOptions.CreateDefaultSchemaReferenceId(json) is { } simple
            ? Qualified(simple, Nullable.GetUnderlyingType(json.Type) ?? json.Type)
            : null;
    }

    private static string Qualified(string simple, Type type)
    {
        foreach (var argument in type.GenericTypeArguments)
            simple = simple.Replace(argument.Name, Qualified(argument.Name, argument), StringComparison.Ordinal);
        if (type.DeclaringType is { } within)
            return Qualified(within.Name, within) + simple;
        return s_several.Contains(type.Name) ? type.Namespace!.Split('.')[^1] + simple : simple;
    }
}
