using System.Buffers.Text;
using System.Text.Json;
using Coordination.Host.Platform.Identity;

namespace Coordination.Demo.Story;

/// <summary>For a program that acts for several agencies, such as the demonstration. It uses the log's own identifiers; each request
/// carries the identifiers of the agency in its token. It needs the key, which no agency has. It knows no types: a text that looks like an
/// identifier is changed on both ways, so what becomes of texts is seen with a client of one agency only.</summary>
public sealed class PseudonymTranslatingHandler(IdentifierMint mint) : DelegatingHandler
{
    private const string AuditorsPath = "/v1/audit";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (RecipientOf(request) is not { } recipient || request.RequestUri!.AbsolutePath.StartsWith(AuditorsPath, StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken);
        request.RequestUri = new Uri(IdentifierText.ChangeAll(request.RequestUri.OriginalString, identifiers => mint.ToNames(recipient, identifiers)), UriKind.RelativeOrAbsolute);
        if (request.Content is { } content)
            request.Content = await Changed(content, identifiers => mint.ToNames(recipient, identifiers), cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.Location is { } location)
            response.Headers.Location = new Uri(IdentifierText.ChangeAll(location.OriginalString, names => mint.ToIdentifiers(recipient, names)), UriKind.RelativeOrAbsolute);
        response.Content = await Changed(response.Content, names => mint.ToIdentifiers(recipient, names), cancellationToken);
        return response;
    }

    // Files of the log are bytes that somebody signed: they are the same for everybody, and stay as they are.
    private static async Task<HttpContent> Changed(HttpContent content, IdentifierChange change, CancellationToken cancellation)
    {
        if (content.Headers.ContentType?.MediaType is not { } type || !(type.EndsWith("json", StringComparison.Ordinal) || type is "text/html"))
            return content;
        var bytes = await content.ReadAsByteArrayAsync(cancellation);
        IdentifierText.ChangeValues(bytes, change);
        var changed = new ByteArrayContent(bytes);
        foreach (var (header, values) in content.Headers)
            changed.Headers.TryAddWithoutValidation(header, values);
        return changed;
    }

    private static string? RecipientOf(HttpRequestMessage request)
    {
        if (request.Headers.Authorization is not { Scheme: "Bearer", Parameter: { } token } || token.Split('.') is not [_, var claims, _] || !Base64Url.IsValid(claims))
            return null;
        try
        {
            using var read = JsonDocument.Parse(Base64Url.DecodeFromChars(claims));
            if (read.RootElement.TryGetProperty(ClaimNames.Survivor, out var survivor))
                return $"survivor/{survivor.GetString()}";
            return read.RootElement.TryGetProperty(ClaimNames.Agency, out var agency) ? agency.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
