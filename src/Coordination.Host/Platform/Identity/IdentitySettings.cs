namespace Coordination.Host.Platform.Identity;

/// <summary>
/// Where tokens come from: an OpenID Connect provider, or, in Development only, an issuer of our own.
/// Read from the section <c>Identity</c>.
/// </summary>
public sealed record IdentitySettings
{
    /// <summary>The provider's address; null for the development issuer.</summary>
    public string? Authority { get; init; }

    /// <summary>The issuer that tokens must name, where it is not what the provider says of itself.</summary>
    public string? Issuer { get; init; }

    /// <summary>The audience that tokens must name.</summary>
    public string Audience { get; init; } = "coordination";

    /// <summary>The only signature algorithms that are accepted. Never a symmetric one: a key that can verify could also sign.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = ["ES256", "PS256", "RS256"];

    /// <summary>The only token types (<c>typ</c>) that are accepted (RFC 9068).</summary>
    public IReadOnlyList<string> TokenTypes { get; init; } = ["at+jwt"];

    /// <summary>The folder of the development issuer's key.</summary>
    public string DevelopmentFolder { get; init; } = ".data/identity";

    /// <summary>The people whom the development issuer knows.</summary>
    public string PeopleFile { get; init; } = "demo/people.json";

    /// <summary>Reads the settings, and refuses those that would let anybody in.</summary>
    /// <exception cref="SettingsException">They are missing, or not for this environment.</exception>
    public static IdentitySettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.GetSection("Identity");
        var defaults = new IdentitySettings();
        var settings = new IdentitySettings
        {
            Authority = section["Authority"] is { Length: > 0 } authority ? authority : null,
            Issuer = section["Issuer"],
            Audience = section["Audience"] ?? defaults.Audience,
            Algorithms = section.GetSection("Algorithms").Get<string[]>() ?? defaults.Algorithms,
            TokenTypes = section.GetSection("TokenTypes").Get<string[]>() ?? defaults.TokenTypes,
            DevelopmentFolder = section["Development:Folder"] ?? defaults.DevelopmentFolder,
            PeopleFile = section["Development:People"] ?? defaults.PeopleFile,
        };
        Check(settings, section, environment);
        return settings;
    }

    private static void Check(IdentitySettings settings, IConfigurationSection section, IHostEnvironment environment)
    {
        List<string> faults = [];
        if (!environment.IsDevelopment() && section.GetSection("Development").Exists())
            faults.Add($"Identity:Development is set, but the environment is {environment.EnvironmentName}. The development issuer lets " +
                $"everybody who can read a file pretend to be anybody; it is for Development only.");
        if (!environment.IsDevelopment() && settings.Authority is null)
            faults.Add("Identity:Authority is not set. Give the address of the OpenID Connect provider whose tokens are to be accepted.");
        if (settings.Algorithms.Any(algorithm =>
            algorithm is not ("ES256" or "ES384" or "ES512" or "PS256" or "PS384" or "PS512" or "RS256" or "RS384" or "RS512")))
            faults.Add("Identity:Algorithms may hold asymmetric signature algorithms only, such as ES256.");
        if (settings.Algorithms.Count == 0 || settings.TokenTypes.Count == 0)
            faults.Add("Identity:Algorithms and Identity:TokenTypes may not be empty: an empty list would accept all.");
        if (faults.Count > 0)
            throw new SettingsException(faults);
    }
}

/// <summary>The settings do not allow the host to run. The message tells the operator what to set.</summary>
/// <param name="faults">Everything that is wrong, each in a sentence that names its setting.</param>
public sealed class SettingsException(IReadOnlyList<string> faults) : Exception(string.Join('\n', faults))
{
    public SettingsException(string fault) : this([fault])
    {
    }

    public IReadOnlyList<string> Faults => faults;
}
