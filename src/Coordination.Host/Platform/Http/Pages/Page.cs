using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Coordination.Host.Platform.Http.Pages;

/// <summary>
/// An answer for paper: one HTML document with nothing around it that has to be fetched, and no script. It is written from the JSON of the
/// same answer, so that it cannot say more, and what cannot be read is opened, or not, in the same place.
/// </summary>
/// <param name="body">The answer.</param>
/// <param name="zone">In whose times it is written.</param>
/// <param name="write">Writes the document from the JSON.</param>
internal sealed class Page<T>(T body, TimeZoneInfo zone, Action<PageWriter, JsonElement> write) : IResult, IEndpointMetadataProvider
{
    private const string ContentType = "text/html; charset=utf-8";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var json = await RevealedAnswer.Of(body, httpContext.RequestServices.GetRequiredService<ApiJson>().Revealing, httpContext);
        using var answer = JsonDocument.Parse(json);
        var page = new PageWriter(zone);
        write(page, answer.RootElement);
        var response = httpContext.Response;
        response.Headers[HeaderNames.ContentSecurityPolicy] = PageStyle.SecurityPolicy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        var bytes = Encoding.UTF8.GetBytes(page.Finish());
        response.ContentType = ContentType;
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/html"]));
}
