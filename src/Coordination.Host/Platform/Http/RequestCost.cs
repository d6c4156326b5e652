using System.Reflection;
using System.Runtime.CompilerServices;

namespace Coordination.Host.Platform.Http;

/// <summary>
/// What one request costs of its caller's limit, in units. A query that answers one thing costs 1, a command 2, a page 1 and one more for
/// every ten rows asked for. Routes that read much more than that say so with <see cref="RequestCosts.Costs"/>.
/// </summary>
/// <param name="Units">What each request costs.</param>
/// <param name="OneAtATime">Whether one person may have only one request of this kind worked on at a time.</param>
public sealed record RequestCost(int Units, bool OneAtATime = false)
{
    /// <summary>What a view of several sections costs.</summary>
    public const int WholeView = 6;

    /// <summary>What folding a part of the history costs.</summary>
    public const int History = 20;

    /// <summary>What a command costs: the event, and everything that follows it.</summary>
    public const int Command = 2;

    private const int RowsForOneUnit = 10, DefaultRows = 50, MostRows = 200;
    private static readonly RequestCost s_least = new(1), s_command = new(Command);
    private static readonly ConditionalWeakTable<Endpoint, object> s_pages = [];

    public static RequestCost Of(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<RequestCost>() is { } declared)
            return declared;
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            return s_command;
        return endpoint is not null && (bool)s_pages.GetValue(endpoint, IsPage)
            ? new(1 + (RowsAsked(context.Request) / RowsForOneUnit))
            : s_least;
    }

    // What is no number is refused later, and costs what a page of the usual size does.
    private static int RowsAsked(HttpRequest request) =>
        int.TryParse(request.Query["limit"], out var rows) ? Math.Clamp(rows, 0, MostRows) : DefaultRows;

    // A page is what takes a limit, as a parameter or as a member of its query.
    private static object IsPage(Endpoint endpoint) => endpoint.Metadata.GetMetadata<MethodInfo>() is { } handler
        && handler.GetParameters().Any(parameter => IsLimit(parameter.Name)
            || (parameter.IsDefined(typeof(AsParametersAttribute))
                && parameter.ParameterType.GetProperties().Any(property => IsLimit(property.Name))));

    private static bool IsLimit(string? name) => string.Equals(name, "limit", StringComparison.OrdinalIgnoreCase);
}

public static class RequestCosts
{
    /// <summary>Each request costs so many units of its caller's limit.</summary>
    public static TBuilder Costs<TBuilder>(this TBuilder routes, int units) where TBuilder : IEndpointConventionBuilder =>
        routes.WithMetadata(new RequestCost(units));

    /// <summary>Reading a large part of the log: half of what one person may spend at once by default, and one request at a time.</summary>
    public static TBuilder CostsMost<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.WithMetadata(new RequestCost(150, OneAtATime: true));
}
