using Coordination.Host.Platform.Encryption;

namespace Coordination.Host.Platform.Http;

/// <summary>The body of a request, read whole before anything else looks at it, so that its size is bounded and it can be
/// fingerprinted.</summary>
public sealed class RequestBody
{
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    private RequestBody(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The body of this request; empty when it was sent without one.</summary>
    public static RequestBody Of(HttpContext context) => context.Features.Get<RequestBody>() ?? new RequestBody(default);

    /// <summary>Puts an empty object in the place of a body that was not sent.</summary>
    public static void SetEmptyObject(HttpContext context)
    {
        var bytes = "{}"u8.ToArray();
        context.Features.Set(new RequestBody(bytes));
        context.Request.Body = new MemoryStream(bytes, writable: false);
        context.Request.ContentLength = bytes.Length;
        context.Request.ContentType = "application/json";
    }

    /// <summary>Whether objects and lists stand in each other deeper than this. Brackets within texts do not count.</summary>
    public bool NestsDeeperThan(int limit)
    {
        var depth = 0;
        var inText = false;
        var bytes = Bytes.Span;
        for (var at = 0; at < bytes.Length; at++)
        {
            switch (bytes[at])
            {
                case (byte)'\\' when inText: at++; break;
                case (byte)'"': inText = !inText; break;
                case (byte)'{' or (byte)'[' when !inText && ++depth > limit: return true;
                case (byte)'}' or (byte)']' when !inText: depth--; break;
            }
        }
        return false;
    }

    /// <summary>
    /// What makes two requests the same request: method, path, query and body, under a key that is not in the database, so that
    /// nobody who has the database can try what was said.
    /// </summary>
    public static byte[] Fingerprint(HttpContext context)
    {
        var request = context.Request;
        var heading = System.Text.Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}\n{request.QueryString}\n");
        return context.RequestServices.GetRequiredService<FingerprintKey>().Of(heading, Of(context).Bytes.Span);
    }

    /// <summary>The same, without a key, to be hashed under another one and never to be kept.</summary>
    public static byte[] Digest(HttpContext context)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8
            .GetBytes($"{context.Request.Method}\n{context.Request.Path}\n{context.Request.QueryString}\n"));
        hash.AppendData(Of(context).Bytes.Span);
        return hash.GetHashAndReset();
    }

    /// <summary>Reads the body, at most <paramref name="limit"/> bytes; false when there is more.</summary>
    public static async ValueTask<bool> TryRead(HttpContext context, int limit)
    {
        var request = context.Request;
        if (request.ContentLength > limit)
            return false;
        if (request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding") && request.Protocol == "HTTP/1.1")
            return true;
        var buffer = new byte[(int)(request.ContentLength ?? limit) + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length == buffer.Length && length > (request.ContentLength ?? limit))
            return false;
        var mark = buffer.AsSpan(0, length).StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        context.Features.Set(new RequestBody(buffer.AsMemory(mark, length - mark)));
        request.Body = new MemoryStream(buffer, mark, length - mark, writable: false);
        return true;
    }
}
