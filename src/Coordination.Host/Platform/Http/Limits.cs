using System.Net;

namespace Coordination.Host.Platform.Http;

/// <summary>How much one caller may ask. Read from the section <c>Limits</c>.</summary>
public sealed record Limits
{
    /// <summary>The largest body, in bytes.</summary>
    public int BodyBytes { get; init; } = 64 * 1024;

    /// <summary>Units of cost a second that one person may keep up; <see cref="RequestCost"/> says what a request costs.</summary>
    public int RequestsPerSecond { get; init; } = 100;

    /// <summary>Units of cost that one person may spend at once.</summary>
    public int RequestsAtOnce { get; init; } = 300;

    /// <summary>Requests of one person that are worked on at the same time. Further ones wait for their turn.</summary>
    public int RequestsInProgress { get; init; } = 8;

    /// <summary>Requests of one person that may wait for their turn. Further ones are refused.</summary>
    public int RequestsWaiting { get; init; } = 64;

    /// <summary>Proxies whose <c>X-Forwarded-For</c> is believed: addresses, or networks such as 10.0.0.0/8. From all others it is
    /// ignored.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <exception cref="SettingsException">A proxy is neither an address nor a network.</exception>
    public static Limits Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Limits");
        var defaults = new Limits();
        return new Limits
        {
            BodyBytes = section.GetValue("BodyBytes", defaults.BodyBytes),
            RequestsPerSecond = section.GetValue("RequestsPerSecond", defaults.RequestsPerSecond),
            RequestsAtOnce = section.GetValue("RequestsAtOnce", defaults.RequestsAtOnce),
            RequestsInProgress = section.GetValue("RequestsInProgress", defaults.RequestsInProgress),
            RequestsWaiting = section.GetValue("RequestsWaiting", defaults.RequestsWaiting),
            TrustedProxies = [.. (section.GetSection("TrustedProxies").Get<string[]>() ?? []).Select(NetworkIn)],
        };
    }

    private static IPNetwork NetworkIn(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new SettingsException($"Limits:TrustedProxies names '{text}'. Give an address, or a network such as 10.0.0.0/8.");
}

/// <summary>Reads the body whole, at most as much as is allowed, before anything else sees it.</summary>
public sealed class BodyLimit(RequestDelegate next, Limits limits)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!await RequestBody.TryRead(context, limits.BodyBytes))
            await Problems.TooLarge.With($"At most {limits.BodyBytes} bytes are taken.").ExecuteAsync(context);
        else if (!BodyType.TryAccept(context.Request, RequestBody.Of(context).Bytes.Span, out var expected))
            await Problems.WrongMediaType.With(expected).ExecuteAsync(context);
        else if (RequestBody.Of(context).NestsDeeperThan(ApiJson.DeepestNesting))
            await Problems.Malformed.With($"The body nests deeper than {ApiJson.DeepestNesting}.").ExecuteAsync(context);
        else
            await next(context);
    }
}
