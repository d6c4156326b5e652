using Coordination.Domain;
using Coordination.Host.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Coordination.Host.Http.Identifiers;

/// <summary>Marks endpoints that show identifiers as the log has them: the auditors', who work on pseudonyms and have to connect them.</summary>
public sealed record LogsOwnIdentifiers;

/// <summary>
/// Stands between the callers and every endpoint: what comes in by a name of the caller's agency goes on as the log's
/// identifier, and what goes out gets the agency's names. No endpoint has to think of it, so none can forget it.
/// </summary>
public sealed class MintedIdentifiers(RequestDelegate next, IdentifierMint mint)
{
    /// <summary>By which an auditor says whose names are in the address: <c>?as=open-door</c>.</summary>
    public const string NamedBy = "as";

    public Task InvokeAsync(HttpContext context)
    {
        if (Caller.Of(context) is not { } caller || context.GetEndpoint() is not RouteEndpoint endpoint)
            return next(context);
        return endpoint.Metadata.GetMetadata<LogsOwnIdentifiers>() is null
            ? Between(context, endpoint, caller.Recipient)
            : ForAuditors(context);
    }

    private async Task Between(HttpContext context, RouteEndpoint endpoint, string recipient)
    {
        Receive(context.Request, endpoint, names => mint.ToIdentifiers(recipient, names));
        var outside = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = outside;
        }
        Send(context.Response, answer.GetBuffer().AsSpan(0, (int)answer.Length), identifiers => mint.ToNames(recipient, identifiers));
        if (answer.Length > 0)
            await outside.WriteAsync(answer.GetBuffer().AsMemory(0, (int)answer.Length), context.RequestAborted);
    }

    private static void Receive(HttpRequest request, RouteEndpoint endpoint, IdentifierChange change)
    {
        foreach (var (parameter, policies) in endpoint.RoutePattern.ParameterPolicies)
        {
            if (policies.Any(policy => policy.Content == "guid") && Guid.TryParse(request.RouteValues[parameter] as string, out var name))
                request.RouteValues[parameter] = IdentifierText.ChangeAll(name.ToString(), change);
        }
        if (request.QueryString.HasValue)
            request.QueryString = new QueryString(IdentifierText.ChangeAll(request.QueryString.Value!, change));
        RequestBody.Of(request.HttpContext).Change(change);
    }

    private static void Send(HttpResponse response, Span<byte> body, IdentifierChange change)
    {
        if (response.Headers.Location is [{ } location])
            response.Headers[HeaderNames.Location] = IdentifierText.ChangeAll(location, change);
        if (response.ContentType == Problem.ContentType)
            IdentifierText.ChangeAll(body, change); // ours from the first word to the last
        else
            IdentifierText.ChangeValues(body, change);
    }

    private Task ForAuditors(HttpContext context)
    {
        var request = context.Request;
        if (request.Query[NamedBy] is [{ } agency] && NamedId.IsValid(agency))
        {
            foreach (var (parameter, value) in request.RouteValues.ToList())
                if (value is string text)
                    request.RouteValues[parameter] = IdentifierText.ChangeAll(text, names => mint.ToIdentifiers(agency, names));
        }
        return next(context);
    }
}
