using Coordination.Host.Platform.Identity;
using Xunit;

namespace Coordination.Host.Tests.Platform.Identity;

public sealed class ExclusiveFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("new-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Of_many_that_come_at_once_one_is_put_in_place_and_every_other_is_told()
    {
        for (var round = 0; round < 200; round++)
        {
            var path = Path.Combine(_folder, $"{round}");
            using var start = new Barrier(8);

            var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(which => Task.Factory.StartNew(() => Put(path, which, start), TaskCreationOptions.LongRunning)));

            Assert.Equal(File.ReadAllText(path), $"{Array.IndexOf(won, true)}");
            Assert.Single(won, done => done);
            Assert.Equal(round + 1, Directory.GetFiles(_folder).Length);
        }
    }

    [Fact]
    public void Where_nothing_can_be_put_the_reason_is_said() =>
        Assert.Throws<IOException>(() => ExclusiveFile.PutInPlace(Written("lone"), Path.Combine(_folder, "nowhere", "file")));

    private static bool Put(string path, int which, Barrier start)
    {
        var beside = $"{path}.{which}";
        File.WriteAllText(beside, $"{which}");
        start.SignalAndWait();
        return ExclusiveFile.PutInPlace(beside, path);
    }

    private string Written(string name)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, name);
        return path;
    }
}
