namespace Coordination.Host.Platform.Identity;

/// <summary>Files of secrets, readable by nobody but the user that runs the host.</summary>
internal static class SecretFiles
{
    /// <summary>Writes beside and puts in place, so that two processes that start at once end up with one whole file.</summary>
    public static void Make(string folder, string path, string secret)
    {
        var beside = $"{path}.{Guid.NewGuid():N}";
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using (var file = new StreamWriter(beside, create))
            file.Write(secret);
        ExclusiveFile.PutInPlace(beside, path);
    }
}
