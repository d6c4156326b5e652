using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coordination.Testing;

/// <summary>
/// Somebody who calls the API: sends their token, an idempotency key with each command, and reads the answers. Each answer is
/// checked against the description of its operation.
/// </summary>
public sealed class ApiClient(HttpClient http, string? token)
{
    /// <summary>A command; the key is new where none is given.</summary>
    public Task<ApiReply> Post(string path, object? body = null, string? key = null, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null)
            request.Content = JsonContent.Create(body, options: JsonSerializerOptions.Web);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return Send(request);
    }

    /// <summary>A query.</summary>
    public Task<ApiReply> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>A query whose answer is bytes.</summary>
    public Task<HttpResponseMessage> GetRaw(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return http.SendAsync(request);
    }

    /// <summary>Anything else.</summary>
    public async Task<ApiReply> Send(HttpRequestMessage request)
    {
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var address = request.RequestUri!.OriginalString;
        using var response = await http.SendAsync(request);
        var reply = new ApiReply(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers);
        var faults = (await ApiContract.Of(http)).Faults(request.Method, address, (int)reply.Status, reply.ContentHeaders, reply.Text);
        return faults.Count == 0 ? reply : throw new InvalidOperationException($"The answer to {request.Method} {address} is not as the API describes it: {string.Join("; ", faults.Take(5))}\n{(int)reply.Status}: {reply.Text}");
    }
}

/// <summary>What came back.</summary>
public sealed record ApiReply(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    /// <summary>The body as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The version in the ETag; null when there is none.</summary>
    public long? Version => Headers.ETag is { Tag: var tag } ? long.Parse(tag.Trim('"'), System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>The id in the body of a command's answer.</summary>
    public string Id => Json["id"]!.GetValue<string>();

    /// <summary>The last part of the problem's type, for example <c>not-found</c>; null when it is no problem.</summary>
    public string? Problem => ContentHeaders.ContentType?.MediaType == "application/problem+json" ? Json["type"]!.GetValue<string>().Split(':')[^1] : null;

    /// <summary>The field that the problem names.</summary>
    public string? Field => Json["field"]?.GetValue<string>();

    /// <summary>Itself, when it is a success; else the test fails with the problem.</summary>
    public ApiReply Ok() => (int)Status is >= 200 and < 300 ? this : throw new InvalidOperationException($"{(int)Status}: {Text}");
}
