namespace Coordination.Host.Platform.Telemetry;

/// <summary>Names the trace of a request by its route and its outcome. The address itself is not in it.</summary>
public sealed class RequestTrace(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var activity = Activity.Current;
        await next(context);
        if (activity is not { IsAllDataRequested: true })
            return;
        var endpoint = context.GetEndpoint();
        activity.DisplayName = RouteNames.Of(endpoint);
        activity.SetTag("http.request.method", RouteNames.MethodOf(context.Request.Method));
        activity.SetTag("http.route", (endpoint as RouteEndpoint)?.RoutePattern.RawText);
        activity.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= 500)
            activity.SetStatus(ActivityStatusCode.Error);
    }
}
