using System.Diagnostics;
using Xunit;

namespace Coordination.Host.Tests.Cli;

/// <summary>What an operator is told who starts the host in a wrong way: one line that names what is wrong, and nothing of what was given.</summary>
public sealed class RefusedStartTests
{
    [Theory]
    [InlineData("There is no verb migrat.", "migrat", "--show")]
    [InlineData("ConnectionStrings:Writer: It is no connection string.", "serve", "--environment=Development", "--ConnectionStrings:Writer=hello")]
    public async Task A_wrong_start_is_refused_in_a_line(string told, params string[] arguments)
    {
        var command = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Directory.CreateTempSubdirectory("coordination-").FullName };
        Array.ForEach(["exec", Path.Combine(AppContext.BaseDirectory, "Coordination.Host.dll"), .. arguments], command.ArgumentList.Add);

        using var process = Process.Start(command)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Directory.Delete(command.WorkingDirectory, recursive: true);

        Assert.Equal(2, process.ExitCode);
        Assert.Contains(told, await complained, StringComparison.Ordinal);
        Assert.DoesNotContain("hello", await complained, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", await complained, StringComparison.Ordinal);
        Assert.Empty(await said);
    }
}
