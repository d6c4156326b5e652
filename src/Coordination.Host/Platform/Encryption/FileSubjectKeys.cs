namespace Coordination.Host.Platform.Encryption;

/// <summary>
/// The wrapped keys of the people in a folder, apart from the database and its backups: <c>subjects/survivor-3f2b…/open-door.json</c>.
/// Destroying a subject's keys leaves <c>DESTROYED</c> in their place, written before anything is taken away, so that none is ever made
/// again.
/// </summary>
public sealed class FileSubjectKeys
{
    private const string Tombstone = "DESTROYED"; // no agency can be called that
    private readonly string _folder;

    /// <exception cref="KeyServiceUnavailableException">The folder may be read by others.</exception>
    public FileSubjectKeys(string folder)
    {
        PrivateFiles.MakeFolder(folder);
        PrivateFiles.MakeFolder(_folder = Path.Combine(folder, "subjects"));
    }

    /// <summary>The keys of a scope, the news that they were destroyed, or null when there are none.</summary>
    public ValueTask<KeptKeys?> Read(KeyScope scope, CancellationToken cancellation) => new(Guarded<KeptKeys?>(() =>
    {
        if (PrivateFiles.Read(PathOf(scope)) is { } keys)
            return new KeptKeys.Wrapped(VersionsIn(keys));
        return DestroyedAt(scope.Subject) is { } at ? new KeptKeys.Destroyed(at) : null;
    }));

    /// <summary>Keeps the first keys of a scope, durably; false when there are some already, or they were destroyed.</summary>
    public ValueTask<bool> TryAdd(KeyScope scope, KeptKeys.Wrapped keys, CancellationToken cancellation) =>
        DiskThreads.Run(() => Guarded(() =>
    {
        if (DestroyedAt(scope.Subject) is not null)
            return false;
        PrivateFiles.MakeFolder(FolderOf(scope.Subject));
        var added = PrivateFiles.TryAdd(PathOf(scope),
            JsonSerializer.SerializeToUtf8Bytes(new SubjectKeyFile(keys.Versions), KeyFileJson.Default.SubjectKeyFile));
        return added && !TakenAway(scope);
    }), cancellation);

    /// <summary>Puts others in the place of the keys of a scope; false when they were destroyed meanwhile.</summary>
    public ValueTask<bool> Replace(KeyScope scope, KeptKeys.Wrapped keys, CancellationToken cancellation) => new(Guarded(() =>
    {
        if (DestroyedAt(scope.Subject) is not null)
            return false;
        PrivateFiles.Replace(PathOf(scope),
            JsonSerializer.SerializeToUtf8Bytes(new SubjectKeyFile(keys.Versions), KeyFileJson.Default.SubjectKeyFile));
        return !TakenAway(scope);
    }));

    /// <summary>Destroys the keys of a subject at every agency, for ever: no new ones are made for it. Doing it again changes
    /// nothing.</summary>
    /// <returns>When they were destroyed: the first time counts.</returns>
    public ValueTask<DateTimeOffset> Destroy(KeySubject subject, DateTimeOffset at, CancellationToken cancellation) => new(Guarded(() =>
    {
        var folder = FolderOf(subject);
        PrivateFiles.MakeFolder(folder);
        PrivateFiles.TryAdd(Path.Combine(folder, Tombstone),
            JsonSerializer.SerializeToUtf8Bytes(new DestroyedFile(at), KeyFileJson.Default.DestroyedFile));
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) != Tombstone))
            PrivateFiles.Destroy(file);
        return DestroyedAt(subject)!.Value;
    }));

    /// <summary>Every scope that has keys.</summary>
    public IReadOnlyList<KeyScope> All() =>
        Guarded(() => (IReadOnlyList<KeyScope>)[.. Directory.EnumerateDirectories(_folder).SelectMany(folder =>
        Directory.EnumerateFiles(folder, "*.json").Where(file => Path.GetFileName(file) != Tombstone)
            .Select(file => new KeyScope(new AgencyId(Path.GetFileNameWithoutExtension(file)),
                KeySubject.OfStream(Path.GetFileName(folder)))))]);

    /// <summary>Somebody destroyed them while they were being written.</summary>
    private bool TakenAway(KeyScope scope)
    {
        if (DestroyedAt(scope.Subject) is null)
            return false;
        PrivateFiles.Destroy(PathOf(scope));
        return true;
    }

    private DateTimeOffset? DestroyedAt(KeySubject subject) =>
        PrivateFiles.Read(Path.Combine(FolderOf(subject), Tombstone)) is { } bytes
            ? Parsed(bytes, KeyFileJson.Default.DestroyedFile).DestroyedAt
            : null;

    private string FolderOf(KeySubject subject) => Path.Combine(_folder, subject.ToString());

    private string PathOf(KeyScope scope) => Path.Combine(FolderOf(scope.Subject), $"{scope.Agency}.json");

    private static IReadOnlyList<string> VersionsIn(byte[] file) =>
        Parsed(file, KeyFileJson.Default.SubjectKeyFile).Versions is { Count: > 0 } versions && !versions.Contains(null!)
            ? versions
            : throw new DamagedKeyException("A file of wrapped keys holds none.");

    private static T Parsed<T>(byte[] json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new JsonException();

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (JsonException fault)
        {
            throw new DamagedKeyException("A file of wrapped keys cannot be understood.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new KeyServiceUnavailableException("The folder of keys cannot be read or written.", fault);
        }
    }
}
