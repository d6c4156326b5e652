namespace Coordination.Host.Platform.Encryption;

/// <summary>Registers what it takes to seal and to open.</summary>
public static class KeyServices
{
    /// <summary>The keys of the section <c>Keys</c>. Nothing is opened before it is wanted.</summary>
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddSingleton(provider => KeySettings.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => new FileSubjectKeys(provider.GetRequiredService<KeySettings>().Folder));
        services.AddSingleton(AgencyKeys);
        services.AddSingleton<KeyRing>();
        services.AddSingleton(provider =>
            new KeyMaintenance(provider.GetRequiredService<IAgencyKeys>(), provider.GetRequiredService<FileSubjectKeys>()));
        services.AddSingleton<FingerprintKey>();
        services.AddSingleton<IReadiness, KeyReadiness>();
        services.AddSingleton(new ClearText(IsRead: false));
        return services;
    }

    /// <summary>Refuses to start with keys that others may read.</summary>
    /// <exception cref="SettingsException">They may.</exception>
    public static KeySettings Checked(KeySettings settings)
    {
        foreach (var folder in (ReadOnlySpan<string>)[settings.Folder, Path.Combine(settings.Folder, "agencies"),
            Path.Combine(settings.Folder, "subjects")])
        {
            if (PrivateFiles.FaultOf(folder) is { } fault)
                throw new SettingsException(fault);
        }
        return settings;
    }

    private static IAgencyKeys AgencyKeys(IServiceProvider provider)
    {
        var settings = provider.GetRequiredService<KeySettings>();
        return settings.Transit is null ? new FileAgencyKeys(settings.Folder) : TransitAgencyKeys.Open(settings);
    }
}

/// <summary>Whether a text that was stored in clear is read. Never by a host: otherwise write access to the database would be enough to
/// forge her statements. It is there for samples and cases that are kept in files.</summary>
public sealed record ClearText(bool IsRead);

/// <summary>Without keys nothing can be recorded or read, and without room for new ones nobody new can be served.</summary>
public sealed class KeyReadiness(IAgencyKeys keys, KeySettings settings) : IReadiness
{
    public string Name => "keys";

    public async ValueTask<Unready?> Check(CancellationToken cancellation)
    {
        if (await keys.Check(cancellation) is { } fault)
            return new("the key service cannot be used", fault);
        try
        {
            PrivateFiles.TryWriting(Path.Combine(settings.Folder, "subjects"));
            return null;
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            return new("no key can be written: its disk is full, or may not be written to", full.GetType().Name);
        }
    }
}
