using Coordination.Domain.TransparencyLog;

namespace Coordination.Host.TransparencyLog.Witnessing;

/// <summary>
/// A witness's memory: a file for each log, replaced in one step, so that whatever dies when, the old one is there or the new one. Another
/// process cannot use the folder at the same time.
/// </summary>
public sealed class WitnessFolder : IWitnessMemory, IDisposable
{
    private readonly string _folder;
    private readonly FileStream _lock;

    /// <exception cref="SettingsException">Another process uses the folder, or it cannot be written to.</exception>
    public WitnessFolder(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        try
        {
            _lock = new FileStream(Path.Combine(_folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The folder '{folder}' is used by another witness, or cannot be written to.");
        }
    }

    /// <exception cref="SettingsException">What was remembered cannot be read: somebody changed it.</exception>
    public SignedCheckpoint? Last(string origin)
    {
        var file = FileOf(origin);
        if (!File.Exists(file))
            return null;
        var parsed = SignedCheckpoint.Parse(File.ReadAllBytes(file));
        return parsed.IsValid(out var last) && last.Checkpoint.Origin == origin
            ? last
            : throw new SettingsException($"The file '{file}' was changed by somebody: it is not the checkpoint that was kept in it.");
    }

    public void Remember(SignedCheckpoint checkpoint) => Write(FileOf(checkpoint.Checkpoint.Origin), checkpoint.Note.ToBytes());

    public void Keep(SignedCheckpoint before, WitnessRequest refused)
    {
        var evidence = Encoding.UTF8.GetBytes($"{before.Note}\n{refused}");
        var name = Convert.ToHexStringLower(SHA256.HashData(evidence))[..16];
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "forks")).FullName, $"{name}.txt");
        if (!File.Exists(file))
            Write(file, evidence);
    }

    public void Dispose() => _lock.Dispose();

    private static void Write(string file, byte[] bytes)
    {
        var fresh = $"{file}.new";
        using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, file, overwrite: true);
    }

    private string FileOf(string origin) =>
        Path.Combine(_folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)))[..32]}.checkpoint");
}
