using System.Collections.Concurrent;

namespace Coordination.Host.Platform.Encryption;

/// <summary>
/// The key service on a disk: one file for each agency, with every version of its key. Wraps by RFC 5649. What it wrapped
/// reads <c>file:v2:…</c>, with the version. Several hosts may share the folder.
/// </summary>
public sealed class FileAgencyKeys : IAgencyKeys
{
    private const string Prefix = "file:v";
    private const int ShortestWrapped = 16; // RFC 5649: two blocks of eight bytes
    private readonly string _folder;
    private readonly ConcurrentDictionary<AgencyId, AgencyKeyFile> _known = new();

    /// <exception cref="KeyServiceUnavailableException">The folder may be read by others.</exception>
    public FileAgencyKeys(string folder)
    {
        PrivateFiles.MakeFolder(folder);
        PrivateFiles.MakeFolder(_folder = Path.Combine(folder, "agencies"));
    }

    public ValueTask<string> Wrap(AgencyId agency, string binding, ReadOnlyMemory<byte> key, CancellationToken cancellation)
    {
        var keys = Guarded(() => ReadOrMake(agency));
        using var aes = Aes.Create();
        aes.SetKey(keys.Versions[^1].Key);
        var wrapped = aes.EncryptKeyWrapPadded(key.Span);
        return new(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{keys.Versions[^1].Version}:{Convert.ToBase64String(wrapped)}"));
    }

    public ValueTask<byte[]> Unwrap(AgencyId agency, string binding, string wrapped, CancellationToken cancellation)
    {
        if (!wrapped.StartsWith(Prefix, StringComparison.Ordinal) || wrapped.IndexOf(':', Prefix.Length) is not (> 0 and var colon)
            || !int.TryParse(wrapped.AsSpan(Prefix.Length, colon - Prefix.Length), NumberStyles.None,
                CultureInfo.InvariantCulture, out var version))
            throw new KeyServiceUnavailableException("A key was wrapped by another key service than the one that is set.");
        var bytes = new byte[wrapped.Length];
        if (!Convert.TryFromBase64String(wrapped[(colon + 1)..], bytes, out var length) || length < ShortestWrapped || length % 8 != 0)
            throw new DamagedKeyException("A wrapped key is cut off, or not in the form in which it was written.");
        var keys = Guarded(() => _known.TryGetValue(agency, out var known) && known.Find(version) is not null ? known : Read(agency));
        if (keys?.Find(version) is not { } found)
            throw new KeyServiceUnavailableException("The version of an agency's key that wrapped another key is not there.");
        using var aes = Aes.Create();
        aes.SetKey(found.Key);
        return new(aes.DecryptKeyWrapPadded(bytes.AsSpan(0, length)));
    }

    public ValueTask Rotate(AgencyId agency, CancellationToken cancellation) =>
        Change(agency, keys => new([.. keys.Versions, New(keys.Versions[^1].Version + 1)]));

    public ValueTask Retire(AgencyId agency, CancellationToken cancellation) => Change(agency, keys => new([keys.Versions[^1]]));

    public ValueTask<string?> Check(CancellationToken cancellation)
    {
        PrivateFiles.MakeFolder(_folder);
        return new(default(string));
    }

    private ValueTask Change(AgencyId agency, Func<AgencyKeyFile, AgencyKeyFile> change) => Guarded(() =>
    {
        var changed = change(Read(agency) ?? ReadOrMake(agency));
        PrivateFiles.Replace(PathOf(agency), JsonSerializer.SerializeToUtf8Bytes(changed, KeyFileJson.Default.AgencyKeyFile));
        _known[agency] = changed;
        return ValueTask.CompletedTask;
    });

    private AgencyKeyFile ReadOrMake(AgencyId agency)
    {
        // Read again: another process may have renewed it, and data wrapped by a retired key would be lost.
        if (Read(agency) is { } kept)
            return kept;
        PrivateFiles.TryAdd(PathOf(agency),
            JsonSerializer.SerializeToUtf8Bytes(new AgencyKeyFile([New(1)]), KeyFileJson.Default.AgencyKeyFile));
        return Read(agency)!;
    }

    private AgencyKeyFile? Read(AgencyId agency)
    {
        if (PrivateFiles.Read(PathOf(agency)) is not { } bytes)
            return null;
        var read = JsonSerializer.Deserialize(bytes, KeyFileJson.Default.AgencyKeyFile);
        if (read is not { Versions.Count: > 0 }
            || read.Versions.Any(version => version is not { Version: > 0, Key.Length: ScopeKeys.KeyBytes }))
            throw new DamagedKeyException("A file of an agency's keys holds something that is no key.");
        return _known[agency] = read;
    }

    private string PathOf(AgencyId agency) => Path.Combine(_folder, $"{agency}.json");

    private static AgencyKeyVersion New(int version) => new(version, RandomNumberGenerator.GetBytes(ScopeKeys.KeyBytes));

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (JsonException fault)
        {
            throw new DamagedKeyException("A file of an agency's keys cannot be understood.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new KeyServiceUnavailableException("The folder of keys cannot be read or written.", fault);
        }
    }
}

/// <summary>An agency's key as it lies in its file: every version that is still needed, oldest first.</summary>
internal sealed record AgencyKeyFile(IReadOnlyList<AgencyKeyVersion> Versions)
{
    public AgencyKeyVersion? Find(int version) => Versions.FirstOrDefault(known => known.Version == version);
}

internal sealed record AgencyKeyVersion(int Version, byte[] Key);

/// <summary>The wrapped keys of one scope, as they lie in their file.</summary>
internal sealed record SubjectKeyFile(IReadOnlyList<string> Versions);

/// <summary>The news that keys were destroyed, in their place.</summary>
internal sealed record DestroyedFile(DateTimeOffset DestroyedAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AgencyKeyFile))]
[JsonSerializable(typeof(SubjectKeyFile))]
[JsonSerializable(typeof(DestroyedFile))]
internal sealed partial class KeyFileJson : JsonSerializerContext;
