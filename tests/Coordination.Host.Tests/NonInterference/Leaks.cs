using System.Text.Json.Nodes;
using Coordination.Host.Platform.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Coordination.Host.Tests.NonInterference;

/// <summary>An answer on its way out, which a leak spoils by what it knows of the whole log.</summary>
internal sealed record Answering(HttpContext Http, long Head, JsonNode? Body)
{
    public int Status => Http.Response.StatusCode;
    public string Path => Http.Request.Path;
    public JsonArray? Items => (Body as JsonObject)?["items"] as JsonArray;
}

/// <summary>Mistakes that somebody could make, each put into the host to see that it is found.</summary>
internal static class Leaks
{
    private static readonly string[] s_kinds = ["disclosure", "review", "case", "survivor", "consent"];

    public static readonly Dictionary<string, Func<Answering, IServiceProvider, Task>> All = new()
    {
        ["a count over everybody's rows"] = (answer, _) => Change(answer.Items is not null, () => ((JsonObject)answer.Body!)["total"] = answer.Head),
        ["an entity tag from the position of the log"] = (answer, _) => Change(answer is { Status: 200, Path: "/v1/inbox" }, () => answer.Http.Response.Headers.ETag = $"\"{answer.Head}\""),
        ["an order that follows from the order of the log"] = (answer, _) => Change(answer.Items is { Count: > 1 } && answer.Head % 2 == 0, () => Turn(answer.Items!)),
        ["a page token that holds a position"] = (answer, _) => Change(answer.Body?["next"] is not null, () => answer.Body!["next"] = $"{answer.Head}"),
        ["a retry hint that depends on the load"] = (answer, _) => Change(answer.Status == 409, () => answer.Http.Response.Headers.RetryAfter = $"{answer.Head % 7}"),
        ["an error text that tells withheld from unknown"] = async (answer, services) =>
        {
            if (answer.Status == 404 && await Exists(answer.Path, services))
                answer.Body!["detail"] = "This has not been released to you.";
        },
        ["a status that tells withheld from unknown"] = async (answer, services) =>
        {
            if (answer.Status == 404 && await Exists(answer.Path, services))
                answer.Http.Response.StatusCode = 403;
        },
        ["a wait that tells whether a stream is there"] = async (answer, services) =>
        {
            if (answer is { Status: 200, Path: "/v1/caseload" } && answer.Http.Request.Query["waitFor"] is [{ } named] && named.Split('@') is [var stream, var version] && long.TryParse(version, out var number))
                answer.Body!["upToDate"] = (await Stream(stream.Split('-')[0], stream, services)).Count >= number;
        },
        ["the version of a stream that others write to"] = async (answer, services) =>
        {
            if (answer.Status == 200 && answer.Path.StartsWith("/v1/disclosures/", StringComparison.Ordinal) && answer.Http.Request.Method == "GET")
                answer.Http.Response.Headers.ETag = $"\"{(await Stream("disclosure", answer.Path, services)).Count}\"";
        },
        ["the number of somebody else's meetings"] = async (answer, services) =>
        {
            if (answer.Path.StartsWith("/v1/reviews/", StringComparison.Ordinal) && answer.Status == 200)
                answer.Body!["meetings"] = (await services.GetRequiredService<IEventStore>().ReadAll(0, int.MaxValue, CancellationToken.None)).Count(e => e.Type.StartsWith("review-called", StringComparison.Ordinal));
        },
    };

    /// <summary>Those that show while histories are played: in answers to commands, or as the log grows.</summary>
    public static readonly string[] WhilePlayed = ["a retry hint that depends on the load", "an order that follows from the order of the log"];

    /// <summary>Puts a leak around the whole host.</summary>
    public static Action<IServiceCollection> Plant(string leak) => Plant(() => leak);

    /// <summary>Puts whichever leak is chosen at the time of a request around the whole host; none while none is.</summary>
    public static Action<IServiceCollection> Plant(Func<string?> chosen) => services => services.AddSingleton<IStartupFilter>(new Spoiler(() => chosen() is { } leak ? All[leak] : null));

    private static Task Change(bool applies, Action change)
    {
        if (applies)
            change();
        return Task.CompletedTask;
    }

    private static void Turn(JsonArray items)
    {
        var last = items[^1];
        items.RemoveAt(items.Count - 1);
        items.Insert(0, last);
    }

    private static async Task<bool> Exists(string path, IServiceProvider services)
    {
        foreach (var kind in s_kinds)
            if ((await Stream(kind, path, services)).Count > 0)
                return true;
        return false;
    }

    /// <summary>The stream of the thing that some looking agency knows by a name in this text.</summary>
    private static async Task<IReadOnlyList<StoredEvent>> Stream(string kind, string text, IServiceProvider services)
    {
        var store = services.GetRequiredService<IEventStore>();
        var mint = services.GetRequiredService<Coordination.Host.Platform.Identity.IdentifierMint>();
        var agencies = (await store.ReadStream("taskforce", 0, 10_000, CancellationToken.None)).Count;
        foreach (var part in text.Split('/').Select(part => part.StartsWith(kind + '-', StringComparison.Ordinal) ? part[(kind.Length + 1)..] : part))
        {
            if (!Guid.TryParse(part, out var name))
                continue;
            for (var pair = 0; pair <= agencies / 5; pair++)
                if (await store.ReadStream($"{kind}-{mint.IdentifierOf($"looker-{pair}", name)}", 0, 1_000, CancellationToken.None) is { Count: > 0 } found)
                    return found;
        }
        return [];
    }

    private sealed class Spoiler(Func<Func<Answering, IServiceProvider, Task>?> chosen) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(Spoil);
            next(app);
        };

        private async Task Spoil(HttpContext context, RequestDelegate next)
        {
            if (chosen() is not { } leak)
            {
                await next(context);
                return;
            }
            var outside = context.Response.Body;
            using var held = new MemoryStream();
            context.Response.Body = held;
            await next(context);
            context.Response.Body = outside;
            var json = context.Response.ContentType?.Contains("json", StringComparison.Ordinal) == true && held.Length > 0;
            var answer = new Answering(context, await context.RequestServices.GetRequiredService<IEventStore>().Head(CancellationToken.None), json ? JsonNode.Parse(held.ToArray()) : null);
            await leak(answer, context.RequestServices);
            var body = answer.Body is null ? held.ToArray() : System.Text.Encoding.UTF8.GetBytes(answer.Body.ToJsonString());
            context.Response.ContentLength = body.Length;
            await outside.WriteAsync(body);
        }
    }
}
