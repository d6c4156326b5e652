using System.Diagnostics;
using Xunit;

namespace Coordination.Host.Tests.Cli;

public sealed class UnknownVerbTests
{
    [Fact]
    public async Task A_word_that_is_no_verb_is_refused_and_does_not_start_a_host()
    {
        var command = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        Array.ForEach(["exec", Path.Combine(AppContext.BaseDirectory, "Coordination.Host.dll"), "migrat", "--show"], command.ArgumentList.Add);

        using var process = Process.Start(command)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("There is no verb migrat.", await complained, StringComparison.Ordinal);
        Assert.Empty(await said);
    }
}
