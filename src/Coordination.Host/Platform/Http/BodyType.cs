using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace Coordination.Host.Platform.Http;

/// <summary>Which bodies are read: JSON in UTF-8, not compressed. Another would be read otherwise than it was looked at before.</summary>
internal static class BodyType
{
    private const string Json = "application/json";

    /// <summary>Whether the body is of the kind that is read. From there on its type is plain <c>application/json</c>, however that was
    /// written; where there is no body, whatever was written.</summary>
    public static bool TryAccept(HttpRequest request, ReadOnlySpan<byte> body, out string? expected)
    {
        expected = Expected(request, body);
        if (expected is null && (!body.IsEmpty || request.Headers.ContentType.Count > 0))
            request.ContentType = Json;
        return expected is null;
    }

    private static string? Expected(HttpRequest request, ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return null;
        if (request.Headers.ContentEncoding.Count > 0)
            return "Send the body as it is, without Content-Encoding.";
        if (request.Headers.ContentType is not [{ } written] || !MediaTypeHeaderValue.TryParse(written, out var type)
            || !type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase))
            return $"Send one header Content-Type: {Json}.";
        var charsets = type.Parameters.Where(parameter => parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)).ToList();
        return charsets.TrueForAll(charset => HeaderUtilities.RemoveQuotes(charset.Value)
            .Equals("utf-8", StringComparison.OrdinalIgnoreCase)) && charsets.Count <= 1 && Utf8.IsValid(body)
            ? null
            : "Send the body in UTF-8.";
    }
}
