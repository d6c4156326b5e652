using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Coordination.Host.Platform.Identity;

/// <summary>Mints tokens for the people of the demonstration, with a key that lies in a file. For Development only.</summary>
public sealed class DevelopmentIssuer
{
    /// <summary>What its tokens name as issuer. A name under <c>.invalid</c> is nobody's.</summary>
    public const string Name = "https://development-issuer.invalid";

    /// <summary>How long a token is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private readonly ECDsaSecurityKey _key;
    private readonly string _audience;
    private readonly TimeProvider _time;

    private DevelopmentIssuer(ECDsa key, string audience, TimeProvider time)
    {
        _key = new ECDsaSecurityKey(key) { KeyId = "development" };
        _audience = audience;
        _time = time;
    }

    public SecurityKey Key => _key;

    /// <summary>Opens the issuer, making its key when there is none.</summary>
    public static DevelopmentIssuer Open(IdentitySettings settings, TimeProvider time) =>
        new(ReadOrMakeKey(settings.DevelopmentFolder), settings.Audience, time);

    /// <summary>A token for one person.</summary>
    public string Mint(Person person)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = _audience,
            TokenType = "at+jwt",
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
            Claims = ClaimsOf(person),
        });
    }

    private static Dictionary<string, object> ClaimsOf(Person person)
    {
        Dictionary<string, object> claims = new()
        {
            [ClaimNames.Subject] = person.Id.Value,
            [ClaimNames.Agency] = person.Agency.Value,
            [ClaimNames.Roles] = person.Roles.ToArray(),
            [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString("N"),
        };
        if (person.Survivor is { } survivor)
            claims[ClaimNames.Survivor] = survivor.ToString();
        return claims;
    }

    private static ECDsa ReadOrMakeKey(string folder)
    {
        var path = Path.Combine(folder, "development-issuer.pem");
        if (!File.Exists(path))
            MakeKey(folder, path);
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }

    private static void MakeKey(string folder, string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SecretFiles.Make(folder, path, key.ExportPkcs8PrivateKeyPem());
    }
}
