using System.Net;
using Alba;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coordination.Testing;

/// <summary>Runs each request of a client as a scenario of Alba, and gives back what the host answered, whatever its status.</summary>
public sealed class ScenarioHandler(IAlbaHost host) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var result = await host.Scenario(scenario =>
        {
            scenario.IgnoreStatusCode();
            scenario.ConfigureHttpContext(context => Write(request, body, context));
        });
        return await Read(request, result.Context.Response, cancellationToken);
    }

    private static void Write(HttpRequestMessage request, byte[]? body, HttpContext context)
    {
        var (uri, to) = (request.RequestUri!, context.Request);
        to.Method = request.Method.Method;
        to.Scheme = uri.Scheme;
        to.Host = HostString.FromUriComponent(uri);
        to.Path = PathString.FromUriComponent(uri);
        to.QueryString = QueryString.FromUriComponent(uri);
        foreach (var (name, values) in request.Headers)
            to.Headers.Append(name, values.ToArray());
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new Body(body is not null));
        if (body is null)
            return;
        foreach (var (name, values) in request.Content!.Headers)
            to.Headers.Append(name, values.ToArray());
        to.ContentLength = body.Length;
        to.Body = new MemoryStream(body, writable: false);
    }

    private static async Task<HttpResponseMessage> Read(HttpRequestMessage request, HttpResponse from, CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        await from.Body.CopyToAsync(bytes, cancellation);
        var response = new HttpResponseMessage((HttpStatusCode)from.StatusCode) { RequestMessage = request, Content = new ByteArrayContent(bytes.ToArray()) };
        foreach (var (name, values) in from.Headers)
            if (!response.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                response.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        return response;
    }

    private sealed record Body(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
