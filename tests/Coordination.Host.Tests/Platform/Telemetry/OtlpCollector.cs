using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coordination.Host.Tests.Platform.Telemetry;

/// <summary>Takes what is exported with OTLP over HTTP, on a port of loopback. Texts in it are plain UTF-8, so that they can be looked for without decoding.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<(string Signal, string Body)> _bodies = new();

    private OtlpCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _bodies.Enqueue((signal, Encoding.UTF8.GetString(body.ToArray())));
        });
    }

    public string Address => _server.Urls.First();

    public static async Task<OtlpCollector> Start()
    {
        var collector = new OtlpCollector();
        await collector._server.StartAsync();
        return collector;
    }

    /// <summary>Everything of traces, metrics or logs, one after the other.</summary>
    public string Got(string signal) => string.Concat(_bodies.Where(body => body.Signal == signal).Select(body => body.Body));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
