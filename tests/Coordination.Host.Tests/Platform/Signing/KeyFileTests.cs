using Coordination.Domain.TransparencyLog;
using Coordination.Host.Cli;
using Coordination.Host.Platform.Identity;
using Coordination.Host.Platform.Signing;
using Xunit;

namespace Coordination.Host.Tests.Platform.Signing;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coordination-keys-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "log.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_key_file_is_private_from_the_start_and_is_never_overwritten()
    {
        Assert.Equal(0, Key("generate", Path, "--name", "log.example"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        var before = File.ReadAllBytes(Path);
        Assert.Throws<SettingsException>(() => Key("generate", Path, "--name", "log.example"));
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead), InlineData(UnixFileMode.OtherRead), InlineData(UnixFileMode.GroupWrite), InlineData(UnixFileMode.OtherExecute)]
    public void A_key_file_that_others_can_use_is_refused(UnixFileMode more)
    {
        Key("generate", Path, "--name", "log.example");
        File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | more);
        Assert.Contains("chmod 600", Assert.Throws<SettingsException>(() => KeyFile.Read(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void While_a_key_changes_both_sign_and_afterwards_the_old_one_is_still_believed()
    {
        Key("generate", Path, "--name", "log.example");
        var first = KeyFile.Read(Path).Signers[0].Public;
        var text = new Checkpoint("log.example", 0, MerkleHashing.EmptyRoot).Text;
        var old = SignedNote.Of(text, KeyFile.Read(Path).Signers[0].Sign(text, DateTimeOffset.UnixEpoch));

        Key("rotate", Path);
        var both = KeyFile.Read(Path);
        Assert.Equal(2, both.Signers.Count);
        Assert.Equal(first, both.Signers[1].Public);

        Key("retire", Path);
        var after = KeyFile.Read(Path);
        Assert.Equal(both.Signers[0].Public, Assert.Single(after.Signers).Public);
        Assert.Equal(first, Assert.Single(after.Retired));
        Assert.IsType<NoteVerdict.Genuine>(NoteVerification.Verify(old, after.Known, Signatures.Check));
        Assert.DoesNotContain(File.ReadAllLines(Path), line => line.StartsWith("PRIVATE", StringComparison.Ordinal) && line.Contains($"{first.Name}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(""), InlineData("# nothing\n"), InlineData("PRIVATE+KEY+log.example+00000000+AQ==\n"), InlineData("nonsense\n")]
    public void A_file_without_a_usable_key_is_refused_without_being_quoted(string content)
    {
        File.WriteAllText(Path, content);
        File.SetUnixFileMode(Path, UnixFileMode.UserRead);
        var refused = Assert.Throws<SettingsException>(() => KeyFile.Read(Path));
        Assert.DoesNotContain("AQ==", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b"), InlineData("a+b"), InlineData("")]
    public void A_name_that_notes_cannot_carry_is_refused(string name) =>
        Assert.Throws<SettingsException>(() => Key("generate", Path, "--name", name));

    private static int Key(params string[] arguments) =>
        SigningKeyVerb.Make().Parse(arguments).Invoke(new() { EnableDefaultExceptionHandler = false, Output = TextWriter.Null });
}
