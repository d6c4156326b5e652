using Coordination.Host.Platform.Encryption;

namespace Coordination.Host.Platform.EventCatalogue;

/// <summary>
/// Between rows of projections and what the database stores of them. What is sensitive stays the ciphertext that it was in the log,
/// and says which event it is from.
/// </summary>
/// <param name="ring">The keys with which a reader of rows may open them; null for readers who may not.</param>
/// <param name="clear">Whether a text may stand in a row in clear.</param>
public sealed class ViewCodec(KeyRing? ring = null, ClearText? clear = null)
{
    private static readonly JsonSerializerOptions s_masked = ViewJson.Options(StoredJson.Mask);
    private readonly JsonSerializerOptions _options = ViewJson.Options(StoredJson.Protection);
    private readonly bool _clear = clear?.IsRead ?? ring is null;

    /// <summary>Turns a row into what is stored.</summary>
    public byte[] Write(IProjection projection, View view)
    {
        using var pass = SealingPass.OfRow(ring, _clear);
        return projection.Write(view, _options);
    }

    /// <summary>A row with a mask in place of everything that describes a person.</summary>
    public static byte[] Masked(IProjection projection, View view) => projection.Write(view, s_masked);

    /// <summary>Turns what is stored into a row.</summary>
    public View Read(IProjection projection, ReadOnlySpan<byte> json)
    {
        using var pass = SealingPass.OfRow(ring, _clear);
        return projection.Read(json, _options);
    }
}
