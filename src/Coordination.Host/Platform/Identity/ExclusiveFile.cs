using System.Runtime.InteropServices;

namespace Coordination.Host.Platform.Identity;

/// <summary>
/// Puts a file that was written beside in its place, if none is there. Without overwriting, <see cref="File.Move(string, string, bool)"/>
/// looks first and renames then, on Unix: of two that come at once the later replaces the earlier, whose maker goes on with a key that lies
/// nowhere.
/// </summary>
internal static class ExclusiveFile
{
    private const int AlreadyThere = 17; // EEXIST, on Linux, macOS and the BSDs

    /// <summary>True when it was put in place, false when another is there; the one beside is gone afterwards.</summary>
    /// <exception cref="IOException">Neither could be done: the file system has no hard links, or may not be written.</exception>
    public static bool PutInPlace(string beside, string path)
    {
        if (OperatingSystem.IsWindows())
            return MovedOnWindows(beside, path);
        var done = Link(beside, path) == 0;
        var fault = done ? 0 : Marshal.GetLastPInvokeError();
        File.Delete(beside);
        if (!done && fault != AlreadyThere)
            throw new IOException($"{path} could not be put in place, which takes a hard link: {Marshal.GetPInvokeErrorMessage(fault)}.");
        return done;
    }

    // There, moving without overwriting is one step.
    private static bool MovedOnWindows(string beside, string path)
    {
        try
        {
            File.Move(beside, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(beside);
            return false;
        }
    }

    // Generated code would need unsafe blocks. The texts are marshalled as UTF-8, which the analyzer does not know.
#pragma warning disable SYSLIB1054, CA2101
    [DllImport("libc", EntryPoint = "link", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
#pragma warning restore SYSLIB1054, CA2101
}
