using Coordination.Domain.TransparencyLog;

namespace Coordination.Host.Platform.Signing;

/// <summary>The keys of one signer: those that sign, the newest first, and those that signed once and are still believed.</summary>
/// <param name="Signers">While a key is being changed, the new one and the old one both sign.</param>
/// <param name="Retired">What they signed stays valid; they sign nothing more.</param>
public sealed record KeyRing(IReadOnlyList<SigningKey> Signers, IReadOnlyList<VerifierKey> Retired)
{
    /// <summary>What all of them are called; for a log its origin.</summary>
    public string Name => Signers[0].Public.Name.Name;

    /// <summary>Every key that signatures may be of.</summary>
    public IReadOnlyList<VerifierKey> Known => [.. Signers.Select(key => key.Public), .. Retired];
}

/// <summary>A file with a signer's keys, one a line, that only its owner may read. It does not belong beside the database, nor into its
/// backups.</summary>
public static class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the keys, after a look at who else could.</summary>
    /// <exception cref="SettingsException">The file is missing, malformed, or others can read it.</exception>
    public static KeyRing Read(string path)
    {
        if (!File.Exists(path))
            throw new SettingsException($"There is no key file '{path}'. Make one with: signing-key generate {path} --name <origin>");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly & ~UnixFileMode.UserExecute) is var more && more != 0)
            throw new SettingsException($"Others than its owner can use the key file '{path}'. Make it private: chmod 600 {path}");
        return Parse(path, File.ReadAllLines(path));
    }

    /// <summary>Writes a new file; it never overwrites one.</summary>
    /// <exception cref="SettingsException">There is such a file already.</exception>
    public static void Create(string path, KeyRing keys)
    {
        if (File.Exists(path))
            throw new SettingsException($"There is a file '{path}' already. A key is not overwritten.");
        Write(path, keys, FileMode.CreateNew);
    }

    /// <summary>Replaces the file at once: either the old one is there, or the new one.</summary>
    public static void Replace(string path, KeyRing keys)
    {
        var fresh = $"{path}.new";
        File.Delete(fresh);
        Write(fresh, keys, FileMode.CreateNew);
        File.Move(fresh, path, overwrite: true);
    }

    private static void Write(string path, KeyRing keys, FileMode mode)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        var lines = keys.Signers.Select(key => key.PrivateLine()).Concat(keys.Retired.Select(key => key.ToString()));
        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(
            $"# Keys of {keys.Name}. The newest signs first; a line without PRIVATE is believed and signs no " +
                $"more.\n{string.Join('\n', lines)}\n"));
        file.Flush(flushToDisk: true);
    }

    private static KeyRing Parse(string path, string[] lines)
    {
        List<SigningKey> signers = [];
        List<VerifierKey> retired = [];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            if (SigningKey.Parse(line).IsValid(out var signer))
                signers.Add(signer);
            else if (VerifierKey.Parse(line).IsValid(out var key))
                retired.Add(key);
            else
                throw new SettingsException($"Line {i + 1} of the key file '{path}' is no key.");
        }

        if (signers.Count == 0)
            throw new SettingsException($"The key file '{path}' has no key that signs.");
        var keys = new KeyRing(signers, retired);
        return keys.Known.All(key => key.Name.Name == keys.Name)
            ? keys
            : throw new SettingsException($"The keys in '{path}' have different names.");
    }
}
