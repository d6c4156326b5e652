using System.Net;
using System.Security.Cryptography;
using System.Text;
using Coordination.Domain;
using Coordination.Host.Platform.Identity;
using Coordination.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace Coordination.Host.Tests.Platform.Identity;

public sealed class TokenTests(HandMadeTokenTests.Issuer issuer) : IClassFixture<HandMadeTokenTests.Issuer>
{
    private readonly string _folder = issuer.Folder;
    private readonly SecurityKey _key = DevelopmentIssuer.Open(new IdentitySettings { DevelopmentFolder = issuer.Folder }, TimeProvider.System).Key;

    [Fact]
    public async Task A_token_as_it_should_be_is_accepted() => Assert.Equal(HttpStatusCode.OK, await Ask(Token()));

    [Fact]
    public async Task A_token_that_was_accepted_before_is_not_accepted_beyond_its_end()
    {
        var clock = new AdjustableTime();
        await using var host = new CoordinationHost { InMemory = new(), Time = clock }.With("Identity:Development:Folder", _folder);
        var token = Token();
        Assert.Equal(HttpStatusCode.OK, await Ask(token, host));
        Assert.Equal(HttpStatusCode.OK, await Ask(token, host));

        clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(token, host));
    }

    [Fact]
    public async Task A_token_of_another_issuer_is_not_accepted() => await Refused(Token(token => token.Issuer = "https://elsewhere.example"));

    [Fact]
    public async Task A_token_for_another_audience_is_not_accepted() => await Refused(Token(token => token.Audience = "another-service"));

    [Fact]
    public async Task A_token_that_has_expired_is_not_accepted() => await Refused(Token(token =>
    {
        token.NotBefore = token.IssuedAt = DateTime.UtcNow.AddHours(-2);
        token.Expires = DateTime.UtcNow.AddMinutes(-1);
    }));

    [Fact]
    public async Task A_token_that_is_not_valid_yet_is_not_accepted() => await Refused(Token(token => token.NotBefore = DateTime.UtcNow.AddMinutes(5)));

    [Fact]
    public async Task A_token_of_another_type_is_not_accepted() => await Refused(Token(token => token.TokenType = "JWT"));

    [Fact]
    public async Task A_token_signed_with_another_key_is_not_accepted()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Refused(Token(token => token.SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(other) { KeyId = "development" }, SecurityAlgorithms.EcdsaSha256)));
    }

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_secret_is_not_accepted()
    {
        var secret = new SymmetricSecurityKey(((ECDsaSecurityKey)_key).ECDsa.ExportSubjectPublicKeyInfo()) { KeyId = "development" };
        await Refused(Token(token => token.SigningCredentials = new SigningCredentials(secret, SecurityAlgorithms.HmacSha256)));
    }

    [Fact]
    public async Task A_token_without_a_signature_is_not_accepted()
    {
        var header = Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes("""{"alg":"none","typ":"at+jwt"}"""));
        await Refused($"{header}.{Token().Split('.')[1]}.");
    }

    [Theory]
    [InlineData(ClaimNames.Subject, "Not A Name")]
    [InlineData(ClaimNames.Subject, null)]
    [InlineData(ClaimNames.Agency, null)]
    [InlineData(ClaimNames.Agency, "a/../b")]
    public async Task A_token_that_does_not_name_one_person_and_one_agency_is_not_accepted(string claim, string? value) =>
        await Refused(Token(token =>
        {
            if (value is null)
                token.Claims.Remove(claim);
            else
                token.Claims[claim] = value;
        }));

    [Fact]
    public async Task A_role_that_does_not_exist_opens_nothing() =>
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(Token(token => token.Claims[ClaimNames.Roles] = "superuser")));

    [Fact]
    public async Task A_role_opens_what_is_its_own_and_nothing_else() =>
        Assert.Equal("forbidden", (await issuer.Host.WithToken(Token(token => token.Claims[ClaimNames.Roles] = Roles.Auditor)).Get($"/v1/survivors/{Guid.NewGuid()}")).Problem);

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public void The_development_issuer_is_refused_outside_Development(string environment)
    {
        var fault = Assert.Throws<SettingsException>(() => Read(environment, ("Identity:Development:Folder", _folder), ("Identity:Authority", "https://id.example")));

        Assert.Contains("Identity:Development", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_provider_the_host_does_not_start_outside_Development() => Assert.Throws<SettingsException>(() => Read("Production"));

    [Fact]
    public async Task The_host_itself_does_not_start_in_Production_with_the_development_issuer()
    {
        await using var host = new CoordinationHost { Environment = Environments.Production }.With("Identity:Development:Folder", _folder);

        Assert.ThrowsAny<Exception>(() => host.WithToken(null));
    }

    [Theory]
    [InlineData("HS256")]
    [InlineData("none")]
    public void A_symmetric_algorithm_cannot_be_configured(string algorithm) =>
        Assert.Throws<SettingsException>(() => Read("Production", ("Identity:Authority", "https://id.example"), ("Identity:Algorithms:0", algorithm)));

    [Fact]
    public void The_key_is_its_owners_alone()
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(_folder))));
    }

    private static IdentitySettings Read(string environment, params (string Key, string Value)[] settings) => IdentitySettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(),
        new HostingEnvironment { EnvironmentName = environment });

    private string Token(Action<SecurityTokenDescriptor>? change = null)
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = DevelopmentIssuer.Name,
            Audience = "coordination",
            TokenType = "at+jwt",
            IssuedAt = DateTime.UtcNow,
            NotBefore = DateTime.UtcNow,
            Expires = DateTime.UtcNow.AddHours(1),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>
            {
                [ClaimNames.Subject] = "amina",
                [ClaimNames.Agency] = "open-door",
                [ClaimNames.Roles] = new[] { Roles.Advocate },
            },
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    private async Task<HttpStatusCode> Ask(string token, CoordinationHost? host = null) => (await (host ?? issuer.Host).WithToken(token).Get("/v1/me")).Status;

    private async Task Refused(string token) => Assert.Equal(HttpStatusCode.Unauthorized, await Ask(token));
}
