using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Coordination.Host.Platform.Http.Identifiers;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;

namespace Coordination.Host.Platform.Http;

/// <summary>
/// Refuses query names that an operation does not have, names that are there twice, and dates that nobody may give. A name that is
/// passed over would answer another question than the one that was asked: everybody's cases in the place of one person's.
/// </summary>
public sealed partial class QueryNames(RequestDelegate next, ApiJson json)
{
    private static readonly ConcurrentDictionary<Endpoint, Dictionary<string, Type>> s_known = new();

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.QueryString.HasValue || context.GetEndpoint() is not RouteEndpoint endpoint)
            return next(context);
        return FaultIn(context.Request, endpoint) is { } fault ? fault.ExecuteAsync(context) : next(context);
    }

    /// <summary>The query names that an operation has, with the types of their values.</summary>
    public static IReadOnlyDictionary<string, Type> Of(RouteEndpoint endpoint) =>
        s_known.GetOrAdd(endpoint, static added => Read((RouteEndpoint)added));

    /// <summary>What is answered when the parameters of an operation could not be read from a request; it names the query value, where it
    /// is one.</summary>
    public static ProblemResult Unbound(HttpContext context) =>
        Problems.Malformed.With("A value in the address, the headers or the query is not of the kind that is expected there, or the body " +
            "is missing.", Misread(context));

    // The first name whose value is not of its type; null when there is none.
    private static string? Misread(HttpContext context) => context.GetEndpoint() is RouteEndpoint endpoint
        ? Of(endpoint).FirstOrDefault(known => context.Request.Query[known.Key] is [{ } value] && !CanBeRead(value, known.Value)).Key
        : null;

    private ProblemResult? FaultIn(HttpRequest request, RouteEndpoint endpoint)
    {
        var known = Of(endpoint);
        foreach (var (name, values) in request.Query)
        {
            if (!known.TryGetValue(name, out var type))
                return Problems.Malformed.With(known.Count == 0
                    ? "This operation takes no query."
                    : $"This query name is not known here. Known are: {string.Join(", ", known.Keys)}.",
                    WellFormed().IsMatch(name) ? name : null);
            if (values.Count > 1 && !IsMany(type))
                return Problems.Malformed.With("This query name is there twice.",
                    known.Keys.First(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase)));
            if ((type == typeof(DateTimeOffset) || type == typeof(DateOnly))
                && JsonFault.Find(JsonSerializer.SerializeToUtf8Bytes(values.ToString(), PlatformAnswersJson.Default.String), type,
                    json.Plain) is { } fault)
                return (fault.IsOutOfRange ? Problems.InvalidInput : Problems.Malformed).With(fault.Expected, name);
        }
        return null;
    }

    private static Dictionary<string, Type> Read(RouteEndpoint endpoint)
    {
        var known = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase);
        foreach (var bound in endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>())
        {
            var type = Nullable.GetUnderlyingType(bound.ParameterInfo.ParameterType) ?? bound.ParameterInfo.ParameterType;
            if ((type == typeof(string) || bound.HasTryParse || IsMany(type)) && !IsElsewhere(bound.ParameterInfo)
                && endpoint.RoutePattern.GetParameter(bound.Name) is null)
                known[JsonNamingPolicy.CamelCase.ConvertName(bound.Name)] = type;
        }
        if (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true)
            known.TryAdd(ReaderZone.Parameter, typeof(string));
        if (endpoint.Metadata.GetMetadata<LogsOwnIdentifiers>() is not null)
            known[CallerIdentifiers.NamedBy] = typeof(string);
        return known;
    }

    private static bool IsElsewhere(ParameterInfo parameter) =>
        parameter.GetCustomAttributes()
            .Any(attribute => attribute is IFromBodyMetadata or IFromHeaderMetadata or IFromServiceMetadata or IFromFormMetadata);

    private static bool IsMany(Type type) => type == typeof(string[]) || type == typeof(StringValues);

    private static bool CanBeRead(string value, Type type)
    {
        if (type.IsEnum)
            return Enum.TryParse(type, value, ignoreCase: true, out _);
        var parses = type.GetMethod("TryParse", BindingFlags.Public | BindingFlags.Static,
            [typeof(string), typeof(IFormatProvider), type.MakeByRefType()])
            ?? type.GetMethod("TryParse", BindingFlags.Public | BindingFlags.Static, [typeof(string), type.MakeByRefType()]);
        object?[] arguments = parses?.GetParameters().Length == 3 ? [value, CultureInfo.InvariantCulture, null] : [value, null];
        return parses is null || (bool)parses.Invoke(null, arguments)!;
    }

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,64}$")]
    private static partial Regex WellFormed();
}
