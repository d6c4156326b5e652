using System.Buffers.Text;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Coordination.Host.Platform.Http;

/// <summary>Entity tags: a stream's version, as callers are shown it (<c>"5"</c>), or the digest of what an answer says.</summary>
public static class ETags
{
    public static string Of(ShownVersion version) => string.Create(CultureInfo.InvariantCulture, $"\"{version.Number}\"");

    /// <summary>The tag of what an answer says.</summary>
    public static string Of(ReadOnlySpan<byte> content) => $"\"{Base64Url.EncodeToString(SHA256.HashData(content))}\"";

    /// <summary>Reads <c>If-Match</c>. A tag that no stream can have (weak, or not a number) matches nothing; what is no tag at all is an
    /// error.</summary>
    public static bool TryReadIfMatch(StringValues header, out VersionCondition? condition)
    {
        condition = null;
        if (header.Count == 0)
            return true;
        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags) || tags.Count == 0)
            return false;
        condition = tags.Any(tag => tag.Tag == "*") ? new VersionCondition([]) : new VersionCondition([.. tags.Select(VersionOf)]);
        return true;
    }

    /// <summary>Whether <c>If-None-Match</c> names this version.</summary>
    public static bool IsKnown(StringValues ifNoneMatch, ShownVersion version) =>
        IsKnown(ifNoneMatch, Of(version));

    /// <summary>Whether <c>If-None-Match</c> names this tag.</summary>
    public static bool IsKnown(StringValues ifNoneMatch, string known) =>
        EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags) && tags.Any(tag => tag.Tag == known);

    private static long VersionOf(EntityTagHeaderValue tag) =>
        !tag.IsWeak && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : -1;
}
