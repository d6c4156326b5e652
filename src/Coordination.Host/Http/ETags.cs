using System.Globalization;
using Coordination.Host.Execution;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Coordination.Host.Http;

/// <summary>A stream's version, as callers are shown it, as an entity tag: <c>"5"</c>.</summary>
public static class ETags
{
    public static string Of(ShownVersion version) => string.Create(CultureInfo.InvariantCulture, $"\"{version.Number}\"");

    /// <summary>Reads <c>If-Match</c>. A tag that no stream can have (weak, or not a number) matches nothing; what is no tag at all is an error.</summary>
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
        EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags) && tags.Any(tag => tag.Tag == Of(version));

    private static long VersionOf(EntityTagHeaderValue tag) =>
        !tag.IsWeak && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
}
