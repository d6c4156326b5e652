using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Coordination.Host.Tests.Features.Webhooks;

/// <summary>What a receiver got.</summary>
internal sealed record Received(string Id, string Timestamp, string Signatures, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
    public string Type => Json["type"]!.GetValue<string>();
    public long Sequence => Json["data"]!["sequence"]!.GetValue<long>();

    /// <summary>As the specification says, and with nothing of what sends.</summary>
    public bool IsSignedWith(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Id + "." + Timestamp + "." + Body));
        return Signatures.Split(' ').Any(signature => signature.StartsWith("v1,", StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(signature[3..]), expected));
    }
}

/// <summary>An agency's own server, on loopback: really listening, answering as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> _got = new();
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    /// <summary>What it answers to the nth request, from 1; 200 unless it is told otherwise.</summary>
    public Func<int, Received, HttpResponse, Task<int>> Answers { get; set; } = (_, _, _) => Task.FromResult(200);

    /// <summary>Everything that came, also what was not taken.</summary>
    public IReadOnlyList<Received> Got => [.. _got];

    /// <summary>What it took.</summary>
    public List<Received> Took { get; } = [];

    public string Address { get; private set; } = "";

    public static async Task<Receiver> Start(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.Receive);
        await app.StartAsync();
        receiver.Address = $"{app.Urls.First()}/hooks/canary-of-the-address";
        return receiver;
    }

    /// <summary>It always answers with this.</summary>
    public void Always(int status) => Answers = (_, _, _) => Task.FromResult(status);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Receive(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers;
        var got = new Received(headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), await reader.ReadToEndAsync(),
            headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        int number;
        lock (Took)
        {
            _got.Enqueue(got);
            number = _got.Count;
        }
        context.Response.StatusCode = await Answers(number, got, context.Response);
        lock (Took)
            if (context.Response.StatusCode is >= 200 and < 300)
                Took.Add(got);
    }
}
