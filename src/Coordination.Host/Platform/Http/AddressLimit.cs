using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coordination.Host.Platform.Http;

/// <summary>
/// How long an address and all headers together may be. The server has limits of its own and answers what exceeds them without a
/// body, before anything here sees it; so it is given more room, and what lies between gets a problem.
/// </summary>
public sealed class AddressLimit(RequestDelegate next)
{
    /// <summary>The longest address, in bytes as they were sent.</summary>
    public const int AddressBytes = 8 * 1024;

    /// <summary>The most bytes of headers, and the most headers.</summary>
    public const int HeaderBytes = 32 * 1024, Headers = 100;

    // What a caller could send who does not know the limits, such as a token or an address that was made by mistake.
    private const int Room = 8;

    /// <summary>Lets the server read so much more than is taken that the answer can be ours.</summary>
    public static void LeaveRoom(KestrelServerLimits server)
    {
        server.MaxRequestLineSize = AddressBytes * Room;
        server.MaxRequestHeadersTotalSize = HeaderBytes * Room;
        server.MaxRequestHeaderCount = Headers * Room;
    }

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if ((context.Features.Get<IHttpRequestFeature>()?.RawTarget.Length ?? 0) > AddressBytes
            || request.Path.Value!.Length + (request.QueryString.Value?.Length ?? 0) > AddressBytes)
            return Problems.AddressTooLong.With($"At most {AddressBytes} bytes are taken.").ExecuteAsync(context);
        if (request.Headers.Count > Headers
            || request.Headers.Sum(header =>
                header.Value.Sum(value => header.Key.Length + Encoding.UTF8.GetByteCount(value ?? "") + 4)) > HeaderBytes)
            return Problems.HeadersTooLarge.With($"At most {Headers} headers of {HeaderBytes} bytes together are taken.")
                .ExecuteAsync(context);
        return next(context);
    }
}
