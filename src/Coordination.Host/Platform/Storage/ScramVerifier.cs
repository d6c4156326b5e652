namespace Coordination.Host.Platform.Storage;

/// <summary>
/// A password as PostgreSQL stores it (SCRAM-SHA-256, RFC 5803), made here so that the password itself never travels to the
/// server and never stands in its log.
/// </summary>
internal static class ScramVerifier
{
    private const int Iterations = 4096, KeyBytes = 32, SaltBytes = 16;

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA256, KeyBytes);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return string.Create(CultureInfo.InvariantCulture,
            $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(storedKey)}:" +
                $"{Convert.ToBase64String(serverKey)}");
    }
}
