using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Coordination.Domain.Webhooks;
using Coordination.Host.Features.Webhooks;
using Coordination.Host.Platform.Execution.Webhooks;
using Coordination.Host.Platform.Identity;
using Coordination.Testing;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Coordination.Host.Tests.Features.Webhooks;

/// <summary>Where is sent to and where is not, tried with real connections.</summary>
public sealed class WhereToTests
{
    private static readonly AddressRules Loopback = new(true, []);
    private static readonly SignedWebhook Message = new("msg_1", WebhookScene.Start, "{}", [SignedWebhook.NewSecret()]);

    [Theory]
    [InlineData("http://127.0.0.1:{0}/"), InlineData("http://localhost:{0}/"), InlineData("http://[::ffff:127.0.0.1]:{0}/"), InlineData("http://2130706433:{0}/"), InlineData("http://127.1:{0}/")]
    public async Task A_name_that_leads_inside_is_not_connected_to(string address)
    {
        await using var inside = await Receiver.Start();
        var port = new Uri(inside.Address).Port;

        var failed = await Send(AddressRules.PublicOnly, string.Format(System.Globalization.CultureInfo.InvariantCulture, address, port));

        Assert.Equal(FailureClass.AddressNotAllowed, failed?.Class);
        Assert.Empty(inside.Got);
    }

    [Theory]
    [InlineData("https://10.255.255.1/"), InlineData("https://169.254.169.254/latest/meta-data"), InlineData("https://192.168.0.1/"), InlineData("https://[fd00::1]/"), InlineData("https://[fe80::1]/"), InlineData("https://0.0.0.0/")]
    public async Task An_address_of_a_network_is_refused_before_anything_is_sent(string address)
    {
        var began = TimeProvider.System.GetTimestamp();

        Assert.Equal(FailureClass.AddressNotAllowed, (await Send(Loopback, address))?.Class);
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_relay_of_the_deployment_is_reached_at_its_port_and_its_neighbour_is_not()
    {
        await using Receiver relay = await Receiver.Start(), neighbour = await Receiver.Start();
        var rules = new AddressRules(false, [$"localhost:{new Uri(relay.Address).Port}"]);

        Assert.Null(await Send(rules, relay.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
        Assert.Equal(FailureClass.AddressNotAllowed, (await Send(rules, neighbour.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)))?.Class);
    }

    [Fact]
    public async Task Nobody_is_followed_elsewhere()
    {
        await using Receiver here = await Receiver.Start(), elsewhere = await Receiver.Start();
        here.Answers = (_, _, response) => { response.Headers.Location = elsewhere.Address; return Task.FromResult(307); };

        Assert.Equal(new Failure(FailureClass.Redirected, 307), await Send(Loopback, here.Address));
        Assert.Empty(elsewhere.Got);
    }

    [Theory]
    [InlineData(200, null), InlineData(204, null), InlineData(299, null), InlineData(400, FailureClass.Rejected), InlineData(401, FailureClass.Rejected), InlineData(429, FailureClass.Rejected)]
    [InlineData(410, FailureClass.Gone), InlineData(500, FailureClass.ServerError), InlineData(599, FailureClass.ServerError), InlineData(304, FailureClass.Redirected)]
    public async Task A_status_is_what_it_says(int status, FailureClass? expected)
    {
        await using var receiver = await Receiver.Start();
        receiver.Always(status);

        var failed = await Send(Loopback, receiver.Address);
        Assert.Equal((expected, expected is null ? null : (int?)status), (failed?.Class, failed?.Status));
    }

    [Fact]
    public async Task Whoever_does_not_answer_in_time_is_not_waited_for()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answers = async (_, _, response) => { await Task.Delay(TimeSpan.FromSeconds(20), response.HttpContext.RequestAborted); return 200; };

        Assert.Equal(FailureClass.Timeout, (await Send(Loopback, receiver.Address))?.Class);
    }

    [Fact]
    public async Task An_answer_without_end_takes_no_time_and_no_memory()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answers = async (_, _, response) =>
        {
            response.StatusCode = 200;
            for (var block = new byte[65_536]; !response.HttpContext.RequestAborted.IsCancellationRequested;)
                await response.Body.WriteAsync(block, response.HttpContext.RequestAborted);
            return 200;
        };
        var began = TimeProvider.System.GetTimestamp();

        Assert.Null(await Send(Loopback, receiver.Address));
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(1.9));
    }

    [Fact]
    public async Task Nobody_there_no_such_name_and_what_is_no_HTTP_are_told_apart()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var talks = Talk(silent);

        Assert.Equal(FailureClass.Broken, (await Send(Loopback, $"http://127.0.0.1:{port}/"))?.Class);
        silent.Stop();
        await talks;
        Assert.Equal(FailureClass.Refused, (await Send(Loopback, $"http://127.0.0.1:{port}/"))?.Class);
        Assert.Equal(FailureClass.NameNotResolved, (await Send(Loopback, "https://nobody.invalid/"))?.Class);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var server = Shake(listener, certificate);

        Assert.Equal(FailureClass.Tls, (await Send(Loopback, $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/"))?.Class);
        listener.Stop();
        await server;
    }

    [Fact]
    public void This_machine_is_named_in_development_only_and_relays_with_their_ports()
    {
        Assert.True(Settings(isDevelopment: true).Addresses.AllowsLoopback);
        Assert.False(Settings(isDevelopment: false).Addresses.AllowsLoopback);
        Assert.Throws<SettingsException>(() => Settings(isDevelopment: false, ("Webhooks:AllowLoopback", "true")));
        Assert.True(Settings(false, ("Webhooks:InternalRelays:0", "relay.internal:8443")).Addresses.IsRelay("RELAY.internal", 8443));
        Assert.Throws<SettingsException>(() => Settings(false, ("Webhooks:InternalRelays:0", "relay.internal")));
        Assert.Throws<SettingsException>(() => Settings(false, ("Webhooks:InternalRelays:0", "10.0.0.0/8")));
        Assert.Throws<SettingsException>(() => Settings(false, ("Webhooks:Timeout", "02:00:00")));
    }

    private static WebhookSettings Settings(bool isDevelopment, params (string Name, string Value)[] settings) => WebhookSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build(), isDevelopment);

    private static async Task<Failure?> Send(AddressRules rules, string address)
    {
        using var courier = new WebhookSender(new WebhookSettings { Addresses = rules, Timeout = TimeSpan.FromSeconds(2) }, TimeProvider.System);
        return (await courier.Send(new Uri(address), Message, CancellationToken.None) as Delivery.Failed)?.Why;
    }

    private static async Task Talk(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync("SSH-2.0-nothing of this is HTTP\r\n"u8.ToArray());
    }

    private static async Task Shake(TcpListener listener, X509Certificate2 certificate)
    {
        try
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(certificate);
        }
        catch (Exception refused) when (refused is System.Security.Authentication.AuthenticationException or IOException or SocketException)
        {
            // the caller hung up
        }
    }
}
