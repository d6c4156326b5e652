namespace Coordination.Host.Platform.Encryption;

/// <summary>
/// Files that only this host's user may read, written whole or not at all: beside, flushed, and then put in place. After that
/// they are flushed once more, which takes the new name to the disk with the file (on file systems that keep a journal).
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode MyFolder = Mine | UnixFileMode.UserExecute;
    private const UnixFileMode Others = ~(MyFolder);

    // Files are put in place whole: nobody has to keep others from looking meanwhile.
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    /// <summary>Makes a folder for this user alone.</summary>
    /// <exception cref="KeyServiceUnavailableException">It is there, and others may look into it.</exception>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }
        Directory.CreateDirectory(path, MyFolder);
        if (FaultOfFolder(path) is { } fault)
            throw new KeyServiceUnavailableException(fault);
    }

    /// <summary>Null when a folder, and what lies in it, is for this user alone, or is not there; else what is wrong, for the
    /// operator.</summary>
    public static string? FaultOf(string folder)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder))
            return null;
        if (FaultOfFolder(folder) is { } fault)
            return fault;
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".json" or ".key"))
        {
            if ((File.GetUnixFileMode(file) & Others) != 0)
                return $"The key file {file} may be read by others: chmod 600 it, and ask who could have read it.";
        }
        return null;
    }

    private static string? FaultOfFolder(string folder) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & Others) != 0
        ? $"The folder of keys {folder} may be read by others: chmod 700 it, and ask who could have read it."
        : null;

    /// <summary>Null when there is no such file.</summary>
    /// <exception cref="KeyServiceUnavailableException">Others may read it.</exception>
    public static byte[]? Read(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
                throw new KeyServiceUnavailableException(
                    $"The key file {path} may be read by others: chmod 600 it, and ask who could have read it.");
            return File.ReadAllBytes(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes a file that was not there; false when it was.</summary>
    public static bool TryAdd(string path, ReadOnlySpan<byte> content)
    {
        if (!ExclusiveFile.PutInPlace(WriteBeside(path, content), path))
            return false;
        Flush(path);
        return true;
    }

    /// <summary>Writes a file, in the place of the one that was there.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        File.Move(WriteBeside(path, content), path, overwrite: true);
        Flush(path);
    }

    /// <summary>Overwrites a file and takes it away. What a disk keeps of old blocks is beyond us: see docs/security.md.</summary>
    public static void Destroy(string path)
    {
        try
        {
            using (var file = File.Open(path, FileMode.Open, FileAccess.Write, Shared))
            {
                file.Write(RandomNumberGenerator.GetBytes((int)Math.Min(file.Length, 1 << 20)));
                file.Flush(flushToDisk: true);
            }
            File.Delete(path);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return;
        }
    }

    /// <summary>Writes a file as long as those of keys into a folder, and takes it away.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void TryWriting(string folder)
    {
        MakeFolder(folder);
        File.Delete(WriteBeside(Path.Combine(folder, "probe"), new byte[4_096]));
    }

    private static string WriteBeside(string path, ReadOnlySpan<byte> content)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.new";
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            create.UnixCreateMode = Mine;
        using var file = new FileStream(beside, create);
        file.Write(content);
        file.Flush(flushToDisk: true);
        return beside;
    }

    private static void Flush(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, Shared);
        RandomAccess.FlushToDisk(handle);
    }
}
