using Coordination.Host.Features.Webhooks;
using Coordination.Host.Platform.Encryption;
using Coordination.Host.Platform.Storage;
using Coordination.Host.TransparencyLog;

namespace Coordination.Host;

/// <summary>The settings that prevent the host from starting. Every part says what is wrong with its own; what would be unsafe outside of
/// Development stands in one table. All faults are told at once, so that nobody has to start ten times to mend ten of them.</summary>
internal static class StartupSettings
{
    /// <param name="Setting">Its name, as it is written in a settings file.</param>
    /// <param name="Fault">What is wrong with it, and what to do; null when nothing is. The value is not repeated: it may be a
    /// secret.</param>
    private sealed record Check(string Setting, Func<IConfiguration, string?> Fault);

    private static readonly IReadOnlyList<Check> s_outsideOfDevelopment =
    [
        new("Identity:Authority", settings => FaultOfAuthority(settings["Identity:Authority"])),
        new("Identity:Issuer", settings => FaultOfIssuer(settings["Identity:Issuer"])),
        new("Identity:Audience", settings => settings["Identity:Audience"] is { } audience && string.IsNullOrWhiteSpace(audience)
            ? "It is empty. Name the audience that tokens must be for, or leave it out."
            : null),
        new("Identity:TokenTypes",
            settings => settings.GetSection("Identity:TokenTypes").GetChildren().Any(type => string.IsNullOrWhiteSpace(type.Value))
                ? "One of them is empty. Name types such as at+jwt."
                : null),
        new(IdentifierKey.Setting, settings => FaultOfKey(settings[IdentifierKey.Setting])),
        new(StoreRegistration.WriterSetting,
            settings => RoleConnection.FaultOf(settings[StoreRegistration.WriterSetting], "coordination_writer")),
        new(ViewStoreRegistration.ProjectorSetting,
            settings => RoleConnection.FaultOf(settings[ViewStoreRegistration.ProjectorSetting], "coordination_projector")),
        new(MessageStoreRegistration.MessengerSetting,
            settings => RoleConnection.FaultOf(settings[MessageStoreRegistration.MessengerSetting],
                MessageStoreRegistration.MessengerRole)),
        new(StoreRegistration.IntegratorSetting,
            settings => IsSigning(settings)
                ? RoleConnection.FaultOf(settings[StoreRegistration.IntegratorSetting], "coordination_integrator")
                : null),
        new("ConnectionStrings:Coordination", settings => OnlyForMigrate(settings["ConnectionStrings:Coordination"])),
        new("Database", settings => settings.GetSection("Database").GetChildren().Any(child => child.Value is { Length: > 0 })
            ? "It holds the passwords that the verb migrate sets. A host that takes requests must not have them."
            : null),
        Number("Limits:BodyBytes", 1_024, 1_048_576),
        Number("Limits:RequestsPerSecond", 1, 1_000),
        Number("Limits:RequestsAtOnce", 1, 10_000),
        Number("Limits:RequestsInProgress", 1, 1_000),
        Number("Limits:RequestsWaiting", 0, 10_000),
        Number("Store:MostRequestsPerBatch", 1, 10_000),
        Number("Store:MostBytesPerBatch", 65_536, 268_435_456),
        Number("Store:MostWaiting", 1, 1_000_000),
        Number("Store:MostReaders", 1, 1_000),
        Time("Store:LockTimeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
        Time("Store:StatementTimeout", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
        Time("Store:ConnectTimeout", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
        Number("Views:ViewPageSize", 1, 10_000),
        Number("Views:RestOfCatchingUp", 0, 100),
        Time("Views:Gathering", TimeSpan.Zero, TimeSpan.FromSeconds(5)),
        Time("Views:LeadershipEvery", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)),
        new("Webhooks:InternalRelays",
            settings => settings.GetSection("Webhooks:InternalRelays").GetChildren().Any(relay => IsMetadataService(relay.Value))
                ? "One of them is the address at which clouds keep the machine's own secrets."
                : null),
        new("Limits:TrustedProxies",
            settings => settings.GetSection("Limits:TrustedProxies").GetChildren()
                .Any(proxy => proxy.Value?.EndsWith("/0", StringComparison.Ordinal) == true)
                ? "One of them covers every address, so that any caller could pretend to have any address."
                : null),
        new("System.Globalization.Invariant",
            _ => "\u00E9".Normalize(NormalizationForm.FormD).Length == 1
                ? "It is on (DOTNET_SYSTEM_GLOBALIZATION_INVARIANT, or the project): texts would not be compared as people read them. " +
                    "Install ICU and leave it out."
                : null),
        new("AllowedHosts", settings => settings["AllowedHosts"] is { } hosts && string.IsNullOrWhiteSpace(hosts)
            ? "It is empty, which refuses everybody. Leave it out, or name hosts."
            : null),
    ];

    // What each part refuses to run with, wherever it runs. Development may make keys on the way: making them twice makes them once.
    private static readonly IReadOnlyList<(string Section, Action<IConfiguration, IHostEnvironment> Read)> s_parts =
    [
        ("Limits", (settings, _) => Limits.Read(settings)),
        ("Identity", (settings, environment) => IdentitySettings.Read(settings, environment)),
        ("Identifiers", (settings, environment) => IdentifierKey.Read(settings, environment)),
        ("TaskForce", (settings, environment) => TaskForceSettings.Read(settings, environment)),
        ("Keys", (settings, _) => KeyServices.Checked(KeySettings.Read(settings))),
        ("TransparencyLog", (settings, environment) => CheckLog(TransparencySettings.Read(settings, environment.IsDevelopment()))),
        ("Webhooks", (settings, environment) => WebhookSettings.Read(settings, environment.IsDevelopment())),
    ];

    /// <exception cref="SettingsException">With everything that is wrong, one fault a line.</exception>
    public static void Refuse(IConfiguration settings, IHostEnvironment environment)
    {
        var faults = new List<string>();
        foreach (var (section, read) in s_parts)
        {
            try
            {
                read(settings, environment);
            }
            catch (SettingsException wrong)
            {
                faults.AddRange(wrong.Faults);
            }
            catch (InvalidOperationException)
            {
                faults.Add($"{section}: one of its values is not a number, a time or true or false, where one is expected.");
            }
        }
        faults.AddRange(settings.GetSection("ConnectionStrings").GetChildren()
            .Select(one => RoleConnection.FaultOf(one.Value) is { } fault ? $"{one.Path}: {fault}" : null).OfType<string>());
        if (!environment.IsDevelopment())
            faults.AddRange(s_outsideOfDevelopment.Select(check => check.Fault(settings) is { } fault ? $"{check.Setting}: {fault}" : null)
                .OfType<string>());
        if (faults.Count > 0)
            throw new SettingsException([.. faults.Distinct()]);
    }

    private static Check Number(string setting, long least, long most) => new(setting, settings =>
        settings[setting] is not { Length: > 0 } text
            || (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most)
            ? null
            : $"Give a number from {least} to {most}.");

    private static Check Time(string setting, TimeSpan least, TimeSpan most) => new(setting, settings =>
        settings[setting] is not { Length: > 0 } text
            || (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= least && time <= most)
            ? null
            : $"Give a time from {least} to {most}.");

    private static string? FaultOfAuthority(string? authority) => authority switch
    {
        null or "" => null, // IdentitySettings says so
        _ when !Uri.TryCreate(authority, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps =>
            "It is not an https address. Somebody on the network could answer in the provider's place, and let anybody in.",
        _ when new Uri(authority) is not { UserInfo: "", Query: "", Fragment: "", Host.Length: > 0 } =>
            "Give the provider's address alone, without a user, a query or a fragment.",
        _ => null,
    };

    private static string? FaultOfIssuer(string? issuer) => issuer switch
    {
        null => null,
        _ when string.IsNullOrWhiteSpace(issuer) => "It is empty. Name the issuer that tokens must name, or leave it out.",
        DevelopmentIssuer.Name => "It is the development issuer, for which anybody can make a key.",
        _ => null,
    };

    private static string? FaultOfKey(string? text)
    {
        var key = new byte[text?.Length ?? 0];
        return text is { Length: > 0 } && Convert.TryFromBase64String(text, key, out var length)
            && !IdentifierKey.LooksRandom(key.AsSpan(0, length))
            ? "It is not random: it can be guessed, and identifiers of agencies can then be joined. Take what `openssl " +
                "rand -base64 32` prints."
            : null;
    }

    private static string? OnlyForMigrate(string? administrator) =>
        administrator is { Length: > 0 }
            ? "It is the administrator's connection, for the verb migrate. A host that takes requests must not have it."
            : null;

    private static bool IsMetadataService(string? relay) =>
        relay is not null && (relay.StartsWith("169.254.", StringComparison.Ordinal)
            || relay.StartsWith("[fd00:ec2::", StringComparison.OrdinalIgnoreCase)
            || relay.StartsWith("metadata.", StringComparison.OrdinalIgnoreCase));

    private static bool IsSigning(IConfiguration settings) =>
        !bool.TryParse(settings["TransparencyLog:Enabled"], out var enabled) || enabled;

    private static void CheckLog(TransparencySettings log)
    {
        if (log.Enabled)
            log.Keys();
        log.Witnesses();
    }
}
