using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Coordination.Host.Platform.Http;
using Coordination.Testing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Http;

/// <summary>What is wrong before there is a route, sent byte for byte to the real server.</summary>
public sealed class BeforeRoutingTests(BeforeRoutingTests.RealServer server) : IClassFixture<BeforeRoutingTests.RealServer>
{
    [Theory]
    [InlineData(AddressLimit.AddressBytes + 1), InlineData(AddressLimit.AddressBytes * 2), InlineData(AddressLimit.AddressBytes * 7)]
    public async Task An_address_that_is_too_long_is_a_problem(int length)
    {
        await Is(414, "address-too-long", $"GET /v1/me?zone={new string('a', length)} HTTP/1.1");
        await Is(414, "address-too-long", $"GET /{new string('a', length)} HTTP/1.1");
        await Is(414, "address-too-long", $"GET /{string.Concat(Enumerable.Repeat("%61", length / 3 + 1))} HTTP/1.1");
    }

    [Theory]
    [InlineData(AddressLimit.HeaderBytes), InlineData(AddressLimit.HeaderBytes * 2), InlineData(AddressLimit.HeaderBytes * 7)]
    public async Task Headers_that_are_too_large_are_a_problem(int length)
    {
        await Is(431, "headers-too-large", "GET /v1/me HTTP/1.1", $"X-One: {new string('a', length)}");
        await Is(431, "headers-too-large", "GET /v1/me HTTP/1.1", $"Authorization: Bearer {new string('a', length)}");
        await Is(431, "headers-too-large", "GET /health/live HTTP/1.1", [.. Enumerable.Range(0, length / 1_000 + 1).Select(number => $"X-{number}: {new string('a', 1_000)}")]);
    }

    [Fact]
    public async Task Too_many_headers_are_a_problem_however_short() =>
        await Is(431, "headers-too-large", "GET /v1/me HTTP/1.1", [.. Enumerable.Range(0, AddressLimit.Headers + 1).Select(number => $"X-{number}: a")]);

    [Theory]
    [InlineData("GET /v1/%2e%2e/%2e%2e/etc/passwd HTTP/1.1", 404, "not-found"), InlineData("GET /v1//me HTTP/1.1", 404, "not-found"), InlineData("GET /v1/me%2f HTTP/1.1", 404, "not-found"), InlineData("GET /v1/%ff%fe HTTP/1.1", 404, "not-found")]
    [InlineData("BREW /v1/me HTTP/1.1", 405, "method-not-allowed"), InlineData("TRACE /v1/me HTTP/1.1", 405, "method-not-allowed"), InlineData("OPTIONS /v1/me HTTP/1.1", 405, "method-not-allowed"), InlineData("GET /v1/me HTTP/1.0", 401, "unauthenticated")]
    public async Task Whatever_the_server_can_read_gets_a_problem(string line, int status, string problem) => await Is(status, problem, line);

    [Theory]
    [InlineData("GET /v1/%00 HTTP/1.1", "Host: localhost"), InlineData("GET /v1/me", "Host: localhost"), InlineData("GET  HTTP/1.1", "Host: localhost"), InlineData("nonsense", "Host: localhost"), InlineData("GET /v1/me HTTP/9.9", "Host: localhost")]
    [InlineData("GET /v1/me HTTP/1.1", "Host: a b"), InlineData("GET /v1/me HTTP/1.1", "Host: a\r\nHost: b"), InlineData("GET /v1/me HTTP/1.1", "X: y"), InlineData("GET /v1/me HTTP/1.1", "Host: localhost\r\nno colon")]
    [InlineData("GET /v1/me HTTP/1.1", "Host: localhost\r\nContent-Length: -1"), InlineData("GET /v1/me HTTP/1.1", "Host: localhost\r\nTransfer-Encoding: nonsense")]
    public async Task What_is_no_request_is_refused_by_the_server_alone_and_harms_nobody(string line, string headers)
    {
        var (status, _, body) = await Send($"{line}\r\n{headers}\r\n\r\n");

        Assert.InRange(status, 400, 505);
        Assert.Equal("", body);
        await Is(401, "unauthenticated", "GET /v1/me HTTP/1.1");
    }

    [Fact]
    public async Task Beyond_what_the_server_itself_reads_the_status_is_all_there_is()
    {
        Assert.Equal(414, (await Send($"GET /{new string('a', AddressLimit.AddressBytes * 9)} HTTP/1.1\r\nHost: localhost\r\n\r\n")).Status);
        Assert.Equal(431, (await Send($"GET /v1/me HTTP/1.1\r\nHost: localhost\r\nX: {new string('a', AddressLimit.HeaderBytes * 9)}\r\n\r\n")).Status);
        await Is(401, "unauthenticated", "GET /v1/me HTTP/1.1");
    }

    private async Task Is(int expected, string problem, string line, params string[] headers)
    {
        var (status, mediaType, body) = await Send($"{line}\r\nHost: localhost\r\nConnection: close\r\n{string.Concat(headers.Select(header => $"{header}\r\n"))}\r\n");

        Assert.Equal((expected, "application/problem+json"), (status, mediaType));
        Assert.Equal($"urn:coordination:problem:{problem}", JsonNode.Parse(body)!["type"]!.GetValue<string>());
    }

    private async Task<(int Status, string? MediaType, string Body)> Send(string request)
    {
        using var client = new TcpClient { ReceiveTimeout = 30_000 };
        await client.ConnectAsync(server.Address.Host, server.Address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
            await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The server may hang up before it has read everything; what it said stands.
        }
        var parts = Encoding.UTF8.GetString(answer.ToArray()).Split("\r\n\r\n", 2);
        var lines = parts[0].Split("\r\n");
        return (int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture),
            lines.FirstOrDefault(line => line.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase))?.Split(':', 2)[1].Trim(), parts.Length > 1 ? parts[1] : "");
    }

    /// <summary>A host that listens at an address, as it does in service.</summary>
    public sealed class RealServer : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coordination-");
        private readonly TestDatabase _database = new();
        private PublishedHost? _host;

        public Uri Address => _host!.Address;

        public async ValueTask InitializeAsync()
        {
            await _database.InitializeAsync();
            _host = PublishedHost.Serve(_folder.FullName, new Dictionary<string, string>
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ConnectionStrings__Writer"] = _database.Writer,
                ["ConnectionStrings__Projector"] = _database.Projector,
                ["ConnectionStrings__Integrator"] = _database.Integrator,
                ["ConnectionStrings__Messenger"] = _database.Messenger,
                ["Identity__Development__Folder"] = _folder.FullName,
                ["Identifiers__Key"] = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)),
                ["Keys__Folder"] = Path.Combine(_folder.FullName, "keys"),
                ["TransparencyLog__Enabled"] = "false",
                ["Limits__RequestsPerSecond"] = "1000",
                ["Limits__RequestsAtOnce"] = "10000",
                ["Logging__LogLevel__Default"] = "None",
            });
            await _host.Ready(CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            _host?.Dispose();
            await _database.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }
}
