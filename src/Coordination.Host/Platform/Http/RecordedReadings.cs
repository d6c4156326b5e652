using Coordination.Domain.Readings;

namespace Coordination.Host.Platform.Http;

/// <summary>Endpoints of a group that give nothing before it is on record who reads what. One that does not say what it gives does not
/// start.</summary>
public static class RecordedReadings
{
    /// <summary>Records each request to the group before its endpoint runs.</summary>
    public static RouteGroupBuilder RecordReadings(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var kind = http.GetEndpoint()!.Metadata.GetRequiredMetadata<Reading>().Kind;
            await http.RequestServices.GetRequiredService<AuditReadings>()
                .Record(Caller.Of(http)!.Actor, kind, Subject(http.Request), http.RequestAborted);
            return await next(context);
        });
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (!endpoint.Metadata.OfType<Reading>().Any())
                throw new InvalidOperationException($"{endpoint.DisplayName} does not say what an auditor reads there.");
        });
        return group;
    }

    /// <summary>Says what an auditor reads there.</summary>
    public static TBuilder Reads<TBuilder>(this TBuilder endpoint, ReadingKind kind) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Reading(kind));

    internal static string Subject(HttpRequest request)
    {
        var named = request.RouteValues.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => value.Value as string)
            .Concat(request.Query.Where(value => value.Key != "as").OrderBy(value => value.Key, StringComparer.Ordinal)
                .Where(value => Narrowing.Contains(value.Key)).Select(value => (string?)value.Value));
        return string.Join(' ', named.OfType<string>()) is { Length: > 0 } subject ? subject : "the log";
    }

    /// <summary>Parts of a query that say what is read, not which page of it.</summary>
    private static readonly string[] Narrowing = ["agency", "from", "fromPosition", "ruleSet", "to", "toPosition"];

    private sealed record Reading(ReadingKind Kind);
}
