namespace Coordination.Host.Platform.Encryption;

/// <summary>Where keys come from. Read from the section <c>Keys</c>.</summary>
public sealed record KeySettings
{
    /// <summary>The folder of the keys: of this host's user alone, apart from the database and its backups.</summary>
    public string Folder { get; init; } = ".data/keys";

    /// <summary>For how long an unwrapped key stays in memory, and so for how long at most a key lives on here after it was destroyed on
    /// another host.</summary>
    public TimeSpan RememberFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The address of a transit engine that holds the agencies' keys; null where they lie in the folder, too.</summary>
    public Uri? Transit { get; init; }

    /// <summary>The file with the token for the transit engine.</summary>
    public string? TransitTokenFile { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingsException">They do not allow the host to run.</exception>
    public static KeySettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Keys");
        var defaults = new KeySettings();
        var settings = new KeySettings
        {
            Folder = section["Folder"] is { Length: > 0 } folder ? folder : defaults.Folder,
            RememberFor = section["RememberFor"] is { Length: > 0 } time ? Time(time) : defaults.RememberFor,
            Transit = section["Transit:Address"] is { Length: > 0 } address ? Address(address) : null,
            TransitTokenFile = section["Transit:TokenFile"],
        };
        if (settings.Transit is not null && settings.TransitTokenFile is not { Length: > 0 })
            throw new SettingsException(
                "Keys:Transit:TokenFile is not set. Give the file that holds the token for the key service of Keys:Transit:Address.");
        return settings;
    }

    private static TimeSpan Time(string text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.FromSeconds(1)
            && time <= TimeSpan.FromHours(1)
            ? time
            : throw new SettingsException("Keys:RememberFor must be a time from 00:00:01 to 01:00:00, such as 00:01:00.");

    private static Uri Address(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw new SettingsException("Keys:Transit:Address must be an https address; http is for this machine itself only.");
}
