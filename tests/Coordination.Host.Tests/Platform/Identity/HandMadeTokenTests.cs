using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Coordination.Host.Platform.Identity;
using Coordination.Testing;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Coordination.Host.Tests.Platform.Identity;

/// <summary>Tokens written by hand, byte for byte, and signed with the issuer's own key: only their form can be at fault.</summary>
public sealed class HandMadeTokenTests(HandMadeTokenTests.Issuer issuer) : IClassFixture<HandMadeTokenTests.Issuer>
{
    private const string Header = """{"alg":"ES256","kid":"development","typ":"at+jwt"}""";
    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    private static string Claims => ClaimsWith("");

    [Theory]
    [InlineData("at+jwt"), InlineData("AT+JWT"), InlineData("At+Jwt"), InlineData("application/at+jwt"), InlineData("Application/AT+JWT"), InlineData("APPLICATION/at+jwt")]
    public async Task The_type_is_accepted_in_both_registered_forms_and_in_any_case(string type) =>
        Assert.Equal(HttpStatusCode.OK, await Ask(Signed($$"""{"alg":"ES256","kid":"development","typ":"{{type}}"}""", Claims)));

    [Theory]
    [InlineData("\"JWT\""), InlineData("\"jwt\""), InlineData("\"application/jwt\""), InlineData("\"at+jwt \""), InlineData("\"text/at+jwt\""), InlineData("\"application/application/at+jwt\"")]
    [InlineData("\"\""), InlineData("null"), InlineData("1"), InlineData("[\"at+jwt\"]"), InlineData("{}"), InlineData("\"at+jwt\\u0000\"")]
    public async Task Any_other_type_is_refused(string type) => await Refused(Signed($$"""{"alg":"ES256","kid":"development","typ":{{type}}}""", Claims));

    [Theory]
    [InlineData("\"crit\":[\"exp\"]"), InlineData("\"crit\":[]"), InlineData("\"crit\":null"), InlineData("\"crit\":\"exp\""), InlineData("\"crit\":{}"), InlineData("\"crit\":[\"b64\"],\"b64\":false")]
    [InlineData("\"\\u0063rit\":[\"exp\"]"), InlineData("\"b64\":false"), InlineData("\"b64\":true"), InlineData("\"cty\":\"JWT\""), InlineData("\"cty\":\"at+jwt\""), InlineData("\"zip\":\"DEF\"")]
    [InlineData("\"jwk\":{\"kty\":\"EC\"}"), InlineData("\"jku\":\"https://keys.example/\""), InlineData("\"x5u\":\"https://keys.example/\""), InlineData("\"x5c\":[]"), InlineData("\"enc\":\"A256GCM\"")]
    [InlineData("\"x5t\":7"), InlineData("\"alg\":\"ES256\""), InlineData("\"typ\":\"at+jwt\""), InlineData("\"\\u0061lg\":\"none\""), InlineData("\"kid\":\"other\"")]
    public async Task A_header_that_says_something_more_is_refused(string more) =>
        await Refused(Signed($$"""{"alg":"ES256","kid":"development","typ":"at+jwt",{{more}}}""", Claims));

    [Theory]
    [InlineData("""{"alg":"none","typ":"at+jwt"}"""), InlineData("""{"alg":"None","typ":"at+jwt"}"""), InlineData("""{"alg":"HS256","kid":"development","typ":"at+jwt"}"""), InlineData("""{"alg":"es256","kid":"development","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"ES384","kid":"development","typ":"at+jwt"}"""), InlineData("""{"alg":["ES256"],"kid":"development","typ":"at+jwt"}"""), InlineData("""{"kid":"development","typ":"at+jwt"}"""), InlineData("""{"alg":"ES256","kid":7,"typ":"at+jwt"}""")]
    [InlineData("""["ES256"]"""), InlineData("null"), InlineData(""), InlineData("{"), InlineData("""{"alg":"ES256","kid":"development","typ":"at+jwt"} x"""), InlineData("""{"alg":"ES256","kid":"development","typ":"at+jwt",}""")]
    [InlineData("""{/**/"alg":"ES256","kid":"development","typ":"at+jwt"}"""), InlineData("""{"alg":"ES256","kid":"development","typ":"at+jwt","\ud800":1}""")]
    public async Task A_header_that_cannot_be_read_in_one_way_only_is_refused(string header) => await Refused(Signed(header, Claims));

    [Theory]
    [InlineData("\"sub\":\"bea\""), InlineData("\"sub\":\"amina\""), InlineData("\"agency\":\"county-sheriff\""), InlineData("\"\\u0073ub\":\"bea\""), InlineData("\"roles\":[\"administrator\"]")]
    [InlineData("\"exp\":99999999999"), InlineData("\"iss\":\"https://elsewhere.example\""), InlineData("\"aud\":\"other\""), InlineData("\"extra\":{\"a\":1,\"a\":2}"), InlineData("\"extra\":1,\"extra\":1")]
    public async Task A_claim_that_is_there_twice_is_refused(string more) => await Refused(Signed(Header, ClaimsWith($",{more}")));

    [Theory]
    [InlineData("exp", "\"{0}\""), InlineData("exp", "[{0}]"), InlineData("exp", "true"), InlineData("exp", "null"), InlineData("exp", "-1"), InlineData("exp", "1e30"), InlineData("exp", "253402300800"), InlineData("exp", "9223372036854775808")]
    [InlineData("nbf", "\"{0}\""), InlineData("nbf", "null"), InlineData("nbf", "-9e18"), InlineData("iat", "\"{0}\""), InlineData("iat", "[]"), InlineData("iat", "1e400")]
    [InlineData("sub", "7"), InlineData("sub", "null"), InlineData("sub", "[\"amina\"]"), InlineData("sub", "\"\""), InlineData("sub", "{{}}"), InlineData("sub", "true"), InlineData("sub", "\"amina\\u0000\"")]
    [InlineData("agency", "[\"open-door\"]"), InlineData("agency", "[\"open-door\",\"county-sheriff\"]"), InlineData("agency", "1")]
    [InlineData("roles", "[[\"advocate\"]]"), InlineData("roles", "{{\"advocate\":true}}"), InlineData("roles", "1"), InlineData("roles", "null"), InlineData("roles", "[\"advocate\",1]"), InlineData("roles", "[null]")]
    [InlineData("survivor", "\"not a name\""), InlineData("survivor", "7"), InlineData("survivor", "[\"3f2b6c1e-0d5a-4c7e-9b0a-2f1d8e6a4b35\"]")]
    [InlineData("iss", "[\"https://development-issuer.invalid\"]"), InlineData("aud", "{{}}"), InlineData("aud", "[1]"), InlineData("aud", "null"), InlineData("jti", "1")]
    public async Task A_claim_of_the_wrong_kind_is_refused(string claim, string value) =>
        await Refused(Signed(Header, ClaimsWith("", claim, string.Format(System.Globalization.CultureInfo.InvariantCulture, value, Now + 600))));

    [Fact]
    public async Task One_token_has_one_spelling()
    {
        var token = Signed(Header, Claims);
        Assert.Equal(HttpStatusCode.OK, await Ask(token));
        var (head, claims, signature) = token.Split('.') is [var first, var second, var third] ? (first, second, third) : default;

        foreach (var other in new[]
        {
            $"{token}=", $"{token}==", $"{head}=.{claims}.{signature}", $"{token}.", $".{token}", $"{head}.{claims}", $"{head}.{claims}.", $"..{signature}", $"{head}..{signature}",
            $"{token}.{signature}", $"{token}.{claims}.{signature}", $"{head}.{claims} .{signature}", $"{head}. {claims}.{signature}", token.Replace('-', '+').Replace('_', '/') + "+", NotCanonical(token), $"{token},{token}",
        })
            await Refused(other);
    }

    [Fact]
    public async Task What_passed_once_helps_no_other_token_to_pass()
    {
        var good = Signed(Header, Claims);
        Assert.Equal(HttpStatusCode.OK, await Ask(good));
        var parts = good.Split('.');

        await Refused(Signed(Header.Replace("{", """{"crit":["exp"],"""), Claims));
        await Refused($"{parts[0]}.{Text(ClaimsWith("", "sub", "\"bea\""))}.{parts[2]}");
        await Refused($"{Text(Header.Replace("ES256", "none", StringComparison.Ordinal))}.{parts[1]}.{parts[2]}");
        Assert.Equal(HttpStatusCode.OK, await Ask(good));
    }

    [Fact]
    public async Task A_token_without_end_or_with_more_bytes_than_tokens_have_is_refused()
    {
        await Refused(Signed(Header, ClaimsWith("", "exp", null)));
        await Refused(Signed(Header, ClaimsWith($",\"extra\":\"{new string('a', 20_000)}\"")));
        await Refused(Signed(Header, Claims, bytes => [0xEF, 0xBB, 0xBF, .. bytes]));
        await Refused(Signed(Header, ClaimsWith(",\"extra\":\"?\""), bytes => [.. bytes.Select(one => one == (byte)'?' ? (byte)0xFF : one)]));
    }

    [Theory]
    [InlineData(",\"extra\":{\"deep\":[1,{\"a\":null}]}"), InlineData(",\"scope\":\"openid\",\"client_id\":\"web\""), InlineData(",\"iat\":1700000000.5")]
    public async Task What_providers_add_is_passed_over(string more) => Assert.Equal(HttpStatusCode.OK, await Ask(Signed(Header, ClaimsWith(more))));

    private static string ClaimsWith(string more, string? changed = null, string? value = null)
    {
        var claims = new List<(string Name, string? Value)>
        {
            ("iss", "\"https://development-issuer.invalid\""), ("aud", "\"coordination\""), ("sub", "\"amina\""), ("agency", "\"open-door\""), ("roles", "[\"advocate\"]"),
            ("nbf", $"{Now - 10}"), ("exp", $"{Now + 600}"),
        };
        if (changed is not null)
        {
            claims.RemoveAll(claim => claim.Name == changed);
            if (value is not null)
                claims.Add((changed, value));
        }
        return $"{{{string.Join(',', claims.Select(claim => $"\"{claim.Name}\":{claim.Value}"))}{more}}}";
    }

    private string Signed(string header, string claims, Func<byte[], byte[]>? change = null)
    {
        var payload = Encoding.UTF8.GetBytes(claims);
        var signed = $"{Text(header)}.{Base64Url.EncodeToString(change?.Invoke(payload) ?? payload)}";
        return $"{signed}.{Base64Url.EncodeToString(issuer.Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <summary>The same bytes, with something in the bits that a decoder drops: 64 bytes end in a letter of which four bits say nothing.</summary>
    private static string NotCanonical(string token)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return token[..^1] + Letters[Letters.IndexOf(token[^1], StringComparison.Ordinal) | 1];
    }

    private static string Text(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private async Task<HttpStatusCode> Ask(string token)
    {
        using var client = issuer.Host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/me");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return (await client.SendAsync(request)).StatusCode;
    }

    private async Task Refused(string token) => Assert.Equal(HttpStatusCode.Unauthorized, await Ask(token));

    /// <summary>A host, and the key with which its tokens are signed.</summary>
    public sealed class Issuer : IAsyncLifetime
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("coordination-").FullName;

        public Issuer()
        {
            Host = new CoordinationHost().With("Identity:Development:Folder", _folder);
            Key = ((ECDsaSecurityKey)DevelopmentIssuer.Open(new IdentitySettings { DevelopmentFolder = _folder }, TimeProvider.System).Key).ECDsa;
        }

        public CoordinationHost Host { get; }

        public ECDsa Key { get; }

        public string Folder => _folder;

        public ValueTask InitializeAsync() => default;

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            Key.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
