using Coordination.Domain.TransparencyLog;
using Coordination.Host.Platform.Signing;

namespace Coordination.Host.TransparencyLog;

/// <summary>Where the keys of the log are, and who witnesses it.</summary>
public sealed record TransparencySettings
{
    private const string DevelopmentName = "coordination.localhost/log";

    /// <summary>Whether this host signs checkpoints, when it is its turn.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The key file. It lies apart from the database and its backups.</summary>
    public string? KeyFile { get; init; }

    /// <summary>A policy file whose witnesses, those with an address, are asked to cosign; and by which checkpoints are judged.</summary>
    public string? Policy { get; init; }

    /// <summary>How often witnesses are asked; each learns how many events there are.</summary>
    public TimeSpan WitnessEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <exception cref="SettingsException">They do not allow it to run.</exception>
    public static TransparencySettings Read(IConfiguration configuration, bool isDevelopment)
    {
        var section = configuration.GetSection("TransparencyLog");
        var settings = new TransparencySettings
        {
            Enabled = section.GetValue("Enabled", true),
            KeyFile = section["KeyFile"] is { Length: > 0 } file ? file : isDevelopment ? ".data/transparency/log.key" : null,
            Policy = section["Policy"] is { Length: > 0 } policy ? policy : null,
            WitnessEvery = section.GetValue("WitnessEvery", TimeSpan.FromMinutes(5)),
        };
        if (isDevelopment && settings.Enabled && !File.Exists(settings.KeyFile))
            MakeDevelopmentKey(settings.KeyFile!);
        return settings;
    }

    /// <summary>The keys of the log.</summary>
    /// <exception cref="SettingsException">There are none that can be used.</exception>
    public KeyRing Keys() => KeyFile is { } file
        ? Platform.Signing.KeyFile.Read(file)
        : throw new SettingsException(
            "TransparencyLog:KeyFile is not set. Make a key with the verb signing-key generate, and keep the file apart from the " +
                "database; or set TransparencyLog:Enabled to false, and nobody will be able to prove what is in the log.");

    /// <summary>The policy; null when none is set.</summary>
    /// <exception cref="SettingsException">The file is missing or malformed.</exception>
    public WitnessPolicy? Witnesses() => Policy is { } file ? PolicyFile.Read(file) : null;

    private static void MakeDevelopmentKey(string file)
    {
        try
        {
            Platform.Signing.KeyFile.Create(file, new([SigningKey.Generate(DevelopmentName, SignatureType.Ed25519)], []));
        }
        catch (IOException) when (File.Exists(file))
        {
            // A neighbour made it at this moment.
        }
    }
}

/// <summary>Reads policy files (C2SP tlog-policy).</summary>
public static class PolicyFile
{
    /// <exception cref="SettingsException">The file is missing or malformed; the message names the line.</exception>
    public static WitnessPolicy Read(string path)
    {
        if (!File.Exists(path))
            throw new SettingsException($"There is no policy file '{path}'.");
        var parsed = WitnessPolicy.Parse(File.ReadAllBytes(path));
        return parsed.IsValid(out var policy)
            ? policy
            : throw new SettingsException($"The policy file '{path}' cannot be used. {parsed.Problem}");
    }
}
