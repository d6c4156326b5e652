using System.Buffers.Text;
using System.Text.Unicode;

namespace Coordination.Host.Platform.Identity;

/// <summary>
/// The form that a token must have before its signature is worth checking. The token library takes the last of two members of
/// one name, reads numbers out of texts, and passes over header parameters that it does not know. What could be read in two ways
/// is refused here, so that nothing behind has to choose.
/// </summary>
internal static class TokenForm
{
    /// <summary>The longest token that is read. Providers' access tokens have one to four kilobytes.</summary>
    private const int LongestToken = 16 * 1024;

    private const string MediaTypePrefix = "application/";

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    // They change what is signed or how it is to be read (RFC 7515 4.1.11, RFC 7797, RFC 7516, a nested token), or bring a key along.
    private static readonly IReadOnlyList<string> s_neverInTheHeader = ["crit", "b64", "zip", "cty", "enc", "epk", "apu", "apv", "p2s",
        "p2c", "jku", "jwk", "x5u", "x5c"];

    /// <summary>Null when the token has it; else what is wrong, for the log.</summary>
    public static string? FaultOf(string token)
    {
        if (token.Length > LongestToken)
            return "it is too long";
        if (token.Split('.') is not [var header, var claims, { Length: > 0 }] parts || !parts.All(IsCanonical))
            return "it is not three parts in base64url";
        return FaultIn(header, HeaderFault) ?? FaultIn(claims, ClaimsFault);
    }

    /// <summary>
    /// A token type in the form in which types are compared: lower case, and without the prefix that may be left out
    /// (RFC 7515 4.1.9, RFC 9068 2.1).
    /// </summary>
    public static string Normalised(string type)
    {
        var lower = type.ToLowerInvariant();
        return lower.StartsWith(MediaTypePrefix, StringComparison.Ordinal) && !lower.AsSpan(MediaTypePrefix.Length).Contains('/')
            ? lower[MediaTypePrefix.Length..]
            : lower;
    }

    // Without padding and white space, and with nothing in the bits that a decoder drops: one token, one spelling.
    private static bool IsCanonical(string part) =>
        part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
        && Base64Url.IsValid(part)
        && Base64Url.EncodeToString(Base64Url.DecodeFromChars(part)) == part;

    private static string? FaultIn(string part, Func<JsonElement, string?> look)
    {
        var bytes = Base64Url.DecodeFromChars(part);
        if (!Utf8.IsValid(bytes))
            return "it is not UTF-8";
        try
        {
            using var document = JsonDocument.Parse(bytes, s_strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? look(document.RootElement) : "a part is not an object";
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return "a part is not JSON, or has a member twice"; // an escaped half of a surrogate pair is no JSON either
        }
    }

    private static string? HeaderFault(JsonElement header)
    {
        foreach (var member in header.EnumerateObject())
        {
            if (s_neverInTheHeader.Contains(member.Name))
                return $"its header has {member.Name}";
            if (member.Name is "alg" or "typ" or "kid" or "x5t" or "x5t#S256" && !IsText(member.Value))
                return $"{member.Name} in its header is not a text";
        }
        return header.TryGetProperty("alg", out _) && header.TryGetProperty("typ", out _) ? null : "its header lacks alg or typ";
    }

    private static string? ClaimsFault(JsonElement claims)
    {
        foreach (var claim in claims.EnumerateObject())
        {
            var isRight = claim.Name switch
            {
                "exp" or "nbf" or "iat" => IsInstant(claim.Value),
                "iss" or "jti" or ClaimNames.Subject or ClaimNames.Agency => IsText(claim.Value),
                ClaimNames.Survivor => IsText(claim.Value) && Guid.TryParseExact(claim.Value.GetString(), "D", out _),
                "aud" or ClaimNames.Roles => IsText(claim.Value) || IsTexts(claim.Value),
                _ => true,
            };
            if (!isRight)
                return $"{claim.Name} is not of the kind that it should be";
        }
        return null;
    }

    private static bool IsText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && !text.Contains('\0');

    private static bool IsTexts(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsText);

    // Seconds since 1970, so few that adding the skew of clocks cannot overflow.
    private static bool IsInstant(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds >= 0
            && seconds <= Instants.Latest.ToUnixTimeSeconds();
}
