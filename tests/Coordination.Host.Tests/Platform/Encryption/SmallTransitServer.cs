using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coordination.Host.Tests.Platform.Encryption;

/// <summary>A small key service over real HTTP, with the requests and answers of a transit engine and real AES-GCM behind them.</summary>
public sealed class SmallTransitServer : IAsyncDisposable
{
    public const string Token = "s.small-transit-token";
    private readonly ConcurrentDictionary<string, TransitKeyRing> _keys = new();
    private readonly WebApplication _app;

    private SmallTransitServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single() + "/");

    /// <summary>Whether it refuses to answer, as behind a broken network.</summary>
    public bool IsDown { get; set; }

    /// <summary>What it says instead of an answer, as something between us and it may.</summary>
    public (string MediaType, string Body)? Says { get; set; }

    public static async Task<SmallTransitServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new SmallTransitServer(app);
        app.Use(server.Guard);
        app.MapGet("/v1/sys/health", () => Results.Ok());
        app.MapPost("/v1/transit/keys/{name}", (string name) => { server._keys.GetOrAdd(name, _ => new()); return Results.NoContent(); });
        app.MapGet("/v1/transit/keys/{name}", (string name) => server.With(name, keys => Answer("latest_version", keys.Newest)));
        app.MapPost("/v1/transit/keys/{name}/rotate", (string name) => server.With(name, keys => { keys.Rotate(); return Results.NoContent(); }));
        app.MapPost("/v1/transit/keys/{name}/config", (string name) => server.With(name, _ => Results.NoContent()));
        app.MapPost("/v1/transit/keys/{name}/trim", (string name, JsonObject body) => server.With(name, keys => { keys.Trim((int)body["min_available_version"]!); return Results.NoContent(); }));
        app.MapPost("/v1/transit/encrypt/{name}", (string name, JsonObject body) => server.With(name, keys => Answer("ciphertext", keys.Encrypt(Bytes(body, "plaintext"), Bytes(body, "associated_data")))));
        app.MapPost("/v1/transit/decrypt/{name}", (string name, JsonObject body) => server.With(name, keys => Answer("plaintext", Convert.ToBase64String(keys.Decrypt((string)body["ciphertext"]!, Bytes(body, "associated_data"))))));
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static byte[] Bytes(JsonObject body, string name) => Convert.FromBase64String((string)body[name]!);

    private static IResult Answer(string name, JsonNode value) => Results.Json(new JsonObject { ["request_id"] = Guid.NewGuid().ToString(), ["data"] = new JsonObject { [name] = value } });

    private async Task Guard(HttpContext context, RequestDelegate next)
    {
        if (IsDown)
            context.Abort();
        else if (context.Request.Headers["X-Vault-Token"] != Token)
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else if (Says is { } said)
            await Results.Text(said.Body, said.MediaType).ExecuteAsync(context);
        else
            await next(context);
    }

    private IResult With(string name, Func<TransitKeyRing, IResult> work)
    {
        if (!_keys.TryGetValue(name, out var keys))
            return Results.Json(new JsonObject { ["errors"] = new JsonArray("encryption key not found") }, statusCode: 400);
        try
        {
            return work(keys);
        }
        catch (CryptographicException)
        {
            return Results.Json(new JsonObject { ["errors"] = new JsonArray("cipher: message authentication failed") }, statusCode: 400);
        }
    }

    private sealed class TransitKeyRing
    {
        private readonly SortedDictionary<int, byte[]> _versions = new() { [1] = RandomNumberGenerator.GetBytes(32) };

        public int Newest => _versions.Keys.Max();

        public void Rotate() => _versions[Newest + 1] = RandomNumberGenerator.GetBytes(32);

        public void Trim(int from)
        {
            foreach (var version in _versions.Keys.Where(version => version < from).ToList())
                _versions.Remove(version);
        }

        public string Encrypt(byte[] text, byte[] associated)
        {
            var sealedText = new byte[12 + 16 + text.Length];
            RandomNumberGenerator.Fill(sealedText.AsSpan(0, 12));
            using var aes = new AesGcm(_versions[Newest], 16);
            aes.Encrypt(sealedText.AsSpan(0, 12), text, sealedText.AsSpan(28), sealedText.AsSpan(12, 16), associated);
            return string.Create(CultureInfo.InvariantCulture, $"vault:v{Newest}:{Convert.ToBase64String(sealedText)}");
        }

        public byte[] Decrypt(string text, byte[] associated)
        {
            var parts = text.Split(':');
            var (version, bytes) = (int.Parse(parts[1][1..], CultureInfo.InvariantCulture), Convert.FromBase64String(parts[2]));
            var opened = new byte[bytes.Length - 28];
            using var aes = new AesGcm(_versions.TryGetValue(version, out var key) ? key : throw new CryptographicException(), 16);
            aes.Decrypt(bytes.AsSpan(0, 12), bytes.AsSpan(28), bytes.AsSpan(12, 16), opened, associated);
            return opened;
        }
    }
}
