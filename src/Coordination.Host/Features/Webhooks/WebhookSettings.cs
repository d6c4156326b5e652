using Coordination.Domain.Webhooks;

namespace Coordination.Host.Features.Webhooks;

/// <summary>The bounds that deliveries keep, and where they may go. Read from the section <c>Webhooks</c>.</summary>
public sealed record WebhookSettings
{
    /// <summary>Whether this host delivers, when it is its turn.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How often it is looked what is due. Messages are composed only at this interval, so that the time of a message reveals
    /// nothing.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an attempt may take, from the name to the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>To how many endpoints at once.</summary>
    public int MostAtOnce { get; init; } = 16;

    /// <summary>After how many attempts a message is given up.</summary>
    public int MostAttempts { get; init; } = 10;

    /// <summary>After how long it is, once it was tried.</summary>
    public TimeSpan MostAge { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long to wait after the first attempt; five times as long after each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait at most.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromHours(12);

    /// <summary>For how long it is remembered what was sent; longer while it would be composed again.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(30);

    /// <summary>For how long a lease is taken. It is renewed before an attempt when a quarter has passed, and lasts longer than the attempt
    /// may take.</summary>
    public TimeSpan LeaseTime => (Timeout * 1.5) + TimeSpan.FromSeconds(5);

    /// <summary>Which addresses may be named.</summary>
    public AddressRules Addresses { get; init; } = AddressRules.PublicOnly;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingsException">They do not allow the host to run.</exception>
    public static WebhookSettings Read(IConfiguration configuration, bool isDevelopment)
    {
        var section = configuration.GetSection("Webhooks");
        var loopback = section.GetValue("AllowLoopback", isDevelopment);
        if (loopback && !isDevelopment)
            throw new SettingsException(
                "Webhooks:AllowLoopback is for Development. A relay on this machine is named in Webhooks:InternalRelays, as localhost " +
                    "and its port.");
        var defaults = new WebhookSettings();
        return new()
        {
            Enabled = section.GetValue("Enabled", true),
            Beat = Time(section, "Beat", defaults.Beat, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            Timeout = Time(section, "Timeout", defaults.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
            FirstPause = Time(section, "FirstPause", defaults.FirstPause, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)),
            MostAge = Time(section, "MostAge", defaults.MostAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)),
            MostAttempts = section.GetValue("MostAttempts", defaults.MostAttempts) is var most and >= 1 and <= 100
                ? most
                : throw new SettingsException("Webhooks:MostAttempts is a number from 1 to 100."),
            Addresses = new(loopback, Relays(section)),
        };
    }

    private static IReadOnlyList<string> Relays(IConfigurationSection section) =>
        [.. section.GetSection("InternalRelays").GetChildren().Select(relay => IsHostAndPort(relay.Value)
            ? relay.Value!
            : throw new SettingsException("Webhooks:InternalRelays holds hosts with their ports, such as relay.internal:8443."))];

    private static bool IsHostAndPort(string? relay) =>
        relay?.LastIndexOf(':') is > 0 and var colon && Uri.CheckHostName(relay[..colon]) != UriHostNameType.Unknown
        && ushort.TryParse(relay.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;

    private static TimeSpan Time(IConfigurationSection section, string name, TimeSpan otherwise, TimeSpan least, TimeSpan most) =>
        section[name] switch
        {
            null or "" => otherwise,
            var text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= least && time <= most => time,
            _ => throw new SettingsException($"Webhooks:{name} is a time from {least} to {most}."),
        };
}
