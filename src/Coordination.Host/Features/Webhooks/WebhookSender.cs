using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Coordination.Domain.Webhooks;
using Coordination.Host.Platform.Execution.Webhooks;

namespace Coordination.Host.Features.Webhooks;

/// <summary>What came of sending once.</summary>
public abstract record Delivery
{
    private Delivery() { }

    public sealed record Taken : Delivery;

    /// <summary>It did not.</summary>
    /// <param name="Why">In which way.</param>
    /// <param name="RetryAfter">For how long the receiver asks to be left alone.</param>
    public sealed record Failed(Failure Why, TimeSpan? RetryAfter = null) : Delivery;
}

/// <summary>Sends one message. It reads only the status and Retry-After of the answer, and follows no redirect. It uses no proxy, no cookie
/// and no trace header. It connects only to addresses that the deployment allows, whatever name resolved to them.</summary>
public sealed class WebhookSender : IDisposable
{
    private const int MostHeaderKilobytes = 16;
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1), ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private readonly WebhookSettings _settings;
    private readonly TimeProvider _time;

    public WebhookSender(WebhookSettings settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null, // no trace of ours goes out, and no address goes into a trace
            ConnectTimeout = ConnectTimeout,
            MaxConnectionsPerServer = settings.MostAtOnce,
            MaxResponseHeadersLength = MostHeaderKilobytes,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ConnectCallback = Connect,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Coordination-Webhooks", "1"));
    }

    /// <summary>Sends it, within the time that an attempt may take.</summary>
    public async ValueTask<Delivery> Send(Uri address, SignedWebhook message, CancellationToken cancellation)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(_settings.Timeout);
        using var request = new HttpRequestMessage(HttpMethod.Post,
            address)
        { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(message.Body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in message.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bounded.Token);
            return Read(answer);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Delivery.Failed(new(FailureClass.Timeout));
        }
        catch (HttpRequestException failure)
        {
            return new Delivery.Failed(new(ClassOf(failure)));
        }
    }

    public void Dispose() => _http.Dispose();

    private Delivery Read(HttpResponseMessage answer) => (int)answer.StatusCode switch
    {
        >= 200 and < 300 => new Delivery.Taken(),
        >= 300 and < 400 => Failed(FailureClass.Redirected, answer),
        410 => Failed(FailureClass.Gone, answer),
        >= 500 => Failed(FailureClass.ServerError, answer),
        _ => Failed(FailureClass.Rejected, answer),
    };

    private Delivery.Failed Failed(FailureClass why, HttpResponseMessage answer)
    {
        var after = answer.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - _time.GetUtcNow() : null;
        return new(new(why, (int)answer.StatusCode), after > LongestRetryAfter ? LongestRetryAfter : after);
    }

    private static FailureClass ClassOf(HttpRequestException failure) => (failure.InnerException, failure.HttpRequestError) switch
    {
        (AddressRefusedException, _) => FailureClass.AddressNotAllowed,
        (SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }, _)
            or (_, HttpRequestError.NameResolutionError) => FailureClass.NameNotResolved,
        (SocketException { SocketErrorCode: SocketError.TimedOut }, _) or (TimeoutException, _) => FailureClass.Timeout,
        (_, HttpRequestError.SecureConnectionError) => FailureClass.Tls,
        (_, HttpRequestError.ConnectionError) => FailureClass.Refused,
        _ => FailureClass.Broken,
    };

    /// <summary>Resolves the name, and connects to what it leads to, if that is allowed: what was looked at is what is connected
    /// to.</summary>
    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
        var allowed = addresses.Where(address => _settings.Addresses.Allows(host, port, address)).ToArray();
        if (addresses.Length > 0 && allowed.Length == 0)
            throw new AddressRefusedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class AddressRefusedException() : IOException("The name leads to an address to which nothing is sent.");
}
