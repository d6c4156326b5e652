namespace Coordination.Host.Platform.Identity;

/// <summary>
/// The secret from which every recipient's names are made. All hosts of a task force have the same one. It is worth keeping:
/// with another one the log is still whole, but every address that somebody wrote down leads nowhere.
/// </summary>
public sealed class IdentifierKey
{
    /// <summary>The setting: 32 bytes or more, in base64.</summary>
    public const string Setting = "Identifiers:Key";

    private const int ShortestKey = 32;
    private const int FewestDifferent = 16; // of 32 random bytes about 30 differ; that fewer than 16 do happens to nobody
    private readonly byte[] _secret;

    public IdentifierKey(ReadOnlySpan<byte> secret) =>
        _secret = secret.Length >= ShortestKey
            ? secret.ToArray()
            : throw new SettingsException($"{Setting} has fewer than {ShortestKey} bytes.");

    /// <summary>A key for one purpose.</summary>
    public byte[] Derive(string purpose) => HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(purpose));

    /// <summary>Reads the setting. In Development a key is made, beside that of the development issuer, when there is none.</summary>
    /// <exception cref="SettingsException">It is missing, or no key.</exception>
    public static IdentifierKey Read(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration[Setting] is not { Length: > 0 } text)
            return environment.IsDevelopment()
                ? new(ReadOrMake(IdentitySettings.Read(configuration, environment).DevelopmentFolder))
                : throw new SettingsException(
                    $"{Setting} is not set. Give {ShortestKey} random bytes in base64, such as `openssl rand -base64 {ShortestKey}` " +
                        $"prints; the same on every host.");
        var secret = new byte[text.Length];
        return Convert.TryFromBase64String(text, secret, out var length)
            ? new(secret.AsSpan(0, length))
            : throw new SettingsException($"{Setting} is not base64.");
    }

    /// <summary>Whether it can have been drawn at random: not one byte again and again, not counted, and not a few bytes
    /// repeated.</summary>
    public static bool LooksRandom(ReadOnlySpan<byte> key)
    {
        HashSet<byte> bytes = [], steps = [];
        for (var at = 0; at < key.Length; at++)
        {
            bytes.Add(key[at]);
            if (at > 0)
                steps.Add((byte)(key[at] - key[at - 1]));
        }
        return bytes.Count >= FewestDifferent && steps.Count >= FewestDifferent;
    }

    private static byte[] ReadOrMake(string folder)
    {
        var path = Path.Combine(folder, "identifiers.key");
        if (!File.Exists(path))
            SecretFiles.Make(folder, path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(ShortestKey)));
        return Convert.FromBase64String(File.ReadAllText(path));
    }
}
