using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;

namespace Coordination.Host.Platform.Http.Identifiers;

/// <summary>A parameter of an address that an endpoint binds as an identifier, or as a stream that is named by one.</summary>
public sealed record AddressedId(string Name, bool IsStream)
{
    /// <summary>Those that an endpoint binds.</summary>
    public static IReadOnlyList<AddressedId> Of(Endpoint endpoint) =>
    [
        .. endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Select(parameter => (parameter.Name, Type: Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType)
                ?? parameter.ParameterInfo.ParameterType))
            .Where(parameter => RandomId.Is(parameter.Type) || parameter.Type == typeof(StreamInAddress))
            .Select(parameter => new AddressedId(parameter.Name, parameter.Type == typeof(StreamInAddress))),
    ];

    /// <summary>Puts the log's identifier in the place of the recipient's name. What is no identifier stays, and does not bind.</summary>
    public void Translate(HttpRequest request, RecipientNames names)
    {
        if (request.RouteValues.TryGetValue(Name, out var value))
            request.RouteValues[Name] = Translated(value as string, names) ?? value;
        else if (request.Query.TryGetValue(Name, out var asked) && asked is [{ } text] && Translated(text, names) is { } translated)
            request.Query = new QueryCollection(
                new Dictionary<string, StringValues>(request.Query, StringComparer.OrdinalIgnoreCase) { [Name] = translated });
    }

    private string? Translated(string? text, RecipientNames names) => IsStream
        ? StreamInAddress.TryParse(text, out var stream) ? stream.With(names.IdentifierOf).Value : null
        : Guid.TryParse(text, out var name) ? names.IdentifierOf(name).ToString() : null;
}

/// <summary>A stream, as an address names it: <c>taskforce</c>, <c>agency-open-door</c>, <c>consent-3f2b…</c>.</summary>
public readonly record struct StreamInAddress(string Value)
{
    public static bool TryParse(string? text, out StreamInAddress stream)
    {
        stream = new(text ?? "");
        return text is not null;
    }

    /// <summary>The same stream, by the log's identifier of its subject, where it has one.</summary>
    internal StreamInAddress With(Func<Guid, Guid> identifierOf) =>
        Value.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash && Guid.TryParseExact(Value.AsSpan(dash + 1), "D", out var name)
            ? new($"{Value[..dash]}-{identifierOf(name)}")
            : this;

    public override string ToString() => Value;
}
